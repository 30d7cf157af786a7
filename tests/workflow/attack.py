"""What somebody does who can write to the database but has no key."""

from typing import Any

from django.db import connection

from notifications.models import Delivery, Notice
from workflow.models import Content, Entry, Outbox
from workflow.triggers import missing


def drop_ledger_triggers() -> None:
    """The first thing an attacker does. The test's rollback, or the next migrate, undoes it."""
    with connection.cursor() as cursor:
        for event in ("update", "delete", "truncate", "replace"):
            where = "" if connection.vendor == "sqlite" else " ON workflow_entry"
            cursor.execute(f"DROP TRIGGER IF EXISTS ledger_refuses_{event}{where}")
    assert missing(connection)


def change(entry: Entry, **values: Any) -> None:
    drop_ledger_triggers()
    assert Entry.objects.filter(pk=entry.pk).update(**values) == 1


def delete(*entries: Entry) -> None:
    """Entries with everything that would hold them back."""
    drop_ledger_triggers()
    ids = [entry.pk for entry in entries]
    for model in (Delivery, Notice, Outbox, Content):
        model._base_manager.filter(entry__in=ids).delete()
    with connection.cursor() as cursor:
        for pk in ids:
            cursor.execute("DELETE FROM workflow_entry WHERE id = %s", [pk])
