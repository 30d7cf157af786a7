"""Rules of this app that no constraint of Django can say: months of fasting do not overlap."""

from workflow.triggers import Trigger, register

OVERLAP = """
SELECT RAISE(ABORT, 'ramadan_overlaps')
WHERE EXISTS (
    SELECT 1 FROM instructions_ramadan AS other
    WHERE other.id IS NOT NEW.id
      AND other.starts_on <= NEW.ends_on
      AND other.ends_on >= NEW.starts_on
);
"""
EXCLUSION = """
ALTER TABLE instructions_ramadan ADD CONSTRAINT ramadan_overlaps
EXCLUDE USING gist (daterange(starts_on, ends_on, '[]') WITH &&)
"""
TABLE = "instructions_ramadan"


def start() -> None:
    """Enter the rules in the registry that every migrate installs from."""
    for event in ("INSERT", "UPDATE"):
        register(
            Trigger(
                name=f"ramadan_overlaps_{event.lower()}",
                table=TABLE,
                sqlite=f"CREATE TRIGGER {{name}} BEFORE {event} ON {TABLE} BEGIN {OVERLAP} END",
            )
        )
    register(
        Trigger(
            name="ramadan_overlaps",
            table=TABLE,
            postgresql=EXCLUSION,
            postgresql_kind="constraint",
        )
    )
