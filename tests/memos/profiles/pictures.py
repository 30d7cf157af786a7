"""Drawings for the kop, made by hand: none of them is a real emblem."""

import io
from datetime import date
from typing import Any

from PIL import Image, ImageDraw

from memos.profiles import drawings
from memos.profiles.editing import ProfileDone, adopt_drawings
from tests.memos.profiles.profiles import BASIS, keeper
from tests.people import AT, TODAY, Cast


def shield(
    colour: str = "#0a6", *, size: tuple[int, int] = (320, 400), decoder: str = "PNG", **save: Any
) -> bytes:
    """A disc of one colour; around it nothing (PNG) or white (JPEG)."""
    clear = decoder == "PNG"
    picture = Image.new("RGBA" if clear else "RGB", size, (0, 0, 0, 0) if clear else "white")
    ImageDraw.Draw(picture).ellipse((0, 0, size[0] - 1, size[1] - 1), fill=colour)
    out = io.BytesIO()
    picture.save(out, decoder, **save)
    return out.getvalue()


def hung(people: Cast, *, on: date = TODAY, **given: bytes) -> ProfileDone:
    """A version with these drawings, adopted at AT."""
    drawn = {
        name: drawings.receive(io.BytesIO(data), name=name, at=AT) for name, data in given.items()
    }
    return adopt_drawings(drawn, effective_on=on, basis=BASIS, actor=keeper(people), at=AT)
