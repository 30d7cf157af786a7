"""Starts the notifications app."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Registers the consumer of the outbox."""

    name = "notifications"
    verbose_name = "Pemberitahuan"

    def ready(self) -> None:
        """Listen to the ledger."""
        from notifications import consumers

        consumers.start()
