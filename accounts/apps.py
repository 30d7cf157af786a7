"""Starts the accounts app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Registers the trigger that refuses two definitive holders at once on SQLite."""

    name = "accounts"
    verbose_name = "Jabatan dan orang"

    def ready(self) -> None:
        """Load the triggers, so that every migrate installs them."""
        from accounts import triggers

        triggers.register()
