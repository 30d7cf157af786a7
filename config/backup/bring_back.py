"""Bringing a backup back: everything is checked first, then loaded all at once."""

import os
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection, transaction

from api import feed
from config.backup import files, tables
from config.backup.manifest import ArchiveError, Manifest, changed_parts, read
from workflow import schema


@dataclass(frozen=True, slots=True)
class Restored:
    """What was done: rows and files loaded, and where the seals that were there before went."""

    manifest: Manifest
    rows: int
    files: int
    old_seals: Path | None


def restore(folder: Path, *, at: datetime, force: bool = False) -> Restored:
    """Replace this installation's tables, files and seals by those of an archive.

    Raises ArchiveError, with nothing changed but missing keys and tables put in place, for an
    archive that is damaged, of another version or under another key, and, without `force`, for a
    database that holds something.
    """
    _lend_keys(folder)
    manifest = read(folder)
    bad = list(changed_parts(folder, manifest)) or list(files.changed(folder))
    if bad:
        raise ArchiveError(f"The archive is damaged or was changed: {', '.join(bad[:5])}.")
    parts = {f"tables/{tables.table_of(model)}.jsonl" for model in tables.all_models()}
    if parts - {part.path for part in manifest.parts}:
        raise ArchiveError("The archive was made by another version of Sigap: tables are missing.")
    _place_keys(folder)
    _prepare_database(manifest, force=force)
    moved = files.copy_in(folder)  # first: a file too many does no harm, a row without one does
    with transaction.atomic():
        counts = tables.replace_all({Path(path).stem: folder / path for path in parts})
        feed.begin_epoch()  # phones that read further than the backup must start afresh
    old = _replace_seals(folder, at)
    return Restored(manifest, sum(counts.values()), moved, old)


def _lend_keys(folder: Path) -> None:
    """Use the keys of the archive for this process where the installation has none yet."""
    for name, setting in (("ledger_key", "LEDGER_KEY"), ("secret_key", "SECRET_KEY")):
        file = folder / "keys" / name
        if file.is_file() and not _is_set(setting):
            setattr(settings, setting, file.read_text(encoding="ascii").strip())


def _is_set(setting: str) -> bool:
    try:
        return bool(getattr(settings, setting))
    except ImproperlyConfigured:  # how Django says that the secret key is empty
        return False


def _place_keys(folder: Path) -> None:
    """Write the keys of the archive where none are; others that are there stay."""
    source = folder / "keys"
    for file in sorted(source.iterdir()) if source.is_dir() else ():
        target = Path(settings.KEYS_DIR) / file.name
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not target.exists():
            descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as out:
                out.write(file.read_bytes())


def _prepare_database(manifest: Manifest, *, force: bool) -> None:
    if not schema.applied(connection):
        call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    if schema.applied(connection) != manifest.migrations:
        raise ArchiveError(
            "The archive was made with another version of the tables. Restore it with the version"
            " of Sigap that made it, then install this one and run `manage.py migrate`."
        )
    holding = [] if force else tables.filled()
    if holding:
        raise ArchiveError(
            f"The database is not empty ({', '.join(holding[:3])}); --force replaces all of it."
        )


def _replace_seals(folder: Path, at: datetime) -> Path | None:
    """Put the seals of the archive in place; those that were there are kept beside, never lost."""
    current, aside = Path(settings.SEALS_DIR), None
    if current.is_dir() and any(current.iterdir()):
        aside = current.with_name(f"{current.name}-before-{at:%Y%m%dT%H%M%S}")
        current.rename(aside)
    current.mkdir(mode=0o700, parents=True, exist_ok=True)
    for file in sorted((folder / "seals").iterdir()):
        shutil.copyfile(file, current / file.name)
        (current / file.name).chmod(0o600)
    return aside
