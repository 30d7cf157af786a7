"""`manage.py set_nik LOGIN`: the NIK of somebody who signs electronically, asked for and not shown."""

from getpass import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts import nik
from accounts.management.commands import named
from workflow.refusals import Refused


class Command(BaseCommand):
    """Never takes the NIK as an argument, which other users of the machine could read."""

    help = "Keep the NIK of a person, named by NIP, phone, e-mail or internal name."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("login", help="NIP, phone number, e-mail address or internal name")

    def handle(self, *args: Any, **options: Any) -> None:
        person = named(options["login"])
        try:
            nik.keep(person, getpass("NIK: "), at=timezone.now())
        except Refused as refused:
            raise CommandError(str(refused.refusal.sentence)) from None
        self.stdout.write("Kept.")
