"""View models of the pages of incoming letters, and the forms they post."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django import forms
from django.db.models import TextChoices
from django.urls import reverse
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _

from accounts.models import Person, Position
from instructions.lifecycle import State as ShareStatus
from instructions.lifecycle import Status as OrderStatus
from instructions.models import Classification, Instruction, Role, Urgency
from memos.books.lifecycle import BOOKKEEPING
from memos.letters.lifecycle import LETTER, Request
from memos.letters.models import IncomingLetter
from web import buttons
from web.actor import Visit, worn
from web.cards import Action, ActionField, Choice, Dock, Entry, FieldKind
from web.forms import Day, LocalMoment, PublicId, PublicIds, Words
from web.pages import HeadRow
from web.posting import Attempt, typed
from workflow.models import Content
from workflow.models import Entry as Row

TABLES = {"letter": LETTER, "bookkeeping": BOOKKEEPING}


class LetterWords(forms.Form):
    """A letter as it lies on the desk."""

    addressee = PublicId()
    sender = Words()
    number = Words()
    dated = Day(required=False)
    received_on = Day(required=False)
    hal = Words()
    urgency = Words()
    security = Words()
    register = PublicId()
    reason = Words()


class DispositionWords(forms.Form):
    """A disposition; the roles stand beside the recipients."""

    recipients = PublicIds(required=False)
    requests = forms.MultipleChoiceField(choices=Request.choices, required=False)
    note = Words()
    finish_by = LocalMoment()


@dataclass(frozen=True, slots=True)
class Disposition:
    """One disposition: what was asked, of whom, and the order it gave."""

    asked: str
    note: str
    to: str
    url: str
    reference: str
    state: str = ""
    """How far its order is, for leader and desk alone."""


@dataclass(frozen=True, slots=True)
class Letter:
    """Context `letter` of letters/letter.html."""

    title: str
    back_url: str
    state: str
    rows: tuple[HeadRow, ...]
    scan_url: str
    dispositions: tuple[Disposition, ...]
    print: Action | None
    dock: Dock
    entries: tuple[Entry, ...]


def value_fields(
    values: dict[str, str], attempt: Attempt | None, *, today: str
) -> tuple[ActionField, ...]:
    """The lines of a letter in the order of the agenda, as typed where they were refused."""

    def field(
        name: str, label: str, kind: FieldKind, *, hint: str = "", **more: bool
    ) -> ActionField:
        wrong = attempt is not None and attempt.refusal.field == name
        return ActionField(
            name, label, kind, hint=hint,
            value=typed(attempt, name, otherwise=values.get(name, "")),
            error=attempt.sentence if attempt and wrong else "",
            choices=_choices(name, typed(attempt, name, otherwise=values.get(name, ""))),
            required=more.get("required", False),
        )  # fmt: skip

    values = {"received_on": today, "urgency": "biasa", "security": "biasa", **values}
    return (
        field("sender", _("Surat dari"), FieldKind.LINE, required=True),
        field("number", _("Nomor surat"), FieldKind.LINE),
        field("dated", _("Tanggal surat"), FieldKind.DATE, required=True),
        field("received_on", _("Diterima tanggal"), FieldKind.DATE, required=True),
        field("hal", _("Hal"), FieldKind.LINE, required=True),
        field("urgency", _("Kesegeraan"), FieldKind.CHOICES, required=True),
        field("security", _("Sifat"), FieldKind.CHOICES, required=True),
    )


def _choices(name: str, chosen: str) -> tuple[Choice, ...]:
    kinds: dict[str, type[TextChoices]] = {"urgency": Urgency, "security": Classification}
    if name not in kinds:
        return ()
    return tuple(Choice(one.value, str(one.label), on=one.value == chosen) for one in kinds[name])


def request_field(chosen: Sequence[str], *, error: str = "") -> ActionField:
    """Dengan hormat harap, as boxes to tick."""
    choices = tuple(Choice(one.value, str(one.label), on=one.value in chosen) for one in Request)
    label = _("Dengan hormat harap")
    return ActionField("requests", label, FieldKind.PICK_MANY, choices=choices, error=error)


def told(rows: Iterable[Row]) -> tuple[Entry, ...]:
    """What was done when, by whom in which post, with the words that go with it; three statements."""
    rows = list(rows)
    posts = Position.objects.in_bulk({row.position_id for row in rows if row.position_id})
    people = Person.objects.in_bulk({row.person_id for row in rows if row.person_id})
    words = {
        content.entry_id: content.body or ""
        for content in Content.objects.filter(entry__in=[row.pk for row in rows])
    }
    return tuple(
        Entry(
            at=row.at,
            who=_who(people.get(row.person_id or 0), posts.get(row.position_id or 0)),
            what=_what(row),
            text=words.get(row.pk, ""),
        )
        for row in rows
    )


def _what(row: Row) -> str:
    """The act, and on which book it was."""
    said, name = str(TABLES[row.kind].move(row.verb).told), row.facts.get("name", "")
    return f"{said}: {name}" if name else said


def _who(person: Person | None, post: Position | None) -> str:
    name, title = person.full_name if person else "", post.title if post else ""
    return f"{name} ({title})" if name and title else name or title


def rows_of(shown: IncomingLetter) -> tuple[HeadRow, ...]:
    """The letter as the agenda has it."""
    rows = (
        (_("Surat dari"), shown.sender),
        (_("Nomor surat"), shown.number or "–"),
        (_("Tanggal surat"), date_format(shown.dated, "j F Y")),
        (_("Diterima"), date_format(shown.received_on, "j F Y")),
        (_("Agenda"), shown.register_number.text),
        (_("Untuk"), shown.addressee.title),
        (_("Kesegeraan"), str(shown.get_urgency_display())),
        (_("Sifat"), str(shown.get_security_display())),
    )
    return tuple(HeadRow(label, value) for label, value in rows)


def keeps(request: Visit, shown: IncomingLetter) -> bool:
    """Whether the reader is the letter's leader or its desk; others see what was asked of them."""
    return any(shown.parts_of(hat) for hat in request.actor.hats)


def print_of(request: Visit, shown: IncomingLetter) -> Action | None:
    """Printing the lembar disposisi, in the hat that is worn where it may; None where none may."""
    move = LETTER.move("print")
    fits = [h for h in request.actor.hats if h.allows(move.verb) and shown.parts_of(h) & move.who]
    if not fits:
        return None
    now = worn(request)
    hat = now if now in fits else fits[0]
    url = reverse("web:letter_sheet", args=[shown.public_id])
    return Action(move.verb, str(move.label), url, icon="print", key=buttons.new_key(), hat=hat.key)


def dispositions_of(request: Visit, shown: IncomingLetter) -> tuple[Disposition, ...]:
    """What was asked of whom: all for leader and desk, else what the reader's own orders say."""
    seen = set(
        Instruction.visible_to(request.actor)
        .filter(letter_disposition__letter=shown)
        .values_list("pk", flat=True)
    )
    rows = shown.dispositions.select_related("order").prefetch_related(
        "order__assignments__position"
    )
    all_of_them = keeps(request, shown)
    return tuple(
        Disposition(
            asked="; ".join(str(Request(value).label) for value in row.requests),
            note=row.note,
            to="; ".join(
                one.position.title for one in row.order.assignments.all() if one.depth == 1
            ),
            url=reverse("web:order", args=[row.order.public_id]) if row.order_id in seen else "",
            reference=row.order.reference,
            state=_standing(row.order) if all_of_them else "",
        )
        for row in rows
        if all_of_them or row.order_id in seen
    )


def _standing(order: Instruction) -> str:
    """Over, or how many of those asked have answered and whose report waits; no statement."""
    if order.status != OrderStatus.ISSUED:
        return str(OrderStatus(order.status).label).capitalize()
    first = [one for one in order.assignments.all() if one.depth == 1]
    asked = [one for one in first if one.role != Role.INFORMATION]
    answered = sum(one.answered_at is not None for one in asked)
    said = [
        _("%(answered)s dari %(asked)s sudah menjawab")
        % {"answered": answered, "asked": len(asked)}
    ]
    if reported := sum(one.status == ShareStatus.REPORTED for one in asked):
        said.append(_("%(n)s laporan menunggu diterima") % {"n": reported})
    return " · ".join(said)


def history_of(request: Visit, shown: IncomingLetter) -> tuple[Entry, ...]:
    """What was done with the letter, for its leader and its desk; three statements."""
    if not keeps(request, shown):
        return ()
    rows = Row.objects.filter(kind=IncomingLetter.kind, subject_id=shown.pk)
    return told(rows.order_by("n"))
