"""One order: the giver's board, or the bare order for whoever only puts it on paper."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from instructions import actions, board, timeline
from instructions.lifecycle import INSTRUCTION, State, Status
from instructions.models import Assignment, Instruction
from instructions.queries import keeps_registers
from memos import actions as memo_actions
from memos.models import Memo
from web import buttons, deeds, drawing, words
from web.actor import Visit, worn
from web.cards import Action, Dock, Mark, MarkKind, Recorded
from web.forms import Keys, read, read_verb
from web.pages import Board, BoardGroup, BoardRow, Received
from web.posting import Attempt, act_once, back_to, drawn_again
from web.views import compose
from workflow.refusals import NOT_FOUND, Refused

REMIND = "remind"
FORMALISE = "formalise"


@require_safe
def order(request: Visit, public_id: UUID) -> HttpResponse:
    """The board for the giver's side, a draft for its writer; a recipient goes to its share."""
    return draw(request, find(request, public_id))


def find(request: Visit, public_id: UUID) -> Instruction:
    """The order with its memo's key, if the reader may see them. Raises Refused `not_found`."""
    memos = Memo.objects.visible_to(request.actor).live().filter(order=OuterRef("pk"))
    rows = Instruction.visible_to(request.actor).filter(public_id=public_id)
    found = rows.annotate(memo_key=Subquery(memos.order_by().values("public_id")[:1])).first()
    if found is None:
        raise Refused(NOT_FOUND)
    return found


def draw(request: Visit, shown: Instruction, attempt: Attempt | None = None) -> HttpResponse:
    """The page of an order for this reader; with an attempt, its form stands open again."""
    status = attempt.status if attempt else 200
    if timeline.giver_side(shown, request.actor):
        if shown.status == Status.DRAFT:
            return compose.draw(request, attempt, draft=shown)
        return render(
            request, "orders/board.html", {"board": _board(request, shown, attempt)}, status=status
        )
    ids = request.actor.position_ids
    share = shown.assignments.filter(position_id__in=ids).order_by("-pk").first()
    if share is not None and attempt is None:
        return redirect("web:assignment", share.public_id)
    page = _bare(request, shown, attempt)
    return render(request, "assignments/received.html", {"received": page}, status=status)


# --- Acting ----------------------------------------------------------------------------------------


def again(request: Visit, attempt: Attempt, public_id: UUID, verb: str = "") -> HttpResponse:
    """What a refused post shows: the open form with its words, else the sentence alone."""
    if not attempt.has_words:
        return back_to(request, attempt, reverse("web:order", args=[public_id]))
    return draw(request, find(request, public_id), attempt)


@require_POST
@drawn_again(again)
def order_verb(request: Visit, public_id: UUID, verb: str) -> HttpResponse:
    """Do one verb on an order."""
    if verb == REMIND:
        return _remind(request, public_id)
    move, action = deeds.deed(deeds.ORDER, INSTRUCTION, verb)
    post = read_verb(request, move)
    to = reverse("web:order", args=[public_id])

    def work() -> str:
        action(
            str(public_id), actor=post.actor, at=request.at, if_version=post.version, **post.values
        )
        return to

    return act_once(request, post, work, said=str(move.label))


def _remind(request: Visit, public_id: UUID) -> HttpResponse:
    """Remind everybody who is silent; who was reminded just now is left alone."""
    post = read(request, Keys)

    def work() -> str:
        actions.remind_silent(str(public_id), actor=post.actor, at=request.at)
        return reverse("web:order", args=[public_id])

    return act_once(request, post, work, said=_("Pengingat"))


@require_POST
@drawn_again(again)
def formalise(request: Visit, public_id: UUID) -> HttpResponse:
    """Draft the memo of an order, and go on to edit it."""
    post = read(request, Keys)

    def work() -> str:
        done = memo_actions.formalise(str(public_id), actor=post.actor, at=request.at)
        return reverse("web:memo", args=[done.subject.public_id])

    return act_once(request, post, work, said=_("Konsep naskah"))


# --- Drawing ---------------------------------------------------------------------------------------


def _board(request: Visit, shown: Instruction, attempt: Attempt | None) -> Board:
    standings = board.board(shown, at=request.at)
    lines = timeline.of_order(shown, actor=request.actor)
    reader = drawing.spoken_hat(request.actor, worn(request))
    marks = [_mark(each) for each in standings if not each.share.is_for_information]
    noun = shown.recipient_noun or ngettext("penerima", "penerima", len(standings))
    return Board(
        paper=drawing.paper(shown, addressee=f"{len(standings)} {noun}", lines=lines),
        back_url=reverse("web:home"),
        groups=_groups(standings, lines, request.at, reader),
        dock=_dock(request, shown, standings, attempt),
        barisan=drawing.barisan(marks, noun=noun, reader=reader) if len(marks) > 1 else None,
        entries=drawing.without_order_files(lines),
        recorded=_recorded(shown, request.at),
    )


def _mark(standing: board.Standing) -> Mark:
    return Mark(drawing.MARKS[standing.mark], late=standing.late)


def _groups(
    standings: Sequence[board.Standing],
    lines: Sequence[timeline.Line],
    now: datetime,
    reader: str,
) -> tuple[BoardGroup, ...]:
    titles = {
        board.Group.GIVERS_TURN: _("Giliran %(who)s") % {"who": reader},
        board.Group.SILENT: _("Belum menjawab"),
        board.Group.READY: _("Siap, laksanakan"),
        board.Group.INFORMED: _("Untuk diketahui"),
        board.Group.SETTLED: _("Selesai"),
    }
    photos = _photos(lines)
    made = []
    for group, title in titles.items():
        rows = [_row(s, photos.get(s.share.pk, []), now) for s in standings if s.group is group]
        if rows:
            mine = group is board.Group.GIVERS_TURN
            made.append(BoardGroup(title, len(rows), tuple(rows), mine=mine))
    return tuple(made)


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


def _row(standing: board.Standing, photos: Sequence[str], now: datetime) -> BoardRow:
    share = standing.share
    silent = standing.mark in {"read", "unopened"}
    return BoardRow(
        url=reverse("web:assignment", args=[share.public_id]),
        mark=_mark(standing),
        position=share.position.title,
        state=_state(standing),
        detail=_detail(standing, photos, now),
        at=None if silent else standing.since,
        waiting_since=standing.since if silent else None,
        late=_late(standing, now),
        thumbnail_url=photos[0] if photos and share.status == State.REPORTED else "",
    )


def _state(standing: board.Standing) -> str:
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


def _late(standing: board.Standing, now: datetime) -> str:
    share = standing.share
    unanswered = share.status == State.SENT and share.answer_by is not None
    due = share.answer_by if unanswered else share.finish_by
    return words.late(due, now) if standing.late and due is not None else ""


def _recorded(shown: Instruction, now: datetime) -> Recorded | None:
    """Selesai, Dicabut; nothing while it runs."""
    if shown.closed_at is None:
        return None
    done = shown.status == Status.COMPLETED
    mark = Mark(MarkKind.ACCEPTED if done else MarkKind.CLOSED)
    label = str(Status(shown.status).label)
    return Recorded(mark, label[:1].upper() + label[1:], words.full_moment(shown.closed_at, now))


def _dock(
    request: Visit,
    shown: Instruction,
    standings: Sequence[board.Standing],
    attempt: Attempt | None,
) -> Dock:
    """Reminding the silent is the board's one button; the rest is behind "other acts"."""
    made = list(buttons.offered(shown, request=request, url=_verb(shown), attempt=attempt))
    silent = [s.share for s in standings if s.group is board.Group.SILENT]
    remind = _reminder(request, shown, silent) if silent else None
    paper = _formaliser(request, shown)
    if paper is not None:
        made.append(paper)
    return Dock(remind, None, tuple(made), _("Tindakan lain"))


def _verb(shown: Instruction) -> buttons.Url:
    return lambda verb: reverse("web:order_verb", args=[shown.public_id, verb])


def _reminder(request: Visit, shown: Instruction, silent: Sequence[Assignment]) -> Action | None:
    """Ingatkan 3 penerima: as offered on one of the silent shares."""
    silent[0].instruction = shown
    offered = buttons.offered(silent[0], request=request, url=_verb(shown))
    one = next((each for each in offered if each.verb == REMIND), None)
    if one is None:
        return None
    noun = shown.recipient_noun or ngettext("penerima", "penerima", len(silent))
    label = _("Ingatkan %(count)s %(noun)s") % {"count": len(silent), "noun": noun}
    return buttons.filled(one, label=label)


def _formaliser(request: Visit, shown: Instruction) -> Action | None:
    """Buat nota dinas, where there is none yet."""
    if (
        getattr(shown, "memo_key", None)
        or shown.issued_at is None
        or shown.status == Status.REVOKED
    ):
        return None
    memo = Memo(order=shown, security=shown.classification)
    move = Memo.lifecycle.move("draft")
    hat = buttons.hat_for(memo, move, request)
    if hat is None or not (shown.needs_paper or not keeps_registers(request.actor)):
        return None
    return Action(
        verb=FORMALISE,
        label=_("Buat nota dinas"),
        url=reverse("web:formalise", args=[shown.public_id]),
        icon=buttons.ICONS[FORMALISE],
        key=buttons.new_key(),
        hat=hat.key,
    )


def _bare(request: Visit, shown: Instruction, attempt: Attempt | None) -> Received:
    """The order without anybody's share, for the desk that puts it on paper."""
    lines = timeline.of_order(shown, actor=request.actor)
    paper = _formaliser(request, shown)
    made = buttons.offered(shown, request=request, url=_verb(shown), attempt=attempt)
    actions_ = (*made, paper) if paper else made
    names = ", ".join(shown.addressees.get("names", [])) or shown.recipient_noun
    return Received(
        paper=drawing.paper(shown, addressee=names, lines=lines),
        back_url=reverse("web:memos"),
        entries=drawing.without_order_files(lines),
        dock=buttons.dock(actions_, label=_("Tindakan lain")),
        recorded=_recorded(shown, request.at),
    )
