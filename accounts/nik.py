"""Keeping the NIK of whoever signs electronically, and opening it for the signing service alone.

AES-256-GCM under settings.NIK_KEY, bound to the person, so that a row copied to somebody else does
not open. UU 27/2022 counts the NIK among personal data; nothing shows it again once it is kept.
"""

import hashlib
import hmac
import os
from base64 import b64decode, b64encode
from datetime import datetime
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.models.niks import SealedNik
from workflow.refusals import Refused, invalid

LENGTH: Final = 16
_NONCE: Final = 12


def keep(person: Person, nik: str, *, at: datetime) -> None:
    """Seal a person's NIK, in place of the one kept before.

    Raises Refused `nik_malformed`, `nik_taken`, and ImproperlyConfigured without a key.
    """
    digits = nik.replace(" ", "")
    if len(digits) != LENGTH or not (digits.isascii() and digits.isdecimal()):
        raise Refused(invalid("nik", "nik_malformed", _("NIK terdiri atas 16 angka.")))
    nonce = os.urandom(_NONCE)
    box = nonce + AESGCM(_key()).encrypt(nonce, digits.encode(), _bound(person))
    mark = hmac.new(_key(), b"nik:" + digits.encode(), hashlib.sha256).hexdigest()
    facts = {"sealed": b64encode(box).decode(), "fingerprint": mark, "at": at}
    try:
        with transaction.atomic():
            SealedNik.objects.update_or_create(person=person, defaults=facts)
    except IntegrityError:
        sentence = _("NIK ini sudah dicatat untuk orang lain.")
        raise Refused(invalid("nik", "nik_taken", sentence)) from None


def kept_at(person: Person) -> datetime | None:
    """Since when a NIK is kept; it is all that pages say of it."""
    return SealedNik.objects.filter(person=person).values_list("at", flat=True).first()


def nik_of(person: Person) -> str:
    """The 16 digits, for the signing service; empty where none is kept, or the key is another."""
    row = SealedNik.objects.filter(person=person).first()
    if row is None:
        return ""
    box = b64decode(row.sealed)
    try:
        return AESGCM(_key()).decrypt(box[:_NONCE], box[_NONCE:], _bound(person)).decode()
    except InvalidTag:
        return ""


def _bound(person: Person) -> bytes:
    return f"sigap:nik:{person.public_id}".encode()


def _key() -> bytes:
    try:
        key = bytes.fromhex(settings.NIK_KEY)
    except ValueError:
        key = b""
    if len(key) != 32:  # noqa: PLR2004 - AES-256
        raise ImproperlyConfigured("SIGAP_NIK_KEY is not 64 hexadecimal digits.")
    return key
