"""Refusals: a stable code and a sentence for people.

The same value greys a button, fills a message on a page and becomes a problem in the API, so a
person reads the same sentence before and after trying.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Kind(Enum):
    """Why it was refused; api and web turn this into their answer."""

    NOT_FOUND = 404
    NOT_YOURS = 403
    NOT_NOW = 409
    STALE = 412
    INVALID = 422
    TOO_LARGE = 413


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several answers a refusal asks for: a hat to act in."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """No, with the reason. `field` names the input at fault, `choices` what would help."""

    code: str
    sentence: str | Promise
    kind: Kind = Kind.NOT_NOW
    field: str = ""
    choices: Sequence[Choice] = ()


class Refused(Exception):
    """Carries a Refusal out of an action; whoever parsed the request answers with it."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


NOT_FOUND = Refusal(
    "not_found", _("Tidak ditemukan, atau bukan untuk jabatan Anda."), Kind.NOT_FOUND
)
HAT_ENDED = Refusal(
    "hat_ended",
    _("Anda tidak (lagi) memegang jabatan ini. Pilih jabatan lain, lalu ulangi."),
    Kind.NOT_YOURS,
)
STALE = Refusal(
    "stale", _("Sudah ada perubahan sejak halaman ini dibuka. Lihat keadaan terbaru."), Kind.STALE
)


def invalid(field: str, code: str, sentence: str | Promise) -> Refusal:
    """A refusal of one input."""
    return Refusal(code, sentence, Kind.INVALID, field)
