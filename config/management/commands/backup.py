"""`manage.py backup DEST`: everything of this installation in one new folder, while it runs."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config.backup.make import make
from config.backup.manifest import ArchiveError


class Command(BaseCommand):
    """Exits 1 as well where a file of evidence was missing or damaged; the rest is there then."""

    help = "Write database, files and seals into a new folder; holds nobody up."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to, and whether with the keys."""
        parser.add_argument("folder", type=Path, help="A folder that does not exist yet.")
        parser.add_argument(
            "--with-keys", action="store_true", help="Also the keys: whoever has it can forge."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        target: Path = options["folder"].absolute()
        try:
            made = make(target, at=timezone.now(), with_keys=options["with_keys"])
        except (ArchiveError, OSError) as error:
            raise CommandError(str(error)) from error
        rows = sum(part.rows for part in made.parts if part.path.startswith("tables/"))
        self.stdout.write(
            f"{target}: {rows} rows, {made.rows('files.jsonl')} files, "
            + ("with keys." if options["with_keys"] else "without keys; keep those elsewhere.")
        )
        if made.damaged:
            names = ", ".join(made.damaged[:5])
            raise CommandError(f"{len(made.damaged)} files are missing or damaged: {names}")
