"""The door of the activation page: whose card it is, with a limit on wrong codes per address.

A right code is never refused for what others behind the same address typed before, short of
guessing by the hundred: WRONG_CODES lets a whole office mistype at once. A code that the check
character gives away was a slip, is not looked up and not counted.
"""

from datetime import datetime
from typing import Final

from allauth.core.internal import ratelimit
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.access import actions, codes
from accounts.access.guards import card_is_still_valid
from accounts.access.owner import Owner
from accounts.models import Access, Person
from accounts.signin import SignInRefused, let_in
from workflow.refusals import Refused, invalid
from workflow.table import Moment

WRONG_CODES: Final = {"code": "120/5m/ip"}
SECONDS: Final = 300


def look_up(request: HttpRequest, text: str, *, at: datetime) -> tuple[str, Access]:
    """The code, and the access it is the card of; changes nothing.

    Raises Refused `code_mistyped`, `code_unknown`, `code_expired`, and SignInRefused
    `too_many_attempts`.
    """
    code = codes.read(text)
    if code is None:
        sentence = _("Kode terdiri atas 12 huruf dan angka, seperti K7QF-2MWX-9HTR. Periksa lagi.")
        raise Refused(invalid("kode", "code_mistyped", sentence))
    if not _count(request, dry_run=True):
        sentence = _("Terlalu banyak kode salah dari jaringan ini. Tunggu 5 menit, lalu coba lagi.")
        raise SignInRefused("too_many_attempts", sentence, SECONDS)
    try:
        access = actions.holder_of(code)
    except Refused:
        _count(request, dry_run=False)
        raise
    moment = Moment(Owner(access.person, "web"), at, {})
    refusal = card_is_still_valid(access, moment)
    if refusal is not None:
        raise Refused(refusal)
    return code, access


def _count(request: HttpRequest, *, dry_run: bool) -> bool:
    return bool(
        ratelimit.consume(
            request,
            app="accounts.access",
            action="code",
            config=WRONG_CODES,
            dry_run=dry_run,
            limit_get=True,
        )
    )


def activate(request: HttpRequest, code: str, pin: str, *, again: str, at: datetime) -> Person:
    """Use the card up and sign its person in here. Raises Refused as `actions.activate` does."""
    request_id: str = getattr(request, "request_id", "")

    def by(person: Person) -> Owner:
        # Whoever holds the paper: less sure than a PIN.
        return Owner(person, "web", "medium", request_id)

    person = actions.activate(code, pin, again=again, by=by, at=at)
    let_in(request, person)
    return person
