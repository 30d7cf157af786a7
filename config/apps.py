"""Starts the configuration app: the system checks."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Registers the checks of config.checks."""

    name = "config"
    verbose_name = "Konfigurasi"

    def ready(self) -> None:
        """Load the checks; importing them registers them."""
        from config import checks, signing_checks  # noqa: F401
