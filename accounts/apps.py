"""Starts the accounts app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class AccountsConfig(AppConfig):
    """Registers the trigger that refuses two definitive holders at once on SQLite."""

    name = "accounts"
    verbose_name = gettext_lazy("Jabatan dan orang")

    def ready(self) -> None:
        """Load the triggers, so that every migrate installs them; listen for sign-ins."""
        from accounts import sessions, triggers

        triggers.register()
        sessions.start()
