"""One order: the giver's board, or the bare order for whoever only puts it on paper."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.db.models import Exists, OuterRef, Subquery
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from instructions import actions, board, timeline
from instructions.lifecycle import INSTRUCTION, State, Status
from instructions.models import Assignment, Instruction
from memos import actions as memo_actions
from memos.models import Memo
from web import boards, buttons, chronicle, deeds, drawing, picks, words
from web.actor import Visit, worn
from web.cards import Action, Dock, Mark, MarkKind, Recorded, Style
from web.forms import Keys, read, read_verb
from web.pages import Board, Received, Report
from web.posting import Attempt, act_once, back_to, drawn_again
from web.views import compose, sharing
from workflow import door
from workflow.refusals import NOT_FOUND, Refused
from workflow.table import Moment

REMIND = "remind"
ACCEPT_ALL = "accept_all"
PAGES = frozenset({"add_recipients", "reopen"})
"""Verbs whose form is a page of its own."""
FORMALISE = "formalise"


@require_safe
def order(request: Visit, public_id: UUID) -> HttpResponse:
    """The board for the giver's side, a draft for its writer; a recipient goes to its share."""
    return draw(request, find(request, public_id))


def find(request: Visit, public_id: UUID) -> Instruction:
    """The order with its memo's key, if the reader may see them. Raises Refused `not_found`."""
    memos = Memo.objects.visible_to(request.actor).bases().filter(order=OuterRef("pk"))
    rows = Instruction.visible_to(request.actor).filter(public_id=public_id)
    awaited = Assignment.objects.filter(instruction=OuterRef("pk"), awaits_memo=True)
    found = rows.annotate(
        memo_key=Subquery(memos.order_by().values("public_id")[:1]), memo_awaited=Exists(awaited)
    ).first()
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
    if verb in PAGES:
        return draw_form(request, find(request, public_id), verb, attempt)
    if not attempt.has_words:
        return back_to(request, attempt, reverse("web:order", args=[public_id]))
    return draw(request, find(request, public_id), attempt)


@require_POST
@drawn_again(again)
def order_verb(request: Visit, public_id: UUID, verb: str) -> HttpResponse:
    """Do one verb on an order."""
    if verb in FOR_ALL:
        return _for_all(request, public_id, verb)
    move, action = deeds.deed(deeds.ORDER, INSTRUCTION, verb)
    if picks.SEARCH in request.POST and verb in PAGES:
        return draw_form(request, find(request, public_id), verb)
    post = read_verb(request, move)
    to = reverse("web:order", args=[public_id])

    def work() -> str:
        action(
            str(public_id), actor=post.actor, at=request.at, if_version=post.version, **post.values
        )
        return to

    return act_once(request, post, work, said=str(move.label))


FOR_ALL = {
    REMIND: (actions.remind_silent, gettext_lazy("Pengingat")),
    ACCEPT_ALL: (actions.accept_all, gettext_lazy("Laporan diterima")),
}
"""What is done to every share it fits, of those this hat handed out."""


def _for_all(request: Visit, public_id: UUID, verb: str) -> HttpResponse:
    """Remind everybody who is silent, or accept everything that was reported."""
    post = read(request, Keys)
    action, said = FOR_ALL[verb]

    def work() -> str:
        action(str(public_id), actor=post.actor, at=request.at)
        return reverse("web:order", args=[public_id])

    return act_once(request, post, work, said=str(said))


@require_safe
def order_form(request: Visit, public_id: UUID) -> HttpResponse:
    """The form of a verb that has a page of its own, named by ?untuk=."""
    verb = request.GET.get("untuk", "")
    if verb not in PAGES:
        raise Http404(verb)
    shown = find(request, public_id)
    try:
        return draw_form(request, shown, verb)
    except Refused as refused:
        if refused.refusal == NOT_FOUND:
            raise
        messages.error(request, str(refused.refusal.sentence))
        return redirect("web:order", public_id)


def draw_form(
    request: Visit, shown: Instruction, verb: str, attempt: Attempt | None = None
) -> HttpResponse:
    """The page of a verb that chooses recipients or shares. Raises Refused where it cannot be."""
    made = buttons.offered(shown, request=request, url=_verb(shown), attempt=attempt)
    action = next((each for each in made if each.verb == verb), None)
    move = INSTRUCTION.move(verb)
    if action is None:
        late = door.refusal_of(shown, move, Moment(request.actor, request.at, {}))
        raise Refused(late or NOT_FOUND)
    kept = Attempt(NOT_FOUND, request.POST, verb) if picks.SEARCH in request.POST else None
    picked = attempt is not None and attempt.refusal.field in {"recipients", "shares"}
    error = attempt.sentence if attempt is not None and picked else ""
    chosen = picks.of_order(shown, move, request=request, data=request.POST, error=error)
    fields = buttons.fields_of(move, attempt or kept, chosen)
    page = Report(
        title=str(move.label),
        back_url=reverse("web:order", args=[shown.public_id]),
        action=replace(
            action,
            label=_("Kirim"),
            fields=fields,
            style=Style.LAUT,
            page=False,
            url=_verb(shown)(verb),
        ),
        order_text=f"{shown.reference} · {drawing.title_of(shown.text)}",
    )
    status = attempt.status if attempt else 200
    return render(request, "assignments/report.html", {"report": page}, status=status)


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
    standings, phones = boards.with_unreached(board.board(shown, at=request.at), at=request.at)
    lines = timeline.of_order(shown, actor=request.actor)
    reader = drawing.spoken_hat(request.actor, worn(request))
    marks = [boards.mark(each) for each in standings if not each.share.is_for_information]
    noun = shown.recipient_noun or ngettext("penerima", "penerima", len(standings))
    return Board(
        paper=drawing.paper(shown, addressee=f"{len(standings)} {noun}", lines=lines),
        back_url=reverse("web:home"),
        groups=boards.groups(standings, lines, request.at, reader, phones),
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
    offered = buttons.offered(
        shown, request=request, url=_address(shown), pages=PAGES, attempt=attempt
    )
    # Once asked for, the paper itself is offered instead.
    made = [each for each in offered if not (each.verb == "prepare_memo" and each.refusal)]
    silent = [s.share for s in standings if s.group is board.Group.SILENT]
    reported = [s.share for s in standings if s.share.status == State.REPORTED]
    wide = [
        _reminder(request, shown, silent) if silent else None,
        _accepter(request, shown, reported) if len(reported) > 1 else None,
        _principal(made),
    ]
    paper = _formaliser(request, shown)
    if paper is not None:
        made.append(paper)
    if shown.issued_at is not None:
        made.append(chronicle.link(shown))
    if sharing.may_be_shared(shown):
        made.append(_sharer(shown))
    drawn = [each for each in reversed(wide) if each is not None]
    first = drawn[0] if drawn else None
    seconds = [replace(each, style=Style.OUTLINED) for each in drawn[1:]]
    rest = [each for each in made if first is None or each.verb != first.verb]
    second = seconds[0] if seconds else None
    return Dock(first, second, (*seconds[1:], *rest), _("Tindakan lain"))


def _principal(made: Sequence[Action]) -> Action | None:
    """Benar, perintah saya: comes before everything else on the board."""
    own = next((each for each in made if each.verb == "confirm" and not each.refusal), None)
    return replace(own, style=Style.KUNYIT) if own else None


def _accepter(request: Visit, shown: Instruction, reported: Sequence[Assignment]) -> Action | None:
    """Terima semua (3): as offered on one of the reported shares."""
    reported[0].instruction = shown
    offered = buttons.offered(reported[0], request=request, url=_verb(shown))
    one = next((each for each in offered if each.verb == "accept"), None)
    if one is None:
        return None
    label = _("Terima semua (%(count)s)") % {"count": len(reported)}
    url = _verb(shown)(ACCEPT_ALL)
    return replace(one, verb=ACCEPT_ALL, label=label, url=url, version=None, style=Style.KUNYIT)


def _verb(shown: Instruction) -> buttons.Url:
    return lambda verb: reverse("web:order_verb", args=[shown.public_id, verb])


def _address(shown: Instruction) -> buttons.Url:
    """Addresses of the buttons: the verbs themselves, but for those with a page of their own."""
    form = reverse("web:order_form", args=[shown.public_id])
    return lambda verb: f"{form}?untuk={verb}" if verb in PAGES else _verb(shown)(verb)


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
    if hat is None or not (shown.needs_paper or getattr(shown, "memo_awaited", False)):
        return None
    return Action(
        verb=FORMALISE,
        label=_("Buat nota dinas"),
        url=reverse("web:formalise", args=[shown.public_id]),
        icon=buttons.ICONS[FORMALISE],
        key=buttons.new_key(),
        hat=hat.key,
    )


def _sharer(shown: Instruction) -> Action:
    """Bagikan ke grup: a page with the text."""
    url = reverse("web:share", args=[shown.public_id])
    return Action(verb="share", label=_("Bagikan ke grup"), url=url, icon="send", page=True)


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
