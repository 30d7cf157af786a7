"""Ink on a printed memo: what comes back from the scanner, without a printer."""

import io

from pyhanko.pdf_utils.generic import StreamObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

# A hand's strokes in blue, in points from where they start.
STROKES = (
    "0 0 m 10 38 26 44 22 10 c 19 -14 6 -6 14 8 c 24 26 38 24 40 8 c",
    "42 -4 50 22 58 14 c 66 6 62 -8 72 4 c 82 16 96 10 118 22 c",
)


def inked(pdf: bytes, *, x: float, y: float) -> bytes:
    """The PDF with a signature drawn on its last page, beginning at this point (from bottom left)."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    strokes = " ".join(STROKES)
    # What was drawn before may have turned the page's axes: put them back first.
    before = writer.add_object(StreamObject(stream_data=b"q"))
    writer.add_stream_to_page(-1, before, prepend=True)
    drawn = f"Q q 1 0 0 1 {x:g} {y:g} cm 0.12 0.2 0.6 RG 1.6 w 1 J 1 j {strokes} S Q"
    stream = writer.add_object(StreamObject(stream_data=drawn.encode("ascii")))
    writer.add_stream_to_page(-1, stream)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
