"""Starts the notifications app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class NotificationsConfig(AppConfig):
    """Registers the consumer of the outbox, and the chat channels."""

    name = "notifications"
    verbose_name = gettext_lazy("Pemberitahuan")

    def ready(self) -> None:
        """Listen to the ledger, and know the ways to reach people."""
        from notifications import consumers
        from notifications.chats import start

        consumers.start()
        start.register_all()
