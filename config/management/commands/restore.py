"""`manage.py restore SRC`: bring a backup back, then prove that it is whole."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config.backup.bring_back import restore
from config.backup.manifest import ArchiveError


class Command(BaseCommand):
    """Stop the web server and the workers first. Says what it did, verifies, exits 1 on a fault."""

    help = "Replace database, files and seals by those of a backup, and verify them."
    requires_system_checks = ()  # they would fail for want of what is being brought back

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where from, and whether over what is there."""
        parser.add_argument("folder", type=Path, help="A folder that `backup` made.")
        parser.add_argument("--force", action="store_true", help="Replace a database with data.")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"].absolute()
        try:
            done = restore(folder, at=timezone.now(), force=options["force"])
        except (ArchiveError, OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Restored the backup of {done.manifest.made_at}: {done.rows} rows, {done.files} files."
        )
        if done.old_seals:
            self.stdout.write(f"The seals that were here before are in {done.old_seals}")
        if done.manifest.damaged:
            self.stdout.write(f"Missing since the backup: {', '.join(done.manifest.damaged)}")
        call_command("verify_ledger", stdout=self.stdout, skip_checks=True)
        call_command("check", databases=["default"], stdout=self.stdout)
