"""`manage.py make_docs`: write the generated pages of docs/, or check that they are current."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.generated import PAGES

MARK = "<!-- Written by `make docs` from the code. Do not edit. -->\n\n"


def drifted(root: Path) -> dict[Path, str]:
    """Files under root that differ from what the code says, each with the text it should have."""
    wanted = {root / name: MARK + page() for name, page in PAGES.items()}
    return {
        file: text
        for file, text in wanted.items()
        if not file.is_file() or file.read_text(encoding="utf-8") != text
    }


class Command(BaseCommand):
    """Writes the pages; with --check names those that drifted and exits 1."""

    help = "Write the generated pages of docs/, or check them."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer --check."""
        parser.add_argument("--check", action="store_true", help="Change nothing; exit 1 on drift.")

    def handle(self, *args: Any, **options: Any) -> None:
        found = drifted(settings.BASE_DIR)
        names = ", ".join(str(file.relative_to(settings.BASE_DIR)) for file in sorted(found))
        if options["check"]:
            if found:
                message = f"Not current: {names}. Run `make docs`."
                raise CommandError(message)
            return
        for file, text in found.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        if found:
            self.stdout.write(f"Written: {names}")
