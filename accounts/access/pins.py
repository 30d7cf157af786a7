"""Which six digits may be a PIN: none that a colleague would try first."""

import re
from itertools import pairwise

from django.utils.translation import gettext as _

from accounts.models import Person
from workflow.refusals import Refused, invalid

LENGTH = 6
_SIX = re.compile(r"[0-9]{6}")
# Independence day and the patterns of the keypad; ladders and repeats are found by rule.
_FAVOURITES = frozenset({"170845", "147258", "258369", "159357", "112233", "123321", "123654"})


def check(pin: str, *, again: str, person: Person) -> None:
    """Refuse a PIN that is no PIN, differs from its repetition, or is easily guessed.

    Raises Refused `pin_not_six_digits`, `pins_differ`, `pin_too_simple`.
    """
    if not _SIX.fullmatch(pin):
        raise Refused(invalid("pin", "pin_not_six_digits", _("PIN terdiri atas enam angka.")))
    if pin != again:
        sentence = _("Kedua PIN tidak sama. Ketik PIN yang sama dua kali.")
        raise Refused(invalid("pin2", "pins_differ", sentence))
    if is_simple(pin, person=person):
        sentence = _(
            "PIN ini mudah ditebak: angka berurut, berulang, tanggal lahir, atau bagian NIP dan"
            " nomor ponsel. Pilih yang lain."
        )
        raise Refused(invalid("pin", "pin_too_simple", sentence))


def is_simple(pin: str, *, person: Person) -> bool:
    """Whether six digits are a ladder, a repeat, a favourite, or known from the person's card."""
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    ladder = len(steps) == 1 and steps <= {0, 1, 9}
    repeats = pin[:2] * 3 == pin or pin[:3] * 2 == pin
    return ladder or repeats or pin in _FAVOURITES or pin in _known(person)


def _known(person: Person) -> set[str]:
    """Digits that others can read of a person: the birth date in the NIP, the ends of the numbers."""
    found = {number[-LENGTH:] for number in (person.nip, person.phone) if number}
    if person.nip:
        # BKN 43/2007: the first eight digits are the date of birth, YYYYMMDD.
        year, month, day = person.nip[:4], person.nip[4:6], person.nip[6:8]
        short = year[2:]
        found |= {day + month + short, short + month + day, month + day + short, year + month}
        found |= {month + year, person.nip[:LENGTH], person.nip[8:14]}
    return found
