"""Starts the memos app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class MemosConfig(AppConfig):
    """Registers the triggers that keep numbers and final sheets as they are."""

    name = "memos"
    verbose_name = gettext_lazy("Naskah")

    def ready(self) -> None:
        """Load the triggers, so that every migrate installs them."""
        from memos import triggers

        triggers.register_triggers()
