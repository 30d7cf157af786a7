"""Memori serah terima: the sheet that goes with a post from one holder to the next.

It is no naskah dinas with a number of its own; it goes with the decree. Names, gelar, pangkat and
NIP follow Permendagri 1/2023 Pasal 44 like every signature (memos.signature). With `work` it lists
the open orders that its reader may see; with `load` alone it has numbers and no word of any order,
for those who administer. What is said on paper is Indonesian, whoever prints it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.template.loader import render_to_string
from django.utils import timezone, translation

from accounts.models import Capacity as Held
from accounts.models import Delegation, PositionKind
from accounts.queries import Seat
from accounts.reshuffle.handovers import Handover
from instructions.handover import Load, Work
from instructions.lifecycle import State
from instructions.models import Assignment, Instruction
from memos import pdf
from memos.facts import OFFICES
from memos.kop import kop_of
from memos.paper import DEFAULT, Kop, Profile
from memos.signature import Capacity, Office, Signer, block
from memos.wording import clock, long_date

LONGEST_WORDS = 280
UNPRINTED = "Rahasia: isinya dibaca di Sigap."
ABOVE = "selaku atasan"


@dataclass(frozen=True, slots=True)
class Side:
    """One of those who sign: as what, in which post, and the lines under the signature."""

    role: str
    title: str
    names: tuple[str, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """An order to the post that is not finished."""

    reference: str
    issued: str
    giver: str
    words: str
    promised: str
    due: str
    state: str


@dataclass(frozen=True, slots=True)
class Given:
    """An order of the post that is still running."""

    reference: str
    issued: str
    words: str
    recipients: str
    due: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Everything that one memori says; with `load` instead of lists where words are not shown."""

    kop: Kop
    post: str
    decree: str
    decreed: str
    effective: str
    giver: Side
    taker: Side
    witness: Side
    as_of: str
    received: Sequence[Received] = ()
    given: Sequence[Given] = ()
    hidden: int = 0
    load: Load | None = None
    aides: Sequence[str] = ()

    @property
    def sides(self) -> tuple[Side, Side]:
        """Who signs beside each other."""
        return self.giver, self.taker


def sheet_of(
    handover: Handover,
    *,
    at: datetime,
    work: Work | None = None,
    load: Load | None = None,
    aides: Iterable[Delegation] = (),
    look: Profile = DEFAULT,
) -> Sheet:
    """The sheet of a handover as things stand at `at`; no statement."""
    reshuffle = handover.reshuffle
    on = timezone.localdate(at)
    return Sheet(
        kop=kop_of(handover.post, look),
        post=handover.post.title,
        decree=reshuffle.decree,
        decreed=long_date(reshuffle.decree_on),
        effective=long_date(reshuffle.effective_on),
        giver=_side("Yang menyerahkan", handover.giver, stands_in=handover.old.is_vacant),
        taker=_side("Yang menerima", handover.taker, stands_in=handover.new.is_vacant),
        witness=_side("Saksi", handover.witness, stands_in=False),
        as_of=f"{long_date(on)} pukul {clock(at)}",
        received=[_received(share, at) for share in work.received] if work else (),
        given=[_given(order) for order in work.given] if work else (),
        hidden=work.hidden if work else 0,
        load=None if work else (load or Load()),
        aides=[_aide(each) for each in aides],
    )


def _side(role: str, seat: Seat | None, *, stands_in: bool) -> Side:
    """Who signs; dots to write on where nobody is known."""
    if seat is None or seat.person is None:
        return Side(role, "", ("." * 40,))
    person = seat.person
    signer = Signer(
        office=OFFICES.get(PositionKind(seat.position.kind), Office.OTHER),
        title=seat.position.title,
        name=person.name,
        capacity=Capacity(seat.capacity or Held.DEFINITIVE),
        title_before=person.title_before,
        title_after=person.title_after,
        rank=person.grade_name,
        grade=person.grade,
        nip=person.nip or "",
    )
    names = block(signer, plt_sekda_name_only=DEFAULT.plt_sekda_name_only).names
    return Side(role, seat.title, names, ABOVE if stands_in else "")


def _received(share: Assignment, at: datetime) -> Received:
    order = share.instruction
    state = str(State(share.status).label)
    late = share.finish_by is not None and share.finish_by < at
    return Received(
        reference=order.reference,
        issued=_moment(order.issued_at),
        giver=order.giver.title,
        words=_words(order),
        promised=_moment(share.promised_at),
        due=_moment(share.finish_by),
        state=f"{state}; terlambat" if late else state,
    )


def _given(order: Instruction) -> Given:
    counts: tuple[int, int] = (order.open_shares, order.total)  # type: ignore[attr-defined]
    return Given(
        reference=order.reference,
        issued=_moment(order.issued_at),
        words=_words(order),
        recipients=f"{counts[0]} dari {counts[1]} penerima belum selesai",
        due=_moment(order.finish_by),
    )


def _words(order: Instruction) -> str:
    """The words, cut at a word's end; none of a secret, for a sheet is copied and filed."""
    if order.is_secret:
        return UNPRINTED
    text = " ".join(order.text.split())
    if len(text) <= LONGEST_WORDS:
        return text
    return text[:LONGEST_WORDS].rsplit(" ", 1)[0] + " …"


def _moment(at: datetime | None) -> str:
    """24 November 2026, 14.05 WIB; empty where there is none."""
    return f"{long_date(timezone.localdate(at))}, {clock(at)}" if at else ""


def _aide(row: Delegation) -> str:
    until = f" sampai {long_date(row.ends_on)}" if row.ends_on else ""
    return f"{row.person.full_name}, sejak {long_date(row.starts_on)}{until}"


# --- Paper ------------------------------------------------------------------------------------------


def to_pdf(sheets: Sequence[Sheet], *, title: str) -> bytes:
    """One PDF/A with every sheet on pages of its own, each numbered from 1."""
    with translation.override("id"):
        html = render_to_string("pdf/handover.html", {"sheets": sheets, "title": title})
        css = render_to_string("pdf/page.css", {"profile": DEFAULT})
        css += render_to_string("pdf/handover.css", {"profile": DEFAULT, "sheets": sheets})
    return pdf.paper_to_pdf(html, css=css)
