"""Naskah: the desk's list, the editor with the paper beside it, number and print."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Position
from instructions import timeline
from instructions.models import Urgency
from memos import actions, final
from memos import queries as desk
from memos.actions import Words
from memos.body import working
from memos.lifecycle import MEMO, Status
from memos.models import Memo
from memos.numbering import registers_for
from web import buttons, cards, deeds, drafts, drawing, forms
from web.actor import Visit
from web.cards import Action, ActionField, Choice, FieldKind, Mark, MarkKind, MemoRow
from web.pages import HeadRow, MemoGroup, Memos, Step
from web.pages import Memo as Page
from web.posting import Attempt, act_once, answered, back_to, drawn_again, typed
from workflow.refusals import NOT_FOUND, Refused, invalid
from workflow.requests import Answer

EDIT = "edit"
PRINT = "print_for_signing"
PAGE = 25
WAITING_PAPER = 25
SEPARATOR = "; "
PDF = "application/pdf"


@require_safe
def memos(request: Visit) -> HttpResponse:
    """The desk's list."""
    return render(request, "memos/list.html", {"memos": listed(request)})


@require_safe
def memo(request: Visit, public_id: UUID) -> HttpResponse:
    """One memo: an editor while it may be changed, else to be read."""
    return draw(request, find(request, public_id))


def find(request: Visit, public_id: UUID) -> Memo:
    """The memo, if the reader may see it. Raises Refused `not_found`."""
    found = Memo.visible_to(request.actor).filter(public_id=public_id).first()
    if found is None:
        raise Refused(NOT_FOUND)
    return found


@require_safe
def memo_pdf(request: Visit, public_id: UUID) -> HttpResponse:
    """The paper as it stands, marked KONSEP until it is signed."""
    data = actions.pdf_for_reading(str(public_id), request.actor, request.at)
    return _pdf(data)


def _pdf(data: bytes) -> HttpResponse:
    """A PDF to look at. It can run nothing, and some viewers obey the policy of pages."""
    response = HttpResponse(data, content_type=PDF)
    response["Content-Disposition"] = 'inline; filename="naskah.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    response._csp_exempt = True  # type: ignore[attr-defined]  # noqa: SLF001 - django-csp's own mark
    return response


# --- Acting ----------------------------------------------------------------------------------------


def again(request: Visit, attempt: Attempt, public_id: UUID, verb: str) -> HttpResponse:
    """What a refused post shows: the editor or the sheet with its words, else the sentence alone."""
    if not attempt.has_words and not attempt.refusal.choices:
        return back_to(request, attempt, reverse("web:memo", args=[public_id]))
    return draw(request, find(request, public_id), attempt)


@require_POST
@drawn_again(again)
def memo_verb(request: Visit, public_id: UUID, verb: str) -> HttpResponse:
    """Do one verb on a memo."""
    if verb == EDIT:
        return _edit(request, public_id)
    if verb == PRINT:
        return _print(request, public_id)
    move, action = deeds.deed(deeds.MEMO, MEMO, verb)
    post = forms.read_verb(request, move)
    to = reverse("web:memo", args=[public_id])

    def work() -> str:
        action(
            str(public_id), actor=post.actor, at=request.at, if_version=post.version, **post.values
        )
        return to

    return act_once(request, post, work, said=str(move.label))


def _edit(request: Visit, public_id: UUID) -> HttpResponse:
    """Save the editor."""
    post = forms.read(request, forms.MemoWords)
    given = dict(post.values)
    for name in ("from_position", "signer"):
        given[name] = _position_named(name, given[name])
    for name in ("to_lines", "copies"):
        given[name] = given[name].replace("\n", ";").split(";")
    new = Words(**given)

    def work() -> str:
        key = str(public_id)
        actions.edit(key, new, actor=post.actor, at=request.at, if_version=post.version)
        working.drop(key, post.actor.person_id)
        return reverse("web:memo", args=[public_id])

    return act_once(request, post, work, said=_("Konsep"))


def _position_named(field: str, title: str) -> str | None:
    """The public id of the one position with this title; None leaves it as it is."""
    if not title:
        return None
    found = list(Position.objects.filter(title__iexact=title, is_active=True)[:2])
    if len(found) != 1:
        sentence = _("Tidak ada satu jabatan dengan nama itu. Tulis nama jabatannya lengkap.")
        raise Refused(invalid(field, "unknown_position", sentence))
    return str(found[0].public_id)


def _print(request: Visit, public_id: UUID) -> HttpResponse:
    """The recorded print; answered with the sheet itself."""
    post = forms.read_verb(request, MEMO.move(PRINT))
    shown = find(request, public_id)
    if shown.status == Status.NUMBERED:
        final.issue_of(shown, at=request.at)  # no paper is rendered inside the act's transaction

    def work() -> Answer:
        done = actions.print_for_signing(
            str(public_id), actor=post.actor, at=request.at, **post.values
        )
        return Answer(200, done.pdf)

    return _pdf(answered(request, post, work).body)


# --- Drawing ---------------------------------------------------------------------------------------


def listed(request: Visit, current: Memo | None = None) -> Memos:
    """The list in groups, the reader's own turn first; two statements."""
    rows = list(Memo.objects.by_turn(request.actor).exclude(status=Status.WITHDRAWN)[:PAGE])
    groups = {
        True: [row for row in rows if row.group in {desk.TO_WRITE, desk.TO_NUMBER, desk.TO_PRINT}],
        False: [row for row in rows if row.group == desk.WAITING],
    }
    mine = (*_awaiting(request), *(_row(row, current) for row in groups[True]))
    others = tuple(_row(row, current) for row in groups[False])
    made = (
        MemoGroup(_("Giliran saya"), len(mine), mine, mine=True),
        MemoGroup(_("Menunggu orang lain"), len(others), others),
    )
    return Memos(tuple(group for group in made if group.rows))


def _awaiting(request: Visit) -> tuple[MemoRow, ...]:
    """Orders that wait to be put on paper."""
    return tuple(
        MemoRow(
            url=reverse("web:order", args=[order.public_id]),
            mark=Mark(MarkKind.MEMO_DRAFT),
            title=drawing.title_of(order.text),
            detail=_("Belum dibuat · dari %(ref)s") % {"ref": order.reference},
            at=order.moved_at,
        )
        for order in desk.orders_awaiting_paper(request.actor)[:WAITING_PAPER]
    )


def _row(row: Memo, current: Memo | None) -> MemoRow:
    return MemoRow(
        url=reverse("web:memo", args=[row.public_id]),
        mark=_mark(row),
        title=row.hal or _("Naskah tanpa hal"),
        detail=_detail(row),
        at=row.moved_at,
        current=current is not None and current.pk == row.pk,
    )


def _mark(row: Memo) -> Mark:
    turns = {desk.TO_WRITE: MarkKind.MEMO_DRAFT, desk.TO_NUMBER: MarkKind.MEMO_NUMBER}
    waiting = MarkKind.MEMO_NUMBER if row.group == desk.TO_PRINT else MarkKind.READY
    return Mark(turns.get(row.group, waiting))


def _detail(row: Memo) -> str:
    reference = row.order.reference if row.order else ""
    words = {
        Status.DRAFT: _("Konsep · nota dinas dari %(ref)s"),
        Status.APPROVED: _("Perlu nomor · nota dinas dari %(ref)s"),
        Status.NUMBERED: _("Perlu dicetak · %(number)s"),
    }
    if row.printed_at is not None:
        return _("Tanda tangan · %(number)s") % {"number": row.number_text}
    given = {"ref": reference, "number": row.number_text}
    return words.get(Status(row.status), "%(ref)s") % given


def draw(request: Visit, shown: Memo, attempt: Attempt | None = None) -> HttpResponse:
    """The page of a memo, beside the list on a wide screen."""
    made = buttons.offered(
        shown,
        request=request,
        url=lambda verb: reverse("web:memo_verb", args=[shown.public_id, verb]),
        attempt=attempt,
    )
    made = tuple(_fitted(each, shown) for each in made)
    edit = next((each for each in made if each.verb == EDIT and not each.refusal), None)
    page = Page(
        title=shown.hal or _("Nota dinas"),
        back_url=reverse("web:memos"),
        steps=_steps(shown),
        dock=buttons.dock([m for m in made if m.verb != EDIT], label=_("Tindakan lain")),
        save=_editor(shown, edit, attempt) if edit else None,
        rows=_head(shown),
        body=shown.body,
        body_html=drafts.to_read(shown),
        draft=drafts.draft_of(request, shown, attempt) if edit else None,
        pdf_url=reverse("web:memo_pdf", args=[shown.public_id]),
        pdf_note=_note(shown),
        **_basis(shown),
        entries=_history(request, shown),
    )
    status = attempt.status if attempt else 200
    context = {"memo": page, "memos": listed(request, shown)}
    return render(request, "memos/memo.html", context, status=status)


def _fitted(action: Action, shown: Memo) -> Action:
    """Ask only what must be asked: a register among several, a reason for another print."""
    if action.verb == PRINT and shown.printed_at is None:
        return buttons.asking(action, ())
    if action.verb != "number":
        return action
    registers = registers_for(shown)
    if len(registers) < 2:  # noqa: PLR2004 - a choice needs two
        return buttons.asking(action, ())
    choices = tuple(Choice(str(each.public_id), each.name) for each in registers)
    field = ActionField(
        "register", _("Buku nomor"), FieldKind.CHOICES, required=True, choices=choices
    )
    return buttons.asking(action, (field,))


def _steps(shown: Memo) -> tuple[Step, ...]:
    """Konsep, Disetujui, Nomor, Cetak."""
    names = [_("Konsep"), _("Disetujui"), _("Nomor"), _("Cetak")]
    now = {Status.DRAFT: 0, Status.APPROVED: 2, Status.NUMBERED: 3}.get(Status(shown.status), 0)
    if shown.printed_at is not None:
        now = len(names)
    state = {-1: "done", 0: "now", 1: "later"}
    return tuple(
        Step(name, state[(n > now) - (n < now)], mine=n == now) for n, name in enumerate(names)
    )


def _editor(shown: Memo, edit: Action, attempt: Attempt | None) -> Action:
    """The words of the memo in print order, as typed where they were refused."""
    mine = attempt if attempt is not None and attempt.verb == EDIT else None
    fields = tuple(
        cards.ActionField(
            name=name,
            label=label,
            kind=kind,
            required=name not in {"copies", "classification_code"},
            hint=hint,
            value=typed(mine, name, otherwise=value),
            error=mine.sentence if mine and mine.refusal.field == name else "",
            choices=_urgencies(typed(mine, name, otherwise=value)) if name == "urgency" else (),
        )
        for name, label, kind, hint, value in _values(shown)
    )
    shown_error = any(field.error for field in fields)
    error = mine.sentence if mine and not shown_error else ""
    return buttons.editor(edit, fields, label=_("Simpan konsep"), error=error, of=shown.version)


def _values(shown: Memo) -> list[tuple[str, str, FieldKind, str, str]]:
    code = shown.classification_code.code if shown.classification_code else ""
    line, several = FieldKind.LINE, _("pisahkan dengan titik koma")
    return [
        ("to_lines", _("Yth."), line, several, SEPARATOR.join(shown.to_lines)),
        ("from_position", _("Dari"), line, "", shown.from_position.title),
        ("signer", _("Penanda tangan"), line, "", shown.signer.title),
        ("copies", _("Tembusan"), line, several, SEPARATOR.join(shown.copies)),
        ("hal", _("Hal"), line, "", shown.hal),
        ("urgency", _("Sifat"), FieldKind.CHOICES, "", shown.urgency),
        ("classification_code", _("Klasifikasi"), line, _("misalnya 300.2.3"), code),
        ("body", _("Isi"), FieldKind.TEXT, "", shown.body),
    ]


def _urgencies(chosen: str) -> tuple[Choice, ...]:
    return tuple(Choice(u.value, str(u.label), on=u.value == chosen) for u in Urgency)


def _head(shown: Memo) -> tuple[HeadRow, ...]:
    dated = date_format(shown.dated, "j F Y") if shown.dated else _("diisi saat penomoran")
    rows = (
        (_("Yth."), SEPARATOR.join(shown.to_lines)),
        (_("Dari"), shown.from_position.title),
        (_("Tembusan"), SEPARATOR.join(shown.copies)),
        (_("Tanggal"), dated),
        (_("Nomor"), shown.number_text or _("diisi saat penomoran")),
        (_("Sifat"), str(Urgency(shown.urgency).label)),
        (_("Hal"), shown.hal),
    )
    return tuple(HeadRow(label, value) for label, value in rows if value)


def _note(shown: Memo) -> str:
    if shown.number_text:
        return _("A4 · nomor %(number)s") % {"number": shown.number_text}
    return _("A4 · konsep")


def _basis(shown: Memo) -> dict[str, str]:
    """The order the memo rests on."""
    order = shown.order
    if order is None or order.issued_at is None:
        return {}
    at = timezone.localtime(order.issued_at)
    day = date_format(at, "j F Y")
    return {
        "basis": _("Perintah %(giver)s %(ref)s")
        % {"giver": order.giver.title, "ref": order.reference},
        "basis_detail": _("%(day)s, pukul %(time)s") % {"day": day, "time": at.strftime("%H.%M")},
        "basis_url": reverse("web:order", args=[order.public_id]),
    }


def _history(request: Visit, shown: Memo) -> tuple[cards.Entry, ...]:
    """What happened to the memo itself."""
    if shown.order is None:
        return ()
    lines = timeline.of_order(shown.order, actor=request.actor)
    return drawing.history([each for each in lines if each.entry and each.entry.kind == Memo.kind])
