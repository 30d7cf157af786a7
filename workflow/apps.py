"""Starts the workflow app."""

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy


class WorkflowConfig(AppConfig):
    """Registers the ledger's triggers and installs all triggers after every migrate."""

    name = "workflow"
    verbose_name = gettext_lazy("Buku catatan")

    def ready(self) -> None:
        """Connect the installer. SQLite remakes tables and drops triggers, so after each migrate."""
        from workflow import ledger, triggers

        ledger.register_triggers()

        def install(using: str, **_kwargs: object) -> None:
            triggers.install(connections[using])

        post_migrate.connect(install, sender=self, dispatch_uid="workflow.triggers", weak=False)
