"""What somebody does who can write to the database but has no key."""

from typing import Any

from django.db import connection

from workflow.models import Content, Entry, Outbox
from workflow.triggers import missing


def drop_ledger_triggers() -> None:
    """The first thing an attacker does. The test's rollback, or the next migrate, undoes it."""
    with connection.cursor() as cursor:
        for event in ("update", "delete", "truncate"):
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
    tables = ["notifications_notice", "instructions_attachment"]
    with connection.cursor() as cursor:
        for table in tables:
            for pk in ids:
                cursor.execute(f"DELETE FROM {table} WHERE entry_id = %s", [pk])
    Outbox.objects.filter(entry__in=ids).delete()
    Content.objects.filter(entry__in=ids).delete()
    for pk in ids:  # not through the collector, which would want to look at every relation
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM workflow_entry WHERE id = %s", [pk])
