"""What bytes really are, by an allow-list. START HERE to admit another type.

Neither the client's name nor its Content-Type is believed. The bytes decide; a name that claims an
admitted type which the bytes are not is a lie, and refused.
"""

import mmap
import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO, Final

from files import audio, documents
from files.models import NAME_LENGTH, Kind
from files.refusals import FileRefused


@dataclass(frozen=True)
class FileType:
    """One admitted type: `decoder` is Pillow's name of it, for photos only."""

    media_type: str
    kind: Kind
    extensions: tuple[str, ...]  # the first is the one we write
    decoder: str = ""


def _photo(decoder: str, *extensions: str) -> FileType:
    return FileType(f"image/{decoder.lower()}", Kind.PHOTO, extensions, decoder)


JPEG: Final = _photo("JPEG", ".jpg", ".jpeg", ".jpe", ".jfif")
PNG: Final = _photo("PNG", ".png")
WEBP: Final = _photo("WEBP", ".webp")
PHOTOS: Final = (JPEG, PNG, WEBP)

AUDIO: Final = {
    "mp4": FileType("audio/mp4", Kind.AUDIO, (".m4a", ".mp4", ".aac", ".m4b", ".3gp", ".3ga")),
    "mp3": FileType("audio/mpeg", Kind.AUDIO, (".mp3", ".mpeg", ".mpga")),
    "ogg": FileType("audio/ogg", Kind.AUDIO, (".ogg", ".oga", ".opus")),
    "webm": FileType("audio/webm", Kind.AUDIO, (".webm", ".weba")),
    "amr": FileType("audio/amr", Kind.AUDIO, (".amr",)),
    "wav": FileType("audio/wav", Kind.AUDIO, (".wav",)),
}

_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
PDF: Final = FileType("application/pdf", Kind.DOCUMENT, (".pdf",))
OFFICE: Final = {
    "docx": FileType(_OOXML + "wordprocessingml.document", Kind.DOCUMENT, (".docx",)),
    "xlsx": FileType(_OOXML + "spreadsheetml.sheet", Kind.DOCUMENT, (".xlsx",)),
    "pptx": FileType(_OOXML + "presentationml.presentation", Kind.DOCUMENT, (".pptx",)),
    "odt": FileType(_ODF + "text", Kind.DOCUMENT, (".odt",)),
    "ods": FileType(_ODF + "spreadsheet", Kind.DOCUMENT, (".ods",)),
    "odp": FileType(_ODF + "presentation", Kind.DOCUMENT, (".odp",)),
}

ADMITTED: Final = (*PHOTOS, *AUDIO.values(), PDF, *OFFICE.values())
_KNOWN_EXTENSIONS: Final = frozenset(ext for known in ADMITTED for ext in known.extensions)
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEIF_BRANDS: Final = frozenset(
    {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
)


def identify(file: BinaryIO, *, name: str) -> FileType:
    """Say what the bytes of `file` are, having compared them with what `name` claims.

    `file` is an open, non-empty file with a descriptor (it is mapped, not read into memory).
    A name without an extension we know claims nothing. Photos and recordings may carry another
    photo's or recording's extension, as phones often do; a document must carry its own.
    Raises FileRefused: type_not_allowed, type_mismatch, heic_not_supported, old_office_format,
    macro_not_allowed, archive_bomb, pdf_active, pdf_locked or file_damaged.
    """
    claimed = PurePosixPath(name.lower()).suffix
    claims = claimed in _KNOWN_EXTENSIONS
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        found = _photo_type(data) or _audio_type(data) or _document_type(data, file)
    if found is None:
        if claims:
            raise FileRefused("type_mismatch", extension=claimed)
        raise FileRefused("type_not_allowed")
    if claims and claimed not in _extensions_fitting(found):
        raise FileRefused("type_mismatch", extension=claimed)
    return found


def _extensions_fitting(found: FileType) -> set[str]:
    if found.kind == Kind.DOCUMENT:
        return set(found.extensions)
    return {ext for known in ADMITTED if known.kind == found.kind for ext in known.extensions}


def _photo_type(data: mmap.mmap) -> FileType | None:
    if data[:3] == b"\xff\xd8\xff":
        return JPEG
    if data[:8] == b"\x89PNG\r\n\x1a\n":
        return PNG
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    if data[4:8] == b"ftyp" and data[8:12] in _HEIF_BRANDS:
        # Pillow reads HEIC only with a plugin that carries a patented decoder; we ship none.
        raise FileRefused("heic_not_supported")
    return None


def _audio_type(data: mmap.mmap) -> FileType | None:
    container = audio.container(data)
    return AUDIO[container] if container else None


def _document_type(data: mmap.mmap, file: BinaryIO) -> FileType | None:
    if data[:5] == b"%PDF-":
        documents.check_pdf(data)
        return PDF
    if data[:4] == b"PK\x03\x04":
        office = documents.office_format(data, file)
        return OFFICE[office] if office else None
    if data[:8] == _OLD_OFFICE:
        raise FileRefused("old_office_format")
    return None


def display_name(name: str, found: FileType) -> str:
    """Give the file name to show for a file of type `found`, 1 to 120 characters.

    Keeps only the last part of a path; removes control characters, the right-to-left overrides
    that make `gpj.exe` read as `exe.jpg`, and other invisible ones; ends with an extension of the
    type (a photo always with .jpg, for it is stored as JPEG).
    """
    text = unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1])
    text = "".join(" " if c.isspace() else c for c in text)
    text = "".join(c for c in text if not unicodedata.category(c).startswith("C"))
    text = " ".join(text.split())
    ending = PurePosixPath(text.lower()).suffix
    stem = text[: -len(ending)] if ending in _KNOWN_EXTENSIONS else text
    ours = JPEG.extensions if found.kind == Kind.PHOTO else found.extensions
    if ending not in ours or found.kind == Kind.PHOTO:
        ending = ours[0]
    stem = stem[: NAME_LENGTH - len(ending)].strip(" .") or str(found.kind.label)
    return stem + ending
