"""Lembar perintah antar: an order on paper for a closed envelope, with a receipt to tear off.

It is no naskah dinas and says so: no Garuda, no number of a register, no signature. The giver's words
are unchanged, and left out above class Biasa, where the sheet says only which order waits and where to
read it. Like every paper it is Indonesian: build and render it inside `indonesian()`.
"""

from dataclasses import dataclass
from datetime import datetime
from math import ceil
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accounts.access.cards import qr
from accounts.models import UnitKind
from instructions.hand_delivery.lifecycle import Outcome
from instructions.models import Classification, HandDelivery, Urgency
from memos import drafting, pdf, profiles
from memos.chronology_sheet import Printing
from memos.paper import DEFAULT, Emblem, HeadRow, SecurityMark
from memos.profiles.drawings import of_regency
from memos.sheets import MARKS, SIFAT
from memos.wording import clock, weekday_date

LETTERS = 62  # of an order on one line of the sheet
MOST_LINES = 5  # that leave room for the receipt below them


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Everything the paper says; `text` is empty where the words stay in Sigap."""

    government: str
    emblem: Emblem
    title: str
    reference: str
    head: tuple[HeadRow, ...]
    text: str
    answer_by: str
    finish_by: str
    is_request: bool
    help_line: str
    site: str
    printed: str
    qr_recipient: str
    qr_carrier: str
    addressee: str
    address: str
    carrier_unit: str
    outcomes: tuple[str, ...]
    receipt_apart: bool
    security_mark: SecurityMark | None


def of_delivery(row: HandDelivery, printing: Printing, *, by_desk: bool) -> Sheet:
    """The sheet of one delivery; `row` as its `visible_to` loads it.

    The desk prints an order that only giver and recipient are to know without its words.
    """
    order, share = row.instruction, row.share
    is_open = order.classification == Classification.ORDINARY
    text = order.text if is_open and not (by_desk and order.only_me) else ""
    kind = "PERMINTAAN" if share.is_coordination else "PERINTAH"
    giver = share.giver
    who = drafting.LEADERS.get(giver.kind, giver.title)  # type: ignore[call-overload]
    head = [
        HeadRow("Yth.", (share.position.title,)),
        HeadRow("Dari", (giver.title,)),
        HeadRow("Diberikan", (_moment(order.issued_at),)),
        HeadRow("Sifat", (SIFAT[Urgency(order.urgency)],)),
    ]
    if text:
        head.append(HeadRow("Hal", (drafting.hal_of(text) or "-",)))
    return Sheet(
        government=f"Pemerintah {settings.REGENCY_NAME}".upper(),
        emblem=of_regency(profiles.current(on=timezone.localdate(printing.at))),
        title=f"{kind} {who}".upper(),
        reference=order.reference,
        head=tuple(head),
        text=text,
        answer_by=_moment(share.answer_by),
        finish_by=_moment(share.finish_by),
        is_request=share.is_coordination,
        help_line=_help(row),
        site=urlsplit(settings.BASE_URL).netloc or settings.BASE_URL,
        printed=f"{_moment(printing.at)} oleh {printing.title}",
        qr_recipient=qr(_address("web:assignment", share.public_id)),
        qr_carrier=qr(_address("web:delivery", row.public_id)),
        addressee=share.position.title,
        address=share.position.unit.address or share.position.unit.name,
        carrier_unit=row.carrier.unit.name,
        outcomes=tuple(str(one.label) for one in Outcome),
        receipt_apart=_lines(text) > MOST_LINES,
        security_mark=MARKS.get(Classification(order.classification)),
    )


def to_pdf(sheet: Sheet) -> bytes:
    """The paper as PDF/A-3a."""
    html = render_to_string("pdf/order_sheet.html", {"sheet": sheet})
    css = render_to_string("pdf/page.css", {"profile": DEFAULT}) + render_to_string(
        "pdf/order_sheet.css"
    )
    return pdf.paper_to_pdf(html, css=css)


def _lines(text: str) -> int:
    """How many lines the words take, rather too many than too few."""
    return sum(max(1, ceil(len(line) / LETTERS)) for line in text.split("\n"))


def _moment(at: datetime | None) -> str:
    """Minggu, 22 November 2026, pukul 19.42 WIB; a dash where there is none."""
    return f"{weekday_date(timezone.localdate(at))}, pukul {clock(at)}" if at else "–"


def _address(name: str, key: object) -> str:
    return f"{settings.BASE_URL.rstrip('/')}{reverse(name, args=[key])}"


def _help(row: HandDelivery) -> str:
    """Whom to ask without a phone: the office of the giver, by the first line of its contact."""
    unit = row.share.giver.unit
    contact = next(iter(unit.contact.splitlines()), "").strip()
    name = "Sekretariat Daerah" if unit.kind == UnitKind.REGENCY else unit.name
    return f"hubungi tata usaha {name}, {contact}" if contact else f"hubungi tata usaha {name}"
