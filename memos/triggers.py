"""Numbers and final sheets are append-only in the database itself, on both databases."""

from workflow.triggers import Trigger, register

TABLES = ("memos_registernumber", "memos_memoissue")

REFUSE = """
CREATE OR REPLACE FUNCTION memos_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'numbers and final sheets are append-only'; END $$;
"""


def register_triggers() -> None:
    """Enter the rules in the registry that every migrate installs from."""
    for table in TABLES:
        for event in ("UPDATE", "DELETE"):
            register(
                Trigger(
                    name=f"{table}_refuses_{event.lower()}",
                    table=table,
                    sqlite=(
                        f"CREATE TRIGGER {{name}} BEFORE {event} ON {table} BEGIN "
                        "SELECT RAISE(ABORT, 'numbers and final sheets are append-only'); END"
                    ),
                    postgresql=(
                        f"{REFUSE} CREATE TRIGGER {{name}} BEFORE {event} ON {table} "
                        "FOR EACH ROW EXECUTE FUNCTION memos_refuse_change()"
                    ),
                )
            )
        register(
            Trigger(
                name=f"{table}_refuses_truncate",
                table=table,
                postgresql=(
                    f"{REFUSE} CREATE TRIGGER {{name}} BEFORE TRUNCATE ON {table} "
                    "FOR EACH STATEMENT EXECUTE FUNCTION memos_refuse_change()"
                ),
            )
        )
