"""Set somebody's password at the terminal; the administration pages never show or take one."""

from typing import Any

from django.contrib.auth.management.commands import changepassword
from django.core.management.base import CommandParser

from accounts.management.commands import named


class Command(changepassword.Command):
    """Django's changepassword, for people who do not know their internal name."""

    help = "Set the password of a person, named by NIP, phone, e-mail or internal name."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("login", help="NIP, phone number, e-mail address or internal name")

    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(username=named(options["login"]).username, database="default")
