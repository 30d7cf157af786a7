"""Photos made safe: decoded and written anew, with nothing in them but the picture.

A photo from a phone tells where and when it was taken and with which device. UU 27/2022 allows
such data only when asked for and agreed to, so it goes, along with anything else that is not the
picture (a second file behind it, a comment, a script).
"""

import io
import struct
import zlib
from dataclasses import dataclass
from typing import BinaryIO, Final

from PIL import Image, ImageCms, ImageFile, ImageOps

from files.models import Blob
from files.refusals import FileRefused
from files.store import open_bytes

LONGEST_SIDE: Final = 2_560  # pixels; a page of text photographed from above is still legible
QUALITY: Final = 82
THUMBNAIL: Final = (112, 88)  # pixels; shown at 56 x 44 on the board
THUMBNAIL_QUALITY: Final = 75
# A 50-megapixel phone fits. Only a JPEG can be decoded smaller than it is; the others take up to
# 8 bytes of memory for each pixel, and are screenshots at most.
MEGAPIXELS: Final = {"JPEG": 52, "PNG": 26, "WEBP": 26}
_SRGB: Final = ImageCms.createProfile("sRGB")
_DEEP_GREY: Final = ("I;16", "I;16B", "I;16L", "I;16N", "I")

# What Pillow's decoders raise on broken data.
_BROKEN: Final = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    ArithmeticError,
    LookupError,
    EOFError,
    struct.error,
    zlib.error,
)
# Pillow warns from 89 megapixels on, and raises from 179; both are above our own limit.
_BOMBS: Final = (Image.DecompressionBombError, Image.DecompressionBombWarning)


@dataclass(frozen=True)
class Photo:
    """A JPEG without metadata, and its size in pixels."""

    data: bytes
    width: int
    height: int


def reencode(file: BinaryIO, *, decoder: str) -> Photo:
    """Write the picture in `file` anew: upright, in sRGB, on white, at most 2560 px a side.

    `decoder` is Pillow's name of the only format that may be tried. Of an animation the first
    frame stays. Equal bytes give equal bytes, under one version of Pillow.
    Raises FileRefused: image_too_large (before decoding) or image_damaged.
    """
    picture = decoded(file, decoder=decoder, megapixels=MEGAPIXELS[decoder], side=LONGEST_SIDE)
    return Photo(_jpeg(picture, QUALITY), picture.width, picture.height)


def decoded(file: BinaryIO, *, decoder: str, megapixels: int, side: int) -> Image.Image:
    """The picture itself: upright, in sRGB, on white, at most `side` pixels a side.

    Raises FileRefused: image_too_large (before decoding) or image_damaged.
    """
    try:
        # WeasyPrint, once imported, lets half pictures pass in the whole process. Evidence must not.
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        with Image.open(file, formats=(decoder,)) as image:
            if image.width * image.height > megapixels * 1_000_000:
                raise FileRefused("image_too_large", megapixels=megapixels)
            return _upright_rgb(image, side)
    except _BOMBS as error:
        raise FileRefused("image_too_large", megapixels=megapixels) from error
    except _BROKEN as error:
        raise FileRefused("image_damaged") from error


def thumbnail(blob: Blob) -> bytes:
    """Give a JPEG of 112 x 88 pixels from the middle of a photo.

    Made when asked for: decoding at an eighth of the size costs a few milliseconds, and the
    browser keeps what `files.serving.respond_thumbnail` sends it.
    """
    with open_bytes(blob) as file, Image.open(file, formats=("JPEG",)) as image:
        image.draft(None, (THUMBNAIL[0] * 2, THUMBNAIL[1] * 2))
        return _jpeg(ImageOps.fit(image.convert("RGB"), THUMBNAIL), THUMBNAIL_QUALITY)


def _upright_rgb(image: Image.Image, side: int) -> Image.Image:
    image.draft(None, (side, side))  # a JPEG is decoded no larger than needed
    profile = image.info.get("icc_profile")
    picture = _whole_channels(image)
    picture.thumbnail((side, side), Image.Resampling.LANCZOS)
    picture = ImageOps.exif_transpose(picture)
    if picture.mode in {"RGBA", "LA"}:
        alpha = picture.getchannel("A")
        colours = _to_srgb(picture.convert(picture.mode[:-1]), profile)
        picture = Image.new("RGB", picture.size, "white")
        picture.paste(colours, mask=alpha)
        return picture
    return _to_srgb(picture, profile)


def _whole_channels(image: Image.Image) -> Image.Image:
    """Bring palettes, bits and 16-bit greys to 8-bit channels, which alone resize well."""
    if image.mode in _DEEP_GREY:
        return image.point(lambda value: value * (1 / 256)).convert("L")
    if image.mode in {"L", "LA", "RGB", "RGBA", "CMYK"} and "transparency" not in image.info:
        image.load()
        return image
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _to_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Convert by the colour profile the picture carries; a profile that does not fit is ignored."""
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(picture, source, _SRGB, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            pass
        else:
            return converted or picture
    return picture.convert("RGB")


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    clean = Image.new("RGB", picture.size)
    clean.paste(picture)  # a new image has no EXIF, comment or profile to hand on
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=quality, optimize=True, progressive=False)
    return out.getvalue()
