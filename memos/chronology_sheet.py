"""A chronology on paper: described completely here, printed by pdf.py, drawn in templates/pdf/.

Like every paper it is Indonesian, whoever prints it: build and render it inside `indonesian()`.
What no longer proves itself is said at its line and on the proof page, never left out.
"""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime

from django.template.loader import render_to_string
from django.utils import timezone, translation

from accounts.models import Position
from instructions.chronology import (
    Chronology,
    Event,
    Knower,
    Page,
    ProvenSubject,
    Standing,
    count_of,
    part_of,
)
from instructions.models import Classification, Urgency
from memos import pdf, profiles
from memos.kop import kop_of
from memos.paper import DEFAULT, HeadRow, Kop, Profile, SecurityMark
from memos.sheets import MARKS, SIFAT
from memos.wording import clock, long_date, weekday_date
from workflow.proof import Sealed

LINES = 200  # of one file: a sheet of a thousand lines would keep the press busy for half a minute
GROUP = 8  # letters of a hash that are read together


@dataclass(frozen=True, slots=True)
class Printing:
    """Who prints, in what hat, when, and on what basis; `position` decides the letterhead."""

    person: str
    title: str
    position: Position
    at: datetime
    basis: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table in finished words."""

    time: str
    person: str
    title: str
    sentence: str
    words: tuple[tuple[str, str, bool], ...]
    """Label, body or note, and whether it is gone."""
    files: tuple[tuple[str, str, str], ...]
    """Name, hash in groups, and what is wrong with it."""
    way: str
    device: str
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """The lines of one day."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """Who could know, and who saw."""

    recipient: str
    person: str
    right: str
    told: str
    seen: str
    acted: str


@dataclass(frozen=True, slots=True)
class Stood:
    """Where a share stood; `detail` is how it came and what is asked, often nothing."""

    recipient: str
    detail: str
    label: str
    since: str


@dataclass(frozen=True, slots=True)
class Proven:
    """The proof of one subject in finished words; `faults` are empty where its chain is whole."""

    name: str
    length: str
    head: str
    keys: str
    seal: str
    seal_hmac: str
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Everything the paper says."""

    kop: Kop
    title: str
    subtitle: str
    head: tuple[HeadRow, ...]
    days: tuple[Day, ...]
    known: tuple[Known, ...] = ()
    stood: tuple[Stood, ...] = ()
    proven: tuple[Proven, ...]
    faults: int
    cut: str = ""
    security_mark: SecurityMark | None = None


def indonesian() -> AbstractContextManager[None]:
    """While inside, words come in the language of paper."""
    return translation.override("id")


def to_pdf(sheet: Sheet) -> bytes:
    """The paper as PDF/A-3a."""
    html = render_to_string("pdf/chronology.html", {"sheet": sheet})
    css = render_to_string("pdf/page.css", {"profile": DEFAULT}) + render_to_string(
        "pdf/chronology.css"
    )
    return pdf.paper_to_pdf(html, css=css)


def of_order(whole: Chronology, printing: Printing, *, part: int = 1) -> Sheet:
    """The chronology of one order, or one part of a long one (instructions.chronology.parts)."""
    order, parts = whole.order, count_of(whole, size=LINES)
    told = part_of(whole, part, size=LINES)
    of_parts = f", bagian {part} dari {parts}" if parts > 1 else ""
    text = order.text or "(isi dihapus menurut ketentuan; lihat baris pertama)"
    head = (
        HeadRow("Dari", (order.giver.title,)),
        HeadRow("Isi", (text,)),
        HeadRow("Sifat", (SIFAT[Urgency(order.urgency)],)),
        HeadRow("Klasifikasi", (str(Classification(order.classification).label),)),
        HeadRow("Keadaan", (told.label or "belum diberikan",)),
        *_printed(printing),
    )
    return Sheet(
        kop=kop_of(printing.position, _look(printing)),
        title=f"KRONOLOGI PERINTAH {order.reference}",
        subtitle=f"sebagaimana tercatat sampai {_moment(told.as_of)}{of_parts}",
        head=head,
        days=_days(told.events),
        known=tuple(map(_known, told.knowers)),
        stood=tuple(map(_stood, told.standings)),
        proven=tuple(map(_proven, told.proofs)),
        faults=whole.faults,
        security_mark=MARKS.get(Classification(order.classification)),
    )


def of_window(told: Page, printing: Printing, *, secret: bool = False) -> Sheet:
    """The acts of a window, of one person or of everybody; the whole sheet is marked if `secret`."""
    whom = told.person.full_name if told.person else "Semua yang bertindak"
    last = told.events[-1].at if told.events else told.since
    return Sheet(
        kop=kop_of(printing.position, _look(printing)),
        title="KRONOLOGI PERINTAH",
        subtitle=f"dari {_moment(told.since)} sampai {_moment(told.as_of)}",
        head=(HeadRow("Tentang", (whom,)), *_printed(printing)),
        days=_days(told.events, with_reference=True),
        proven=tuple(map(_proven, told.proofs)),
        faults=told.faults,
        cut=f"Daftar ini berhenti pada {_moment(last)}; cetak lagi dari waktu itu."
        if told.next
        else "",
        security_mark=SecurityMark.RAHASIA if secret else None,
    )


def _look(printing: Printing) -> Profile:
    return profiles.current(on=timezone.localdate(printing.at))


def _printed(printing: Printing) -> tuple[HeadRow, ...]:
    by = f"{printing.person}, {printing.title}, {_moment(printing.at)}"
    return HeadRow("Dicetak oleh", (by,)), HeadRow("Dasar", (printing.basis,))


def _moment(at: datetime) -> str:
    """Selasa, 24 November 2026 pukul 14.05 WIB."""
    return f"{weekday_date(timezone.localdate(at))} pukul {clock(at)}"


def _short(at: datetime | None) -> str:
    """24 November 2026, 14.05; a dash where it did not happen."""
    if at is None:
        return "–"
    return f"{long_date(timezone.localdate(at))}, {timezone.localtime(at):%H.%M}"


def _days(events: Iterable[Event], *, with_reference: bool = False) -> tuple[Day, ...]:
    """With a reference at each line where there are several orders, and the order's own words then."""
    days: dict[date, list[Row]] = {}
    for event in events:
        day = days.setdefault(timezone.localdate(event.at), [])
        day.append(_row(event, with_reference=with_reference))
    return tuple(Day(weekday_date(day), tuple(rows)) for day, rows in days.items())


def _row(event: Event, *, with_reference: bool) -> Row:
    sentence = event.sentence
    if event.about and event.about not in {event.title, sentence}:
        sentence += f" · {event.about}" if event.about not in sentence else ""
    if with_reference and event.reference:
        sentence = f"{event.reference}: {sentence}"
    sure = f", identitas {event.strength_label}" if event.strength_label else ""
    return Row(
        time=f"{timezone.localtime(event.at):%H.%M.%S}",
        person=event.person,
        title=event.title or event.right_label,
        sentence=sentence,
        words=tuple(
            (word.label, word.body or word.note, word.body is None)
            for word in event.words
            # The head of an order's sheet has them already.
            if with_reference or word.field != "text" or word.body is None
        ),
        files=tuple((file.name, grouped(file.sha256), file.note) for file in event.files),
        way=f"{event.channel_label}{sure}",
        device=f"menurut perangkat {_short(event.device_at)}" if event.device_at else "",
        faults=event.faults,
    )


def _known(knower: Knower) -> Known:
    return Known(
        recipient=knower.recipient,
        person=knower.person,
        right=knower.right_label,
        told=_short(knower.told_at),
        seen=_short(knower.seen_at),
        acted=_short(knower.acted_at),
    )


def _stood(standing: Standing) -> Stood:
    return Stood(standing.recipient, standing.detail, standing.label, _short(standing.since))


def _proven(subject: ProvenSubject) -> Proven:
    proof = subject.proof
    later = proof.n - subject.then
    length = f"{proof.n} catatan" + (f", {later} di antaranya sesudah saat itu" if later else "")
    places = [f"Catatan {fault.n}: " if fault.n else "" for fault in proof.faults]
    return Proven(
        name=subject.name[:1].upper() + subject.name[1:],
        length=length,
        head=grouped(proof.head),
        keys=", ".join(proof.key_ids),
        seal=_seal(proof.sealed, proof.n),
        seal_hmac=grouped(proof.sealed.hmac) if proof.sealed else "",
        faults=tuple(
            place + fault.sentence for place, fault in zip(places, proof.faults, strict=True)
        ),
    )


def _seal(sealed: Sealed | None, n: int) -> str:
    if sealed is None:
        return "belum disegel"
    at = _short(datetime.fromisoformat(sealed.at))
    rest = f"; {n - sealed.n} catatan sesudahnya belum" if n > sealed.n else ""
    return (
        f"segel nomor {sealed.seal} tanggal {at} memuat catatan {sealed.n} "
        f"(berkas {sealed.file}, baris {sealed.line}){rest}"
    )


def grouped(digest: str) -> str:
    """A hash in groups of eight, to be read aloud and compared."""
    return " ".join(digest[start : start + GROUP] for start in range(0, len(digest), GROUP))
