"""An empty workbook to fill in, so that nobody has to guess a heading.

XLSX and not CSV: the cells of numbers are text there, and Excel leaves the last digits of a NIP
alone.
"""

import io
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from accounts.reshuffle.rows import COLUMNS, MOST_ROWS

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NAME: Final = "mutasi.xlsx"
AS_TEXT: Final = "@"
WIDTH: Final = 24  # letters


def sample() -> bytes:
    """The workbook: headings, one example row to write over, and what each column holds."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "mutasi"
    sheet.append([column.name for column in COLUMNS])
    sheet.append([column.example for column in COLUMNS])
    for at in range(1, len(COLUMNS) + 1):
        letter = get_column_letter(at)
        sheet.column_dimensions[letter].width = WIDTH
        for line in range(2, MOST_ROWS + 2):
            sheet[f"{letter}{line}"].number_format = AS_TEXT
        head = sheet[f"{letter}1"]
        head.font = Font(bold=True)
        head.alignment = Alignment(vertical="top")
    sheet.freeze_panes = "A2"
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()
