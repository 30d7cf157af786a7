"""Figures: one's own first and alone; a giver's of what he gave; and the papers of both."""

from datetime import date, datetime, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.actors import Actor
from accounts.hats import Hat
from instructions import clock
from instructions.figures import evidence, recap, summary
from instructions.figures.summary import Figure
from memos import reports
from web import drawing, figures
from web.actor import Visit, worn
from web.cards import Choice

DAYS, BY, WEEK, MONTH = "hari", "menurut", "minggu", "bulan"
UNIT, POSITION = "unit", "jabatan"
PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
YEARS = range(2000, 2200)


@require_safe
def mine(request: Visit) -> HttpResponse:
    """How long I take, what I have open, and my months."""
    days = _days(request)
    shown = summary.mine(request.actor, days=days, at=request.at)
    total = shown.total
    page = figures.Mine(
        periods=_periods(request, days),
        measures=figures.measures(total),
        numbers=_numbers(total, _("Menunggu pemberi perintah")),
        trend=figures.trend(shown.weeks),
        months=figures.months(
            shown.months, pdf=reverse("web:evidence_pdf"), xlsx=reverse("web:evidence_xlsx")
        ),
        reader=drawing.spoken_to(request.actor.person),
        hours=figures.hours(clock.current().rules),
        given_url=reverse("web:figures_given") if _own_hats(request.actor) else "",
    )
    return render(request, "figures/mine.html", {"figures": page})


@require_safe
def given(request: Visit) -> HttpResponse:
    """How those stand whom the reader gave orders, by unit or position."""
    days, by = _days(request), request.GET.get(BY, UNIT)
    shown = summary.given(request.actor, days=days, at=request.at)
    of_positions = by == POSITION
    waiting = _("Menunggu %(who)s") % {"who": drawing.spoken_to(request.actor.person)}
    page = figures.Given(
        periods=_periods(request, days),
        groupings=_groupings(days, of_positions=of_positions),
        measures=figures.measures(shown.total),
        numbers=_numbers(shown.total, waiting),
        trend=figures.trend(shown.weeks),
        rows=figures.rows(shown.positions if of_positions else shown.units),
        row_noun=_("Jabatan") if of_positions else _("Unit"),
        papers=_papers(request),
        hours=figures.hours(clock.current().rules),
    )
    context = {"figures": page, "heads": figures.HEADS}
    return render(request, "figures/given.html", context)


def _days(request: Visit) -> int:
    """The period chosen; the usual one where the address says anything else."""
    chosen = request.GET.get(DAYS, "")
    offered = {str(days): days for days in summary.PERIODS}
    return offered.get(chosen, summary.PERIOD)


def _periods(request: Visit, chosen: int) -> tuple[tuple[Choice, str], ...]:
    kept = f"&{BY}={POSITION}" if request.GET.get(BY) == POSITION else ""
    return tuple(
        (Choice(str(days), _in_words(days), on=days == chosen), f"?{DAYS}={days}{kept}")
        for days in summary.PERIODS
    )


def _in_words(days: int) -> str:
    if days == max(summary.PERIODS):
        return _("1 tahun")
    return ngettext("%(count)d hari", "%(count)d hari", days) % {"count": days}


def _groupings(days: int, *, of_positions: bool) -> tuple[tuple[Choice, str], ...]:
    choices = (
        Choice(UNIT, _("Menurut unit"), on=not of_positions),
        Choice(POSITION, _("Menurut jabatan"), on=of_positions),
    )
    return tuple((each, f"?{DAYS}={days}&{BY}={each.value}") for each in choices)


def _numbers(total: Figure, waiting: str) -> tuple[figures.Standing, ...]:
    return (
        figures.Standing(total.open, _("Masih berjalan")),
        figures.Standing(total.late, _("Terlambat"), "merah"),
        figures.Standing(total.waiting, waiting),
        figures.Standing(total.finished, _("Selesai"), "hijau"),
    )


# --- Papers ----------------------------------------------------------------------------------------


@require_safe
def recap_pdf(request: Visit) -> HttpResponse:
    """The recap of a week for the hat in the kop; the last whole week where none is named."""
    hat = worn(request)
    giver = recap.for_giver(request.actor.wearing(hat.key) if hat else request.actor)
    day = _day(request.GET.get(WEEK, "")) or _monday(request.at) - timedelta(days=7)
    shown = recap.of_week(giver, day, at=request.at)
    monday = timezone.localdate(shown.window.start)
    return _file(reports.recap_pdf(shown, actor=giver), f"rekap-{monday:%Y-%m-%d}.pdf", PDF)


@require_safe
def evidence_pdf(request: Visit) -> HttpResponse:
    """Bukti dukung of a month to print."""
    month = _month(request)
    proofs = evidence.of_month(request.actor, month, at=request.at)
    data = reports.evidence_pdf(proofs, person=request.actor.person, month=month, at=request.at)
    return _file(data, f"bukti-{month:%Y-%m}.pdf", PDF)


@require_safe
def evidence_xlsx(request: Visit) -> HttpResponse:
    """Bukti dukung of a month as a workbook."""
    month = _month(request)
    proofs = evidence.of_month(request.actor, month, at=request.at)
    data = reports.evidence_xlsx(proofs, person=request.actor.person, month=month, at=request.at)
    return _file(data, f"bukti-{month:%Y-%m}.xlsx", XLSX)


def _papers(request: Visit) -> tuple[tuple[str, str], ...]:
    hat = worn(request)
    if hat is None or hat.is_delegated:
        return ()
    url, monday = reverse("web:figures_recap"), _monday(request.at)
    return (
        (_("Rekap minggu lalu"), f"{url}?{WEEK}={monday - timedelta(days=7)}"),
        (_("Rekap minggu ini"), f"{url}?{WEEK}={monday}"),
    )


def _own_hats(actor: Actor) -> list[Hat]:
    return [hat for hat in actor.hats if not hat.is_delegated]


def _monday(at: datetime) -> date:
    today = timezone.localdate(at)
    return today - timedelta(days=today.weekday())


def _month(request: Visit) -> date:
    """The first day of the month asked for (2026-11); of this month where none is."""
    day = _day(f"{request.GET.get(MONTH, '')}-01") or timezone.localdate(request.at)
    return day.replace(day=1)


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in YEARS else None


def _file(data: bytes, name: str, kind: str) -> HttpResponse:
    """A paper to look at or a workbook to keep; neither can run anything here."""
    response = HttpResponse(data, content_type=kind)
    place = "inline" if kind == PDF else "attachment"
    response["Content-Disposition"] = f'{place}; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    if kind == PDF:
        # Some viewers obey the policy of pages.
        response._csp_exempt = True  # type: ignore[attr-defined]  # noqa: SLF001 - django-csp's own mark
    return response
