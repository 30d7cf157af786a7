"""Starts the instructions app."""

from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class InstructionsConfig(AppConfig):
    """Registers the consumer of the outbox that keeps the words orders are found by."""

    name = "instructions"
    verbose_name = pgettext_lazy("daftar", "Perintah")

    def ready(self) -> None:
        """Listen to the ledger."""
        from instructions import index

        index.start()
