"""What an attempt once said stays: facts are added, never changed, and no row goes."""

from typing import Final

from workflow.triggers import Trigger, register

TABLE: Final = "memos_signingattempt"
MESSAGE: Final = "a signing attempt keeps what it says"
_FIXED: Final = ("id", "memo_id", "person_id", "engine", "sha256_before", "started_at")
_ONCE: Final = ("document_id", "sha256_after", "verdict", "code")


def register_triggers() -> None:
    """Enter the rules in the registry that every migrate installs from."""
    changed = " OR ".join(
        [f"NEW.{column} <> OLD.{column}" for column in _FIXED]
        + [f"(OLD.{column} <> '' AND NEW.{column} <> OLD.{column})" for column in _ONCE]
        + ["OLD.state IN ('done', 'refused', 'lost')"]
    )
    for event, condition in (("update", f"WHEN ({changed}) "), ("delete", "")):
        refuse = f"{TABLE}_refuse_{event}"
        register(
            Trigger(
                name=f"{TABLE}_refuses_{event}",
                table=TABLE,
                sqlite=(
                    f"CREATE TRIGGER {{name}} BEFORE {event} ON {TABLE} {condition}"
                    f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
                ),
                postgresql=(
                    f"CREATE OR REPLACE FUNCTION {refuse}() RETURNS trigger LANGUAGE plpgsql AS $$"
                    f" BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$;"
                    f" CREATE TRIGGER {{name}} BEFORE {event} ON {TABLE}"
                    f" FOR EACH ROW {condition}EXECUTE FUNCTION {refuse}()"
                ),
            )
        )
