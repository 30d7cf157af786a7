"""The books as files: XLSX to work with, PDF to print and bind.

An export carries words out of the house, so each is a line in the log (`book exported`).
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _

from files import xlsx
from files.xlsx import Column
from memos import pdf
from memos.books import reading
from memos.books.models import Purpose
from memos.books.reading import Asked
from memos.models import Register
from memos.wording import MONTHS
from workflow.actors import Actor
from workflow.refusals import Kind, Refusal, Refused

logger = logging.getLogger("sigap.export")


class Format(StrEnum):
    """What a book is written as."""

    XLSX = "xlsx"
    PDF = "pdf"


MEDIA_TYPES = {Format.XLSX: xlsx.MEDIA_TYPE, Format.PDF: "application/pdf"}
# Printing costs some 10 ms a line and holds the press.
MOST_LINES = {Format.XLSX: 5000, Format.PDF: 300}

Value = str | date | datetime | None


@dataclass(frozen=True, slots=True)
class Book:
    """A book to be written: heads with their width in characters, and rows of values."""

    title: str
    heads: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[Value]]


@dataclass(frozen=True, slots=True)
class Export:
    """A file to hand out."""

    data: bytes
    media_type: str
    name: str


def register_book(register: Register, asked: Asked) -> Book:
    """The register of numbers, or the agenda; fixed statements. Raises Refused `export_too_large`."""
    _check(reading.numbers(register, asked).count(), Format.XLSX)
    lines = reading.whole(register, asked)
    heads: Sequence[tuple[str, int]]
    if register.purpose == Purpose.AGENDA:
        heads = (
            (_("Agenda"), 12), (_("Diterima"), 14), (_("Surat dari"), 30), (_("Nomor surat"), 24),
            (_("Tanggal surat"), 14), (_("Hal"), 40), (_("Untuk"), 24), (_("Diteruskan kepada"), 34),
            (_("Keadaan"), 14),
        )  # fmt: skip
        rows = [
            (one.number, one.dated, one.who, one.theirs, one.sent, one.what, one.to, one.note, one.state)
            for one in lines
        ]  # fmt: skip
        return Book(_("Buku Agenda: %(name)s") % {"name": register.name}, heads, rows)
    heads = (
        (_("Nomor"), 26), (_("Tanggal"), 14), (_("Penanda tangan"), 28), (_("Kepada"), 34),
        (_("Hal"), 44), (_("Keadaan"), 16), (_("Catatan"), 30),
    )  # fmt: skip
    made = [
        (one.number, one.dated, one.who, one.to, one.what, one.state, one.note) for one in lines
    ]
    return Book(_("Buku Nomor: %(name)s") % {"name": register.name}, heads, made)


def expedition_book(asked: Asked) -> Book:
    """What was sent to whom, received by whom. Raises Refused `export_too_large`."""
    rows = reading.sent(asked)
    _check(rows.count(), Format.XLSX)
    heads = (
        (_("Dikirim"), 17), (_("Nomor"), 26), (_("Hal"), 44), (_("Kepada"), 30),
        (_("Diterima"), 17), (_("Penerima"), 30),
    )  # fmt: skip
    lines = [
        (one.sent_at, one.paper, one.what, one.to, one.received_at, one.received_by)
        for one in reading.sent_lines(list(rows))
    ]
    return Book(_("Buku Ekspedisi"), heads, lines)


def export(book: Book, asked: Asked, *, kind: Format, actor: Actor, at: datetime) -> Export:
    """A book as a file. Raises Refused `export_too_large`, with the limit."""
    _check(len(book.rows), kind)
    period = period_of(asked)
    if kind is Format.XLSX:
        columns = [Column(head, width) for head, width in book.heads]
        about = [(_("Buku"), book.title), (_("Masa"), period)]
        data = xlsx.xlsx(book.title.split(":")[0], columns, book.rows, about=about)
    else:
        data = _pdf(book, period, actor, at)
    about_log = {"format": kind.value, "lines": len(book.rows), "person": actor.person_id}
    logger.info("book exported", extra=about_log)
    name = f"buku-{asked.year}{f'-{asked.month:02}' if asked.month else ''}.{kind.value}"
    return Export(data, MEDIA_TYPES[kind], name)


def period_of(asked: Asked) -> str:
    """November 2026, or the year."""
    return f"{MONTHS[asked.month - 1]} {asked.year}" if asked.month else str(asked.year)


def _check(count: int, kind: Format) -> None:
    most = MOST_LINES[kind]
    if count > most:
        sentence = _("Ada %(count)s baris, paling banyak %(most)s. Pilih satu bulan saja.")
        words = {"count": count, "most": most}
        raise Refused(Refusal("export_too_large", sentence % words, Kind.INVALID))


def _pdf(book: Book, period: str, actor: Actor, at: datetime) -> bytes:
    context = {
        "book": book,
        "rows": [[_shown(value) for value in row] for row in book.rows],
        "period": period,
        "regency": settings.REGENCY_NAME,
        "reader": ", ".join(hat.title for hat in actor.hats if "registers" in hat.duties),
        "printed": date_format(timezone.localtime(at), "j F Y H.i"),
    }
    return pdf.paper_to_pdf(
        render_to_string("pdf/book.html", context), css=render_to_string("pdf/order_list.css")
    )


def _shown(value: Value) -> str:
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j M Y H.i")
    if isinstance(value, date):
        return date_format(value, "j M Y")
    return value or ""
