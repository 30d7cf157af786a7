"""Which audio container bytes are, and that they hold sound and no moving picture."""

import mmap
import re
import struct
from collections.abc import Iterator
from typing import Final

_OGG_SOUND: Final = (b"OpusHead", b"\x01vorbis", b"Speex   ")
_WEBM_CODEC: Final = re.compile(rb"\x86[\x80-\xff]([AV])_[A-Z0-9]")
_HEAD: Final = 65_536  # bytes in which a WebM file must name its codecs
_MAX_BOXES: Final = 4_096

_ID3: Final = re.compile(rb"ID3...([\x00-\x7f]{4})", re.DOTALL)
_PADDING: Final = re.compile(rb"\x00*")
_MP3_HEADER: Final = re.compile(rb"\xff[\xe2\xe3\xf2\xf3\xfa\xfb]..", re.DOTALL)
# By version: 3 is MPEG 1, 2 is MPEG 2, 0 is MPEG 2.5. Zero stands for what is not allowed.
_MP3_KBITS: Final = {3: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0)}
_MP3_KBITS_LOW: Final = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0)
_MP3_HERTZ: Final = {
    3: (44_100, 48_000, 32_000, 0),
    2: (22_050, 24_000, 16_000, 0),
    0: (11_025, 12_000, 8_000, 0),
}


def container(data: mmap.mmap) -> str | None:
    """Name the container: mp4, mp3, ogg, webm, amr or wav; None when it is no sound we take."""
    if data[:4] == b"RIFF" and data[8:12] == b"WAVE":
        return "wav" if data.find(b"fmt ", 12, _HEAD) > 0 and data.find(b"data", 12) > 0 else None
    if data[:6] == b"#!AMR\n" or data[:9] == b"#!AMR-WB\n":
        return "amr"
    if data[:4] == b"OggS":
        return "ogg" if _ogg_has_only_sound(data) else None
    if data[4:8] == b"ftyp":
        return "mp4" if _mp4_tracks(data) == {b"soun"} else None
    if data[:4] == b"\x1a\x45\xdf\xa3":
        tracks = {found.group(1) for found in _WEBM_CODEC.finditer(data[:_HEAD])}
        return "webm" if tracks == {b"A"} else None
    return "mp3" if _is_mp3(data) else None


def _ogg_has_only_sound(data: mmap.mmap) -> bool:
    """Read the first page of every stream: all "beginning" pages come before any other."""
    at, streams = 0, 0
    while data[at : at + 4] == b"OggS" and len(data) > at + 27 and data[at + 5] & 2:
        segments = data[at + 26]
        body = at + 27 + segments
        if not data[body : body + 8].startswith(_OGG_SOUND):
            return False
        streams += 1
        at = body + sum(data[at + 27 : body])
    return streams > 0


def _mp4_tracks(data: mmap.mmap) -> set[bytes]:
    """Collect the handler types (`soun`, `vide`, ...) of the tracks of an ISO media file."""
    return {
        data[media + 8 : media + 12]
        for moov, moov_end in _boxes(data, 0, len(data), b"moov")
        for trak, trak_end in _boxes(data, moov, moov_end, b"trak")
        for mdia, mdia_end in _boxes(data, trak, trak_end, b"mdia")
        for media, _ in _boxes(data, mdia, mdia_end, b"hdlr")
    }


def _boxes(data: mmap.mmap, start: int, end: int, wanted: bytes) -> Iterator[tuple[int, int]]:
    """Yield the body (start, end) of every box of one type between two offsets."""
    for _ in range(_MAX_BOXES):
        if start + 8 > end:
            return
        size, kind = struct.unpack(">I4s", data[start : start + 8])
        body = start + 8
        if size == 1 and body + 8 <= end:
            (size,) = struct.unpack(">Q", data[body : body + 8])
            body += 8
        elif size == 0:
            size = end - start
        if start + size < body or start + size > end:
            return
        if kind == wanted:
            yield body, start + size
        start += size


def _is_mp3(data: mmap.mmap) -> bool:
    """Tell whether two whole MPEG layer III frames follow each other after any ID3 tag."""
    at = 0
    if tag := _ID3.match(data):
        a, b, c, d = tag[1]  # seven bits of the length in each
        at = tag.end() + (a << 21 | b << 14 | c << 7 | d)
        padding = _PADDING.match(data, at)
        at = padding.end() if padding else at
    length = _mp3_frame(data[at : at + 4])
    return length > 0 and _mp3_frame(data[at + length : at + length + 4]) > 0


def _mp3_frame(header: bytes) -> int:
    """Give the length in bytes of the frame with this header; 0 when it is none.

    A header is 11 bits set, version, layer, "no checksum", bit rate, sampling rate, padding.
    """
    if not _MP3_HEADER.fullmatch(header):
        return 0
    version, rates = header[1] >> 3 & 3, header[2]
    kbit = _MP3_KBITS.get(version, _MP3_KBITS_LOW)[rates >> 4]
    hertz = _MP3_HERTZ[version][rates >> 2 & 3]
    if not kbit or not hertz:
        return 0
    samples = 144 if version in _MP3_KBITS else 72
    return samples * kbit * 1000 // hertz + (rates >> 1 & 1)
