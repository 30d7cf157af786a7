"""The short code in one SMS: proof that whoever answers has read it, not who they are.

The sender of an SMS can be forged, so the number alone proves nothing. Four characters of 31 are
923,521 codes; five wrong tries, and the code is dead. It is derived from the delivery, so that a
message sent once more carries the same one, and kept as a hash alone.
"""

import hmac
from datetime import timedelta
from typing import Final

from django.db.models import F
from django.db.models.functions import Now
from django.utils.crypto import salted_hmac

from accounts.access.codes import ALPHABET
from notifications.channels import Message
from notifications.chats.models import MOST_TRIES, SmsCode

LENGTH: Final = 4
VALID: Final = timedelta(days=7)


def code_for(message: Message) -> str:
    """The code to be put into an SMS of this message; empty where it is about no share.

    Whoever sends SMS calls it before sending: one statement.
    """
    if message.share is None:
        return ""
    code = _code(message)
    SmsCode.objects.bulk_create(
        [
            SmsCode(
                delivery=message.delivery,
                person_id=message.person_id,
                position_id=message.position_id,
                share=message.share,
                code_hash=_hash(str(message.share), code),
            )
        ],
        ignore_conflicts=True,
    )
    return code


def use(person_id: int, share: str, given: str) -> int | None:
    """The position that the SMS with this code was told to; None where no such code counts.

    A wrong one is counted on every code of the person for this share. Must be called inside a
    transaction.
    """
    rows = SmsCode.objects.filter(
        person=person_id, share=share, tries__lt=MOST_TRIES, at__gt=Now() - VALID
    )
    wanted = _hash(share, given.upper())
    live = list(rows.order_by("pk").select_for_update(no_key=True))
    for row in live:
        if hmac.compare_digest(row.code_hash, wanted):
            return row.position_id
    SmsCode.objects.filter(pk__in=[row.pk for row in live]).update(tries=F("tries") + 1)
    return None


def _code(message: Message) -> str:
    made = salted_hmac("notifications.sms.code", str(message.delivery), algorithm="sha256")
    number = int.from_bytes(made.digest()[:8], "big")
    letters = []
    for _ in range(LENGTH):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    return "".join(letters)


def _hash(share: str, code: str) -> str:
    return salted_hmac(f"notifications.sms.{share}", code, algorithm="sha256").hexdigest()
