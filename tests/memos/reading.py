"""Reading a PDF back as a person with a ruler would: words, where they stand, in which font."""

import io
import re
import subprocess
from dataclasses import dataclass
from html import unescape

import pikepdf

MM = 72 / 25.4


@dataclass(frozen=True)
class Word:
    """A word; its left, right and upper edge in millimetres from the paper's top left corner."""

    text: str
    page: int
    left: float
    right: float
    top: float
    height: float


def lines(pdf: bytes) -> list[list[str]]:
    """Per page the lines that are not empty, runs of spaces as one."""
    return [
        [" ".join(line.split()) for line in page.splitlines() if line.strip()]
        for page in _pdftotext(pdf, "-layout").split("\f")[:-1]
    ]


def words(pdf: bytes) -> list[Word]:
    """Every word with its place."""
    found, page = [], 0
    for line in _pdftotext(pdf, "-bbox").splitlines():
        if "<page " in line:
            page += 1
        elif "<word " in line:
            left, top, right, bottom = (float(n) / MM for n in re.findall(r'="([\d.-]+)"', line))
            text = unescape(re.sub(r"<[^>]*>", "", line).strip())
            found.append(Word(text, page, left, right, top, bottom - top))
    return found


def place(pdf: bytes, text: str, *, page: int = 1, last: bool = False) -> Word:
    """The first (or last) word on the page that reads so."""
    found = [word for word in words(pdf) if word.text == text and word.page == page]
    return found[-1 if last else 0]


def opened(pdf: bytes) -> pikepdf.Pdf:
    """The file's objects."""
    return pikepdf.open(io.BytesIO(pdf))


def _pdftotext(pdf: bytes, layout: str) -> str:
    done = subprocess.run(
        ["pdftotext", layout, "-", "-"], input=pdf, capture_output=True, check=True, timeout=60
    )
    return done.stdout.decode()


def stream(pdf: bytes) -> str:
    """The text in the order in which the file holds it, as a screen reader meets it."""
    return " ".join(_pdftotext(pdf, "-raw").split())
