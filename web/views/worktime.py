"""Working time: office hours, Ramadan, days off, and how long each urgency gives."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Person
from accounts.organisation import access
from instructions import clock
from instructions.models import Timetable
from instructions.worktime import editing, pasting
from instructions.worktime.days import DayKind
from instructions.worktime.editing import NewDay
from instructions.worktime.hours import Season
from instructions.worktime.lifecycle import TIMETABLE
from web import buttons, figures, words
from web import worktime_words as told
from web.actor import Visit
from web.cards import Choice, Entry
from web.forms import LOCAL_MOMENTS, SANE_YEARS, Post, read
from web.posting import Attempt, act_once, back_to, drawn_again, typed
from web.worktime_pages import Days, Fast, Fasts, Hours, Link, Overview, Policies
from workflow.models import Entry as Row
from workflow.refusals import Refused, invalid

SEASONS = {"biasa": Season.REGULAR, "ramadan": Season.RAMADAN}
TRIED = "saat"
YEAR = "tahun"
PROPOSE = "usul"
PAST = 10


@require_safe
def overview(request: Visit) -> HttpResponse:
    """What the rules mean now or at a moment tried, where they stand, and who changed them last."""
    access.require(request.actor, at=request.at)
    calendar = clock.current()
    tried = _moment(request.GET.get(TRIED, ""))
    page = Overview(
        previews=told.previews(calendar, tried or request.at),
        tried=words.field_value(tried or request.at),
        is_now=tried is None,
        links=_links(calendar, request.at),
        entries=_entries(),
    )
    return render(request, "worktime/overview.html", {"worktime": page})


def _moment(text: str) -> datetime | None:
    for shape in LOCAL_MOMENTS:
        try:
            found = datetime.strptime(text, shape)  # noqa: DTZ007 - made aware below
        except ValueError:
            continue
        if found.year in SANE_YEARS:
            return timezone.make_aware(found)
    return None


def _links(calendar: clock.Calendar, at: datetime) -> tuple[Link, ...]:
    rules, today = calendar.rules, timezone.localdate(at)
    fasts = [fast for fast in rules.fasts if fast[1] >= today]
    fast = told.fast_words(*fasts[0]) if fasts else _("belum dicatat untuk tahun ini")
    hours = {name: figures.week(rules.hours[season]) for name, season in SEASONS.items()}
    pages: tuple[tuple[str, list[str], str, str], ...] = (
        ("worktime_hours", ["biasa"], _("Jam kerja"), hours["biasa"]),
        ("worktime_hours", ["ramadan"], _("Jam kerja Ramadan"), hours["ramadan"]),
        ("worktime_ramadan", [], _("Bulan Ramadan"), fast),
        ("worktime_days", [], _("Hari libur"), told.days_line(calendar, today.year)),
        ("worktime_policy", [], _("Batas waktu perintah"), told.policy_line(rules.policies)),
    )  # fmt: skip
    return tuple(
        Link(reverse(f"web:{name}", args=args), label, line) for name, args, label, line in pages
    )


def _entries() -> tuple[Entry, ...]:
    rows = list(Row.objects.filter(kind=Timetable.kind).order_by("-pk")[:PAST])
    people = Person.objects.in_bulk({row.person_id for row in rows if row.person_id})
    return tuple(told.told(rows, people=people))


def _version() -> int:
    return Timetable.objects.values_list("version", flat=True).first() or 0


def _act(request: Visit, post: Post, verb: str, to: str, work: Callable[[], Any]) -> HttpResponse:
    def once() -> str:
        work()
        return to

    return act_once(request, post, once, said=str(TIMETABLE.move(verb).label))


def _errors(attempt: Attempt | None) -> tuple[tuple[str, str], ...]:
    return ((attempt.refusal.field, attempt.sentence),) if attempt else ()


def _status(attempt: Attempt | None) -> int:
    return attempt.status if attempt else 200


# --- Office hours ----------------------------------------------------------------------------------


def draw_hours(request: Visit, attempt: Attempt | None = None, *, season: str) -> HttpResponse:
    """The hours of a season, or what was typed."""
    access.require(request.actor, at=request.at)
    week = clock.current().rules.hours[SEASONS[season]]
    page = Hours(
        title=_("Jam kerja Ramadan") if season == "ramadan" else _("Jam kerja"),
        url=reverse("web:worktime_hours", args=[season]),
        key=buttons.new_key(),
        version=_version(),
        weekdays=told.weekdays(week, attempt.data if attempt else None),
        errors=_errors(attempt),
    )
    context = {"worktime": page}
    return render(request, "worktime/hours.html", context, status=_status(attempt))


@drawn_again(draw_hours)
@require_http_methods(["GET", "HEAD", "POST"])
def hours(request: Visit, season: str) -> HttpResponse:
    """The hours of a season: all weekdays at once."""
    access.require(request.actor, at=request.at)
    if season not in SEASONS:
        raise Http404(season)
    if request.method != "POST":
        return draw_hours(request, season=season)
    post = read(request, told.hours_form())
    week = told.week_of(post.values)

    def work() -> None:
        editing.set_hours(
            SEASONS[season], week, actor=post.actor, at=request.at, if_version=post.version
        )

    return _act(request, post, "set_hours", reverse("web:worktime"), work)


# --- Ramadan ---------------------------------------------------------------------------------------


def draw_ramadan(request: Visit, attempt: Attempt | None = None) -> HttpResponse:
    """The months of fasting on record, and a form for one more."""
    access.require(request.actor, at=request.at)
    today = timezone.localdate(request.at)
    fasts = sorted(clock.current().rules.fasts, reverse=True)
    page = Fasts(
        key=buttons.new_key(),
        fasts=tuple(
            Fast(told.fast_words(first, last), first.isoformat(), last < today)
            for first, last in fasts
        ),
        starts_on=typed(attempt, "starts_on"),
        ends_on=typed(attempt, "ends_on"),
        errors=_errors(attempt),
    )
    context = {"worktime": page}
    return render(request, "worktime/ramadan.html", context, status=_status(attempt))


@drawn_again(draw_ramadan)
@require_http_methods(["GET", "HEAD", "POST"])
def ramadan(request: Visit) -> HttpResponse:
    """The months of fasting; a post adds one."""
    access.require(request.actor, at=request.at)
    if request.method != "POST":
        return draw_ramadan(request)
    post = read(request, told.Fasting)
    first, last = post.values["starts_on"], post.values["ends_on"]

    def work() -> None:
        editing.add_ramadan(first, last, actor=post.actor, at=request.at)

    return _act(request, post, "add_ramadan", reverse("web:worktime_ramadan"), work)


def _back_to_ramadan(request: Visit, attempt: Attempt) -> HttpResponse:
    access.require(request.actor, at=request.at)
    return back_to(request, attempt, reverse("web:worktime_ramadan"))


@drawn_again(_back_to_ramadan)
@require_POST
def ramadan_gone(request: Visit) -> HttpResponse:
    """Take a month of fasting off the record."""
    access.require(request.actor, at=request.at)
    post = read(request, told.FastGone)

    def work() -> None:
        editing.remove_ramadan(post.values["starts_on"], actor=post.actor, at=request.at)

    return _act(request, post, "remove_ramadan", reverse("web:worktime_ramadan"), work)


# --- Days off --------------------------------------------------------------------------------------


def draw_days(request: Visit, attempt: Attempt | None = None) -> HttpResponse:
    """The special days of a year, those that are computed too, and a form for more."""
    access.require(request.actor, at=request.at)
    calendar, year = clock.current(), _year(request)
    proposal = told.proposal(calendar, year)
    many = proposal if PROPOSE in request.GET else ""
    kind = typed(attempt, "kind", otherwise=DayKind.JOINT_LEAVE if many else DayKind.LOCAL)
    url = reverse("web:worktime_days")
    many = typed(attempt, "many", otherwise=many)
    page = Days(
        year=year,
        before_url=f"{url}?{YEAR}={year - 1}" if year - 1 in SANE_YEARS else "",
        after_url=f"{url}?{YEAR}={year + 1}" if year + 1 in SANE_YEARS else "",
        propose_url=f"{url}?{YEAR}={year}&{PROPOSE}=1#tambah" if proposal else "",
        key=buttons.new_key(),
        rows=told.day_rows(calendar, year),
        kinds=tuple(Choice(one.value, str(one.label), on=one == kind) for one in DayKind),
        date=typed(attempt, "date"),
        name=typed(attempt, "name"),
        many=many,
        open_many=bool(many.strip()),
        errors=_errors(attempt),
    )
    return render(request, "worktime/days.html", {"worktime": page}, status=_status(attempt))


def _year(request: Visit) -> int:
    given = request.GET.get(YEAR, "")
    year = int(given) if given.isdecimal() and len(given) == 4 else 0  # noqa: PLR2004 - a year
    return year if year in SANE_YEARS else timezone.localdate(request.at).year


@drawn_again(draw_days)
@require_http_methods(["GET", "HEAD", "POST"])
def days(request: Visit) -> HttpResponse:
    """The special days of a year; a post puts one or many on record."""
    access.require(request.actor, at=request.at)
    if request.method != "POST":
        return draw_days(request)
    post = read(request, told.NewDays)
    found = _days_of(post)

    def work() -> None:
        editing.add_days(found, actor=post.actor, at=request.at)

    year = min((day.date.year for day in found), default=_year(request))
    return _act(request, post, "add_days", f"{reverse('web:worktime_days')}?{YEAR}={year}", work)


def _days_of(post: Post) -> list[NewDay]:
    given = post.values
    if given["many"].strip():
        return pasting.days_in(given["many"], kind=given["kind"])
    if given["date"] is None:
        raise Refused(invalid("date", "date_required", _("Isi tanggalnya, atau tempel banyak.")))
    return [NewDay(given["date"], given["kind"], given["name"])]


def _back_to_days(request: Visit, attempt: Attempt) -> HttpResponse:
    access.require(request.actor, at=request.at)
    return back_to(request, attempt, reverse("web:worktime_days"))


@drawn_again(_back_to_days)
@require_POST
def day_gone(request: Visit) -> HttpResponse:
    """Take a day off the record."""
    access.require(request.actor, at=request.at)
    post = read(request, told.OneDay)
    day = post.values["date"]

    def work() -> None:
        editing.remove_day(day, actor=post.actor, at=request.at)

    to = f"{reverse('web:worktime_days')}?{YEAR}={day.year}"
    return _act(request, post, "remove_day", to, work)


# --- The urgency policy ----------------------------------------------------------------------------


def draw_policy(request: Visit, attempt: Attempt | None = None) -> HttpResponse:
    """The policy in force, or what was typed."""
    access.require(request.actor, at=request.at)
    policies = clock.current().policies
    page = Policies(
        key=buttons.new_key(),
        version=_version(),
        urgencies=told.urgencies(policies, attempt.data if attempt else None),
        errors=_errors(attempt),
    )
    return render(request, "worktime/policy.html", {"worktime": page}, status=_status(attempt))


@drawn_again(draw_policy)
@require_http_methods(["GET", "HEAD", "POST"])
def policy(request: Visit) -> HttpResponse:
    """How long each urgency gives; for orders given from now on."""
    access.require(request.actor, at=request.at)
    if request.method != "POST":
        return draw_policy(request)
    post = read(request, told.policy_form())
    policies = told.policies_of(post.values)

    def work() -> None:
        editing.set_policy(policies, actor=post.actor, at=request.at, if_version=post.version)

    return _act(request, post, "set_policy", reverse("web:worktime"), work)
