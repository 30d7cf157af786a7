"""`manage.py import_klasifikasi FILE`: the regency's own list of classification codes."""

import re
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from memos.models import ClassificationCode
from workflow.text import clean_line

CODE = re.compile(r"\d{3}(\.\d{1,3}){0,7}")
LONGEST_NAME = 200


class Command(BaseCommand):
    """Reads lines of `code TAB name`; new codes are added, known ones get the file's name."""

    help = "Import classification codes from a UTF-8 file of lines 'code TAB name', all or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file."""
        parser.add_argument("file", type=Path)

    def handle(self, *_args: Any, file: Path, **_options: Any) -> None:
        """Import. Raises CommandError naming the first bad line; then nothing is changed."""
        try:
            lines = file.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            message = f"{file}: {error}"
            raise CommandError(message) from error
        names = dict(_read(n, line) for n, line in enumerate(lines, start=1) if line.strip())
        with transaction.atomic():
            known = set(ClassificationCode.objects.values_list("code", flat=True))
            ClassificationCode.objects.bulk_create(
                [ClassificationCode(code=code, name=name) for code, name in names.items()],
                update_conflicts=True,
                unique_fields=["code"],
                update_fields=["name"],
            )
        added = len(names.keys() - known)
        self.stdout.write(f"{added} codes added, {len(names) - added} renewed.")


def _read(number: int, line: str) -> tuple[str, str]:
    code, _tab, name = line.partition("\t")
    code, name = code.strip(), clean_line(name)
    if not CODE.fullmatch(code) or not name or len(name) > LONGEST_NAME:
        message = f"Line {number} is not 'code TAB name' (name up to {LONGEST_NAME} letters)."
        raise CommandError(message)
    return code, name
