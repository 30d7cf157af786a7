"""Kode klasifikasi: the list with its retention, and bringing a file in after a dry run."""

from contextlib import suppress
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.organisation import drafts
from accounts.organisation.importing import TableFile
from instructions.queries import keeps_registers
from memos.books import actions, codes
from memos.books.codes import Report
from memos.models import ClassificationCode
from web import book_pages as pages
from web import buttons
from web.actor import Visit
from web.cards import FaultRow
from web.forms import read
from web.posting import Attempt, act_once, drawn_again, see_other
from workflow.refusals import NOT_FOUND, Kind, Refusal, Refused, invalid

FILE = "berkas"
PAGE = 50
SHOWN = 100


def _require_office(request: Visit) -> None:
    if not actions.may_change(request.actor, at=request.at):
        raise Refused(NOT_FOUND)


@require_safe
def listing(request: Visit) -> HttpResponse:
    """Codes in order, those found by words first where some are asked for."""
    may = actions.may_change(request.actor, at=request.at)
    if not (may or keeps_registers(request.actor)):
        raise Refused(NOT_FOUND)
    words = request.GET.get(pages.WORDS, "").strip()[: pages.LONGEST_WORDS]
    begin = pages.start(request.GET)
    rows = list(ClassificationCode.objects.found(words)[begin : begin + PAGE + 1])
    more = f"?{pages.WORDS}={words}&{pages.FROM}={begin + PAGE}" if len(rows) > PAGE else ""
    shown = tuple(pages.CodeRow(row.code, row.name, _retention(row)) for row in rows[:PAGE])
    context = {"rows": shown, "words": words, "more_url": more, "may_change": may}
    return render(request, "books/codes.html", {"codes": context})


def _retention(row: ClassificationCode) -> str:
    if row.active_years is None and row.inactive_years is None and not row.fate:
        return ""
    years = {"active": row.active_years or 0, "inactive": row.inactive_years or 0}
    said = _("aktif %(active)s tahun, inaktif %(inactive)s tahun") % years
    return f"{said}, {row.get_fate_display()}" if row.fate else said


def draw_hand_in(request: Visit, attempt: Attempt | None = None) -> HttpResponse:
    """The page to hand a file in, after a refusal with the reason."""
    _require_office(request)
    context = {"error": attempt.sentence if attempt else "", "columns": codes.COLUMNS}
    status = attempt.status if attempt else 200
    return render(request, "books/codes_import.html", {"hand_in": context}, status=status)


@drawn_again(draw_hand_in)
@require_http_methods(["GET", "HEAD", "POST"])
def hand_in(request: Visit) -> HttpResponse:
    """Hand a file in; it waits for the yes, and the next page says what it would change."""
    _require_office(request)
    if request.method != "POST":
        return draw_hand_in(request)
    given = [each for each in request.FILES.getlist(FILE) if each.size]
    if len(given) != 1:
        raise Refused(invalid(FILE, "no_file", _("Pilih satu berkas CSV, TSV, atau XLSX.")))
    most = settings.UPLOAD_MAX_BYTES
    if (given[0].size or 0) > most:
        sentence = _("Berkas lebih besar dari %(megabytes)s MB.") % {"megabytes": most // 2**20}
        raise Refused(Refusal("too_large", sentence, Kind.TOO_LARGE, FILE))
    file = TableFile(drafts.display_name(given[0].name or ""), given[0].read())
    batch = drafts.hand_in([file], person=request.actor.person, at=request.at)
    return see_other(reverse("web:codes_checked", args=[batch]))


def draw_checked(
    request: Visit, attempt: Attempt | None = None, *, public_id: UUID
) -> HttpResponse:
    """What the file would change, or every fault; after a refusal compared anew."""
    _require_office(request)
    files = drafts.handed_in(public_id, person=request.actor.person, at=request.at)
    report = codes.check(codes.read_file(files[0]))
    page = pages.CheckedCodes(
        files=files[0].name,
        verdict=_verdict(report),
        url=reverse("web:codes_checked", args=[public_id]),
        discard_url=reverse("web:codes_discard", args=[public_id]),
        key=buttons.new_key(),
        digest=report.digest,
        error=attempt.sentence if attempt else "",
        confirm=_confirm(report),
        faults=tuple(
            FaultRow(_("baris %(n)s") % {"n": one.line}, one.column, one.value, one.reason)
            for one in report.faults[:SHOWN]
        ),
        groups=_groups(report),
    )
    status = attempt.status if attempt else 200
    return render(request, "books/codes_checked.html", {"checked": page}, status=status)


def _verdict(report: Report) -> str:
    count = len(report.faults)
    if count:
        return ngettext(
            "%(n)s kesalahan: belum ada yang disimpan.",
            "%(n)s kesalahan: belum ada yang disimpan.",
            count,
        ) % {"n": count}
    words = {
        "new": len(report.new), "changed": len(report.changed), "same": report.same,
        "left": report.left_out,
    }  # fmt: skip
    return (
        _(
            "%(new)s kode baru, %(changed)s berubah, %(same)s tetap; %(left)s tidak ada di berkas"
            " dan dibiarkan."
        )
        % words
    )


def _confirm(report: Report) -> str:
    if report.faults or not report.writes:
        return ""
    words = {"n": report.writes}
    return ngettext("Simpan %(n)s kode", "Simpan %(n)s kode", report.writes) % words


def _groups(
    report: Report,
) -> tuple[tuple[str, int, tuple[tuple[str, str], ...]], ...]:
    made = ((_("Berubah"), report.changed), (_("Baru"), report.new))
    return tuple(
        (title, len(rows), tuple((row.code, row.words) for row in rows[:SHOWN]))
        for title, rows in made
        if rows
    )


@drawn_again(draw_checked)
@require_http_methods(["GET", "HEAD", "POST"])
def checked(request: Visit, public_id: UUID) -> HttpResponse:
    """The dry run; a post says yes to it, refused if the import would now do another thing."""
    if request.method != "POST":
        return draw_checked(request, public_id=public_id)
    _require_office(request)
    post, person = read(request, pages.Agreed), request.actor.person
    # Gone where this is the second tap, which is answered as the first was.
    file = None
    with suppress(Refused):
        file = drafts.handed_in(public_id, person=person, at=request.at)[0]
    read_before = codes.read_file(file) if file else None

    def work() -> str:
        if file is None or read_before is None:
            raise Refused(NOT_FOUND)
        codes.bring_in(
            read_before, actor=post.actor, at=request.at,
            expected=post.values["digest"], files=[file.name],
        )  # fmt: skip
        drafts.discard(public_id, person=person)
        return reverse("web:codes")

    return act_once(request, post, work, said=_("Kode klasifikasi"))


@require_POST
def discard(request: Visit, public_id: UUID) -> HttpResponse:
    """Forget what was handed in."""
    _require_office(request)
    drafts.discard(public_id, person=request.actor.person)
    messages.success(request, _("Berkas dibuang; tidak ada yang disimpan."))
    return see_other(reverse("web:codes_import"))
