"""Making a backup while everything runs: one moment of the database, and nobody is held up."""

import os
import platform
import shutil
from datetime import datetime
from pathlib import Path

import django
from django.conf import settings
from django.db import connection

from config.backup import files, tables
from config.backup.manifest import ArchiveError, Manifest, Part, part_of
from workflow import schema, sealing
from workflow.snapshot import snapshot


def make(target: Path, *, at: datetime, with_keys: bool = False) -> Manifest:
    """Write an archive into the folder `target`, which must not exist yet.

    It is built under another name beside it and gets its own at the very end, so that a half one
    is never taken for a whole one. Raises ArchiveError, OSError.
    """
    if target.exists():
        raise ArchiveError(f"{target} exists already; a backup goes into a new folder.")
    wrong = schema.difference(connection)
    if wrong:
        raise ArchiveError(wrong)
    building = target.with_name(f"{target.name}.unfinished")
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(mode=0o700, parents=True)
    manifest = Manifest(
        made_at=at.isoformat(),
        database=connection.vendor,
        versions={"django": django.get_version(), "python": platform.python_version()},
        migrations=schema.applied(connection),
    )
    manifest.parts += _seals(building)  # before the tables, which then know at least as much
    manifest.parts += _tables(building)
    manifest.damaged += files.copy_out(building)
    if with_keys:
        manifest.parts += _keys(building)
    manifest.write(building)
    os.sync()
    building.rename(target)
    return manifest


def _seals(folder: Path) -> list[Part]:
    (folder / "seals").mkdir()
    parts = []
    for source, size in sealing.files():
        path = f"seals/{source.name}"
        with source.open("rb") as file, (folder / path).open("wb") as out:
            out.write(file.read(size))  # a month of seals at most
        parts.append(part_of(folder, path))
    return parts


def _tables(folder: Path) -> list[Part]:
    (folder / "tables").mkdir()
    counts: dict[str, int] = {}
    with snapshot(connection):
        for model in tables.all_models():
            path = f"tables/{tables.table_of(model)}.jsonl"
            counts[path] = tables.dump(model, folder / path)
        counts[files.LIST] = files.write_list(folder)
    return [part_of(folder, path, rows=rows) for path, rows in counts.items()]


def _keys(folder: Path) -> list[Part]:
    (folder / "keys").mkdir(mode=0o700)
    parts = []
    for name, value in (("secret_key", settings.SECRET_KEY), ("ledger_key", settings.LEDGER_KEY)):
        path = f"keys/{name}"
        descriptor = os.open(folder / path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as out:
            out.write(value + "\n")
        parts.append(part_of(folder, path))
    return parts
