"""An emblem without colour, for the regency whose kop is printed black."""

import io
import re
from dataclasses import replace
from functools import lru_cache

from PIL import Image

from memos.paper import Emblem

SVG = "image/svg+xml"
PNG = "image/png"
_COLOUR = re.compile(rb"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")


@lru_cache(maxsize=8)
def grey(emblem: Emblem) -> Emblem:
    """The same picture in greys. Of a drawing the colours written `#rrggbb` or `#rgb` are turned."""
    if emblem.media_type == SVG:
        return replace(emblem, data=_COLOUR.sub(_grey, emblem.data))
    with Image.open(io.BytesIO(emblem.data)) as picture:
        turned = picture.convert("LA")
        written = io.BytesIO()
        turned.save(written, "PNG")
    return replace(emblem, data=written.getvalue(), media_type=PNG)


def _grey(found: "re.Match[bytes]") -> bytes:
    digits = found[0][1:].decode()
    wide = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)  # noqa: PLR2004
    red, green, blue = (int(wide[n : n + 2], 16) for n in (0, 2, 4))
    light = round(0.299 * red + 0.587 * green + 0.114 * blue)  # ITU-R BT.601
    return f"#{light:02x}{light:02x}{light:02x}".encode()
