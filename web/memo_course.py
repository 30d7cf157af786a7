"""The course of a memo in words: its steps, its parafs, who answered, what its verbs ask for."""

from collections.abc import Callable, Mapping
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _

from accounts.models import Position
from instructions import timeline
from memos import parafs
from memos import queries as desk
from memos.course import Expects, Reply, Signing
from memos.course_rows import Paraf, ParafKind
from memos.file_copy import INSIDE
from memos.lifecycle import MEMO, Status
from memos.models import Memo
from web import buttons, cards, drawing, memo_numbers
from web.actor import Visit
from web.cards import Action, ActionField, FieldKind, Mark, MarkKind, MemoRow
from web.pages import HeadRow, Step
from web.posting import Attempt, typed
from workflow.models import Entry

PRINT, ROUTE, DISPOSE, SCAN, DISPATCH = "print_for_signing", "route", "dispose", "scan", "dispatch"
NUMBER_AND_SCAN = "number_and_scan"
PDF = "application/pdf"
SEPARATOR = "; "
FOR_ALL = ("dispatch", "agree", "agree_with_notes", "disagree", "dispose", "archive", "void")
TURNS = {
    desk.TO_WRITE: MarkKind.MEMO_DRAFT, desk.TO_INITIAL: MarkKind.MEMO_DRAFT,
    desk.TO_ANSWER: MarkKind.ASKING, desk.TO_NUMBER: MarkKind.MEMO_NUMBER,
    desk.TO_PRINT: MarkKind.MEMO_NUMBER, desk.TO_SEND: MarkKind.MEMO_NUMBER,
}  # fmt: skip


# --- The list --------------------------------------------------------------------------------------


def row(request: Visit, memo: Memo, current: Memo | None) -> MemoRow:
    """A memo in the list; no statement."""
    return MemoRow(
        url=reverse("web:memo", args=[memo.public_id]),
        mark=_mark(memo),
        title=memo.hal or _("Naskah tanpa hal"),
        detail=_detail(memo, counts=desk.may_count(memo, request.actor)),
        at=memo.moved_at,
        current=current is not None and current.pk == memo.pk,
    )


def _mark(memo: Memo) -> Mark:
    if memo.status in {Status.WITHDRAWN, Status.VOIDED}:
        return Mark(MarkKind.CLOSED)
    done = MarkKind.ACCEPTED if memo.group == desk.OVER else MarkKind.READY
    return Mark(TURNS.get(memo.group, done))


def _detail(memo: Memo, *, counts: bool) -> str:
    kind = str(memo.get_memo_type_display()).lower()
    if memo.order is not None and not memo.began_order:
        kind = _("%(kind)s dari %(ref)s") % {"kind": kind, "ref": memo.order.reference}
    given = {
        "kind": kind,
        "number": memo.number_text,
        "who": memo.next_paraf.title if memo.next_paraf else "",
        "answers": _tally(memo.asked, memo.answered),
    }
    return _standing(memo, counts=counts and memo.asked > 0) % given


def _standing(memo: Memo, *, counts: bool) -> str:
    if memo.group == desk.TO_INITIAL:
        return _("Perlu paraf · %(kind)s")
    if memo.group == desk.TO_ANSWER:
        return _("Perlu dijawab · %(kind)s")
    if memo.status == Status.NUMBERED and memo.group != desk.TO_PRINT:
        return _("Tanda tangan · %(number)s")
    if memo.status == Status.APPROVED and memo.printed_at:
        return _("Perlu nomor dan pindaian · %(kind)s")
    if memo.status == Status.DISPATCHED and counts:
        return _("Terkirim · %(number)s · %(answers)s")
    words = {
        Status.DRAFT: _("Konsep · %(kind)s"),
        Status.IN_REVIEW: _("Paraf %(who)s · %(kind)s"),
        Status.APPROVED: _("Perlu nomor · %(kind)s"),
        Status.NUMBERED: _("Perlu dicetak · %(number)s"),
        Status.SIGNED: _("Perlu dikirim · %(number)s"),
        Status.DISPATCHED: _("Terkirim · %(number)s"),
        Status.ARCHIVED: _("Diarsipkan · %(number)s"),
        Status.WITHDRAWN: _("Ditarik · %(kind)s"),
        Status.VOIDED: _("Dibatalkan · %(number)s"),
    }
    return words[Status(memo.status)]


def _tally(asked: int, answered: int) -> str:
    words = _("%(answered)s dari %(asked)s sudah menjawab")
    return words % {"answered": answered, "asked": asked}


# --- The page --------------------------------------------------------------------------------------


def steps(memo: Memo) -> tuple[Step, ...]:
    """Konsep, Paraf (or Setuju), Nomor, Tanda tangan, Kirim."""
    second = _("Paraf") if memo.parafs_asked else _("Setuju")
    names = [_("Konsep"), second, _("Nomor"), _("Tanda tangan"), _("Kirim")]
    at = {Status.DRAFT: 0, Status.IN_REVIEW: 1, Status.APPROVED: 2, Status.NUMBERED: 3,
          Status.SIGNED: 4, Status.DISPATCHED: 5, Status.ARCHIVED: 5}  # fmt: skip
    now = at.get(Status(memo.status), 4 if memo.dispatched_at else 3 if memo.number_text else 0)
    if memo.status in {Status.WITHDRAWN, Status.VOIDED}:
        names[now:] = [str(Status(memo.status).label).capitalize()]
    state = {-1: "done", 0: "now", 1: "later"}
    return tuple(
        Step(name, state[(n > now) - (n < now)], mine=n == now) for n, name in enumerate(names)
    )


def paraf_rows(request: Visit, memo: Memo) -> tuple[HeadRow, ...]:
    """Who initialled when, and who is waited for; one statement where there is a chain.

    An aide, who has no button for it, is told whose the paraf is.
    """
    if not memo.parafs_asked:
        return ()
    lent = {hat.position_id for hat in request.actor.hats if hat.is_delegated}
    initials = {hat.position_id for hat in request.actor.hats if hat.allows("initial")}
    only = memo.next_paraf_id if memo.next_paraf_id in lent - initials else None
    return tuple(
        HeadRow(one.position.title, _given(one, by_hand=one.position_id == only))
        for one in _chain(memo)
    )


def _chain(memo: Memo) -> list[Paraf]:
    return list(memo.parafs.select_related("position").order_by("n"))


def _given(paraf: Paraf, *, by_hand: bool) -> str:
    if paraf.at is None:
        waits = _("belum memaraf; hanya oleh pejabatnya sendiri, tidak lewat ajudan")
        return waits if by_hand else _("belum memaraf")
    at = timezone.localtime(paraf.at)
    return f"{date_format(at, 'j M Y')}, {at.strftime('%H.%M')}"


def basis(request: Visit, memo: Memo) -> dict[str, str]:
    """The order that the memo rests on, or the one that it gave, with how many have answered."""
    order = memo.order
    if order is None or order.issued_at is None:
        return {}
    at = timezone.localtime(order.issued_at)
    detail = _("%(day)s, pukul %(time)s") % {
        "day": date_format(at, "j F Y"), "time": at.strftime("%H.%M"),
    }  # fmt: skip
    came = desk.answers_of(memo, request.actor)
    if came is not None:
        detail = f"{detail} · {_tally(came.asked, came.answered)}"
    return {
        "basis_label": _("Perintah tertulis") if memo.began_order else _("Dasar"),
        "basis": _("Perintah %(giver)s %(ref)s")
        % {"giver": order.giver.title, "ref": order.reference},
        "basis_detail": detail,
        "basis_url": reverse("web:order", args=[order.public_id]),
    }


def more_rows(memo: Memo) -> tuple[tuple[str, str], ...]:
    """Head rows that do not print: what is expected, how it is signed, what was answered."""
    return (
        (_("Yang diharapkan"), str(Expects(memo.expects).label)),
        (_("Cara tanda tangan"), str(Signing(memo.signing).label)),
        (_("Jawaban"), str(Reply(memo.answer).label) if memo.answer else ""),
    )


def history(request: Visit, memo: Memo) -> tuple[cards.Entry, ...]:
    """What happened to the memo itself, as far as this reader may know; three statements."""
    rows = Entry.objects.filter(kind=Memo.kind, subject_id=memo.pk).order_by("-id")
    if not any(memo.parts_of(hat) & INSIDE for hat in request.actor.hats):
        rows = rows.filter(verb__in=FOR_ALL)
    found = list(rows.prefetch_related("contents"))
    ids = {entry.position_id for entry in found if entry.position_id is not None}
    titles = dict(Position.objects.filter(pk__in=ids).values_list("pk", "title"))
    return drawing.history([_line(entry, titles) for entry in found])


def _line(entry: Entry, titles: dict[int, str]) -> timeline.Line:
    move = MEMO.by_verb.get(entry.verb)
    return timeline.Line(
        at=entry.at,
        verb=entry.verb,
        who=titles.get(entry.position_id or 0, ""),
        sentence=str(move.told) if move else _("menghapus isi menurut ketentuan"),
        aide=entry.delegated,
        contents={one.field: one.body for one in entry.contents.all() if one.body is not None},
        attachments=(),
        share_of="",
        entry=entry,
    )


# --- What a verb asks for --------------------------------------------------------------------------


def fitted(action: Action, memo: Memo, attempt: Attempt | None, *, on: date) -> Action:
    """Ask only what must be asked, in the way it can be answered on a page."""
    mine = attempt if attempt is not None and attempt.verb == action.verb else None
    fields = action.fields
    if action.verb in WITHOUT and WITHOUT[action.verb](memo):
        fields = ()
    elif action.verb in {memo_numbers.NUMBER, memo_numbers.INSERT}:
        fields = memo_numbers.fields(action.verb, memo, fields)
    elif action.verb == ROUTE:
        fields = _chain_fields(memo, mine, on)
    elif action.verb == DISPOSE:
        fields = (_posts("recipients", _("Kepada"), mine), *fields)
    elif action.verb == SCAN:
        fields = (_scan_field(),)
    elif action.verb == NUMBER_AND_SCAN:
        fields = (*memo_numbers.fields(action.verb, memo, fields), _scan_field())
    return buttons.asking(action, fields)


WITHOUT: Mapping[str, Callable[[Memo], bool]] = {
    PRINT: lambda memo: memo.printed_at is None,
    DISPATCH: lambda memo: bool(memo.order_id) or memo.expects == Expects.INFORMATION,
}
"""Where a verb asks nothing: a first print needs no reason, an order that is there has its date."""


def _chain_fields(memo: Memo, attempt: Attempt | None, on: date) -> tuple[ActionField, ...]:
    """The chain as it stands; whom Sigap proposes on that day where none was ever set."""
    chain = _chain(memo) if memo.parafs_asked else []
    superiors = [one.position.title for one in chain if one.kind == ParafKind.SUPERIOR]
    beside = [one.position.title for one in chain if one.kind == ParafKind.COORDINATION]
    if not chain:
        superiors = [position.title for position in parafs.proposed(memo, on=on)]
    return (
        _posts("superiors", _("Paraf hierarki"), attempt, superiors),
        _posts("coordinators", _("Paraf koordinasi"), attempt, beside),
    )


def _scan_field() -> ActionField:
    return ActionField(
        "attachments", _("Hasil pindai (PDF)"), FieldKind.FILES, required=True, accept=PDF
    )


def _posts(
    name: str, label: str, attempt: Attempt | None, titles: list[str] | None = None
) -> ActionField:
    shown = typed(attempt, name, otherwise="\n".join(titles or []))
    refused = attempt is not None and attempt.refusal.field == name
    return ActionField(
        name,
        label,
        FieldKind.TEXT,
        hint=_("satu jabatan setiap baris"),
        value=shown,
        error=attempt.sentence if attempt is not None and refused else "",
        suggest=reverse("api:positions"),
    )
