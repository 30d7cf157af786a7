"""The columns a table may have, and finding them by the headings people write."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from django.utils.functional import Promise

from accounts.tables.faults import Faults

# Serial numbers that every list in an office starts with.
IGNORED: Final = frozenset({"no", "no_urut", "nomor", "nomor_urut"})
_IN_BRACKETS: Final = re.compile(r"\([^)]*\)")
_NO_WORD: Final = re.compile(r"[\W_]+")


class Kind(Enum):
    """What a column holds; XLSX has dates and numbers of its own, which belong only there."""

    TEXT = "text"
    DATE = "date"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, other headings for it, and how it is explained in the template.

    `required`: the file must have the column. `filled`: every row must have a value in it (then
    the column is required too).
    """

    name: str
    synonyms: Sequence[str] = ()
    kind: Kind = Kind.TEXT
    required: bool = False
    filled: bool = False
    explanation: str | Promise = ""
    example: str = ""

    @property
    def must_be_there(self) -> bool:
        """Whether a file without it is refused."""
        return self.required or self.filled


def folded(heading: str) -> str:
    """A heading as it is compared: 'Nama Unit (lengkap)' and 'NAMA_UNIT' are both 'nama_unit'."""
    text = unicodedata.normalize("NFKC", _IN_BRACKETS.sub(" ", heading)).casefold()
    return _NO_WORD.sub("_", text).strip("_")


def index_of(columns: Iterable[Column]) -> dict[str, Column]:
    """Columns by every folded heading they answer to."""
    return {
        folded(heading): column for column in columns for heading in (column.name, *column.synonyms)
    }


def match(
    headings: Sequence[str], columns: Sequence[Column], faults: Faults, *, line: int, sheet: str
) -> dict[int, Column]:
    """Which cell of a row belongs to which column. Names unknown, doubled and missing columns."""
    known = index_of(columns)
    found: dict[int, Column] = {}
    names = ", ".join(column.name for column in columns)
    for at, heading in enumerate(headings):
        column = known.get(folded(heading))
        if column is None:
            if heading.strip() and folded(heading) not in IGNORED:
                faults.add(
                    "unknown_column", line=line, column=heading[:60], sheet=sheet, known=names
                )
        elif column in found.values():
            other = next(headings[n] for n, same in found.items() if same is column)
            facts = {"column": heading[:60], "other": other[:60]}
            faults.add("same_column_twice", line=line, sheet=sheet, **facts)
        else:
            found[at] = column
    for column in columns:
        if column.must_be_there and column not in found.values():
            faults.add("missing_column", line=line, column=column.name, sheet=sheet)
    return found
