"""Rows of the giver's board: where each recipient of an order stands, in words."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.reach import told_in
from instructions import board, timeline
from instructions.lifecycle import State
from instructions.models import Assignment
from notifications.unreached import unreached
from web import drawing, words
from web.cards import Mark
from web.pages import BoardGroup, BoardRow


def mark(standing: board.Standing) -> Mark:
    """The status mark of a standing."""
    return Mark(drawing.MARKS[standing.mark], late=standing.late)


def groups(
    standings: Sequence[board.Standing],
    lines: Sequence[timeline.Line],
    now: datetime,
    reader: str,
    phones: Mapping[int, str] | None = None,
) -> tuple[BoardGroup, ...]:
    """The board's groups that are not empty; `reader` is who the giver's turn waits for.

    `phones` are the numbers of recipients by position, for those whom nothing reached.
    """
    titles = {
        board.Group.GIVERS_TURN: _("Giliran %(who)s") % {"who": reader},
        board.Group.UNREACHED: _("Belum sampai"),
        board.Group.SILENT: _("Belum menjawab"),
        board.Group.READY: _("Siap, laksanakan"),
        board.Group.INFORMED: _("Untuk diketahui"),
        board.Group.SETTLED: _("Selesai"),
    }
    photos = _photos(lines)
    made = []
    for group, title in titles.items():
        rows = [
            _row(s, photos.get(s.share.pk, []), now, phones or {})
            for s in standings
            if s.group is group
        ]
        if rows:
            mine = group is board.Group.GIVERS_TURN
            made.append(BoardGroup(title, len(rows), tuple(rows), mine=mine))
    return tuple(made)


def awaiting(standings: Sequence[board.Standing], now: datetime) -> tuple[BoardRow, ...]:
    """Shares of several orders that wait for the giver, each with the title of its order."""
    return tuple(
        BoardRow(
            url=_url(each),
            mark=mark(each),
            position=each.share.position.title,
            state=_state(each),
            detail=drawing.title_of(each.share.instruction.text),
            at=each.since,
            due=_due(each.share, now),
        )
        for each in standings
    )


def silent_row(
    standing: board.Standing,
    *,
    detail: str,
    phone: str,
    now: datetime,
    offers: tuple[tuple[str, str], ...] = (),
) -> BoardRow:
    """A share that was not answered in time: what was done about it, and a number to call."""
    return BoardRow(
        url=_url(standing),
        mark=mark(standing),
        position=standing.share.position.title,
        state=_state(standing),
        detail=detail,
        late=_late(standing, now),
        waiting_since=standing.since,
        phone=phone,
        offers=offers,
    )


def with_unreached(
    standings: Sequence[board.Standing], *, at: datetime
) -> tuple[list[board.Standing], Mapping[int, str]]:
    """The standings with those whom nothing reached marked, and whom to call instead.

    One statement, and two more where there are any.
    """
    marked = board.with_unreached(
        standings, unreached([each.share for each in standings if each.mark == "unopened"], at=at)
    )
    lost = {each.share.position_id for each in marked if each.group is board.Group.UNREACHED}
    people = told_in(lost, on=timezone.localdate(at)) if lost else {}
    phones = {
        position: told[0].person.phone
        for position, told in people.items()
        if told and told[0].person.phone
    }
    return marked, phones


def _photos(lines: Sequence[timeline.Line]) -> dict[int, list[str]]:
    """Thumbnails of the newest report of each share, by its id."""
    found: dict[int, list[str]] = {}
    for line in lines:
        for file in line.attachments:
            if line.verb == "report" and file.assignment_id and line.entry:
                cards = drawing.attachments(line.attachments)
                found.setdefault(
                    file.assignment_id, [c.thumbnail_url for c in cards if c.thumbnail_url]
                )
    return found


def _row(
    standing: board.Standing, photos: Sequence[str], now: datetime, phones: Mapping[int, str]
) -> BoardRow:
    share = standing.share
    silent = standing.mark in {"read", "unopened", "unreached"}
    lost = standing.group is board.Group.UNREACHED
    return BoardRow(
        url=_url(standing),
        mark=mark(standing),
        position=share.position.title,
        state=_state(standing),
        detail=_detail(standing, photos, now),
        at=None if silent else standing.since,
        waiting_since=standing.since if silent else None,
        late=_late(standing, now),
        due=_due(share, now),
        thumbnail_url=photos[0] if photos and share.status == State.REPORTED else "",
        phone=phones.get(share.position_id, "") if lost else "",
    )


def _url(standing: board.Standing) -> str:
    return reverse("web:assignment", args=[standing.share.public_id])


def _state(standing: board.Standing) -> str:
    if standing.mark == "unreached":
        return _("Belum sampai")
    if standing.mark == "unopened":
        return _("Belum dibuka")
    if standing.mark == "read":
        informed = standing.share.is_for_information
        return _("Sudah dibaca") if informed else _("Sudah dibaca, belum menjawab")
    return str(State(standing.share.status).label)


def _detail(standing: board.Standing, photos: Sequence[str], now: datetime) -> str:
    share = standing.share
    if standing.mark == "unopened":
        return _("sampai %(when)s") % {"when": words.short_moment(standing.since, now)}
    if standing.mark == "reported" and photos:
        count = len(photos)
        return ngettext("%(count)d foto", "%(count)d foto", count) % {"count": count}
    if standing.mark in {"ready", "working"} and share.promised_at is not None:
        return _("selesai %(when)s") % {"when": words.moment(share.promised_at, now)}
    return ""


def _due(share: Assignment, now: datetime) -> str:
    """By when the giver's side decides; these rows are drawn for nobody else."""
    if share.giver_by is None:
        return ""
    return _("harus diputus sebelum %(when)s") % {"when": words.short_moment(share.giver_by, now)}


def accepted_by_itself(share: Assignment, now: datetime) -> str:
    """Since when nobody need tap: diterima otomatis Jumat 16.00; empty where only a human accepts."""
    if share.accept_by is None:
        return ""
    when = words.full_moment(share.accept_by, now)
    return _("Diterima otomatis %(when)s bila tidak dikembalikan") % {"when": when}


def _late(standing: board.Standing, now: datetime) -> str:
    share = standing.share
    unanswered = share.status == State.SENT and share.answer_by is not None
    due = share.answer_by if unanswered else share.finish_by
    return words.late(due, now) if standing.late and due is not None else ""
