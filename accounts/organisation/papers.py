"""What an office takes home: empty lists to fill in, and the full list of faults or changes.

CSV is written as Excel in Indonesia opens it by a double click: UTF-8 with a byte order mark,
semicolons. A cell that a spreadsheet would take for a formula gets an apostrophe in front.
"""

import codecs
import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from accounts.organisation.given import GUIDE
from accounts.organisation.nouns import LISTS, Noun
from accounts.organisation.report import Change, Outcome
from accounts.tables import Column, Fault

TEXT: Final = "@"  # Excel's format that leaves a NIP and 15.10 as they are
_ROWS_FORMATTED: Final = 500
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def blank_csv(noun: Noun) -> bytes:
    """An empty list: a line of explanation per column, each beginning with #, and the headings."""
    columns = LISTS[noun].columns
    notes = [[f"# {column.name}: {explained(column)}"] for column in columns]
    return _csv([*notes, [column.name for column in columns]])


def blank_workbook() -> bytes:
    """All four lists as sheets with headings, cells formatted as text, and a sheet that explains."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for noun in Noun:
        _list_sheet(book.create_sheet(noun.value.capitalize()), LISTS[noun].columns)
    guide = book.create_sheet(GUIDE.capitalize())
    guide.append([_("Lembar"), _("Kolom"), _("Penjelasan"), _("Contoh")])
    for noun in Noun:
        for column in LISTS[noun].columns:
            guide.append([noun.value.capitalize(), column.name, explained(column), column.example])
    for letter, width in zip("ABCD", (14, 20, 90, 40), strict=True):
        guide.column_dimensions[letter].width = width
    _headed(guide)
    for row in guide.iter_rows(min_row=2):
        for cell in row:
            cell.number_format = TEXT
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _list_sheet(sheet: Worksheet, columns: Sequence[Column]) -> None:
    sheet.append([column.name for column in columns])
    for n, column in enumerate(columns, start=1):
        letter = get_column_letter(n)
        sheet.column_dimensions[letter].width = max(14, len(column.example) + 2)
        sheet.column_dimensions[letter].number_format = TEXT
        for line in range(2, _ROWS_FORMATTED + 2):
            sheet.cell(line, n).number_format = TEXT
    _headed(sheet)


def _headed(sheet: Worksheet) -> None:
    sheet.freeze_panes = "A2"
    for cell in sheet[1]:
        cell.font = Font(bold=True)


def explained(column: Column) -> str:
    """The explanation, with what must be filled in said first."""
    text = str(column.explanation)
    return _("Wajib. %(text)s") % {"text": text} if column.filled else text


def faults_csv(faults: Iterable[Fault]) -> bytes:
    """Every fault on a line: where, what stands there, why it is wrong, and the code."""
    head = [_("tabel"), _("baris"), _("kolom"), _("isi"), _("alasan"), _("kode")]
    rows = (
        [each.sheet, str(each.line or ""), each.column, each.value, each.reason, each.code]
        for each in faults
    )
    return _csv([head, *rows])


def changes_csv(changes: Iterable[Change]) -> bytes:
    """Every change on a line; one that changes several facts on as many."""
    rows = [[_("tabel"), _("baris"), _("daftar"), _("keadaan"), _("nama"), _("kolom"), _("lama"), _("baru")]]  # fmt: skip
    outcomes = {
        Outcome.NEW: _("baru"),
        Outcome.CHANGED: _("berubah"),
        Outcome.ABSENT: _("tidak ada di berkas"),
    }
    for each in changes:
        start = [each.sheet, str(each.line or ""), each.noun, outcomes[each.outcome], each.label]
        rows += [[*start, *fact] for fact in each.facts or (("", "", ""),)]
    return _csv(rows)


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    for row in rows:
        writer.writerow(
            [f"'{cell}" if str(cell).startswith(_FORMULA) else str(cell) for cell in row]
        )
    return codecs.BOM_UTF8 + text.getvalue().encode()
