"""Rules the database keeps by itself: registered once, installed after every migrate, checked.

SQLite remakes a table to change it and leaves its triggers behind; so migrations cannot own them.
Apps register their triggers when they start; `install` (run by post_migrate) makes those that are
missing, and a system check and /readyz refuse a database without them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.db.backends.base.base import BaseDatabaseWrapper


@dataclass(frozen=True, slots=True)
class Trigger:
    """One rule: its name, its table, and how each database says it. `{name}` is filled in."""

    name: str
    table: str
    sqlite: str = ""
    postgresql: str = ""
    postgresql_kind: Literal["trigger", "constraint"] = "trigger"

    def statement(self, vendor: str) -> str:
        """The CREATE statement for this database, or nothing where it is not needed there."""
        text = self.sqlite if vendor == "sqlite" else self.postgresql
        return text.replace("{name}", self.name)


_registry: dict[str, Trigger] = {}


def register(trigger: Trigger) -> None:
    """Enter a trigger; a second entry of the same name replaces the first."""
    _registry[trigger.name] = trigger


def append_only(table: str, *, prefix: str, keys: Sequence[Sequence[str]], message: str) -> None:
    """Make a table refuse update and delete, and TRUNCATE on PostgreSQL.

    `keys` are its unique keys: SQLite's REPLACE INTO deletes the old row without firing the delete
    trigger, so there an insert over any of them is refused as well.
    """
    refuse = (
        f"CREATE OR REPLACE FUNCTION {prefix}_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$"
        f" BEGIN RAISE EXCEPTION '{message}'; END $$;"
    )
    for event, each in (("update", "ROW"), ("delete", "ROW"), ("truncate", "STATEMENT")):
        lite = f"CREATE TRIGGER {{name}} BEFORE {event} ON {table} BEGIN SELECT RAISE(ABORT, '{message}'); END"
        register(
            Trigger(
                name=f"{prefix}_refuses_{event}",
                table=table,
                sqlite="" if event == "truncate" else lite,
                postgresql=(
                    f"{refuse} CREATE TRIGGER {{name}} BEFORE {event} ON {table} "
                    f"FOR EACH {each} EXECUTE FUNCTION {prefix}_refuse_change()"
                ),
            )
        )
    same = " OR ".join(
        "(" + " AND ".join(f"{column} = NEW.{column}" for column in key) + ")" for key in keys
    )
    register(
        Trigger(
            name=f"{prefix}_refuses_replace",
            table=table,
            sqlite=(
                f"CREATE TRIGGER {{name}} BEFORE INSERT ON {table} "  # noqa: S608 - our own names
                f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) "
                f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
            ),
        )
    )


def _wanted(connection: BaseDatabaseWrapper) -> dict[str, Trigger]:
    tables = set(connection.introspection.table_names())
    return {
        name: trigger
        for name, trigger in _registry.items()
        if trigger.statement(connection.vendor) and trigger.table in tables
    }


def _present(connection: BaseDatabaseWrapper) -> set[str]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute(
                "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
                " AND tgenabled <> 'D' UNION SELECT conname FROM pg_constraint"
            )
        return {row[0] for row in cursor.fetchall()}


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of the triggers this database should have and has not."""
    return sorted(_wanted(connection).keys() - _present(connection))


def install(connection: BaseDatabaseWrapper) -> list[str]:
    """Make the missing triggers; returns their names."""
    wanted = _wanted(connection)
    made = missing(connection)
    with connection.cursor() as cursor:
        for name in made:
            cursor.execute(wanted[name].statement(connection.vendor))
    return made


def remove(connection: BaseDatabaseWrapper) -> None:
    """Drop them all: for a test's flush, and for `restore`, which loads history wholesale."""
    wanted, present = _wanted(connection), _present(connection)
    with connection.cursor() as cursor:
        for name in wanted.keys() & present:
            trigger = wanted[name]
            if connection.vendor == "sqlite":
                cursor.execute(f'DROP TRIGGER "{name}"')
            elif trigger.postgresql_kind == "constraint":
                cursor.execute(f'ALTER TABLE "{trigger.table}" DROP CONSTRAINT "{name}"')
            else:
                cursor.execute(f'DROP TRIGGER "{name}" ON "{trigger.table}"')
