"""One recipient's share of an order: the recipient's own page, the giver's view of it, the report."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib import messages
from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.hats import holders, titled
from accounts.models import Appointment
from instructions import actions, board, timeline
from instructions.lifecycle import ASSIGNMENT, Part, State
from instructions.models import Assignment
from memos.models import Memo
from notifications.actions import opened
from web import boards, buttons, chronicle, deeds, drawing, envelopes, picks, words
from web.actor import HAT, Visit, worn
from web.bound import bound
from web.cards import Action, ActionField, Choice, Dock, FieldKind, Mark, Recorded, Style
from web.context import waiting
from web.forms import Keys, parsed, read_verb
from web.pages import BoardGroup, Handled, Received, Report, ReportText
from web.posting import Attempt, act_once, back_to, drawn_again
from web.views import desk
from workflow import door
from workflow.refusals import NOT_FOUND, Refused
from workflow.table import Moment

PAGES = frozenset({"report", "progress", "pass_down", "propose_redirect"})
"""Verbs whose form is a page of its own."""

SENDS = {"report": gettext_lazy("Kirim laporan"), "progress": gettext_lazy("Kirim kabar")}

ASKED_FOR = timedelta(minutes=10)
"""How long after Siap the page asks by when; later it is behind "other acts"."""

SCRIPTED = "js"
"""Cookie that the pages' script sets: a browser with it tells by itself what was on screen."""

PREFETCH_HEADERS = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")


@require_safe
def assignment(request: Visit, public_id: UUID) -> HttpResponse:
    """The share, as the reader's side sees it."""
    share = find(request, public_id)
    if _is_read_without_script(request):
        actions.see(str(public_id), actor=request.actor, at=request.at)
        opened(share.pk, actor=request.actor, at=request.at)
    return draw(request, share)


def find(request: Visit, public_id: UUID) -> Assignment:
    """The share, its order with its memo's key. Raises Refused `not_found`."""
    memos = Memo.objects.visible_to(request.actor).bases().filter(order=OuterRef("instruction_id"))
    rows = Assignment.objects.visible_to(request.actor).filter(public_id=public_id).with_seen()
    share = rows.annotate(memo_key=Subquery(memos.order_by().values("public_id")[:1])).first()
    if share is None:
        raise Refused(NOT_FOUND)
    share.instruction.memo_key = share.memo_key  # type: ignore[attr-defined]
    return share


def _is_read_without_script(request: Visit) -> bool:
    """Whether this GET itself counts as having the order on screen.

    Where scripts run, seen.js posts to `seen` after one second and sets the cookie; a reading
    without the cookie is the only sign a plain browser gives. What a browser fetches ahead of a tap
    does not count.
    """
    ahead = any("prefetch" in request.headers.get(name, "") for name in PREFETCH_HEADERS)
    return request.method == "GET" and SCRIPTED not in request.COOKIES and not ahead


@require_POST
def seen(request: Visit, public_id: UUID) -> HttpResponse:
    """The order was on screen for a second."""
    keys = parsed(Keys(request.POST))
    actor = request.actor.wearing(str(keys[HAT])) if keys[HAT] else request.actor
    share = actions.see(str(public_id), actor=actor, at=request.at)
    opened(share.pk, actor=actor, at=request.at)
    return HttpResponse(status=204)


# --- Acting ----------------------------------------------------------------------------------------


def again(request: Visit, attempt: Attempt, public_id: UUID, verb: str) -> HttpResponse:
    """What a refused post shows: its page or sheet with the words, else the sentence alone."""
    if verb in PAGES:
        return draw_form(request, find(request, public_id), verb, attempt)
    if not attempt.has_words:
        return back_to(request, attempt, reverse("web:assignment", args=[public_id]))
    return draw(request, find(request, public_id), attempt)


@require_POST
@drawn_again(again)
def assignment_verb(request: Visit, public_id: UUID, verb: str) -> HttpResponse:
    """Do one verb on a share."""
    move, action = deeds.deed(deeds.ASSIGNMENT, ASSIGNMENT, verb)
    if picks.SEARCH in request.POST and verb in PAGES:
        return draw_form(request, find(request, public_id), verb)
    post = read_verb(request, move)
    to = reverse("web:assignment", args=[public_id])

    def work() -> str:
        action(
            str(public_id), actor=post.actor, at=request.at, if_version=post.version, **post.values
        )
        return to

    return act_once(request, post, work, said=str(move.label))


@require_safe
def report(request: Visit, public_id: UUID) -> HttpResponse:
    """The form of a report, or with ?untuk= of another verb that has a page of its own."""
    verb = request.GET.get("untuk", "report")
    if verb not in PAGES:
        raise Http404(verb)
    share = find(request, public_id)
    try:
        return draw_form(request, share, verb)
    except Refused as refused:
        if refused.refusal == NOT_FOUND:
            raise
        messages.error(request, str(refused.refusal.sentence))
        return redirect("web:assignment", share.public_id)


# --- Drawing ---------------------------------------------------------------------------------------


def draw(request: Visit, share: Assignment, attempt: Attempt | None = None) -> HttpResponse:
    """The recipient's page, or the giver's; who is both sees the side whose turn it is."""
    status = attempt.status if attempt else 200
    parts = frozenset[str]().union(*(share.parts_of(hat) for hat in request.actor.hats))
    gives = bool(parts & {Part.GIVER, Part.CONTROLLER, Part.ABOVE})
    if gives and (Part.RECIPIENT not in parts or ASSIGNMENT.turn[share.status] == Part.GIVER):
        page = _handled(request, share, attempt)
        return render(request, "assignments/handled.html", {"handled": page}, status=status)
    shown = _received(request, share, attempt)
    return render(request, "assignments/received.html", {"received": shown}, status=status)


def draw_form(
    request: Visit, share: Assignment, verb: str, attempt: Attempt | None = None
) -> HttpResponse:
    """The page of a report or of progress. Raises Refused where this cannot be done now."""
    made = buttons.offered(share, request=request, url=_verb(share), attempt=attempt)
    action = next((each for each in made if each.verb == verb), None)
    if action is None:
        late = door.refusal_of(share, ASSIGNMENT.move(verb), Moment(request.actor, request.at, {}))
        raise Refused(late or NOT_FOUND)
    order, move = share.instruction, ASSIGNMENT.move(verb)
    chosen = picks.of_share(share, move, request=request, data=request.POST, error=_at(attempt))
    fields = buttons.fields_of(move, attempt or _kept(request, verb), chosen)
    page = Report(
        title=str(move.label),
        back_url=reverse("web:assignment", args=[share.public_id]),
        action=replace(
            action,
            label=str(SENDS.get(verb) or _("Kirim")),
            url=_verb(share)(verb),
            fields=_photos_first(fields, demanded=order.evidence_demanded),
            style=Style.LAUT,
            page=False,
        ),
        order_text=f"{order.reference} · {drawing.title_of(order.text)}",
    )
    status = attempt.status if attempt else 200
    return render(request, "assignments/report.html", {"report": page}, status=status)


def _kept(request: Visit, verb: str) -> Attempt | None:
    """What was typed when only positions were looked for."""
    return Attempt(NOT_FOUND, request.POST, verb) if picks.SEARCH in request.POST else None


def _at(attempt: Attempt | None) -> str:
    """The refusal of what was picked."""
    picked = attempt is not None and attempt.refusal.field in {"recipients", "target"}
    return attempt.sentence if attempt is not None and picked else ""


def _photos_first(fields: Sequence[ActionField], *, demanded: bool) -> tuple[ActionField, ...]:
    hint = _("wajib") if demanded else _("boleh dikosongkan")
    photos = [replace(f, hint=hint) for f in fields if f.kind is FieldKind.PHOTOS]
    return (*photos, *(f for f in fields if f.kind is not FieldKind.PHOTOS))


def _verb(share: Assignment) -> buttons.Url:
    return lambda verb: reverse("web:assignment_verb", args=[share.public_id, verb])


def _address(share: Assignment) -> buttons.Url:
    """Addresses of the buttons: the verbs themselves, but for those with a page of their own."""
    form = reverse("web:report", args=[share.public_id])
    return lambda verb: f"{form}?untuk={verb}" if verb in PAGES else _verb(share)(verb)


def _buttons(request: Visit, share: Assignment, attempt: Attempt | None) -> tuple[Action, ...]:
    return buttons.offered(
        share, request=request, url=_address(share), pages=PAGES, attempt=attempt
    )


def _received(request: Visit, share: Assignment, attempt: Attempt | None) -> Received:
    lines = timeline.of_share(share, actor=request.actor)
    made = _buttons(request, share, attempt)
    chips = _promise(share, made, request.at)
    answers = made and share.status == State.SENT
    label = _("Jawaban lain") if answers else _("Tindakan lain")
    hat = next((h for h in request.actor.hats if h.position_id == share.position_id), None)
    waits = hat is not None and share.seen_at is None  # type: ignore[attr-defined]
    return Received(
        paper=drawing.paper(
            drawing.with_basis(share.instruction, request.actor),
            addressee=_addressee(request, share),
            lines=lines,
            share=share,
        ),
        back_url=reverse("web:home"),
        entries=drawing.without_order_files(lines, of_one=True),
        below=_below(request, share),
        dock=buttons.dock((*made, *_links(request, share)), label=label, chips=chips),
        recorded=None if share.status == State.SENT else _recorded(request, share),
        seen_url=reverse("web:seen", args=[share.public_id]) if waits else "",
        hat=hat.key if hat else "",
    )


def _links(request: Visit, share: Assignment) -> tuple[Action, ...]:
    """Pages beside this one; none for whoever came by a link, who sees this one alone."""
    return () if bound(request) else (chronicle.link(share.instruction),)


def _below(request: Visit, share: Assignment) -> tuple[BoardGroup, ...]:
    """Those it was handed down to, as on a giver's board."""
    if share.status == State.SENT or share.is_at_the_bottom:
        return ()
    standings, phones = boards.with_unreached(
        board.board_below(share, at=request.at), at=request.at
    )
    reader = drawing.spoken_hat(request.actor, worn(request))
    return boards.groups(standings, (), request.at, reader, phones)


def _addressee(request: Visit, share: Assignment) -> str:
    """Ibu Camat Pelawan; without a name for whom an aide reads."""
    for hat in request.actor.hats:
        if hat.position_id == share.position_id and not hat.is_delegated:
            return f"{drawing.spoken_to(request.actor.person)} {hat.title}"
    return share.position.title


def _promise(share: Assignment, made: Sequence[Action], now: datetime) -> Action | None:
    """Kapan selesai?: three times that send at once, asked right after Siap and then let be."""
    action = next((each for each in made if each.verb == "promise"), None)
    if action is None or share.promised_at is not None or now > share.moved_at + ASKED_FOR:
        return None
    field = replace(
        action.fields[0],
        label=action.label,
        hint=_("boleh dilewati"),
        choices=tuple(
            Choice(words.field_value(at), words.moment(at, now)) for at in _times(share, now)
        ),
    )
    return replace(action, fields=(field,))


def _times(share: Assignment, now: datetime) -> list[datetime]:
    """This evening, tomorrow morning, and the deadline: those ahead and not past it."""
    today = timezone.localtime(now).replace(minute=0, second=0, microsecond=0)
    tomorrow = today + timedelta(days=1)
    wanted = [today.replace(hour=20), tomorrow.replace(hour=8), tomorrow.replace(hour=16)]
    due = share.finish_by
    times = [at for at in wanted if at > now and (due is None or at < due)]
    return [*times[:2], due] if due is not None and due > now else times


def _recorded(request: Visit, share: Assignment) -> Recorded:
    """Where the share stands, in the band on top."""
    standing = board.standing(share, at=request.at)
    when_ = words.short_moment(share.moved_at, request.at)
    detail = _("Terkirim %(when)s") % {"when": when_}
    if share.promised_at is not None and standing.mark in {"ready", "working"}:
        promised = words.moment(share.promised_at, request.at)
        detail += " · " + _("selesai %(when)s") % {"when": promised}
    mark = Mark(drawing.MARKS[standing.mark], late=standing.late)
    return Recorded(mark, str(State(share.status).label), detail)


def _handled(request: Visit, share: Assignment, attempt: Attempt | None) -> Handled:
    order = share.instruction
    lines = timeline.of_share(share, actor=request.actor)
    holder = next(iter(holders(share.position, on=timezone.localdate(request.at))), None)
    made = _buttons(request, share, attempt)
    return Handled(
        paper=drawing.paper(order, addressee=share.position.title, lines=lines, share=share),
        back_url=_above(request, share),
        below=_below(request, share),
        position=_title(share, holder),
        holder=holder.person.full_name if holder else _("Jabatan ini sedang kosong"),
        recorded=_standing(request, share),
        entries=drawing.without_order_files(lines, of_one=True),
        dock=_handled_dock(made),
        mine=ASSIGNMENT.turn[share.status] == Part.GIVER,
        answer=_answer(share, lines),
        phone=(holder.person.phone or "") if holder else "",
        offers=envelopes.offered(request, share),
        next=None if share.status == State.SENT else desk.strip(request, waiting(request).asked),
    )


def _above(request: Visit, share: Assignment) -> str:
    """Where one came from: the reader's own share it was handed down from, else the order."""
    if share.parent is not None and share.giver_id in request.actor.position_ids:
        return reverse("web:assignment", args=[share.parent.public_id])
    return reverse("web:order", args=[share.instruction.public_id])


def _handled_dock(made: Sequence[Action]) -> Dock:
    laid = buttons.dock(made, label=_("Tindakan lain"))
    if laid.primary is not None:
        return laid
    remind = next((each for each in made if each.verb == "remind" and not each.refusal), None)
    if remind is None:
        return laid
    rest = tuple(each for each in made if each.verb != "remind")
    return Dock(buttons.filled(remind, label=remind.label), None, rest, _("Tindakan lain"))


def _title(share: Assignment, holder: Appointment | None) -> str:
    return titled(holder.capacity, share.position.title) if holder else share.position.title


def _standing(request: Visit, share: Assignment) -> Recorded:
    """The band for the giver: since when it waits, and for whom."""
    standing = board.standing(share, at=request.at)
    mark = Mark(drawing.MARKS[standing.mark], late=standing.late)
    since = words.short_moment(standing.since, request.at)
    if ASSIGNMENT.turn[share.status] == Part.GIVER:
        who = drawing.spoken_hat(request.actor, worn(request))
        detail = _("Menunggu %(who)s sejak %(when)s") % {"who": who, "when": since}
        later = boards.accepted_by_itself(share, request.at)
        return Recorded(
            mark, str(State(share.status).label), f"{detail}. {later}" if later else detail
        )
    silent = {"unopened": _("Belum dibuka"), "read": _("Sudah dibaca, belum menjawab")}
    label = silent.get(standing.mark, str(State(share.status).label))
    return Recorded(mark, label, _("sejak %(when)s") % {"when": since})


def _answer(share: Assignment, lines: Sequence[timeline.Line]) -> ReportText | None:
    """What came back and waits for an answer or was accepted: the report, or the question."""
    asked = {
        State.CLARIFYING: "ask",
        State.REDIRECT_PROPOSED: "propose_redirect",
        State.REPORTED: "report",
        State.COMPLETED: "report",
    }
    verb = asked.get(State(share.status))
    line = next((each for each in lines if each.verb == verb), None)
    if line is None:
        return None
    proposed = line.entry.facts.get("proposed_finish") if line.entry else None
    return ReportText(
        title=_("Laporan") if verb == "report" else _asked(share),
        text="\n\n".join(text for text in line.contents.values() if text),
        at=line.at,
        proposed_until=drawing.when(proposed),
        attachments=drawing.attachments(line.attachments),
    )


def _asked(share: Assignment) -> str:
    """What is asked of the giver, in words."""
    if share.status == State.REDIRECT_PROPOSED and share.target is not None:
        return _("Mohon dialihkan kepada %(title)s") % {"title": share.target.title}
    return _("Mohon arahan")
