"""From a chronology to its page: finished words for the lines, the people and the proof."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from instructions.chronology import Event, Knower, ProvenSubject
from instructions.models import Instruction
from web import words
from web.cards import Action
from web.forms import LocalMoment, parsed
from web.oversight_pages import ChronicleDay, ChronicleLine, Knowing, Proven, Said

LINES = 100
"""On one page."""

WEEK = timedelta(days=7)


def link(order: Instruction) -> Action:
    """The way to who knew what when, behind "other acts" of an order's page."""
    url = reverse("web:chronology", args=[order.public_id])
    return Action(verb="chronology", label=_("Kronologi"), url=url, icon="history", page=True)


class Asked(forms.Form):
    """What an address asks of a chronology: as of when, since which day, which part."""

    saat = LocalMoment()
    sejak = forms.DateField(required=False)
    bagian = forms.IntegerField(required=False, min_value=1, max_value=10_000)
    sesudah = forms.CharField(required=False, max_length=60)


def asked(data: object, *, now: datetime) -> tuple[datetime, datetime, int, str]:
    """As of, since, part and cursor. A minute is meant to its end, and never beyond now.

    Raises Refused `<field>_unreadable`.
    """
    given = parsed(Asked(data))  # type: ignore[arg-type]
    as_of = now
    if given["saat"] is not None:
        as_of = min(given["saat"] + timedelta(seconds=59, microseconds=999_999), now)
    since = as_of - WEEK
    if given["sejak"] is not None:
        day = given["sejak"]
        since = timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001 - made aware here
    return as_of, since, given["bagian"] or 1, given["sesudah"]


def days(
    events: Iterable[Event], *, now: datetime, with_reference: bool = False
) -> tuple[ChronicleDay, ...]:
    """Lines by day, oldest first."""
    found: dict[str, list[ChronicleLine]] = {}
    for event in events:
        title = date_format(timezone.localtime(event.at), "l, j F Y")
        line = _line(event, now, with_reference=with_reference)
        found.setdefault(title, []).append(line)
    return tuple(ChronicleDay(title, tuple(lines)) for title, lines in found.items())


def _line(event: Event, now: datetime, *, with_reference: bool) -> ChronicleLine:
    what = event.sentence
    if event.about and event.about != event.title and event.about not in what:
        what += f" · {event.about}"
    if with_reference and event.reference:
        what = f"{event.reference}: {what}"
    how = [event.channel_label]
    if event.strength_label:
        how.append(_("identitas %(strength)s") % {"strength": event.strength_label})
    if event.device_at is not None:
        told = words.short_moment(event.device_at, now)
        how.append(_("menurut perangkat %(when)s") % {"when": told})
    said = [Said(word.label, word.body or word.note, word.body is None) for word in event.words]
    said += [Said(_("Berkas"), f"{file.name} {file.note}".strip()) for file in event.files]
    return ChronicleLine(
        at=event.at,
        who=event.person,
        hat=event.title or event.right_label,
        what=what,
        how=" · ".join(how),
        said=tuple(said),
        faults=event.faults,
    )


def knowing(knowers: Iterable[Knower], *, now: datetime) -> tuple[Knowing, ...]:
    """Who could know, saw, and first acted."""
    return tuple(
        Knowing(
            who=each.person,
            hat=f"{each.recipient} · {each.right_label}",
            facts=(
                (_("Disampaikan"), _when(each.told_at, now)),
                (_("Dibuka"), _when(each.seen_at, now)),
                (_("Tindakan pertama"), _when(each.acted_at, now)),
            ),
        )
        for each in knowers
    )


def _when(at: datetime | None, now: datetime) -> str:
    return words.moment(at, now) if at else "–"


def proofs(proven: Iterable[ProvenSubject], *, now: datetime) -> tuple[Proven, ...]:
    """Each chain, its length, its head and its seal."""
    return tuple(_proven(each, now) for each in proven)


def _proven(subject: ProvenSubject, now: datetime) -> Proven:
    proof = subject.proof
    length = ngettext("%(count)d catatan", "%(count)d catatan", proof.n) % {"count": proof.n}
    state = _("utuh") if proof.is_whole else _("tidak utuh")
    seal = _("belum disegel")
    if proof.sealed is not None:
        at = words.moment(datetime.fromisoformat(proof.sealed.at), now)
        seal = _("segel %(seal)s, %(when)s, sampai catatan %(n)s") % {
            "seal": proof.sealed.seal,
            "when": at,
            "n": proof.sealed.n,
        }
    return Proven(
        name=subject.name[:1].upper() + subject.name[1:],
        length=f"{length} · {state}",
        head=proof.head,
        seal=seal,
        faults=tuple(_fault(fault.n, fault.sentence) for fault in proof.faults),
    )


def _fault(n: int | None, sentence: str) -> str:
    return _("Catatan nomor %(n)s: %(fault)s") % {"n": n, "fault": sentence} if n else sentence
