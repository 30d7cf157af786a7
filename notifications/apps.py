"""Starts the notifications app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class NotificationsConfig(AppConfig):
    """Registers the consumer of the outbox."""

    name = "notifications"
    verbose_name = gettext_lazy("Pemberitahuan")

    def ready(self) -> None:
        """Listen to the ledger."""
        from notifications import consumers

        consumers.start()
