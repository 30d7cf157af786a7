"""Positions that nobody holds, seen from those who then act: the superior, else the secretariat.

A vacancy climbs: where the camat and the sekda are both missing, the bupati acts for the camat. One
recursive query walks down from a person's own positions through what is vacant, so that its cost
does not grow with the regency. `accounts.seats` tells the same from the position's side.
"""

from datetime import date

from django.db.models import BigIntegerField
from django.db.models.expressions import RawSQL

from accounts.models import Appointment, Person, Position, PositionKind, Unit

LEVELS = 4
"""How far up the line somebody is looked for: kasi, camat, sekda, bupati."""

_POSITION, _APPOINTMENT, _UNIT = (
    model._meta.db_table  # noqa: SLF001 - Django's own name
    for model in (Position, Appointment, Unit)
)
_RUNNING = "a.starts_on <= %(on)s AND (a.ends_on IS NULL OR a.ends_on >= %(on)s)"
# A closed position counts as vacant; said inside, so that it is one anti-join and no OR.
_VACANT = f"""NOT EXISTS (
    SELECT 1 FROM {_APPOINTMENT} AS a
    WHERE a.position_id = p.id AND p.is_active AND {_RUNNING}
)"""  # noqa: S608 - names of our own tables
_HELD = f"""SELECT a.position_id FROM {_APPOINTMENT} AS a
    JOIN {_POSITION} AS q ON q.id = a.position_id AND q.is_active
    JOIN {_UNIT} AS u ON u.id = q.unit_id
    WHERE a.person_id = %(person)s AND {_RUNNING}"""  # noqa: S608 - names of our own tables
_WALK = f"""WITH RECURSIVE vacant(id, level) AS (
    SELECT p.id, 1 FROM {_POSITION} AS p WHERE {{top}} AND {_VACANT}
    UNION ALL
    SELECT p.id, vacant.level + 1 FROM vacant
    JOIN {_POSITION} AS p ON p.superior_id = vacant.id
    WHERE vacant.level < {LEVELS} AND {_VACANT}
) SELECT id FROM vacant"""  # noqa: S608 - names of our own tables
_BELOW = _WALK.format(top=f"p.superior_id IN ({_HELD})")
# Positions outside the regency's line of command are nobody's to play.
_UNLED = _WALK.format(
    top=f"p.superior_id IS NULL AND p.kind <> '{PositionKind.PARTNER}'"
    f" AND EXISTS ({_HELD} AND u.keeps_registers AND NOT q.carries)"
)


def below(person: Person, *, on: date) -> RawSQL:
    """Ids of the vacant positions under those the person holds, through other vacant ones."""
    return _ids(_BELOW, person, on)


def unled(person: Person, *, on: date) -> RawSQL:
    """Ids of the vacant positions with nobody above, if the person belongs to the secretariat."""
    return _ids(_UNLED, person, on)


def _ids(sql: str, person: Person, on: date) -> RawSQL:
    """The statement with its named values in the places where they stand."""
    values = {"on": on, "person": person.pk}
    order = [part.partition(")s")[0] for part in sql.split("%(")[1:]]
    for name in values:
        sql = sql.replace(f"%({name})s", "%s")
    return RawSQL(sql, [values[name] for name in order], BigIntegerField())  # noqa: S611 - no input
