"""The database itself keeps the ledger append-only, and is made to again whenever it forgot."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction

from config import checks
from tests.workflow.conftest import Story, tell_story
from workflow import triggers
from workflow.models import Entry


def refuses(statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_an_entry_can_be_neither_changed_nor_removed(story: Story):
    before = list(Entry.objects.order_by("pk").values())
    refuses("UPDATE workflow_entry SET verb = 'accept'")
    refuses("UPDATE workflow_entry SET person_id = 1 WHERE n = 1")
    refuses("DELETE FROM workflow_entry WHERE n = 5")
    refuses("DELETE FROM workflow_entry")
    if connection.vendor == "sqlite":
        names = (field.column or "" for field in Entry._meta.concrete_fields)
        columns = ", ".join(name for name in names if name != "id")
        for copied in ("*", columns):
            into = "" if copied == "*" else f"({columns})"
            refuses(f"REPLACE INTO workflow_entry {into} SELECT {copied} FROM workflow_entry")  # noqa: S608
    assert list(Entry.objects.order_by("pk").values()) == before


@pytest.mark.django_db(transaction=True)
def test_the_ledger_cannot_be_emptied_at_one_stroke():
    tell_story()
    if connection.vendor == "postgresql":
        refuses("TRUNCATE workflow_entry CASCADE")
    else:
        refuses("DELETE FROM workflow_entry")  # what SQLite would make a truncation of
    assert Entry.objects.count() == 7


def test_the_ways_of_the_orm_are_refused_as_well(story: Story):
    entry = story.chain()[-1]
    for change in (
        entry.save,
        entry.delete,
        Entry.objects.filter(n=1).delete,
        lambda: Entry.objects.update(verb="x"),
        lambda: Entry.objects.bulk_update([entry], ["verb"]),
    ):
        with pytest.raises((DatabaseError, models.ProtectedError)), transaction.atomic():
            change()


@pytest.mark.django_db(transaction=True)
def test_a_migration_that_remakes_the_table_finds_the_triggers_again():
    """On SQLite the table is copied and the triggers stay behind with the old one."""
    story = tell_story()
    old = Entry._meta.get_field("request")
    new = models.CharField(max_length=80)
    new.set_attributes_from_name("request")
    new.model = Entry
    try:
        with connection.schema_editor() as editor:
            editor.alter_field(Entry, old, new)
        lost = triggers.missing(connection)
        if connection.vendor == "sqlite":
            events = ("delete", "replace", "update")
            assert lost == [f"ledger_refuses_{event}" for event in events]
            (error,) = checks.triggers_are_installed(databases=["default"])
            assert "ledger_refuses_delete" in error.msg
        call_command("migrate", verbosity=0, skip_checks=True)
        assert triggers.missing(connection) == []
        assert checks.triggers_are_installed(databases=["default"]) == []
        refuses("DELETE FROM workflow_entry")
        assert len(story.chain()) == 5
    finally:
        with connection.schema_editor() as editor:
            editor.alter_field(Entry, new, old)
        triggers.install(connection)


def test_what_was_removed_is_found_missing_and_installed_by_name(db):
    everything = set(triggers._wanted(connection))
    triggers.remove(connection)
    assert set(triggers.missing(connection)) == everything
    assert set(triggers.install(connection)) == everything
    assert triggers.install(connection) == []
    assert triggers.missing(connection) == []


def test_removing_twice_is_as_good_as_once(db):
    triggers.remove(connection)
    triggers.remove(connection)
    triggers.install(connection)


def test_a_trigger_for_a_table_that_is_not_there_is_not_wanted(db, monkeypatch):
    ghost = triggers.Trigger("ghost", "no_such_table", sqlite="x", postgresql="x")
    monkeypatch.setitem(triggers._registry, "ghost", ghost)
    assert triggers.missing(connection) == []


def test_every_migrate_installs(monkeypatch, db):
    triggers.remove(connection)
    from django.db.models.signals import post_migrate

    config = apps.get_app_config("workflow")
    post_migrate.send(config, app_config=config, using="default", verbosity=0, interactive=False)
    assert triggers.missing(connection) == []
