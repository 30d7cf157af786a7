"""Buku: the registers, the agenda and the expedition; opening and changing a book; keeping free."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Unit
from instructions.queries import keeps_registers
from memos import profiles
from memos.books import actions, files, reading
from memos.books.files import Format
from memos.books.lifecycle import BOOKKEEPING
from memos.books.models import Bookkeeping, Purpose, ReservedNumber, Source
from memos.books.reading import Asked
from memos.models import ClassificationCode, Register
from web import book_pages as pages
from web import buttons, forms
from web.actor import Visit
from web.cards import Action, ActionField, FieldKind, Style
from web.letter_pages import told
from web.pages import Report
from web.posting import Attempt, act_once, drawn_again
from workflow.models import Entry
from workflow.refusals import NOT_FOUND, Refused

PAST = 10
MOST_KEPT = 50
PAGE = pages.PAGE


def _require(request: Visit) -> None:
    """Keepers read books, the office changes them; nobody else has this page."""
    if not (keeps_registers(request.actor) or actions.may_change(request.actor, at=request.at)):
        raise Refused(NOT_FOUND)


@require_safe
def books(request: Visit) -> HttpResponse:
    """All books, and who changed them last; seven statements."""
    _require(request)
    keeps = keeps_registers(request.actor)
    rows = Register.objects.select_related("unit").order_by("-is_active", "purpose", "name")
    page = pages.Books(
        registers=tuple(
            pages.BookRow(
                reverse("web:book" if keeps else "web:book_change", args=[row.public_id]),
                row.name,
                pages.detail_of(row),
            )
            for row in rows
        ),
        expedition_url=reverse("web:expedition") if keeps else "",
        codes=_codes_line(),
        may_change=actions.may_change(request.actor, at=request.at),
        entries=told(Entry.objects.filter(kind=Bookkeeping.kind).order_by("-pk")[:PAST]),
    )
    return render(request, "books/list.html", {"books": page})


def _codes_line() -> str:
    count = ClassificationCode.objects.count()
    return ngettext("%(n)s kode", "%(n)s kode", count) % {"n": count}


# --- Reading ---------------------------------------------------------------------------------------


def _register(public_id: UUID) -> Register:
    row = Register.objects.select_related("unit").filter(public_id=public_id).first()
    if row is None:
        raise Refused(NOT_FOUND)
    return row


@require_safe
def book(request: Visit, public_id: UUID) -> HttpResponse:
    """The lines of a register or an agenda."""
    return draw_book(request, public_id=public_id)


def draw_book(request: Visit, attempt: Attempt | None = None, *, public_id: UUID) -> HttpResponse:
    """A page of a book; after a refused reservation with what was typed."""
    _require_keeper(request)
    row, today = _register(public_id), timezone.localdate(request.at)
    asked, start = pages.asked(request.GET, today=today), pages.start(request.GET)
    lines = list(reading.numbers(row, asked)[start : start + PAGE + 1])
    kept = list(reading.unused(row, asked)[:MOST_KEPT]) if row.purpose == Purpose.MEMOS else []
    url = reverse("web:book", args=[public_id])
    changes = actions.may_change(request.actor, at=request.at)
    page = pages.Shown(
        title=row.name,
        about=pages.detail_of(row),
        url=url,
        rows=tuple(pages.row_of(reading.line_of(line)) for line in lines[:PAGE]),
        kept=tuple(pages.row_of(reading.reserved_line(one)) for one in kept),
        words=asked.words,
        more_url=_more(url, asked, start, more=len(lines) > PAGE),
        files=_files("web:book_file", [public_id], asked),
        reserve=_reserve(request, row, attempt),
        change_url=reverse("web:book_change", args=[public_id]) if changes else "",
        numbering=_stands(row, asked),
        gaps=_gaps(row, asked),
        **pages.filters(asked, today=today),
    )
    status = attempt.status if attempt else 200
    return render(request, "books/book.html", {"book": page}, status=status)


def _require_keeper(request: Visit) -> None:
    if not keeps_registers(request.actor):
        raise Refused(NOT_FOUND)


def _more(url: str, asked: Asked, begin: int, *, more: bool) -> str:
    return f"{url}?{_query(asked)}&{pages.FROM}={begin + PAGE}" if more else ""


def _query(asked: Asked) -> str:
    said = {pages.YEAR: asked.year, pages.MONTH: asked.month, pages.WORDS: asked.words}
    return urlencode(said)


def _files(name: str, args: Sequence[Any], asked: Asked) -> tuple[tuple[str, str], ...]:
    return tuple(
        (label, f"{reverse(name, args=[*args, kind.value])}?{_query(asked)}")
        for kind, label in ((Format.PDF, "PDF"), (Format.XLSX, "Excel"))
    )


def _stands(row: Register, asked: Asked) -> str:
    """Where the sequence stands, and from where it went on."""
    year = row.years.filter(year=asked.year).first()
    if row.source == Source.OUTSIDE:
        return _("Nomor diberi di luar Sigap dan dicatat di sini.")
    if year is None:
        return _("Belum ada nomor tahun ini.")
    said = _("Nomor terakhir %(last)s.") % {"last": year.last}
    if year.opening_number:
        words = {"opening": year.opening_number, "basis": year.basis}
        said += " " + _("Melanjutkan nomor %(opening)s: %(basis)s.") % words
    return said


def _gaps(row: Register, asked: Asked) -> str:
    """Numbers that neither a paper nor a reservation has, as one sentence; empty where all is well."""
    found = reading.unexplained(row, asked.year)
    if not found:
        return ""
    shown = ", ".join(map(str, found[:MOST_KEPT]))
    words = {"numbers": f"{shown}, ..." if len(found) > MOST_KEPT else shown}
    return _("Nomor tanpa naskah dan tanpa cadangan: %(numbers)s. Laporkan kepada admin.") % words


def _reserve(request: Visit, row: Register, attempt: Attempt | None) -> Action | None:
    """The form that keeps numbers free, where the book has a quota left today."""
    counted = row.purpose == Purpose.MEMOS and row.source == Source.INTERNAL and row.is_active
    if not counted or not row.daily_reserve:
        return None
    today = timezone.localdate(request.at)
    used = ReservedNumber.objects.filter(register=row, day=today).count()
    wrong = {attempt.refusal.field: attempt.sentence} if attempt else {}
    data = attempt.data if attempt else {}
    words = {"left": max(row.daily_reserve - used, 0), "quota": row.daily_reserve}
    fields = (
        ActionField(
            "count", _("Berapa nomor"), FieldKind.LINE, required=True, value=data.get("count", "1"),
            hint=_("sisa hari ini %(left)s dari %(quota)s") % words, error=wrong.get("count", ""),
        ),
        ActionField(
            "reason", _("Alasan"), FieldKind.LINE, required=True, value=data.get("reason", ""),
            error=wrong.get("reason", ""),
        ),
    )  # fmt: skip
    shown = {"count", "reason"} & wrong.keys()
    return Action(
        "reserve", str(BOOKKEEPING.move("reserve").label),
        reverse("web:book_reserve", args=[row.public_id]), Style.OUTLINED, "plus", fields,
        key=buttons.new_key(), open=attempt is not None,
        confirm=_("Dipakai kemudian oleh naskah yang bertanggal hari ini."),
        error=attempt.sentence if attempt and not shown else "",
    )  # fmt: skip


@drawn_again(draw_book)
@require_POST
def reserve(request: Visit, public_id: UUID) -> HttpResponse:
    """Keep numbers free for the day."""
    _require_keeper(request)
    post = forms.read(request, pages.ReserveWords)

    def work() -> str:
        count, reason = post.values["count"], post.values["reason"]
        actions.reserve(str(public_id), count=count, reason=reason, actor=post.actor, at=request.at)
        return reverse("web:book", args=[public_id])

    return act_once(request, post, work, said=_("Nomor cadangan"))


@require_safe
def expedition(request: Visit) -> HttpResponse:
    """What was sent to whom, and who received it."""
    _require_keeper(request)
    today = timezone.localdate(request.at)
    asked, start = pages.asked(request.GET, today=today), pages.start(request.GET)
    shares = list(reading.sent(asked)[start : start + PAGE + 1])
    url = reverse("web:expedition")
    page = pages.Shown(
        title=_("Buku ekspedisi"),
        about=_("Naskah dan disposisi yang dikirim, dan siapa yang menerimanya"),
        url=url,
        rows=tuple(pages.sent_row(line) for line in reading.sent_lines(shares[:PAGE])),
        words=asked.words,
        more_url=_more(url, asked, start, more=len(shares) > PAGE),
        files=_files("web:expedition_file", [], asked),
        **pages.filters(asked, today=today),
    )
    return render(request, "books/book.html", {"book": page})


@require_safe
def book_file(request: Visit, public_id: UUID, kind: str) -> HttpResponse:
    """A register or an agenda as a file."""
    _require_keeper(request)
    asked = pages.asked(request.GET, today=timezone.localdate(request.at))
    return _file(request, files.register_book(_register(public_id), asked), asked, kind)


@require_safe
def expedition_file(request: Visit, kind: str) -> HttpResponse:
    """The expedition as a file."""
    _require_keeper(request)
    asked = pages.asked(request.GET, today=timezone.localdate(request.at))
    return _file(request, files.expedition_book(asked), asked, kind)


def _file(request: Visit, book: files.Book, asked: Asked, kind: str) -> HttpResponse:
    made = files.export(book, asked, kind=Format(kind), actor=request.actor, at=request.at)
    response = HttpResponse(made.data, content_type=made.media_type)
    response["Content-Disposition"] = f'attachment; filename="{made.name}"'
    return response


# --- Opening and changing --------------------------------------------------------------------------


def draw_new(request: Visit, attempt: Attempt | None = None) -> HttpResponse:
    """The form of a new book, with what was typed."""
    _require_office(request)
    values = {
        "purpose": Purpose.MEMOS, "source": Source.INTERNAL, "daily_reserve": 5,
        "pattern": "", "opening": 0,
    }  # fmt: skip
    fields = pages.book_fields(values, attempt, is_new=True)
    url, back = reverse("web:new_book"), reverse("web:books")
    return _form(request, _("Buka buku"), url, back, fields, attempt)


def _require_office(request: Visit) -> None:
    if not actions.may_change(request.actor, at=request.at):
        raise Refused(NOT_FOUND)


def _form(
    request: Visit,
    title: str,
    url: str,
    back: str,
    fields: tuple[ActionField, ...],
    attempt: Attempt | None,
    version: int | None = None,
) -> HttpResponse:
    shown = any(field.error for field in fields)
    action = Action(
        "book", _("Simpan buku"), url, Style.LAUT, fields=fields, key=buttons.new_key(),
        version=version, error=attempt.sentence if attempt and not shown else "",
    )  # fmt: skip
    page = Report(title=title, back_url=back, action=action, order_text="")
    status = attempt.status if attempt else 200
    return render(request, "books/form.html", {"report": page}, status=status)


@drawn_again(draw_new)
@require_http_methods(["GET", "HEAD", "POST"])
def new_book(request: Visit) -> HttpResponse:
    """Open a book."""
    _require_office(request)
    if request.method != "POST":
        return draw_new(request)
    post = forms.read(request, pages.BookWords)
    given = _proposed(_given(post.values), on=timezone.localdate(request.at))

    def work() -> str:
        actions.open_register(given, actor=post.actor, at=request.at)
        return reverse("web:books")

    return act_once(request, post, work, said=given.name)


def _proposed(given: actions.Book, *, on: date) -> actions.Book:
    """With the pattern that the profile has for the first type of the book, where none was typed."""
    if given.pattern.strip() or not given.types:
        return given
    unit = Unit.objects.filter(public_id=given.unit).first() if given.unit else None
    return replace(given, pattern=profiles.pattern_for(given.types[0], unit=unit, on=on))


def _given(values: Any, row: Register | None = None) -> actions.Book:
    return actions.Book(
        name=values["name"],
        unit=values["unit"],
        types=values["types"],
        pattern=values["pattern"],
        purpose=row.purpose if row else values["purpose"],
        source=row.source if row else values["source"],
        daily_reserve=values["daily_reserve"] or 0,
        opening=values["opening"] or 0,
        basis=values["basis"],
        is_active=row is None or values["is_active"] != "tidak",
    )


def draw_change(request: Visit, attempt: Attempt | None = None, *, public_id: UUID) -> HttpResponse:
    """The form of a book that is open."""
    _require_office(request)
    row = _register(public_id)
    values = {
        "name": row.name, "unit": str(row.unit.public_id), "types": row.types,
        "pattern": row.pattern, "daily_reserve": row.daily_reserve,
        "is_active": "ya" if row.is_active else "tidak",
    }  # fmt: skip
    fields = pages.book_fields(values, attempt, is_new=False)
    if row.purpose == Purpose.AGENDA:
        fields = tuple(each for each in fields if each.name not in {"types", "pattern"})
    url, back = reverse("web:book_change", args=[public_id]), reverse("web:books")
    version = Bookkeeping.objects.values_list("version", flat=True).first() or 0
    return _form(request, row.name, url, back, fields, attempt, version)


@drawn_again(draw_change)
@require_http_methods(["GET", "HEAD", "POST"])
def change_book(request: Visit, public_id: UUID) -> HttpResponse:
    """Change a book."""
    _require_office(request)
    if request.method != "POST":
        return draw_change(request, public_id=public_id)
    row, post = _register(public_id), forms.read(request, pages.BookWords)
    given = _given(post.values, row)

    def work() -> str:
        actions.change_register(
            str(public_id), given, actor=post.actor, at=request.at, if_version=post.version
        )
        return reverse("web:books")

    return act_once(request, post, work, said=given.name)
