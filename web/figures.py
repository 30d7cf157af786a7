"""View models of the pages of figures, and what draws them: widths of bars, points of a line.

Under the rules of `cards.py`: finished words, ready addresses, nothing of the database. A bar is as
long as the longest of its page; it says how long, never who is best, and all have one colour.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import dates
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from instructions.figures.summary import Figure, Line, Point
from instructions.models import Urgency
from instructions.worktime.hours import Opening, Season
from instructions.worktime.policy import Counting
from instructions.worktime.rules import Rules
from web import words
from web.cards import Choice

FULL = 100
"""Width of the longest bar, and of the drawing of weeks, in its own units."""
HIGH = 40
"""Height of the drawing of weeks, in the same units."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A median in words: 2 jam, "dari 12 jawaban"; `value` is "–" where there is none."""

    label: str
    value: str
    note: str
    width: float = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """One of four numbers that lead nowhere; `tone` as in pages.Number."""

    value: int
    words: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A unit or position: both medians as bars, and how much is open."""

    name: str
    unit: str
    measures: tuple[Measure, ...]
    state: str
    """2 berjalan, 1 di antaranya terlambat."""
    cells: tuple[str, ...]
    """The same numbers for the table."""


@dataclass(frozen=True, slots=True)
class Week:
    """A week of the line."""

    name: str
    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Trend:
    """The line of weeks: an SVG path, a dot per week with answers, and the table."""

    path: str
    dots: tuple[tuple[float, float], ...]
    weeks: tuple[Week, ...]
    first: str
    last: str
    summary: str


@dataclass(frozen=True, slots=True)
class Month:
    """A month of one's own, with the addresses of its papers (empty where nothing was done)."""

    name: str
    detail: str
    pdf_url: str = ""
    xlsx_url: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """Context `figures` of figures/given.html."""

    periods: tuple[tuple[Choice, str], ...]
    groupings: tuple[tuple[Choice, str], ...]
    """Choices that are links: (choice, address)."""
    measures: tuple[Measure, ...]
    numbers: tuple[Standing, ...]
    trend: Trend | None
    rows: tuple[Row, ...]
    row_noun: str
    papers: tuple[tuple[str, str], ...]
    """(words, address) of the recaps; none for who cannot have one."""
    hours: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mine:
    """Context `figures` of figures/mine.html."""

    periods: tuple[tuple[Choice, str], ...]
    measures: tuple[Measure, ...]
    numbers: tuple[Standing, ...]
    trend: Trend | None
    months: tuple[Month, ...]
    reader: str
    hours: tuple[str, ...]
    given_url: str = ""


HEADS = (
    gettext_lazy("Diberi perintah"), gettext_lazy("Dijawab"), gettext_lazy("Waktu menjawab"), gettext_lazy("Selesai"), gettext_lazy("Waktu menyelesaikan"),
    gettext_lazy("Masih berjalan"), gettext_lazy("Terlambat"),
)  # fmt: skip


def measures(one: Figure, *, longest: timedelta | None = None) -> tuple[Measure, ...]:
    """Both medians of a figure; bars as part of `longest`."""
    answers = ngettext("dari %(count)d jawaban", "dari %(count)d jawaban", one.answered)
    reports = ngettext("dari %(count)d laporan", "dari %(count)d laporan", one.finished)
    return (
        _measure(_("Menjawab"), one.answer, answers % {"count": one.answered}, longest),
        _measure(_("Selesai"), one.finish, reports % {"count": one.finished}, longest),
    )


def _measure(label: str, took: timedelta | None, note: str, longest: timedelta | None) -> Measure:
    if took is None:
        return Measure(label, "–", "")
    width = round(FULL * (took / longest), 1) if longest else 0
    return Measure(label, words.counted(took), note, width)


def rows(lines: Sequence[Line]) -> tuple[Row, ...]:
    """Units or positions in the order given."""
    times = [took for line in lines for took in (line.figure.answer, line.figure.finish) if took]
    longest = max(times, default=None)
    return tuple(
        Row(
            line.name,
            line.unit,
            measures(line.figure, longest=longest),
            _state(line.figure),
            _cells(line.figure),
        )
        for line in lines
    )


def _cells(one: Figure) -> tuple[str, ...]:
    return (
        str(one.ordered), str(one.answered), _or_dash(one.answer), str(one.finished),
        _or_dash(one.finish), str(one.open), str(one.late),
    )  # fmt: skip


def _or_dash(took: timedelta | None) -> str:
    return "–" if took is None else words.counted(took)


def _state(one: Figure) -> str:
    """2 berjalan, 1 di antaranya terlambat, 1 menunggu pemberi perintah."""
    if not one.open:
        return _("Tidak ada yang berjalan.")
    parts = [ngettext("%(count)d berjalan", "%(count)d berjalan", one.open) % {"count": one.open}]
    if one.late:
        parts.append(_("%(count)d di antaranya terlambat") % {"count": one.late})
    if one.waiting:
        parts.append(_("%(count)d menunggu pemberi perintah") % {"count": one.waiting})
    return ", ".join(parts)


def trend(points: Sequence[Point]) -> Trend | None:
    """How the median answer went by week; None where fewer than two weeks have one."""
    known = [(place, point.figure.answer) for place, point in enumerate(points)]
    told = [(place, answer) for place, answer in known if answer is not None]
    if len(told) < 2:  # noqa: PLR2004 - a line needs two
        return None
    top = max(answer for _place, answer in told) or timedelta(seconds=1)
    step = FULL / (len(points) - 1)
    dots = tuple(
        (round(place * step, 1), round(HIGH * (1 - took / top), 1)) for place, took in told
    )
    weeks = tuple(
        Week(short_day(point.starts_on), _or_dash(point.figure.answer), point.figure.answered)
        for point in points
    )
    summary = _("Paling lama %(top)s, minggu terakhir %(last)s.") % {
        "top": words.counted(top),
        "last": words.counted(told[-1][1]),
    }
    path = "M" + " L".join(f"{x} {y}" for x, y in dots)
    return Trend(path, dots, weeks, weeks[0].name, weeks[-1].name, summary)


def hours(rules: Rules) -> tuple[str, ...]:
    """Which hours count, one sentence per urgency."""
    return tuple(
        f"{Urgency(urgency).label}: {_counting(policy.counts, rules)}."
        for urgency, policy in rules.policies.items()
    )


def _counting(counts: Counting, rules: Rules) -> str:
    if counts == Counting.ALWAYS:
        return _("sepanjang waktu")
    if counts == Counting.WAKING:
        return _("setiap hari pukul 06.00–21.00")
    told = {"days": week(rules.hours[Season.REGULAR])}
    return _("jam kerja (%(days)s), bukan hari libur; dalam Ramadan jam kerja Ramadan") % told


def week(hours: Mapping[int, Opening]) -> str:
    """Senin–Kamis 07.30–16.00, Jumat 07.30–16.30: neighbouring days of equal hours together."""
    runs: list[list[int]] = []
    for day in sorted(hours):
        last = runs[-1] if runs else []
        if last and last[-1] == day - 1 and _span(hours[last[-1]]) == _span(hours[day]):
            last.append(day)
        else:
            runs.append([day])
    return ", ".join(f"{_run(run)} {_span(hours[run[0]])}" for run in runs)


def _run(days: Sequence[int]) -> str:
    names = [str(dates.WEEKDAYS[day]) for day in days]
    return names[0] if len(names) == 1 else f"{names[0]}–{names[-1]}"


def _span(opening: Opening) -> str:
    return f"{opening.opens:%H.%M}–{opening.closes:%H.%M}"


def months(points: Iterable[Point], *, pdf: str, xlsx: str) -> tuple[Month, ...]:
    """One's own months; `pdf` and `xlsx` are addresses that take ?bulan=2026-11."""
    return tuple(_month(point, pdf, xlsx) for point in points)


def _month(point: Point, pdf: str, xlsx: str) -> Month:
    one, day = point.figure, point.starts_on
    name = f"{dates.MONTHS[day.month]} {day.year}"
    if not one.finished:
        return Month(name, _("Belum ada yang selesai."))
    done = ngettext("%(count)d perintah selesai", "%(count)d perintah selesai", one.finished)
    query = f"?bulan={day:%Y-%m}"
    return Month(name, done % {"count": one.finished}, pdf + query, xlsx + query)


def short_day(day: date) -> str:
    """16 Nov."""
    return f"{day.day} {str(dates.MONTHS_3[day.month]).capitalize()}"
