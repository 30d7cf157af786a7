"""Days off copied from elsewhere: a line per day, the date and what is celebrated."""

import re
from typing import Final

from django.utils.translation import gettext as _

from accounts.tables import values
from instructions.worktime.editing import MOST_AT_ONCE, NewDay
from workflow.refusals import Refused, invalid
from workflow.text import clean

SEPARATOR: Final = re.compile(r"\s*[;\t]\s*|\s*,\s+")
MOST_TOLD: Final = 3


def days_in(text: str, *, kind: str) -> list[NewDay]:
    """The days of a pasted text; empty lines are passed over.

    A line is '24-12-2026; Natal', with a semicolon, a tab or a comma; the date in any of the forms
    of `accounts.tables.values.day`. Raises Refused `lines_unreadable`, naming the first lines.
    """
    found, faults = [], []
    lines = [(n, line.strip()) for n, line in enumerate(clean(text).splitlines(), start=1)]
    for number, line in [each for each in lines if each[1]][: MOST_AT_ONCE + 1]:
        day, *name = SEPARATOR.split(line, maxsplit=1)
        try:
            found.append(NewDay(values.day(day), kind, name[0] if name else ""))
        except values.Wrong:
            faults.append(_("baris %(number)s (%(words)s)") % {"number": number, "words": day[:30]})
        else:
            if not name:
                faults.append(_("baris %(number)s (tanpa nama)") % {"number": number})
    if faults:
        told = ", ".join(faults[:MOST_TOLD]) + (", …" if len(faults) > MOST_TOLD else "")
        sentence = _("Tidak terbaca: %(lines)s. Tulis seperti 24-12-2026; Natal.")
        raise Refused(invalid("many", "lines_unreadable", sentence % {"lines": told}))
    return found
