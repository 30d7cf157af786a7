"""Starts the api app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ApiConfig(AppConfig):
    """Gives every new database its first epoch of the change feed."""

    name = "api"
    verbose_name = "REST API"

    def ready(self) -> None:
        """Listen to migrate (and to the flush of a test, which sends the same signal)."""
        from api import feed

        post_migrate.connect(feed.ensure_epoch, sender=self)
