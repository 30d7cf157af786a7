"""Two definitive holders of one position at once are refused by the database itself; imports stay.

PostgreSQL has exclusion constraints; SQLite needs triggers. Both say `definitive_holders_overlap`.
Ranges of bigint (`int8range(id, id, '[]')`) stand in for `WITH =`, which would need btree_gist.
"""

from workflow.triggers import Trigger, append_only
from workflow.triggers import register as register_trigger

MESSAGE = "definitive_holders_overlap"

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


def register() -> None:
    """Enter the rules in the registry that every migrate installs from."""
    append_only(
        "accounts_organisationimport",
        prefix="organisation_import",
        keys=[["id"]],
        message="organisation_import_is_append_only",
    )
    for event in ("INSERT", "UPDATE"):
        register_trigger(
            Trigger(
                name=f"definitive_holders_overlap_{event.lower()}",
                table="accounts_appointment",
                sqlite=(
                    f"CREATE TRIGGER {{name}} BEFORE {event} ON accounts_appointment "
                    f"BEGIN {OVERLAP} END"
                ),
            )
        )
    register_trigger(
        Trigger(
            name="definitive_holders_overlap",
            table="accounts_appointment",
            postgresql=EXCLUSION,
            postgresql_kind="constraint",
        )
    )
