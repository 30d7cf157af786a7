"""Starts the memos app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class MemosConfig(AppConfig):
    """Registers the triggers that keep numbers and sheets, and the consumer of the outbox."""

    name = "memos"
    verbose_name = gettext_lazy("Naskah")

    def ready(self) -> None:
        """Load the triggers, so that every migrate installs them, and listen to the ledger."""
        from memos import consumers, triggers
        from memos.search import index
        from memos.signing import triggers as signing_triggers

        triggers.register_triggers()
        signing_triggers.register_triggers()
        consumers.start()
        index.start()
