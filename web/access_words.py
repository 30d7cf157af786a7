"""Where a person's access stands, and what was done to it, in words and marks."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.access.lifecycle import ACCESS, Status
from accounts.models import Access, Person, Position
from web import words
from web.cards import Entry, Mark, MarkKind
from workflow.models import Entry as Row

MARKS: Mapping[str, MarkKind] = {
    Status.NEW: MarkKind.UNOPENED,
    Status.ISSUED: MarkKind.READ,
    Status.ACTIVE: MarkKind.ACCEPTED,
    Status.BLOCKED: MarkKind.CLOSED,
}


def mark_of(status: str) -> Mark:
    """The mark of a status."""
    return Mark(MARKS[status])


def state_of(access: Access | None, status: Status, *, now: datetime) -> str:
    """Kartu dicetak, berlaku sampai 1 Des; or lapsed, or a dead PIN."""
    label = str(status.label)
    if access is None:
        return label
    if status == Status.ISSUED and access.code_until is not None:
        if access.code_until <= now:
            return _("Kartu lewat masa berlaku")
        until = words.short_date(access.code_until, now)
        return _("%(state)s, berlaku sampai %(day)s") % {"state": label, "day": until}
    return label


def told(rows: Sequence[Row], *, reader: Person) -> tuple[Entry, ...]:
    """The history: who in which post, what, and a reason where one was given; two statements."""
    posts = dict(
        Position.objects.filter(
            pk__in={row.position_id for row in rows if row.position_id}
        ).values_list("pk", "title")
    )
    people = {
        who.pk: who.full_name
        for who in Person.objects.filter(pk__in={row.person_id for row in rows if row.person_id})
    }
    return tuple(
        Entry(
            at=row.at,
            who=_who(row, posts, people, reader),
            what=str(ACCESS.move(row.verb).told),
            text=_reason(row),
        )
        for row in rows
        if row.verb in ACCESS.by_verb
    )


def _who(row: Row, posts: Mapping[int, str], people: Mapping[int, str], reader: Person) -> str:
    if row.position_id is None:
        own = row.person_id == reader.pk
        return _("Anda") if own else people.get(row.person_id or 0, _("Pemilik akun"))
    name, title = people.get(row.person_id or 0, ""), posts.get(row.position_id, "")
    return f"{name} ({title})" if name and title else name or title


def _reason(row: Row) -> str:
    said = [content.body or "" for content in row.contents.all() if content.field == "reason"]
    return said[0] if said else ""
