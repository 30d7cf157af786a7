"""Bytes in Django's default storage: written before their row, taken away after it."""

import os
import secrets
from pathlib import Path
from typing import BinaryIO, cast

from django.core.files.base import File
from django.core.files.storage import default_storage

from files.models import Blob


def write(content: BinaryIO, *, sha256: str) -> str:
    """Write all of `content` under a new name, safe against a power cut; give the name."""
    content.seek(0)
    wanted = f"blobs/{sha256[:2]}/{sha256[2:4]}/{sha256}-{secrets.token_hex(4)}"
    name = default_storage.save(wanted, File(content))
    _flush(name)
    return name


def open_bytes(blob: Blob) -> BinaryIO:
    """Open the bytes of a blob for reading."""
    return cast("BinaryIO", default_storage.open(blob.stored_name, "rb"))


def remove(name: str) -> None:
    """Take the bytes of a row that is gone; none there is fine."""
    default_storage.delete(name)


def _flush(name: str) -> None:
    """Have the disk hold the file and the folders that lead to it, if the storage is a disk."""
    try:
        path = Path(default_storage.path(name))
    except NotImplementedError:
        return  # an object store answers only once it holds the bytes
    levels = len(Path(name).parts)
    for entry in (path, *path.parents[:levels]):
        descriptor = os.open(entry, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
