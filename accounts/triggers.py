"""Overlaps that the database itself refuses: definitive holders of a position, absences of a person.

The record of imports stays as it was written.

PostgreSQL has exclusion constraints; SQLite needs triggers. Both say `definitive_holders_overlap` or
`absences_overlap`.
Ranges of bigint (`int8range(id, id, '[]')`) stand in for `WITH =`, which would need btree_gist.
"""

from workflow.triggers import Trigger, append_only
from workflow.triggers import register as register_trigger

OVERLAP = """
SELECT RAISE(ABORT, 'definitive_holders_overlap')
WHERE NEW.capacity = 'definitif' AND EXISTS (
    SELECT 1 FROM accounts_appointment AS other
    WHERE other.position_id = NEW.position_id
      AND other.capacity = 'definitif'
      AND other.id IS NOT NEW.id
      AND other.starts_on <= COALESCE(NEW.ends_on, '9999-12-31')
      AND COALESCE(other.ends_on, '9999-12-31') >= NEW.starts_on
);
"""

EXCLUSION = """
ALTER TABLE accounts_appointment ADD CONSTRAINT definitive_holders_overlap
EXCLUDE USING gist (
    int8range(position_id, position_id, '[]') WITH &&,
    daterange(starts_on, ends_on, '[]') WITH &&
) WHERE (capacity = 'definitif')
"""


ABSENCES_OVERLAP = """
SELECT RAISE(ABORT, 'absences_overlap')
WHERE NEW.status = 'registered' AND EXISTS (
    SELECT 1 FROM accounts_absence AS other
    WHERE other.person_id = NEW.person_id
      AND other.status = 'registered'
      AND other.id IS NOT NEW.id
      AND other.starts_on <= NEW.ends_on
      AND other.ends_on >= NEW.starts_on
);
"""

ABSENCES_EXCLUSION = """
ALTER TABLE accounts_absence ADD CONSTRAINT absences_overlap
EXCLUDE USING gist (
    int8range(person_id, person_id, '[]') WITH &&,
    daterange(starts_on, ends_on, '[]') WITH &&
) WHERE (status = 'registered')
"""


def register() -> None:
    """Enter the rules in the registry that every migrate installs from."""
    _register("definitive_holders_overlap", "accounts_appointment", OVERLAP, EXCLUSION)
    _register("absences_overlap", "accounts_absence", ABSENCES_OVERLAP, ABSENCES_EXCLUSION)
    append_only(
        "accounts_organisationimport",
        prefix="organisation_import",
        keys=[["id"]],
        message="organisation_import_is_append_only",
    )


def _register(name: str, table: str, sqlite: str, exclusion: str) -> None:
    for event in ("INSERT", "UPDATE"):
        register_trigger(
            Trigger(
                name=f"{name}_{event.lower()}",
                table=table,
                sqlite=f"CREATE TRIGGER {{name}} BEFORE {event} ON {table} BEGIN {sqlite} END",
            )
        )
    register_trigger(
        Trigger(name=name, table=table, postgresql=exclusion, postgresql_kind="constraint")
    )
