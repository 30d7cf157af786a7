"""START HERE: the words that change something, in one table. Everything else is only a remark.

Letter case, spaces and a full stop at the end do not matter. The order's number may stand anywhere
as P-0412/2026; after Siap it may also be spoken: "Siap 0412".

| somebody writes | is taken for | words that go with it |
|---|---|---|
| Siap / Siap, laksanakan / Siap melaksanakan | acknowledge | none; with more words it is a remark |
| Mohon arahan, then anything | ask | what follows; asked for where nothing does |
| Lapor selesai / Laporan selesai, then anything | report | what follows; asked for where nothing does |
| Lapor: (colon, new line or nothing after it) | report | what follows; asked for where nothing does |

"Lapor, Pak, kami masih di jalan" is no report: only a colon, a new line or *selesai* makes it one.
"""

import re
from dataclasses import dataclass
from typing import Final

from instructions import references
from instructions.references import WRITTEN, Reference

_BETWEEN = r"[\s:;,.\u2013\u2014-]*"
TABLE: Final = (
    (
        "acknowledge",
        re.compile(
            rf"siap(?:[\s,]+(?:me)?laksanakan)?{_BETWEEN}(?P<words>.*)", re.IGNORECASE | re.DOTALL
        ),
    ),
    ("ask", re.compile(rf"mohon\s+arahan\b{_BETWEEN}(?P<words>.*)", re.IGNORECASE | re.DOTALL)),
    (
        "report",
        re.compile(
            rf"lapor(?:an)?(?:\s+selesai\b{_BETWEEN}|[ \t]*[:\n]\s*|[ \t.]*\Z)(?P<words>.*)",
            re.IGNORECASE | re.DOTALL,
        ),
    ),
)
_ORDER: Final = re.compile(
    r"perintah(?:kan)?[ \t]*[:,\n]\s*(?P<words>.+)", re.IGNORECASE | re.DOTALL
)
MUTE: Final = "acknowledge"
"""The verb that takes no words."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a message is taken for; `verb` is empty for a mere remark."""

    verb: str
    words: str
    reference: Reference | None = None


def read(text: str) -> Said:
    """The message as the table has it."""
    named = WRITTEN.search(text)
    reference = references.parse(named[0]) if named else None
    plain = WRITTEN.sub("", text, count=1).strip() if named else text.strip()
    for verb, form in TABLE:
        found = form.fullmatch(plain)
        if found is None:
            continue
        words = found["words"].strip()
        if verb != MUTE:
            return Said(verb, words, reference)
        spoken = references.parse(words) if words else None
        if not words or spoken is not None:
            return Said(verb, "", reference or spoken)
    return Said("", text.strip(), reference)


def order_in(text: str) -> str:
    """The words of a message that says itself that it is an order: "Perintah: ..."; else empty."""
    found = _ORDER.fullmatch(text.strip())
    return found["words"].strip() if found else ""


def number(text: str) -> str:
    """A bare answer out of a list of choices: "1", "2." or "3"; else empty."""
    plain = text.strip().rstrip(".").strip()
    return plain if plain in {"1", "2", "3"} else ""


def bare_reference(text: str) -> Reference | None:
    """The order's number where the message is nothing else."""
    return references.parse(text)
