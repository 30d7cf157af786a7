"""`manage.py import_klasifikasi FILE --by WHO`: the regency's own list of classification codes."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.actors import actor_of
from accounts.management.commands import named
from accounts.organisation import drafts
from accounts.organisation.importing import TableFile
from memos.books import codes
from workflow.refusals import Refused

SHOWN = 20


class Command(BaseCommand):
    """Does what the page does, as the person who is named, with the same entry in the ledger."""

    help = (
        "Import classification codes (code, name, retention) from CSV, TSV or XLSX, all or nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, and who imports it."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--by", required=True, help="NIP, phone, e-mail or internal name")

    def handle(self, *_args: Any, file: Path, **options: Any) -> None:
        """Import. Raises CommandError naming each bad line; then nothing is changed."""
        at = timezone.now()
        actor = actor_of(named(options["by"]), at=at, channel="shell")
        try:
            given = TableFile(drafts.display_name(file.name), file.read_bytes())
        except OSError as error:
            raise CommandError(str(error)) from error
        found = codes.read_file(given)
        report = codes.check(found)
        if report.faults:
            for one in report.faults[:SHOWN]:
                self.stderr.write(f"Line {one.line}: {one.column}: {one.reason} [{one.code}]")
            message = f"Line {report.faults[0].line}: {report.faults[0].reason} Nothing is changed."
            raise CommandError(message)
        if report.writes:
            try:
                codes.bring_in(
                    found, actor=actor, at=at, expected=report.digest, files=[given.name]
                )
            except Refused as refused:
                raise CommandError(str(refused.refusal.sentence)) from refused
        self.stdout.write(
            f"{len(report.new)} codes added, {len(report.changed)} changed, {report.same} the same."
        )
