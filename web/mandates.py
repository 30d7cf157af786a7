"""From surat tugas to their pages: the list, one of them, the form, and a look."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _

from accounts.models import Person, Unit
from instructions import inspecting
from instructions.inspecting import Glance
from instructions.models import Classification, Inspection, Instruction
from instructions.oversight import INSPECTION, Mandate, Overseer
from instructions.scope import orders_in_scope
from web import buttons, words
from web.actor import Visit, worn
from web.cards import Action, ActionField, Choice, Dock, FieldKind, Mark, MarkKind, Recorded, Style
from web.oversight_pages import (
    Chronicle,
    CoveredRow,
    Hidden,
    LookRow,
    MandateForm,
    MandatePage,
    MandateRow,
    Mandates,
)
from web.posting import Attempt, typed
from workflow.models import Entry

PAGE = 25


def _day(day: Any) -> str:
    return date_format(day, "j F Y")


def _period(shown: Inspection) -> str:
    return _("%(first)s sampai %(last)s") % {
        "first": _day(shown.starts_on),
        "last": _day(shown.ends_on),
    }


def _state(shown: Inspection, request: Visit) -> tuple[str, MarkKind]:
    """How it stands today, by the calendar."""
    today = timezone.localdate(request.at)
    if shown.status == Mandate.ENDED:
        return _("Diakhiri"), MarkKind.CLOSED
    if today < shown.starts_on:
        return _("Belum berlaku"), MarkKind.UNOPENED
    if today > shown.ends_on:
        return _("Sudah lewat"), MarkKind.CLOSED
    return _("Berlaku"), MarkKind.READY


# --- The list --------------------------------------------------------------------------------------


def listed(request: Visit, rows: Iterable[Inspection], *, more_url: str) -> Mandates:
    """The list; whoever may register one gets the button."""
    action = Action(
        verb="register", label=str(INSPECTION.move("register").label),
        url=reverse("web:inspection_register"), style=Style.LAUT, icon="plus", page=True,
    )  # fmt: skip
    shown = tuple(
        MandateRow(
            url=reverse("web:inspection", args=[row.public_id]),
            number=row.number,
            detail=_period(row),
            state=_state(row, request)[0],
        )
        for row in rows
    )
    registers = inspecting.may_register(request.actor)
    return Mandates(shown, action if registers else None, more_url)


# --- One of them -----------------------------------------------------------------------------------


def page(
    request: Visit,
    shown: Inspection,
    *,
    orders_from: int,
    looks_from: int,
    attempt: Attempt | None,
) -> MandatePage:
    """A surat tugas with its verbs and its looks; for a named inspector also what may be opened."""
    state, mark = _state(shown, request)
    inspects = any(Overseer.INSPECTOR in shown.parts_of(hat) for hat in request.actor.hats)
    opens = inspects and shown.runs_on(timezone.localdate(request.at))
    looks, more_looks = _looks(shown, looks_from, request)
    covered, more = _covered(request, shown, orders_from) if opens else ((), "")
    return MandatePage(
        title=shown.number,
        back_url=reverse("web:inspections"),
        recorded=Recorded(Mark(mark), state, _period(shown)),
        rows=_rows(shown),
        dock=_dock(request, shown, attempt),
        looks=looks,
        more_looks_url=more_looks,
        covered=covered,
        more_covered_url=more,
        open_window=_open(request, shown, "window") if opens else None,
        inspects=inspects,
    )


def _rows(shown: Inspection) -> tuple[tuple[str, str], ...]:
    """What the paper says."""
    window = ""
    if shown.issued_from and shown.issued_to:
        window = _("%(first)s sampai %(last)s") % {
            "first": _day(shown.issued_from),
            "last": _day(shown.issued_to),
        }
    found = (
        (_("Tanggal"), _day(shown.dated)),
        (_("Dasar"), shown.basis),
        (_("Pemeriksa"), "; ".join(row.title for row in shown.inspectors.all())),
        (_("Perintah dari"), window),
        (_("Unit"), shown.unit.name if shown.unit else ""),
        (_("Orang"), "; ".join(row.full_name for row in shown.people.order_by("name"))),
        (_("Perintah bernomor"), ", ".join(row.reference for row in shown.orders.order_by("pk"))),
        (_("Dicatat oleh"), shown.registrar.full_name),
    )
    return tuple((label, value) for label, value in found if value)


def _dock(request: Visit, shown: Inspection, attempt: Attempt | None) -> Dock:
    made = buttons.offered(
        shown,
        request=request,
        url=lambda verb: reverse("web:inspection_verb", args=[shown.public_id, verb]),
        attempt=attempt,
    )
    return Dock(None, None, made, _("Tindakan lain") if made else "")


def _open(request: Visit, shown: Inspection, verb: str) -> Action:
    """The button that records a look."""
    move = INSPECTION.move("look")
    hat = buttons.hat_for(shown, move, request)
    return Action(
        verb=verb,
        label=str(move.label),
        url=reverse("web:inspection_look", args=[shown.public_id]),
        icon="history",
        key=buttons.new_key(),
        hat=hat.key if hat else "",
    )


def _covered(request: Visit, shown: Inspection, start: int) -> tuple[tuple[CoveredRow, ...], str]:
    """Orders in scope, the newest first; of their words nothing before they are opened."""
    rows = orders_in_scope(shown).order_by("-issued_at", "-pk")[start : start + PAGE + 1]
    orders: list[Instruction] = list(rows)
    made = tuple(
        CoveredRow(
            reference=order.reference,
            detail=f"{order.giver.title} · {Classification(order.classification).label}",
            at=order.issued_at,
            open=_open(request, shown, "look"),
            hidden=(Hidden("order", str(order.public_id)),),
        )
        for order in orders[:PAGE]
        if order.issued_at is not None
    )
    return made, f"?perintah={start + PAGE}" if len(orders) > PAGE else ""


def _looks(shown: Inspection, start: int, request: Visit) -> tuple[tuple[LookRow, ...], str]:
    """Who opened what, the newest first; three statements."""
    chain = Entry.objects.filter(kind=Inspection.kind, subject_id=shown.pk, verb="look")
    entries = list(chain.order_by("-n")[start : start + PAGE + 1])
    asked = {entry.facts.get("person") for entry in entries} - {None}
    people = Person.objects.filter(pk__in={entry.person_id for entry in entries})
    names = {row.pk: row.full_name for row in people}
    seen = Person.objects.filter(public_id__in=asked) if asked else ()
    looked = {str(row.public_id): row.full_name for row in seen}
    rows = tuple(
        LookRow(entry.at, names.get(entry.person_id or 0, ""), _what(entry.facts, looked, request))
        for entry in entries[:PAGE]
    )
    return rows, f"?dibuka={start + PAGE}" if len(entries) > PAGE else ""


def _what(facts: Mapping[str, Any], people: Mapping[str, str], request: Visit) -> str:
    """P-0412/2026, per kemarin 14.05; dicetak."""
    glance = inspecting.glance_of(facts)
    name = people.get(glance.person) or _("semua orang")
    what = facts.get("reference") or _("kronologi %(name)s") % {"name": name}
    told = _("%(what)s, keadaan %(when)s") % {
        "what": what,
        "when": words.moment(glance.as_of, request.at),
    }
    return f"{told} ({_('dicetak')})" if glance.printed else told


# --- A look ----------------------------------------------------------------------------------------


def of_look(request: Visit, shown: Inspection, glance: Glance, drawn: Chronicle) -> Chronicle:
    """A chronology opened within a surat tugas: its moment is fixed, and printing is another look."""
    values = {
        "order": glance.order,
        "saat": words.field_value(glance.as_of),
        "sejak": timezone.localdate(glance.since).isoformat() if glance.since else "",
        "person": _nip_or_name(glance.person),
        "cetak": "1",
    }
    print_ = replace(_open(request, shown, "print"), label=_("Cetak PDF"), icon="print")
    return replace(
        drawn,
        back_url=reverse("web:inspection", args=[shown.public_id]),
        fixed=True,
        print=replace(print_, style=Style.LAUT),
        hidden=tuple(Hidden(name, value) for name, value in values.items() if value),
        basis=_("berdasarkan surat tugas nomor %(number)s") % {"number": shown.number},
    )


def _nip_or_name(key: str) -> str:
    person = Person.objects.filter(public_id=key).first() if key else None
    return (person.nip or person.name) if person else ""


# --- The form --------------------------------------------------------------------------------------


def form(request: Visit, attempt: Attempt | None) -> MandateForm:
    """The form of a surat tugas, with what was typed before."""
    chosen = set(attempt.data.getlist("inspectors")) if attempt else set()
    fields = tuple(
        _field(attempt, name, label, kind, required=required, hint=hint)
        for name, label, kind, required, hint in _specs()
    )
    known = {field.name for field in fields} | {"inspectors", "unit"}
    errors: tuple[tuple[str, str], ...] = ()
    if attempt is not None:
        at = attempt.refusal.field
        errors = ((at if at in known else "", attempt.sentence),)
    hat = worn(request)
    action = Action(
        verb="register", label=str(INSPECTION.move("register").label),
        url=reverse("web:inspection_register"), style=Style.LAUT, fields=fields,
        key=buttons.new_key(), hat=_registering(request, hat.key if hat else ""),
    )  # fmt: skip
    return MandateForm(
        back_url=reverse("web:inspections"),
        action=action,
        inspectors=tuple(
            Choice(str(row.public_id), row.title, on=str(row.public_id) in chosen)
            for row in inspecting.inspectorate()
        ),
        units=_units(typed(attempt, "unit")),
        errors=errors,
    )


def _registering(request: Visit, worn_: str) -> str:
    """The hat that registers: the worn one where it may."""
    fitting = [hat.key for hat in request.actor.hats if "registers" in hat.duties]
    return worn_ if worn_ in fitting else next(iter(fitting), "")


def _specs() -> Sequence[tuple[str, str, FieldKind, bool, str]]:
    line, day, text = FieldKind.LINE, FieldKind.DATE, FieldKind.TEXT
    several = _("satu baris satu")
    return (
        ("number", _("Nomor surat tugas"), line, True, ""),
        ("dated", _("Tanggal surat tugas"), day, True, ""),
        ("basis", _("Dasar"), line, True, ""),
        ("starts_on", _("Berlaku dari"), day, True, ""),
        ("ends_on", _("Berlaku sampai"), day, True, ""),
        ("issued_from", _("Perintah yang diberikan dari"), day, False, ""),
        ("issued_to", _("Perintah yang diberikan sampai"), day, False, ""),
        ("people", _("Hanya tentang orang: NIP atau nama"), text, False, several),
        ("orders", _("Perintah yang disebut nomornya"), text, False, several),
    )


def _field(
    attempt: Attempt | None, name: str, label: str, kind: FieldKind, *, required: bool, hint: str
) -> ActionField:
    refused = attempt is not None and attempt.refusal.field == name
    return ActionField(
        name=name,
        label=label,
        kind=kind,
        required=required,
        hint=hint,
        value=typed(attempt, name),
        error=attempt.sentence if attempt and refused else "",
    )


def _units(chosen: str) -> tuple[Choice, ...]:
    """Every unit in the order of the tree, set in by its depth."""
    rows = Unit.objects.order_by("path")
    made = (
        Choice(
            str(row.public_id), "– " * row.path.count(".") + row.name, str(row.public_id) == chosen
        )
        for row in rows
    )
    return (Choice("", _("Semua unit")), *made)
