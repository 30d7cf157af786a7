"""Make the demo regency: units, people, registers. Running it again changes nothing."""

import json
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.demo.seed import seed as seed_accounts
from accounts.signin import find_person
from memos.demo import seed as seed_memos
from memos.demo.certificates import certify

LOGINS = "demo_logins.json"


class Command(BaseCommand):
    """Each app makes its own part, in the order in which they build on each other."""

    help = "Make the demo regency with invented people (SIGAP_DEMO=1, or --force)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--force", action="store_true", help="also without SIGAP_DEMO=1")

    def handle(self, *args: Any, **options: Any) -> None:
        if not (settings.DEMO or options["force"]):
            raise CommandError(
                "This fills the database with invented people. "
                "Set SIGAP_DEMO=1, or add --force if you mean it."
            )
        logins = seed_accounts()
        at = timezone.now()
        seed_memos(at=at)
        signer = find_person(logins.sekda)
        if signer is not None:
            certify(signer, passphrase=logins.password, at=at)
        kept = settings.VAR_DIR / LOGINS
        kept.write_text(json.dumps(asdict(logins), indent=2), encoding="utf-8")
        kept.chmod(0o600)
        if not options["verbosity"]:
            return
        for role in (
            "bupati",
            "sekda",
            "asisten",
            "camat_pelawan",
            "kabag_umum",
            "ajudan",
            "caraka",
            "administrator",
        ):
            self.stdout.write(f"{role.replace('_', ' '):<15} {getattr(logins, role)}")
        self.stdout.write(f"{'kata sandi':<15} {logins.password}")
