"""Starts the instructions app."""

from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class InstructionsConfig(AppConfig):
    """Registers the consumer that keeps the words orders are found by, and the triggers."""

    name = "instructions"
    verbose_name = pgettext_lazy("daftar", "Perintah")

    def ready(self) -> None:
        """Listen to the ledger; load the triggers, so that every migrate installs them."""
        from instructions import index, triggers

        index.start()
        triggers.start()
