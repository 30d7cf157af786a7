"""`manage.py import_organisation FILES`: units, positions, people and who holds what."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.management.commands import named
from accounts.organisation import drafts, importing, papers
from accounts.organisation.report import Report
from workflow.refusals import Refused

SHOWN = 50


class Command(BaseCommand):
    """Brings lists in, all or nothing; with --dry-run only says what that would do."""

    help = "Import an organisation from CSV or XLSX: all or nothing, every fault named."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, help="CSV or XLSX files")
        parser.add_argument("--dry-run", action="store_true", help="say what would change")
        parser.add_argument("--by", help="NIP, phone or e-mail of whoever imports, for the record")
        parser.add_argument("--faults", type=Path, help="write the full list of faults to this CSV")

    def handle(self, *_args: Any, files: list[Path], **options: Any) -> None:
        """Import. Raises CommandError where a file cannot be read or has a fault."""
        at = timezone.now()
        try:
            given = [
                importing.TableFile(drafts.display_name(file.name), file.read_bytes())
                for file in files
            ]
        except OSError as error:
            raise CommandError(str(error)) from error
        by = named(options["by"]) if options["by"] else None
        if len(given) > importing.MOST_FILES:
            raise CommandError(f"At most {importing.MOST_FILES} files at once.")
        lists = importing.read_files(given)
        try:
            if options["dry_run"]:
                report = importing.check(lists, on=timezone.localdate(at))
            else:
                report = importing.bring_in(lists, by=by, at=at)
        except Refused as refused:
            raise CommandError(str(refused.refusal.sentence)) from refused
        if report.faults:
            self._refuse(report, options["faults"])
        for noun, count in report.counts.items():
            self.stdout.write(
                f"{noun.value}: {count.new} new, {count.changed} changed, {count.same} the same, "
                f"{count.absent} not in the file"
            )
        self.stdout.write("Nothing written." if options["dry_run"] else "Done.")

    def _refuse(self, report: Report, file: Path | None) -> None:
        for each in report.faults[:SHOWN]:
            value = f" «{each.value}»" if each.value else ""
            self.stderr.write(
                f"{each.sheet}:{each.line}: {each.column}{value}: {each.reason} [{each.code}]"
            )
        more = len(report.faults) - SHOWN
        if more > 0:
            self.stderr.write(f"... and {more} more; --faults FILE writes them all")
        if file is not None:
            file.write_bytes(papers.faults_csv(report.faults))
        raise CommandError(f"{len(report.faults)} faults; nothing was written.")
