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
from instructions.lifecycle import INSTRUCTION, Status
from instructions.models import Assignment, Instruction
from memos import actions as memo_actions
from memos.models import Memo
from web import boards, buttons, chronicle, deeds, drawing, words
from web.actor import Visit, worn
from web.cards import Action, Dock, Mark, MarkKind, Recorded
from web.forms import Keys, read, read_verb
from web.pages import Board, Received
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
    marks = [boards.mark(each) for each in standings if not each.share.is_for_information]
    noun = shown.recipient_noun or ngettext("penerima", "penerima", len(standings))
    return Board(
        paper=drawing.paper(shown, addressee=f"{len(standings)} {noun}", lines=lines),
        back_url=reverse("web:home"),
        groups=boards.groups(standings, lines, request.at, reader),
        dock=_dock(request, shown, standings, attempt),
        barisan=drawing.barisan(marks, noun=noun, reader=reader) if len(marks) > 1 else None,
        entries=drawing.without_order_files(lines),
        recorded=_recorded(shown, request.at),
    )


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
    offered = buttons.offered(shown, request=request, url=_verb(shown), attempt=attempt)
    # Once asked for, the paper itself is offered instead.
    made = [each for each in offered if not (each.verb == "prepare_memo" and each.refusal)]
    silent = [s.share for s in standings if s.group is board.Group.SILENT]
    remind = _reminder(request, shown, silent) if silent else None
    paper = _formaliser(request, shown)
    if paper is not None:
        made.append(paper)
    if shown.issued_at is not None:
        made.append(chronicle.link(shown))
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
    """Buat nota dinas, once it was asked for and while there is none yet."""
    if (
        getattr(shown, "memo_key", None)
        or shown.issued_at is None
        or shown.status == Status.REVOKED
    ):
        return None
    memo = Memo(order=shown, security=shown.classification)
    move = Memo.lifecycle.move("draft")
    hat = buttons.hat_for(memo, move, request)
    if hat is None or not shown.needs_paper:
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
