"""Drawings for the head of a paper: what is taken, what is refused, what is left of it."""

import io
import zlib

import pytest
from PIL import Image

from files import drawings
from files.refusals import FileRefused
from tests.files.samples import photo_with_gps, picture, png_claiming
from tests.memos.profiles.pictures import shield

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def test_a_png_is_written_anew_on_white_with_nothing_but_the_picture() -> None:
    hidden = shield(size=(1200, 1500)) + b"<script>alert(1)</script>"
    made = drawings.redraw(io.BytesIO(hidden))
    assert b"script" not in made
    with Image.open(io.BytesIO(made)) as seen:
        assert (seen.format, seen.mode, seen.size) == ("PNG", "RGB", (480, 600))
        assert seen.getpixel((0, 0)) == (255, 255, 255)
        assert seen.getpixel((240, 300)) == (0, 170, 102)
    assert drawings.redraw(io.BytesIO(hidden)) == made


def test_of_a_jpeg_place_and_camera_go_and_it_stands_upright() -> None:
    made = drawings.redraw(io.BytesIO(photo_with_gps((400, 300), orientation=6)))
    assert not [
        word for word in (b"Exif", b"KameraUji", b"catatan-rahasia", b"iCCP") if word in made
    ]
    with Image.open(io.BytesIO(made)) as seen:
        assert (seen.format, seen.size) == ("PNG", (300, 400))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"bukan gambar", "not_a_drawing"),
        (SVG, "not_a_drawing"),
        (b"%PDF-1.7\n", "not_a_drawing"),
        (picture((300, 300), decoder="GIF"), "not_a_drawing"),
        (picture((300, 300), decoder="WEBP"), "not_a_drawing"),
        (shield()[:2000], "image_damaged"),
        (b"\x89PNG\r\n\x1a\n" + SVG, "image_damaged"),
        (b"\xff\xd8\xff" + b"\0" * 300, "image_damaged"),
        (picture((90, 120)), "drawing_too_small"),
        (png_claiming(4_001, 4_000), "image_too_large"),
        (png_claiming(60_000, 60_000), "image_too_large"),
        (shield() + b"\0" * drawings.LARGEST, "too_large"),
    ],
)
def test_what_is_no_drawing_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(FileRefused) as raised:
        drawings.redraw(io.BytesIO(data))
    assert raised.value.code == code


def test_a_text_that_unpacks_to_very_much_is_never_unpacked_whole() -> None:
    text = zlib.compress(b"a" * 80_000_000, 9)
    body = b"zTXt" + b"Comment\0\0" + text
    chunk = len(body[4:]).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")
    good = shield()
    with pytest.raises(FileRefused) as raised:
        drawings.redraw(io.BytesIO(good[:33] + chunk + good[33:]))
    assert raised.value.code == "image_damaged"


def test_no_more_than_the_limit_is_ever_read() -> None:
    class Endless:
        taken = 0

        def read(self, size: int = -1, /) -> bytes:
            assert size > 0
            self.taken += min(size, 65_536)
            return b"\0" * min(size, 65_536)

    endless = Endless()
    with pytest.raises(FileRefused, match="too_large"):
        drawings.redraw(endless)
    assert endless.taken == drawings.LARGEST + 1
