"""Which document bytes are, and that nothing in them runs or hides.

What we refuse in a PDF: scripts, launch actions, attached files, rich media, and a password. We
look at the names in the file as it lies and inside its compressed object streams. That keeps out
what office software and virus kits commonly write; a determined author could still hide a name in
an exotic filter, against which the reader's own sandbox stands.
"""

import mmap
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, Final

from files.refusals import FileRefused

_PDF_TAIL: Final = 2_048
_PDF_NAME: Final = re.compile(rb"/((?:[A-Za-z]|#[0-9A-Fa-f]{2}){6,40})")
_PDF_ESCAPE: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_PDF_DICTIONARY: Final = 500  # bytes from the type of a stream to its beginning
_PDF_LOCK: Final = b"Encrypt"
_PDF_ACTIVE: Final = frozenset(
    {b"JavaScript", b"Launch", b"EmbeddedFile", b"EmbeddedFiles", b"RichMedia"}
)
_PDF_INFLATED: Final = 67_108_864  # bytes of object streams looked at, in all

_ZIP_ENTRIES: Final = 4_000
_ZIP_UNPACKED: Final = 268_435_456  # bytes
_ZIP_RATIO: Final = 300
_ZIP_SMALL: Final = 8_388_608  # unpacked bytes that are no bomb, whatever the ratio
_TYPES_LENGTH: Final = 1_048_576

_OOXML_PARTS: Final = {
    "word/document.xml": "docx",
    "xl/workbook.xml": "xlsx",
    "ppt/presentation.xml": "pptx",
}
_ODF_TYPES: Final = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}


def check_pdf(data: mmap.mmap) -> None:
    """Refuse a PDF that is cut off, locked, or holds anything active.

    Raises FileRefused: file_damaged, pdf_locked, pdf_active or archive_bomb.
    """
    if data.rfind(b"%%EOF", max(0, len(data) - _PDF_TAIL)) < 0:
        raise FileRefused("file_damaged")
    names = _watched_names(data)
    budget = _PDF_INFLATED
    for packed in _object_streams(data):
        inflated = _inflate(packed, budget)
        budget -= len(inflated)
        if budget <= 0:
            raise FileRefused("archive_bomb")
        names |= _watched_names(inflated)
    if _PDF_LOCK in names:
        raise FileRefused("pdf_locked")
    if names:
        raise FileRefused("pdf_active")


def _watched_names(data: mmap.mmap | bytes) -> set[bytes]:
    """Collect the names in `data`, with #xx written out, that we refuse."""
    names = (
        _PDF_ESCAPE.sub(lambda code: bytes.fromhex(code[1].decode()), found[1])
        for found in _PDF_NAME.finditer(data)
    )
    return {name for name in names if name in _PDF_ACTIVE or name == _PDF_LOCK}


def _object_streams(data: mmap.mmap) -> Iterator[bytes]:
    """Yield the packed bytes of every object stream, reading the file once however it is made."""
    at = 0
    while (at := data.find(b"/ObjStm", at)) >= 0:
        at += len(b"/ObjStm")
        start = data.find(b"stream", at, at + _PDF_DICTIONARY)
        if start < 0:
            continue
        at = data.find(b"endstream", start)
        if at < 0:
            raise FileRefused("file_damaged")
        yield data[start + len(b"stream") : at].lstrip(b"\r\n")


def _inflate(packed: bytes, budget: int) -> bytes:
    """Unpack a Flate stream to at most `budget` bytes; one packed otherwise gives nothing."""
    try:
        return zlib.decompressobj().decompress(packed, budget)
    except zlib.error:
        return b""


def office_format(data: mmap.mmap, file: BinaryIO) -> str | None:
    """Name the office format of a zip archive: docx, xlsx, pptx, odt, ods, odp; None for others.

    Raises FileRefused: file_damaged, archive_bomb or macro_not_allowed.
    """
    _check_directory(data)
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            _check_size(entries)
            return _ooxml_format(archive) or _odf_format(archive)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, EOFError,
            RuntimeError) as error:  # fmt: skip
        raise FileRefused("file_damaged") from error


def _check_directory(data: mmap.mmap) -> None:
    """Bound the archive's directory before anything is read by it.

    It must stand at the very end without a comment, where nothing else can be hidden, in the
    plain format: an archive that needs ZIP64 is larger than any file we take.
    """
    end = data[-22:]
    if end[:4] != b"PK\x05\x06":
        raise FileRefused("file_damaged")
    entries, directory_size, directory_at = struct.unpack("<HII", end[10:20])
    if data[-42:-38] == b"PK\x06\x07" or entries > _ZIP_ENTRIES:
        raise FileRefused("archive_bomb")
    if directory_at + directory_size != len(data) - 22:
        raise FileRefused("file_damaged")


def _check_size(entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > _ZIP_ENTRIES or unpacked > _ZIP_UNPACKED:
        raise FileRefused("archive_bomb")
    if unpacked > _ZIP_SMALL and unpacked > packed * _ZIP_RATIO:
        raise FileRefused("archive_bomb")


def _ooxml_format(archive: zipfile.ZipFile) -> str | None:
    names = set(archive.namelist())
    if "[Content_Types].xml" not in names:
        return None
    with archive.open("[Content_Types].xml") as part:
        types = part.read(_TYPES_LENGTH)
    if b"macroEnabled" in types or any(_is_macro(name) for name in names):
        raise FileRefused("macro_not_allowed")
    found = [office for part, office in _OOXML_PARTS.items() if part in names]
    return found[0] if len(found) == 1 else None


def _odf_format(archive: zipfile.ZipFile) -> str | None:
    names = archive.namelist()
    if not names or names[0] != "mimetype":
        return None
    with archive.open("mimetype") as part:
        office = _ODF_TYPES.get(part.read(100).strip())
    if office and any(name.startswith(("Basic/", "Scripts/")) for name in names):
        raise FileRefused("macro_not_allowed")
    return office


def _is_macro(name: str) -> bool:
    last = name.rsplit("/", 1)[-1].lower()
    return last.startswith("vba") and last.endswith(".bin")
