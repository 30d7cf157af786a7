"""The QR codes on paper, read as a phone reads them: from a picture of the page."""

import zxingcpp

from tests.memos import matrix


def read(pdf: bytes, *, dpi: int) -> list[str]:
    """The text of every QR code, page by page, as a camera at this resolution finds them."""
    found = []
    for picture in matrix.pictures(pdf, dpi=dpi):
        codes = zxingcpp.read_barcodes(picture)
        found += [code.text for code in codes]
    return found
