"""Print a token for the API, for trying it with curl."""

from importlib import import_module
from typing import Any

from allauth.headless import app_settings
from django.conf import settings
from django.contrib.auth import login
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.http import HttpRequest

from accounts.management.commands import named


class Command(BaseCommand):
    """Opens a session as if this person had signed in with an app."""

    help = "Print an X-Session-Token for a person, named by NIP, phone, e-mail or internal name."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("login", help="NIP, phone number, e-mail address or internal name")

    def handle(self, *args: Any, **options: Any) -> None:
        person = named(options["login"])
        if not person.is_active:
            raise CommandError(f"{person.full_name} is no longer active.")
        request = HttpRequest()
        request.session = import_module(settings.SESSION_ENGINE).SessionStore()
        login(request, person)
        request.session.save()
        self.stdout.write(app_settings.TOKEN_STRATEGY.create_session_token(request))
