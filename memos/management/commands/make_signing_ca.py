"""`manage.py make_signing_ca`: an example authority, and certificates of it for people who sign."""

from getpass import getpass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from accounts.management.commands import named
from memos.signing import demo_ca, local


class Command(BaseCommand):
    """The authority is made once; a person's certificate anew each time, with a new passphrase."""

    help = "Make the example authority (CONTOH) and, with --for, a certificate for a person."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--for", dest="login", help="NIP, phone number, e-mail address or internal name"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        keys = Path(settings.SIGNING_KEYS)
        authority = demo_ca.ensure(keys, Path(settings.SIGNING_TRUST), at=at)
        self.stdout.write(f"Authority: {keys / 'ca.pem'}")
        if options["login"]:
            person = named(options["login"])
            file = local.folder() / f"{person.public_id}.p12"
            passphrase = getpass("Passphrase: ")
            demo_ca.issue(authority, file, name=person.full_name, passphrase=passphrase, at=at)
            self.stdout.write(f"Certificate: {file}")
