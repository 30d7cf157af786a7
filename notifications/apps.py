"""Starts the notifications app."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """See the package."""

    name = "notifications"
