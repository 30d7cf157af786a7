"""Files of evidence: from Django's storage into an archive and back, each checked by its SHA-256."""

import hashlib
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from django.core.files.base import File
from django.core.files.storage import default_storage

from config.backup.manifest import CHUNK, sha256_of
from files.models import Blob

LIST = "files.jsonl"
SHA256 = re.compile(r"[0-9a-f]{64}")

Listed = tuple[str, str, int]


def write_list(folder: Path) -> int:
    """List every stored file, from inside the snapshot; returns how many."""
    blobs = Blob.objects.order_by("pk").values_list("stored_name", "sha256", "size")
    count = 0
    with (folder / LIST).open("w", encoding="utf-8") as out:
        for row in blobs.iterator(500):
            out.write(json.dumps(row) + "\n")
            count += 1
    return count


def listed(folder: Path) -> Iterator[Listed]:
    """The list of an archive, line by line. Raises ValueError for a line that is none."""
    with (folder / LIST).open(encoding="utf-8") as source:
        for line in source:
            name, sha256, size = json.loads(line)
            if not SHA256.fullmatch(sha256):
                message = f"{LIST} names something that is no SHA-256"
                raise ValueError(message)
            yield name, sha256, size


def place(folder: Path, sha256: str) -> Path:
    """Where the bytes of that hash lie in an archive."""
    return folder / "files" / sha256[:2] / sha256


def copy_out(folder: Path) -> list[str]:
    """Copy all listed files into the archive; returns the names of those missing or damaged.

    Needs no snapshot: a file never changes. One that has been taken away meanwhile, together with
    its row, is no damage: nothing referred to it.
    """
    damaged = []
    for name, sha256, _size in listed(folder):
        target = place(folder, sha256)
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with default_storage.open(name, "rb") as source, target.open("wb") as out:
                intact = _copy(cast("BinaryIO", source), out) == sha256
        except FileNotFoundError:
            intact = not Blob.objects.filter(stored_name=name).exists()
        if not intact:
            target.unlink(missing_ok=True)
            damaged.append(name)
    return damaged


def _copy(source: BinaryIO, out: BinaryIO) -> str:
    digest = hashlib.sha256()
    while chunk := source.read(CHUNK):
        digest.update(chunk)
        out.write(chunk)
    return digest.hexdigest()


def changed(folder: Path) -> Iterator[str]:
    """Names of files whose bytes in the archive are not those of the list."""
    for name, sha256, _size in listed(folder):
        file = place(folder, sha256)
        if file.is_file() and sha256_of(file) != sha256:
            yield name


def copy_in(folder: Path) -> int:
    """Put every file of the archive into the storage under its name; returns how many.

    A file that is there already with the right bytes stays; with other bytes it is replaced.
    """
    count = 0
    for name, sha256, _size in listed(folder):
        source = place(folder, sha256)
        if not source.is_file() or _stands(name, sha256):
            continue
        default_storage.delete(name)
        with source.open("rb") as file:
            if default_storage.save(name, File(file)) != name:
                message = f"the storage would not keep {name} under its name"
                raise OSError(message)
        count += 1
    os.sync()  # on the disk before anybody is told so
    return count


def _stands(name: str, sha256: str) -> bool:
    if not default_storage.exists(name):
        return False
    with default_storage.open(name, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == sha256
