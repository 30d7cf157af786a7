"""Drawings for the head of a paper: PNG or JPEG, decoded and written anew as a PNG.

No SVG: it is a document that can hold scripts and addresses, not a picture.
"""

import io
from typing import BinaryIO, Final

from PIL import Image

from files import photos
from files.intake import Readable
from files.refusals import FileRefused
from files.sniff import JPEG, PNG

MEDIA_TYPE: Final = "image/png"
LARGEST: Final = 4 * 1_048_576  # bytes
MEGAPIXELS: Final = 16
LONGEST_SIDE: Final = 600  # pixels kept: 600 dots an inch on 25 mm
SMALL: Final = 180
SHORTEST: Final = 200  # pixels of the longer side: 200 dots an inch on 25 mm
_MAGIC: Final = {b"\xff\xd8\xff": JPEG, b"\x89PNG\r\n\x1a\n": PNG}


def redraw(file: Readable) -> bytes:
    """The picture as a PNG of at most 600 pixels a side, on white, with nothing else in it.

    Its name is not asked: the bytes decide. Equal bytes give equal bytes, under one version of
    Pillow. Raises FileRefused: empty_file, too_large, not_a_drawing, drawing_too_small,
    image_too_large (before decoding), image_damaged.
    """
    data = _read(file)
    kind = next((kind for magic, kind in _MAGIC.items() if data.startswith(magic)), None)
    if kind is None:
        raise FileRefused("not_a_drawing")
    source: BinaryIO = io.BytesIO(data)
    picture = photos.decoded(source, decoder=kind.decoder, megapixels=MEGAPIXELS, side=LONGEST_SIDE)
    if max(picture.size) < SHORTEST:
        raise FileRefused("drawing_too_small", pixels=SHORTEST)
    return _png(picture)


def small(data: bytes) -> bytes:
    """What `redraw` gave, as a PNG of at most 180 pixels a side: for a page, not for paper."""
    with Image.open(io.BytesIO(data), formats=("PNG",)) as picture:
        picture.thumbnail((SMALL, SMALL), Image.Resampling.LANCZOS)
        return _png(picture)


def _png(picture: Image.Image) -> bytes:
    clean = Image.new("RGB", picture.size)
    clean.paste(picture)  # a new image has no comment or profile to hand on
    out = io.BytesIO()
    clean.save(out, "PNG", optimize=True)
    return out.getvalue()


def _read(file: Readable) -> bytes:
    """All of it, and never more than a byte too many."""
    made = bytearray()
    while chunk := file.read(LARGEST + 1 - len(made)):
        made += chunk
        if len(made) > LARGEST:
            raise FileRefused("too_large", megabytes=LARGEST // 1_048_576)
    if not made:
        raise FileRefused("empty_file")
    return bytes(made)
