"""Surat masuk: the list, recording from the desk, one letter, its disposition, its scan."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Position, PositionKind
from files import serving
from memos.letters import actions
from memos.letters import queries as letters_of
from memos.letters import sheet as paper
from memos.letters.lifecycle import LETTER, Status
from memos.letters.models import IncomingLetter
from web import buttons, deeds, forms, picks
from web import letter_pages as pages
from web.actor import Visit
from web.cards import Action, ActionField, Choice, FieldKind, Mark, MarkKind, MemoRow, Style
from web.pages import MemoGroup, Memos, Report
from web.posting import Attempt, act_once, answered, back_to, drawn_again
from web.views.papers import pdf_of
from workflow import door
from workflow.refusals import NOT_FOUND, Refused, invalid
from workflow.requests import Answer
from workflow.table import FieldKind as Asked
from workflow.table import Input

PAGE = 25
BEFORE = "dari"
SCAN = "scan"
FORMS = frozenset({"dispose", "correct"})
"""Verbs whose form is a page of its own."""
LEADERS = (PositionKind.REGENT, PositionKind.VICE_REGENT, PositionKind.SECRETARY)
ADDRESSEE = Input("addressee", "", Asked.POSITION, required=True)
MARKS = {
    Status.RECORDED: MarkKind.UNOPENED,
    Status.DISPOSED: MarkKind.WORKING,
    Status.FILED: MarkKind.CLOSED,
}


@require_safe
def letters(request: Visit) -> HttpResponse:
    """The letters one may see, one's own turn first; two statements a page."""
    start = request.GET.get(BEFORE, "")
    skip = int(start) if start.isdecimal() and len(start) < 7 else 0  # noqa: PLR2004 - a row's place
    rows = list(IncomingLetter.objects.by_turn(request.actor)[skip : skip + PAGE + 1])
    shown = rows[:PAGE]
    more = f"?{BEFORE}={skip + PAGE}" if len(rows) > PAGE else ""
    names = {
        letters_of.MINE: _("Giliran saya"),
        letters_of.OTHERS: _("Menunggu orang lain"),
        letters_of.OVER: _("Diarsipkan"),
    }
    groups = []
    for group, title in names.items():
        found = tuple(_row(row) for row in shown if row.group == group)
        if found:
            groups.append(MemoGroup(title, len(found), found, mine=group == letters_of.MINE))
    if groups and more:
        groups[-1] = replace(groups[-1], more_url=more)
    context = {"memos": Memos(tuple(groups)), "records": _records(request)}
    return render(request, "letters/list.html", context)


def _records(request: Visit) -> bool:
    return any("registers" in hat.duties for hat in request.actor.hats)


def _row(row: IncomingLetter) -> MemoRow:
    words = {"agenda": row.register_number.text, "sender": row.sender}
    return MemoRow(
        url=reverse("web:letter", args=[row.public_id]),
        mark=Mark(MARKS[Status(row.status)]),
        title=row.hal,
        detail=_("Agenda %(agenda)s · %(sender)s") % words,
        at=row.moved_at,
    )


# --- Recording -------------------------------------------------------------------------------------


def draw_new(request: Visit, attempt: Attempt | None = None) -> HttpResponse:
    """The form of a new letter, with what was typed."""
    hat = next((one for one in request.actor.hats if "registers" in one.duties), None)
    if hat is None:
        raise Refused(NOT_FOUND)
    attempt = attempt or _kept(request)
    fields = [
        _addressee(request, attempt),
        *pages.value_fields({}, attempt, today=timezone.localdate(request.at).isoformat()),
        _scan_field(attempt),
    ]
    books = actions.agendas(hat)
    if len(books) > 1:
        choices = tuple(Choice(str(book.public_id), book.name) for book in books)
        fields.append(
            ActionField(
                "register", _("Buku agenda"), FieldKind.CHOICES, required=True, choices=choices
            )
        )
    action = Action(
        "record", _("Catat surat"), reverse("web:new_letter"), Style.LAUT,
        fields=tuple(fields), key=buttons.new_key(), hat=hat.key,
        error=_above(fields, attempt),
    )  # fmt: skip
    page = Report(
        title=_("Catat surat masuk"), back_url=reverse("web:letters"), action=action, order_text=""
    )
    return _form(request, page, attempt)


def _kept(request: Visit) -> Attempt | None:
    """What was typed before a search for a position."""
    return Attempt(NOT_FOUND, request.POST) if picks.SEARCH in request.POST else None


def _form(request: Visit, page: Report, attempt: Attempt | None) -> HttpResponse:
    searched = attempt is None or picks.SEARCH in attempt.data
    status = 200 if searched or attempt is None else attempt.status
    return render(request, "assignments/report.html", {"report": page}, status=status)


def _above(fields: list[ActionField], attempt: Attempt | None) -> str:
    if attempt is None or picks.SEARCH in attempt.data or any(field.error for field in fields):
        return ""
    return attempt.sentence


def _addressee(
    request: Visit, attempt: Attempt | None, chosen: Position | None = None
) -> ActionField:
    near = Position.objects.filter(kind__in=LEADERS, is_active=True).order_by("rank", "pk")
    data = request.POST.copy()
    if chosen is not None and not data.get("addressee"):
        data["addressee"] = str(chosen.public_id)
    wrong = attempt is not None and attempt.refusal.field == "addressee"
    field = picks.one_of(
        ADDRESSEE, near, request=request, data=data,
        error=attempt.sentence if attempt and wrong else "",
    )  # fmt: skip
    return replace(field, label=_("Untuk"))


def _scan_field(attempt: Attempt | None) -> ActionField:
    wrong = attempt is not None and attempt.refusal.field == SCAN
    return ActionField(
        SCAN, _("Pindaian"), FieldKind.FILES, hint=_("PDF atau foto, boleh menyusul"),
        accept="application/pdf,image/*", error=attempt.sentence if attempt and wrong else "",
    )  # fmt: skip


@drawn_again(draw_new)
@require_http_methods(["GET", "HEAD", "POST"])
def new_letter(request: Visit) -> HttpResponse:
    """Enter a letter in the agenda."""
    if request.method != "POST" or picks.SEARCH in request.POST or not _records(request):
        return draw_new(request)
    post = forms.read(request, pages.LetterWords, files=[SCAN])
    given = _given(post.values)
    register = post.values["register"]

    def work() -> str:
        done = actions.record(given, actor=post.actor, at=request.at, register=register)
        seen = not done.subject.is_secret
        return (
            reverse("web:letter", args=[done.subject.public_id]) if seen else reverse("web:letters")
        )

    return act_once(request, post, work, said=_("Surat masuk"))


def _given(values: Any) -> actions.Given:
    scans = values[SCAN]
    if len(scans) > 1:
        raise Refused(invalid(SCAN, "too_many_files", _("Satu berkas pindaian saja.")))
    words = {name: values[name] for name in (
        "sender", "number", "dated", "received_on", "hal", "urgency", "security", "addressee"
    )}  # fmt: skip
    return actions.Given(**words, scan=scans[0] if scans else None)


# --- One letter ------------------------------------------------------------------------------------


def find(request: Visit, public_id: UUID) -> IncomingLetter:
    """The letter, if the reader may see it. Raises Refused `not_found`."""
    found = IncomingLetter.visible_to(request.actor).filter(public_id=public_id).first()
    if found is None:
        raise Refused(NOT_FOUND)
    return found


@require_safe
def letter(request: Visit, public_id: UUID) -> HttpResponse:
    """The letter as the agenda has it, what was asked of whom, and what may be done now."""
    return draw(request, find(request, public_id))


def draw(request: Visit, shown: IncomingLetter, attempt: Attempt | None = None) -> HttpResponse:
    """The page of a letter."""
    made = buttons.offered(
        shown, request=request, url=_address(shown), pages=FORMS, attempt=attempt
    )
    page = pages.Letter(
        title=shown.hal,
        back_url=reverse("web:letters"),
        state=str(Status(shown.status).label).capitalize(),
        rows=pages.rows_of(shown),
        scan_url=reverse("web:letter_scan", args=[shown.public_id]) if shown.scan else "",
        dispositions=pages.dispositions_of(request, shown),
        print=pages.print_of(request, shown),
        dock=buttons.dock(made, label=_("Tindakan lain")),
        entries=pages.history_of(request, shown),
    )
    status = attempt.status if attempt else 200
    return render(request, "letters/letter.html", {"letter": page}, status=status)


def _address(shown: IncomingLetter) -> Callable[[str], str]:
    def url(verb: str) -> str:
        if verb in FORMS:
            return reverse("web:letter_form", args=[shown.public_id]) + f"?untuk={verb}"
        return reverse("web:letter_verb", args=[shown.public_id, verb])

    return url


@require_safe
def scan(request: Visit, public_id: UUID) -> HttpResponseBase:
    """The scan itself."""
    shown = find(request, public_id)
    if shown.scan is None:
        raise Http404
    return serving.respond(shown.scan, name=shown.scan_name, request=request)


def _sheet_again(request: Visit, attempt: Attempt, public_id: UUID) -> HttpResponse:
    return draw(request, find(request, public_id), attempt)


@require_POST
@drawn_again(_sheet_again)
def sheet(request: Visit, public_id: UUID) -> HttpResponse:
    """The lembar disposisi, empty where nobody disposed yet; made before its printing is recorded."""
    post = forms.read(request, forms.Keys)
    pdf = paper.pdf_of(str(public_id), actor=post.actor, at=request.at)

    def work() -> Answer:
        actions.print_sheet(str(public_id), actor=post.actor, at=request.at)
        return Answer(200, pdf)

    return pdf_of(answered(request, post, work).body, name="lembar-disposisi")


# --- Acting ----------------------------------------------------------------------------------------


@require_safe
def letter_form(request: Visit, public_id: UUID) -> HttpResponse:
    """The form of a verb that has a page of its own, named by ?untuk=."""
    verb = request.GET.get("untuk", "")
    if verb not in FORMS:
        raise Http404(verb)
    return draw_form(request, find(request, public_id), verb)


def draw_form(
    request: Visit, shown: IncomingLetter, verb: str, attempt: Attempt | None = None
) -> HttpResponse:
    """The page of a verb's form. Raises Refused where it cannot be."""
    attempt = attempt or _kept(request)
    move = LETTER.move(verb)
    made = buttons.offered(shown, request=request, url=_address(shown), attempt=attempt)
    action = next((each for each in made if each.verb == verb), None)
    if action is None:
        raise Refused(NOT_FOUND)
    fields = (
        _disposition_fields(request, shown, attempt)
        if verb == "dispose"
        else _correction_fields(request, shown, attempt)
    )
    page = Report(
        title=str(move.label),
        back_url=reverse("web:letter", args=[shown.public_id]),
        action=replace(
            action, fields=tuple(fields), style=Style.LAUT, page=False,
            label=_("Kirim disposisi") if verb == "dispose" else _("Simpan"),
            url=reverse("web:letter_verb", args=[shown.public_id, verb]),
            version=shown.version, error=_above(fields, attempt),
        ),
        order_text=_("Agenda %(agenda)s · %(hal)s")
        % {"agenda": shown.register_number.text, "hal": shown.hal},
    )  # fmt: skip
    return _form(request, page, attempt)


def _disposition_fields(
    request: Visit, shown: IncomingLetter, attempt: Attempt | None
) -> list[ActionField]:
    move, data = LETTER.move("dispose"), request.POST
    wrong = {attempt.refusal.field: attempt.sentence} if attempt else {}
    near = Position.objects.filter(superior=shown.addressee_id, is_active=True)
    recipients = picks.of_letter(
        move, near.order_by("rank", "title")[: picks.MOST], request=request, data=data,
        error=wrong.get("recipients", ""),
    )  # fmt: skip
    rest = {
        field.name: replace(field, hint=_("boleh dikosongkan"))
        for field in buttons.fields_of(move, attempt)
    }
    asked = pages.request_field(data.getlist("requests"), error=wrong.get("requests", ""))
    return [recipients, asked, rest["note"], rest["finish_by"]]


def _correction_fields(
    request: Visit, shown: IncomingLetter, attempt: Attempt | None
) -> list[ActionField]:
    values = {
        "sender": shown.sender, "number": shown.number, "hal": shown.hal,
        "dated": shown.dated.isoformat(), "received_on": shown.received_on.isoformat(),
        "urgency": shown.urgency, "security": shown.security,
    }  # fmt: skip
    today = timezone.localdate(request.at).isoformat()
    return [
        _addressee(request, attempt, shown.addressee),
        *pages.value_fields(values, attempt, today=today),
        _scan_field(attempt),
        *buttons.fields_of(LETTER.move("correct"), attempt),
    ]


def again(request: Visit, attempt: Attempt, public_id: UUID, verb: str) -> HttpResponse:
    """What a refused post shows: its form with its words, else the sentence alone."""
    shown = find(request, public_id)
    if attempt.refusal.code == "not_yours":
        return draw(request, shown, attempt)
    if verb in FORMS and attempt.refusal.code != "not_now":
        return draw_form(request, shown, verb, attempt)
    if not attempt.has_words or verb in FORMS:
        return back_to(request, attempt, reverse("web:letter", args=[public_id]))
    return draw(request, shown, attempt)


@require_POST
@drawn_again(again)
def letter_verb(request: Visit, public_id: UUID, verb: str) -> HttpResponse:
    """Do one verb on a letter."""
    move, action = deeds.deed(deeds.LETTER, LETTER, verb)
    shown = find(request, public_id)
    fits = (hat.allows(verb) and shown.parts_of(hat) & move.who for hat in request.actor.hats)
    if not any(fits):
        door.pick_hat(shown, move, request.actor)  # says whose it is, before the form is read
    if verb in FORMS and picks.SEARCH in request.POST:
        return draw_form(request, shown, verb)
    to = reverse("web:letter", args=[public_id])
    if verb == "correct":
        post = forms.read(request, pages.LetterWords, files=[SCAN])
        values: Any = {"given": _given(post.values), "reason": post.values["reason"]}
    elif verb == "dispose":
        post = forms.read(request, pages.DispositionWords)
        recipients = forms.recipients_of(request.POST, post.values["recipients"])
        values = {**post.values, "recipients": recipients}
    else:
        post = forms.read_verb(request, move)
        values = post.values

    def work() -> str:
        key = str(public_id)
        action(key, actor=post.actor, at=request.at, if_version=post.version, **values)
        return to

    return act_once(request, post, work, said=str(move.label))
