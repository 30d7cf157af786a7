"""The register of orders as a file: XLSX to work with, PDF to print.

An export carries words out of the house, so each is a line in the log (`orders exported`): who, how
many lines, which questions were asked, never what was searched for. It holds what its reader may see
on screen, no more, and so is no act on any of the orders.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _

from files import xlsx
from files.xlsx import Column
from instructions.asked import questions
from instructions.register import Line, Register
from instructions.search import Search
from memos import pdf
from memos.sheets import MARKS
from workflow.refusals import Kind, Refusal, Refused

logger = logging.getLogger("sigap.export")


class Format(StrEnum):
    """What the register is written as."""

    XLSX = "xlsx"
    PDF = "pdf"


MEDIA_TYPES = {Format.XLSX: xlsx.MEDIA_TYPE, Format.PDF: "application/pdf"}
# Printing costs some 10 ms a line and holds the press; a spreadsheet a tenth of a millisecond.
MOST_LINES = {Format.XLSX: 5000, Format.PDF: 300}


@dataclass(frozen=True, slots=True)
class Export:
    """A file to hand out."""

    data: bytes
    media_type: str
    name: str


def export(search: Search, *, kind: Format) -> Export:
    """What a search finds, as a file.

    Four statements however many lines. Raises Refused `export_too_large`, with the limit.
    """
    register = Register(search)
    count, most = register.count(), MOST_LINES[kind]
    if count > most:
        raise Refused(_too_large(count, most))
    at = search.at
    data = _xlsx(register) if kind is Format.XLSX else _pdf(list(register), search)
    about = {"format": kind.value, "lines": count, "asked": list(search.asked.asked)}
    logger.info("orders exported", extra={**about, "person": search.actor.person_id})
    name = f"perintah-{timezone.localdate(at).isoformat()}.{kind.value}"
    return Export(data, MEDIA_TYPES[kind], name)


def _too_large(count: int, most: int) -> Refusal:
    sentence = _(
        "Ada %(count)s baris, paling banyak %(most)s. Persempit saringan, misalnya masa yang lebih"
        " pendek."
    )
    return Refusal("export_too_large", sentence % {"count": count, "most": most}, Kind.INVALID)


def _xlsx(register: Register) -> bytes:
    columns = (
        Column(_("Nomor"), 14), Column(_("Tanggal"), 17), Column(_("Pemberi"), 28),
        Column(_("Penerima"), 28), Column(_("Isi"), 70), Column(_("Urgensi"), 14),
        Column(_("Sifat"), 14), Column(_("Status"), 20), Column(_("Jawab sebelum"), 17),
        Column(_("Dijawab"), 17), Column(_("Selesai sebelum"), 17),
        Column(_("Diterima selesai"), 17), Column(_("Terlambat (jam)"), 16),
    )  # fmt: skip
    rows = (
        (
            line.reference, line.issued_at, line.giver, line.recipient, line.text, line.urgency,
            str(line.classification.label), line.status, line.answer_by, line.answered_at, line.finish_by,
            line.finished_at, line.late,
        )
        for line in register
    )  # fmt: skip
    return xlsx.xlsx(_("Perintah"), columns, rows)


def _pdf(lines: Sequence[Line], search: Search) -> bytes:
    grades = {line.classification for line in lines}
    context = {
        "lines": lines,
        "questions": questions(search),
        "regency": settings.REGENCY_NAME,
        "reader": ", ".join(hat.title for hat in search.actor.hats),
        "printed": _moment(search.at),
        "mark": next((mark for grade, mark in reversed(MARKS.items()) if grade in grades), None),
    }
    page = render_to_string("pdf/order_list.html", context)
    return pdf.paper_to_pdf(page, css=render_to_string("pdf/order_list.css"))


def _moment(at: datetime) -> str:
    return date_format(timezone.localtime(at), "j F Y H.i")
