"""What a cell must look like to be a NIP, a number, a day; Wrong says which code of the fault it is."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from accounts.signin import normal_nip, normal_phone
from accounts.tables.columns import folded
from workflow.text import clean, clean_line

_SCIENTIFIC: Final = re.compile(r"[0-9](?:[.,][0-9]+)?[eE]\+?[0-9]+")
_NO_ZERO: Final = re.compile(r"8[0-9]{7,11}")  # Excel takes the first 0 of a number away
_DAY_FIRST: Final = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2}|[A-Za-z]+)[-/. ]([0-9]{4})")
_YEAR_FIRST: Final = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ]00:00(?::00)?)?")
_MONTHS: Final = (
    "jan",
    "feb",
    "mar",
    "apr",
    "mei",
    "jun",
    "jul",
    "agu",
    "sep",
    "okt",
    "nov",
    "des",
)
_YEARS: Final = range(1940, 2101)
_DIGITS: Final = 9  # of a whole number, before its bounds are looked at


class Wrong(Exception):
    """A value that is none: the code of its fault, and the facts its sentence needs."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def text(raw: str, *, longest: int, lines: bool) -> str:
    """Cleaned words of at most `longest` letters; with `lines` line breaks stay."""
    words = clean(raw) if lines else clean_line(raw)
    if len(words) > longest:
        raise Wrong("too_long", count=len(words), most=longest)
    return words


def nip(raw: str) -> str:
    """18 digits. What Excel made of them (1,97904E+17) is told apart from a slip of the hand."""
    number = raw.strip().lstrip("'")
    if _SCIENTIFIC.fullmatch(number):
        raise Wrong("digits_lost")
    found = normal_nip(number)
    if found is None:
        raise Wrong("nip_digits")
    return found


def phone(raw: str) -> str:
    """'+6281234567890'; a number whose first 0 Excel took away is still that number."""
    number = raw.strip().lstrip("'")
    if _SCIENTIFIC.fullmatch(number):
        raise Wrong("digits_lost")
    found = normal_phone(f"0{number}" if _NO_ZERO.fullmatch(number) else number)
    if found is None:
        raise Wrong("phone_unreadable")
    return found


def email(raw: str) -> str:
    """The address in lower case."""
    address = clean_line(raw).lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise Wrong("email_unreadable") from error
    return address


def day(raw: str) -> date:
    """A day from 31-12-2026, 31/12/2026, 31.12.2026, '31 Desember 2026' or 2026-12-31."""
    words = raw.strip()
    if found := _YEAR_FIRST.fullmatch(words):
        year, month, of_month = found.groups()
    elif found := _DAY_FIRST.fullmatch(words):
        of_month, month, year = found.groups()
    else:
        raise Wrong("date_unreadable")
    if not month.isdecimal():
        known = [name for name in _MONTHS if month.lower().startswith(name)]
        month = str(_MONTHS.index(known[0]) + 1) if known else "0"
    try:
        return sane(date(int(year), int(month), int(of_month)))
    except ValueError as error:
        raise Wrong("date_unreadable") from error


def sane(found: date) -> date:
    """The day, if it is of a year that an office's list can hold."""
    if found.year not in _YEARS:
        raise Wrong("date_unreadable")
    return found


def number(raw: str, *, least: int, most: int) -> int:
    """A whole number within bounds."""
    digits = raw.strip()
    plain = digits.isascii() and digits.isdecimal() and len(digits) <= _DIGITS
    if not plain or not least <= int(digits) <= most:
        raise Wrong("number_unreadable", least=least, most=most)
    return int(digits)


def choice(raw: str, choices: Mapping[str, str]) -> str:
    """What a word stands for; `choices` by folded word."""
    found = choices.get(folded(raw))
    if found is None:
        raise Wrong("unknown_choice", choices=", ".join(choices))
    return found
