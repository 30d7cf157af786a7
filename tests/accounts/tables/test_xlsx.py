"""Workbooks as Excel makes them, and as an attacker would."""

import io
import tracemalloc
import zipfile
from datetime import date
from typing import Any

import pytest

from accounts.tables import Faults, open_sheets, read
from tests.accounts.tables.books import COLUMNS, found, part_of, read_all, with_part, workbook

HEAD = ("nip", "nama", "kode", "mulai", "urutan")
SHEET = "xl/worksheets/sheet1.xml"


def test_text_dates_and_numbers_are_read() -> None:
    data = workbook([HEAD, ("197904102005011904", "Siti", "15.03.05", date(2025, 1, 2), 7)])
    rows, faults = read_all(data, name="pegawai.xlsx")
    assert found(faults) == []
    row = rows[0]
    assert (
        row.line,
        row.nip("nip"),
        row.text("kode"),
        row.date("mulai"),
        row.number("urutan"),
    ) == (
        2,
        "197904102005011904",
        "15.03.05",
        date(2025, 1, 2),
        7,
    )


@pytest.mark.parametrize("number", [197904102005011904, 1.97904102005011e17])
def test_a_nip_that_excel_made_a_number_of_is_named(number: float) -> None:
    _rows, faults = read_all(workbook([HEAD, (number, "Siti")]))
    assert found(faults) == [(2, "nip", "digits_lost")]
    assert next(iter(faults)).value == "1.97904E+17"


def test_a_code_that_excel_made_a_date_or_a_fraction_of_is_named() -> None:
    data = workbook([HEAD, ("", "Siti", date(2005, 3, 15)), ("", "Budi", 15.1), ("", "Ali", 1503)])
    rows, faults = read_all(data)
    assert found(faults) == [(2, "kode", "date_in_text"), (3, "kode", "fraction_in_text")]
    assert rows[2].text("kode") == "1503"


def test_merged_cells_are_named_with_their_range() -> None:
    def merge(book: Any) -> None:
        book.worksheets[0].merge_cells("B2:B3")
        book.worksheets[0].merge_cells("A5:C5")

    data = workbook([HEAD, ("", "Siti"), ("", "Budi"), ("", "Ali"), ("", "Ani")], touch=merge)
    rows, faults = read_all(data)
    assert [row.text("nama") for row in rows] == ["Siti", "Ali"]
    assert [(each.line, each.value) for each in faults] == [(2, "B2:B3"), (5, "A5:C5")]
    assert "B2:B3" in next(iter(faults)).reason


def sheet_of(*rows: str) -> bytes:
    """A workbook whose one sheet has exactly this XML."""
    head = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in HEAD)
    xml = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f'<row r="1">{head}</row>{"".join(rows)}</sheetData></worksheet>'
    )
    return with_part(workbook([HEAD]), SHEET, xml.encode())


def test_formulas_without_value_and_with_errors_are_named() -> None:
    data = sheet_of(
        '<row r="2"><c r="B2"><f>A1</f></c><c r="C2" t="str"><v>x</v></c></row>',
        '<row r="3"><c r="B3" t="str"><f>A1</f><v>Siti</v></c>'
        '<c r="C3" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>',
    )
    rows, faults = read_all(data)
    assert found(faults) == [(2, "nama", "formula_without_value"), (3, "kode", "formula_error")]
    assert [row.text("nama") for row in rows] == [None, "Siti"]


@pytest.mark.filterwarnings("ignore:Cell .* is marked as a date")
def test_a_date_outside_the_calendar_is_named() -> None:
    data = workbook([HEAD, ("", "Siti", "", date(2025, 1, 2))])
    sheet = part_of(data, SHEET).replace(b"<v>45659</v>", b"<v>99999999999</v>")
    rows, faults = read_all(with_part(data, SHEET, sheet))
    assert (rows[0].date("mulai"), found(faults)) == (None, [(2, "mulai", "formula_error")])


def test_hidden_sheets_are_left_alone() -> None:
    def hide(book: Any) -> None:
        book["Catatan"].sheet_state = "hidden"

    data = workbook({"Catatan": [("rahasia",)], "Pegawai": [HEAD, ("", "Siti")]}, touch=hide)
    assert [sheet.name for sheet in open_sheets(data, "x.xlsx", Faults())] == ["Pegawai"]


def test_rows_and_columns_out_of_reach_are_named_not_walked_to() -> None:
    data = workbook([HEAD, ("", "Siti")])
    far = b'<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>'
    wide = part_of(data, SHEET).replace(
        b"</row></sheetData>", b'<c r="XFD2"><v>1</v></c></row>' + far
    )
    rows, faults = read_all(with_part(data, SHEET, wide))
    assert [row.text("nama") for row in rows] == ["Siti"]
    assert found(faults) == [(2, "", "too_many_columns"), (1048576, "", "too_many_rows")]


BILLION = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    b'<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>'
)


@pytest.mark.parametrize(
    "part",
    ["xl/workbook.xml", SHEET, "xl/styles.xml", "xl/sharedStrings.xml", "[Content_Types].xml"],
)
@pytest.mark.parametrize("content", [b"", b"<a", BILLION], ids=["empty", "cut off", "entities"])
def test_a_damaged_workbook_is_named_never_a_crash(part: str, content: bytes) -> None:
    data = with_part(workbook([HEAD, ("", "Siti")]), part, content)
    _rows, faults = read_all(data)
    assert {code for _line, _column, code in found(faults)} <= {
        "file_damaged",
        "no_rows",
        "missing_column",
    }


def test_a_workbook_cut_off_is_named() -> None:
    data = workbook([HEAD, ("", "Siti")])
    _rows, faults = read_all(data[: len(data) // 2])
    assert found(faults) == [(0, "", "file_damaged")]


def test_another_archive_is_no_table() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    _rows, faults = read_all(file.getvalue())
    assert found(faults) == [(0, "", "not_a_table")]


def test_an_archive_that_unpacks_to_too_much_is_not_unpacked() -> None:
    data = with_part(workbook([HEAD]), "xl/media/a.xml", b" " * 70_000_000)
    assert len(data) < 200_000
    _rows, faults = read_all(data)
    assert found(faults) == [(0, "", "archive_bomb")]
    many = with_part(workbook([HEAD]), "xl/sharedStrings.xml", b" " * 20_000_000)
    assert found(read_all(many)[1]) == [(0, "", "archive_bomb")]
    tiny = with_part(workbook([HEAD]), "xl/styles.xml", b"<a/>" * 3_000_001)
    assert found(read_all(tiny)[1]) == [(0, "", "archive_bomb")]


def test_twenty_thousand_rows_are_read_in_bounded_memory() -> None:
    data = workbook([HEAD, *(("", f"Orang {n}", "15.03.05", "", n) for n in range(20_000))])
    tracemalloc.start()
    faults = Faults()
    for sheet in open_sheets(data, "pegawai.xlsx", faults):
        count = sum(1 for row in read(sheet, COLUMNS, faults) if row.text("nama"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (count, len(faults)) == (20_000, 0)
    assert peak < 60 * 2**20, f"{peak / 2**20:.0f} MiB"
