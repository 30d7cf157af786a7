"""Spoken references as people type, paste and write them: P-0412/2026, p 412 2026, 412/2026, 0412."""

import re
from dataclasses import dataclass

# In running text only the full form counts: "412/2026" there may be anything.
WRITTEN = re.compile(r"(?<![\w/-])P-([0-9]{1,6})/((?:19|20)[0-9]{2})(?![\w/])")

_QUOTES = re.compile(r"""["'\u2018\u2019\u201c\u201d]""")
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_SPOKEN = re.compile(
    r"(?:(?:perintah|nomor|no)\b[\s.]*)*"  # as in "Perintah nomor P-0412/2026"
    r"(?P<p>p)?[\s.-]*(?P<number>[0-9]{1,6})"
    r"(?:(?P<between>\s*/\s*|[\s.-]+)(?P<year>(?:19|20)[0-9]{2}))?",
    re.IGNORECASE,
)
PADDED = 4  # digits a reference is written with


@dataclass(frozen=True, slots=True)
class Reference:
    """A number within a year; `year` is None where it was not said.

    `sure` says it cannot be a mere number in a sentence: it came with the P or a slash and a year,
    or with the noughts it is written with.
    """

    number: int
    year: int | None
    sure: bool


def parse(typed: str) -> Reference | None:
    """The reference that these words are, and nothing beside it; else None."""
    plain = _DASHES.sub("-", _QUOTES.sub("", typed)).strip()
    found = _SPOKEN.fullmatch(plain)
    if found is None or not int(found["number"]):
        return None
    year = int(found["year"]) if found["year"] else None
    slash = "/" in (found["between"] or "")
    padded = found["number"].startswith("0") and len(found["number"]) >= PADDED
    sure = bool(found["p"]) or slash or padded
    return Reference(int(found["number"]), year, sure)
