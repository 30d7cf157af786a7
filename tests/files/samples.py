"""Small real files, made by hand."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

from PIL import Image, ImageCms

ORIENTATION, GPS = 0x0112, 0x8825
OOXML = "application/vnd.openxmlformats-officedocument."


def picture(
    size: tuple[int, int] = (40, 30),
    *,
    mode: str = "RGB",
    colour: Any = None,
    decoder: str = "JPEG",
    **save: Any,
) -> bytes:
    """A picture of one colour, in a format that Pillow writes."""
    out = io.BytesIO()
    Image.new(mode, size, colour if colour is not None else (180, 40, 40)).save(
        out, decoder, **save
    )
    return out.getvalue()


def photo_with_gps(size: tuple[int, int] = (40, 30), *, orientation: int = 6) -> bytes:
    """A phone's JPEG: lying on its side, with place, camera, comment and colour profile."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[0x010F] = "KameraUji"
    exif.get_ifd(GPS).update({1: "S", 2: (2.0, 18.0, 7.0), 3: "E", 4: (102.0, 42.0, 1.0)})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    out = io.BytesIO()
    Image.new("RGB", size, (180, 40, 40)).save(
        out, "JPEG", exif=exif, icc_profile=profile, comment=b"catatan-rahasia"
    )
    return out.getvalue()


def png_claiming(width: int, height: int) -> bytes:
    """A few bytes of PNG whose header promises a picture of any size."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 100))
        + chunk(b"IEND", b"")
    )


def pdf(extra: bytes = b"", *, stream: bytes = b"") -> bytes:
    """A PDF of one empty page; `extra` goes into its catalogue, `stream` into an object stream."""
    body = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R " + extra + b" >>\nendobj\n"
    body += b"2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n"
    if stream:
        packed = zlib.compress(stream)
        body += (
            b"3 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\n"
            % len(packed)
        )
        body += b"stream\r\n" + packed + b"\nendstream\nendobj\n"
    return body + b"trailer\n<< /Root 1 0 R /Size 3 >>\nstartxref\n0\n%%EOF\n"


def archive(entries: Mapping[str, bytes], *, packed: bool = True) -> bytes:
    """A zip archive of these entries, in this order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as made:
        for name, body in entries.items():
            made.writestr(name, body)
    return out.getvalue()


def ooxml(part: str = "word/document.xml", more: Mapping[str, bytes] | None = None) -> bytes:
    """A Word, Excel or PowerPoint file, by its main part."""
    types = b'<Types><Override ContentType="' + OOXML.encode() + b'main+xml"/></Types>'
    return archive({"[Content_Types].xml": types, part: b"<w/>", **(more or {})})


def odf(office: str = "text", more: Mapping[str, bytes] | None = None) -> bytes:
    """A LibreOffice file: text, spreadsheet or presentation."""
    mimetype = f"application/vnd.oasis.opendocument.{office}".encode()
    return archive({"mimetype": mimetype, "content.xml": b"<c/>", **(more or {})})


def wav(samples: int = 800) -> bytes:
    """Silence, 8 kHz, 8 bits."""
    form = struct.pack("<HHIIHH", 1, 1, 8000, 8000, 1, 8)
    body = b"WAVEfmt " + struct.pack("<I", len(form)) + form
    body += b"data" + struct.pack("<I", samples) + b"\x80" * samples
    return b"RIFF" + struct.pack("<I", len(body)) + body


def ogg(*heads: bytes) -> bytes:
    """The beginnings of Ogg streams with these heads (Opus if none is given), and one more page."""

    def page(flags: int, serial: int, body: bytes) -> bytes:
        fixed = struct.pack("<4sBBqIIIB", b"OggS", 0, flags, 0, serial, 0, 0, 1)
        return fixed + bytes([len(body)]) + body

    heads = heads or (b"OpusHead\x01\x01" + bytes(9),)
    pages = b"".join(page(2, serial, head) for serial, head in enumerate(heads))
    return pages + page(0, 0, b"OpusTags" + bytes(8))


def box(kind: bytes, body: bytes) -> bytes:
    """A box of an ISO media file."""
    return struct.pack(">I4s", 8 + len(body), kind) + body


def mp4(*handlers: bytes, brand: bytes = b"M4A ") -> bytes:
    """An MP4 with one track for each handler (one of sound if none is given)."""
    tracks = b"".join(
        box(b"trak", box(b"mdia", box(b"hdlr", bytes(8) + handler + bytes(13))))
        for handler in handlers or (b"soun",)
    )
    return (
        box(b"ftyp", brand + bytes(4))
        + box(b"mdat", bytes(64))
        + box(b"moov", box(b"mvhd", bytes(100)) + tracks)
    )


def webm(*codecs: bytes) -> bytes:
    """A WebM naming these codecs (Opus if none is given)."""
    body = b"".join(
        b"\x86" + bytes([0x80 | len(codec)]) + codec for codec in codecs or (b"A_OPUS",)
    )
    return b"\x1a\x45\xdf\xa3\x87\x42\x82\x84webm" + body + bytes(64)


def mp3(*, tagged: bool = False) -> bytes:
    """Two frames of 128 kbit/s at 44.1 kHz."""
    frame = b"\xff\xfb\x90\x00" + bytes(413)
    tag = b"ID3\x04\x00\x00\x00\x00\x01\x00" + bytes(128) if tagged else b""
    return tag + frame + frame


AMR = b"#!AMR\n" + b"\x3c" + bytes(31)
HTML = b"<!doctype html><script>alert(1)</script>"
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
