"""A CSV file as Excel, LibreOffice and people make it.

The letters are UTF-8, or UTF-16 where a byte order mark says so. Anything else is refused rather
than guessed: Windows-1252 takes every byte for some letter, so a wrong guess never shows, and a
name spelled wrong goes on paper. The refusal names every cell with such bytes.
"""

import codecs
import csv
import io
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from accounts.tables.columns import folded
from accounts.tables.faults import Faults
from accounts.tables.sheets import MOST_COLUMNS, MOST_ROWS, Broken, Cell, RawRow

SEPARATORS: Final = ",;\t"
_SEPARATOR_LINE: Final = re.compile(r"\s*sep=(.)\s*", re.IGNORECASE)
_BAD_BYTE: Final = re.compile("[\udc80-\udcff]")
_LINES_LOOKED_AT: Final = 20
_LETTERS_LOOKED_AT: Final = 4_000  # of a line


def encoding_of(data: bytes) -> str | None:
    """The codec for the bytes, or None where they are no text that we read."""
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return None
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return None if b"\0" in data else "utf-8-sig"


@dataclass(frozen=True, slots=True)
class CsvSheet:
    """The one grid of a CSV file."""

    name: str
    data: bytes
    encoding: str

    def rows(self, headings: frozenset[str], faults: Faults) -> Iterator[RawRow]:
        """See Sheet. Lines that start with # are notes of the template."""
        start, separator = self._separator(headings)
        reader = csv.reader(self._lines(), delimiter=separator, strict=True)
        for number in itertools.count():
            line = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                faults.add("bad_quotes", line=line, sheet=self.name)
                continue
            if line <= start or not any(cells) or cells[0].startswith("#"):
                continue
            if number > MOST_ROWS:
                faults.add("too_many_rows", line=line, sheet=self.name, most=MOST_ROWS)
                return
            if any(cells[MOST_COLUMNS:]):
                faults.add("too_many_columns", line=line, sheet=self.name, most=MOST_COLUMNS)
            yield RawRow(line, [_cell(text) for text in cells[:MOST_COLUMNS]])

    def _lines(self) -> io.TextIOWrapper:
        """The text line by line; bytes that are no UTF-8 come as lone surrogates, to be named."""
        errors = "surrogateescape" if self.encoding == "utf-8-sig" else "replace"
        return io.TextIOWrapper(
            io.BytesIO(self.data), encoding=self.encoding, errors=errors, newline=""
        )

    def _separator(self, headings: frozenset[str]) -> tuple[int, str]:
        """How many lines to skip, and the separator under which most headings are known."""
        lines = itertools.islice(self._lines(), _LINES_LOOKED_AT)
        top = [line[:_LETTERS_LOOKED_AT] for line in lines if line[:1] != "#"]
        said = _SEPARATOR_LINE.fullmatch(top[0].rstrip("\r\n")) if top else None
        if said:
            return 1, said[1]
        return 0, max(SEPARATORS, key=lambda mark: self._known(top, mark, headings))

    def _known(self, top: list[str], mark: str, headings: frozenset[str]) -> tuple[int, int]:
        """The most known headings on one line, then the most cells of the first."""
        rows = list(csv.reader(top, delimiter=mark))
        known = [sum(folded(cell) in headings for cell in row) for row in rows]
        return max(known, default=0), max((len(row) for row in rows[:1]), default=0)


def _cell(text: str) -> Cell:
    """The text, or what is wrong with its letters; a byte that is no UTF-8 is shown in hex."""
    if _BAD_BYTE.search(text):
        seen = _BAD_BYTE.sub(lambda found: f"\\x{ord(found[0]) - 0xDC00:02x}", text)
        return Broken("not_utf8", seen)
    return Broken("lost_letters", text) if "\ufffd" in text else text
