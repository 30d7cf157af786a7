"""Starts the notifications app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class NotificationsConfig(AppConfig):
    """Registers the consumer of the outbox and the channels."""

    name = "notifications"
    verbose_name = gettext_lazy("Pemberitahuan")

    def ready(self) -> None:
        """Listen to the ledger, and enter the channels, by default the strongest first."""
        from notifications import consumers
        from notifications.channels import register
        from notifications.channels.email import Email
        from notifications.channels.in_app import InApp
        from notifications.channels.sms import Sms
        from notifications.channels.web_push import WebPush

        consumers.start()
        for channel in (WebPush(), Email(), Sms(), InApp()):
            register(channel)
