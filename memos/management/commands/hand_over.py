"""`manage.py hand_over`: the package of a register and a period, recorded and written to a file."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.actors import actor_of
from accounts.management.commands import named
from memos.models import Register
from memos.transfers import actions, package
from memos.transfers.actions import Span
from workflow.refusals import Refused


class Command(BaseCommand):
    """Acts as the person who is named, and hands over what that person may."""

    help = "Hand over the final papers of a register and a period as a ZIP with metadata."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which register, which days, who hands over, where to."""
        parser.add_argument("register", help="name of the register")
        parser.add_argument("first", type=date.fromisoformat, help="first day, as 2026-11-01")
        parser.add_argument("last", type=date.fromisoformat, help="last day, included")
        parser.add_argument("file", type=Path, help="the ZIP to write; must not exist")
        parser.add_argument("--by", required=True, help="NIP, phone, e-mail or internal name")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Record, then write. Raises CommandError with the sentence of a refusal."""
        file: Path = options["file"]
        if file.exists():
            message = f"{file} is there already."
            raise CommandError(message)
        register = Register.objects.filter(name=options["register"]).first()
        if register is None:
            message = f"There is no register {options['register']!r}."
            raise CommandError(message)
        at = timezone.now()
        actor = actor_of(named(options["by"]), at=at, channel="shell")
        span = Span(register=str(register.public_id), first=options["first"], last=options["last"])
        try:
            actions.make_ready(span, actor=actor, at=at)
            transfer = actions.hand_over(span, actor=actor, at=at)
        except Refused as refused:
            raise CommandError(str(refused.refusal.sentence)) from refused
        try:
            with file.open("xb") as target:
                target.writelines(package.stream(transfer))
        except package.DamagedPaper as damaged:
            file.unlink()
            message = f"{damaged} is not what was issued; nothing was written."
            raise CommandError(message) from damaged
        self.stdout.write(f"{transfer.count} memos in {file}")
