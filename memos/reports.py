"""Papers of figures: the weekly recap for the apel, and bukti dukung for e-kinerja.

Words on paper are Indonesian and not translated. Both say when they were printed and from what,
count and never rank.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation

from accounts.actors import Actor
from accounts.models import Person
from files.xlsx import Column, xlsx
from instructions.figures.evidence import Proof
from instructions.figures.recap import Ordered, Recap
from instructions.figures.summary import Figure
from memos.pdf import paper_to_pdf
from memos.wording import MONTHS, clean, clock, long_date, weekday_date

SHORT, LONG = 240, 600  # letters of an order's words in a table
NOT_PUBLIC = "(isi tidak dimuat)"
UNITS = ("Diberi perintah", "Menjawab", "Selesai", "Masih berjalan", "Terlambat")
PROOFS = (
    "No", "Nomor", "Pemberi perintah", "Sebagai", "Perintah", "Siap", "Dilaporkan",
    "Laporan diterima", "Bukti",
)  # fmt: skip
RECAP_NOTE = (
    "Satu perintah dihitung untuk tiap penerimanya. Menjawab dan selesai dihitung menurut minggu "
    "terjadinya; masih berjalan dan terlambat menurut keadaan saat dicetak. Perintah rahasia, "
    "perintah kepada diri sendiri, dan yang hanya untuk diketahui tidak dihitung. Unit diurutkan "
    "menurut nama."
)
EVIDENCE_NOTE = (
    "Memuat perintah yang dilaporkan sendiri oleh yang bersangkutan, dalam jabatan apa pun, dan "
    "diterima laporannya dalam bulan ini. Perintah kepada diri sendiri tidak dimuat. Isi perintah "
    "dengan sifat di atas Biasa tidak dimuat."
)


# --- Rekap mingguan --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _UnitRow:
    name: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _OrderRow:
    reference: str
    given: str
    text: str
    recipients: int
    answered: int
    finished: int


def recap_pdf(recap: Recap, *, actor: Actor) -> bytes:
    """The recap of a week on A4, for the actor in the hat they wear."""
    monday = timezone.localdate(recap.window.start)
    span = f"{weekday_date(monday)} s.d. {weekday_date(monday + timedelta(days=6))}"
    paper = {
        "title": f"Rekap mingguan perintah, {span}",
        "span": span,
        "reader": _spoken_to(actor),
        "summary": _in_words(recap),
        "heads": UNITS,
        "units": [_UnitRow(line.name, _numbers(line.figure)) for line in recap.units],
        "total": _numbers(recap.total),
        "orders": [_order_row(order) for order in recap.orders],
        "more": recap.more,
        "note": RECAP_NOTE,
    }
    return _printed("pdf/recap.html", paper, at=recap.at)


def _spoken_to(actor: Actor) -> str:
    """With sapaan and title: Bapak Bupati Sarolangun."""
    with translation.override("id"):
        address = str(actor.person.get_address_display())
        return f"{address} {actor.hat.title if actor.hat else actor.person.full_name}"


def _numbers(one: Figure) -> tuple[int, ...]:
    return one.ordered, one.answered, one.finished, one.open, one.late


def _in_words(recap: Recap) -> str:
    total, orders = recap.total, len(recap.orders) + recap.more
    if not recap.units:
        return "Tidak ada perintah yang diberikan atau berjalan dalam minggu ini."
    return (
        f"Dalam minggu ini diberikan {orders} perintah kepada {total.ordered} penerima. Masuk "
        f"{total.answered} jawaban, dan {total.finished} laporan diterima. Saat dicetak masih "
        f"berjalan {total.open}, di antaranya terlambat {total.late}."
    )


def _order_row(order: Ordered) -> _OrderRow:
    text = textwrap.shorten(clean(order.text), SHORT, placeholder=" …") or NOT_PUBLIC
    given = f"{order.given_at.astimezone(timezone.get_current_timezone()):%d/%m %H.%M}"
    return _OrderRow(order.reference, given, text, order.recipients, order.answered, order.finished)


# --- Bukti dukung ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _ProofRow:
    reference: str
    giver: str
    position: str
    text: str
    acknowledged: str
    reported: str
    accepted: str
    accepted_by: str
    files: int


def evidence_pdf(proofs: Sequence[Proof], *, person: Person, month: date, at: datetime) -> bytes:
    """The month's completed orders of a person on A4 landscape."""
    named = f"{MONTHS[month.month - 1]} {month.year}"
    facts = [("Nama", person.full_name)]
    if person.nip:
        facts.append(("NIP", person.nip))
    if held := list(dict.fromkeys(proof.position for proof in proofs)):
        facts.append(("Jabatan", ", ".join(held)))
    paper = {
        "title": f"Bukti dukung pelaksanaan perintah {named}: {person.full_name}",
        "month": named,
        "facts": facts,
        "heads": PROOFS,
        "rows": [_proof_row(proof) for proof in proofs],
        "note": EVIDENCE_NOTE,
    }
    return _printed("pdf/evidence.html", paper, at=at, landscape=True)


def _proof_row(proof: Proof) -> _ProofRow:
    return _ProofRow(
        proof.reference,
        proof.giver,
        proof.position,
        textwrap.shorten(clean(proof.text), LONG, placeholder=" …") or _withheld(proof),
        _short(proof.acknowledged_at),
        _short(proof.reported_at),
        _short(proof.accepted_at),
        proof.accepted_by,
        proof.files,
    )


def _withheld(proof: Proof) -> str:
    return f"(isi tidak dimuat: sifat {proof.withheld})" if proof.withheld else ""


def evidence_xlsx(proofs: Sequence[Proof], *, person: Person, month: date, at: datetime) -> bytes:
    """The same as a workbook: one sheet, a row per order, the words in full."""
    named = f"{MONTHS[month.month - 1]} {month.year}"
    columns = (
        Column("No.", 6), Column("Nomor", 14), Column("Pemberi perintah", 28),
        Column("Sebagai", 28), Column("Perintah", 70), Column("Siap, laksanakan", 18),
        Column("Dilaporkan", 18), Column("Laporan diterima", 18), Column("Diterima oleh", 28),
        Column("Bukti", 8),
    )  # fmt: skip
    head = [
        ("Bukti dukung pelaksanaan perintah", named),
        ("Nama", person.full_name),
        ("NIP", person.nip or "-"),
        ("Dicetak", f"{weekday_date(timezone.localdate(at))} pukul {clock(at)}"),
    ]
    rows = (
        (
            number, proof.reference, proof.giver, proof.position,
            clean(proof.text) or _withheld(proof), proof.acknowledged_at, proof.reported_at,
            proof.accepted_at, proof.accepted_by, proof.files,
        )
        for number, proof in enumerate(proofs, start=1)
    )  # fmt: skip
    return xlsx(f"Bukti {named}", columns, rows, about=head)


# --- Both ------------------------------------------------------------------------------------------


def _short(moment: datetime | None) -> str:
    """24/11/2026 14.05, empty for None."""
    return f"{timezone.localtime(moment):%d/%m/%Y %H.%M}" if moment else ""


def _printed(
    template: str, paper: dict[str, Any], *, at: datetime, landscape: bool = False
) -> bytes:
    day = (
        f"{weekday_date(timezone.localdate(at)).split(',')[0]}, {long_date(timezone.localdate(at))}"
    )
    more = {
        "regency": settings.REGENCY_NAME,
        "printed": f"Dicetak dari Sigap {day} pukul {clock(at)}",
    }
    with translation.override("id"):
        html = render_to_string(template, {"paper": {**more, **paper}})
        css = render_to_string("pdf/report.css", {"landscape": landscape})
    return paper_to_pdf(html, css=css)
