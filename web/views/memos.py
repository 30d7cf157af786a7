"""Naskah: the desk's list, the editor with the paper beside it, number and print."""

from collections.abc import Mapping
from uuid import UUID

from django.db.models import TextChoices
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Position
from instructions.models import Urgency
from memos import actions, file_copy, final
from memos import queries as desk
from memos.actions import Words
from memos.body import working
from memos.course import Expects, Signing
from memos.lifecycle import MEMO, Status
from memos.models import Memo, MemoType
from memos.signing import attempts
from web import buttons, cards, deeds, drafts, drawing, forms, memo_details
from web import memo_course as course
from web.actor import Visit, worn
from web.cards import Action, ActionField, Choice, FieldKind, Mark, MarkKind, MemoRow
from web.pages import HeadRow, MemoGroup, Memos
from web.pages import Memo as Page
from web.posting import Attempt, act_once, answered, back_to, drawn_again, see_other, typed
from web.views import memo_course
from workflow.refusals import NOT_FOUND, Refused
from workflow.requests import Answer

EDIT = "edit"
PAGE = 25
BEGUN = [one for one in MemoType if one not in {MemoType.EXPLANATION, MemoType.DISPOSITION}]
"""What is begun here: explanations come of a silent share, dispositions of a letter."""
OPTIONAL = frozenset({"copies", "classification_code", "behalf", "through", "place", "menimbang"})
WAITING_PAPER = 25


@require_safe
def memos(request: Visit) -> HttpResponse:
    """The desk's list."""
    context = {"memos": listed(request), "to_sign": attempts.waiting(request.actor).count()}
    return render(request, "memos/list.html", context)


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


@require_safe
def memo_file_copy(request: Visit, public_id: UUID) -> HttpResponse:
    """The pertinggal, for those inside."""
    return _pdf(file_copy.pdf_of(str(public_id), actor=request.actor, at=request.at))


def _pdf(data: bytes) -> HttpResponse:
    """A PDF to look at. It can run nothing, and some viewers obey the policy of pages."""
    response = HttpResponse(data, content_type=course.PDF)
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
    if verb == course.PRINT:
        return _print(request, public_id)
    if verb == course.ROUTE:
        return memo_course.route(request, public_id)
    if verb == course.DISPOSE:
        return memo_course.dispose(request, public_id)
    if verb == attempts.VERB:  # with a passphrase, on a page of its own
        return see_other(f"{reverse('web:to_sign')}?naskah={public_id}")
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
    shown = find(request, public_id)
    typed_in = dict(post.values)
    given = {name: typed_in[name] for name in typed_in if name not in memo_details.NAMES}
    given["details"] = memo_details.given(shown, typed_in)
    for name in ("from_position", "signer"):
        given[name] = _position_named(name, given[name])
    for name in ("behalf", "through"):
        given[name] = _position_named(name, given[name]) or ""
    if shown.memo_type in memo_details.WITHOUT_BODY:
        given |= {"body": None, "to_lines": ""}
    for name in CHOSEN:
        given[name] = given[name] or None
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
    return str(memo_course.position_named(field, title).public_id) if title else None


def _print(request: Visit, public_id: UUID) -> HttpResponse:
    """The recorded print; answered with the sheet itself."""
    post = forms.read_verb(request, MEMO.move(course.PRINT))
    # No paper is rendered inside the act's transaction.
    sheet = final.for_ink(find(request, public_id), at=request.at)

    def work() -> Answer:
        done = actions.print_for_signing(
            str(public_id), actor=post.actor, at=request.at, sheet=sheet, **post.values
        )
        return Answer(200, done.pdf)

    return _pdf(answered(request, post, work).body)


# --- Drawing ---------------------------------------------------------------------------------------


def listed(request: Visit, current: Memo | None = None) -> Memos:
    """The list in groups, the reader's own turn first; two statements."""
    found = Memo.objects.by_turn(request.actor).counted()
    rows = list(found.exclude(status=Status.WITHDRAWN)[:PAGE])
    turns = tuple(course.row(request, row, current) for row in rows if row.group < desk.WAITING)
    waiting = tuple(course.row(request, row, current) for row in rows if row.group == desk.WAITING)
    over = tuple(course.row(request, row, current) for row in rows if row.group == desk.OVER)
    mine = (*_awaiting(request), *turns)
    made = (
        MemoGroup(_("Giliran saya"), len(mine), mine, mine=True),
        MemoGroup(_("Menunggu orang lain"), len(waiting), waiting),
        MemoGroup(_("Selesai"), len(over), over),
    )
    return Memos(tuple(group for group in made if group.rows), _new(request))


def _new(request: Visit) -> Action | None:
    """Begin a memo, in the hat that is worn where it may, else in the first that may."""
    worn_now = worn(request)
    hats = sorted(request.actor.hats, key=lambda hat: hat != worn_now)
    hat = next((one for one in hats if one.allows("draft") and not one.is_fallback), None)
    if hat is None:
        return None
    url = reverse("web:memo_begin")
    kinds = tuple(Choice(one.value, str(one.label), on=one == MemoType.NOTA_DINAS) for one in BEGUN)
    return Action(
        "begin", _("Naskah baru"), url, icon="plus", key=buttons.new_key(), hat=hat.key,
        fields=(ActionField("memo_type", _("Jenis naskah"), FieldKind.CHOICES, choices=kinds),),
    )  # fmt: skip


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


def draw(request: Visit, shown: Memo, attempt: Attempt | None = None) -> HttpResponse:
    """The page of a memo, beside the list on a wide screen."""
    made = buttons.offered(
        shown,
        request=request,
        url=lambda verb: reverse("web:memo_verb", args=[shown.public_id, verb]),
        attempt=attempt,
    )
    today = timezone.localdate(request.at)
    made = tuple(course.fitted(each, shown, attempt, on=today) for each in made)
    edit = next((each for each in made if each.verb == EDIT and not each.refusal), None)
    has_body = shown.memo_type not in memo_details.WITHOUT_BODY
    page = Page(
        title=shown.hal or str(shown.get_memo_type_display()),
        back_url=reverse("web:memos"),
        steps=course.steps(shown),
        dock=buttons.dock([m for m in made if m.verb != EDIT], label=_("Tindakan lain")),
        save=_editor(shown, edit, attempt) if edit else None,
        rows=_head(shown),
        body=shown.body,
        body_html=drafts.to_read(shown),
        draft=drafts.draft_of(request, shown, attempt) if edit and has_body else None,
        pdf_url=reverse("web:memo_pdf", args=[shown.public_id]),
        pdf_note=_note(shown),
        copy_url=_copy_url(request, shown),
        **course.basis(request, shown),
        parafs=course.paraf_rows(request, shown),
        entries=course.history(request, shown),
    )
    status = attempt.status if attempt else 200
    context = {"memo": page, "memos": listed(request, shown)}
    return render(request, "memos/memo.html", context, status=status)


def _copy_url(request: Visit, shown: Memo) -> str:
    inside = file_copy.may_be_read(shown, request.actor)
    return reverse("web:memo_file_copy", args=[shown.public_id]) if inside else ""


def _editor(shown: Memo, edit: Action, attempt: Attempt | None) -> Action:
    """The words of the memo in print order, as typed where they were refused."""
    mine = attempt if attempt is not None and attempt.verb == EDIT else None
    fields = tuple(
        cards.ActionField(
            name=name,
            label=label,
            kind=kind,
            required=name not in OPTIONAL,
            hint=hint,
            value=typed(mine, name, otherwise=value),
            error=mine.sentence if mine and mine.refusal.field == name else "",
            choices=_choices(name, typed(mine, name, otherwise=value)),
            suggest=reverse("api:classification-codes") if name == "classification_code" else "",
        )
        for name, label, kind, hint, value in _values(shown)
    )
    shown_error = any(field.error for field in fields)
    error = mine.sentence if mine and not shown_error else ""
    return buttons.editor(edit, fields, label=_("Simpan konsep"), error=error, of=shown.version)


def _values(shown: Memo) -> list[tuple[str, str, FieldKind, str, str]]:
    code = shown.classification_code.code if shown.classification_code else ""
    line, several = FieldKind.LINE, _("pisahkan dengan titik koma")
    made = [
        ("to_lines", _("Yth."), line, several, course.SEPARATOR.join(shown.to_lines)),
        ("from_position", _("Dari"), line, "", shown.from_position.title),
        ("signer", _("Penanda tangan"), line, "", shown.signer.title),
        ("expects", _("Yang diharapkan"), FieldKind.CHOICES, "", shown.expects),
        ("copies", _("Tembusan"), line, several, course.SEPARATOR.join(shown.copies)),
        ("hal", _("Hal"), line, "", shown.hal),
        ("urgency", _("Sifat"), FieldKind.CHOICES, "", shown.urgency),
        ("signing", _("Cara tanda tangan"), FieldKind.CHOICES, "", shown.signing),
        (
            "classification_code",
            _("Klasifikasi"),
            line,
            _("kode atau kata, misalnya 300.2.3"),
            code,
        ),
        ("behalf", _("a.n."), line, _("bila atas nama pejabat lain"), _title(shown.behalf)),
        ("through", _("u.b."), line, _("jabatan di antaranya"), _title(shown.through)),
        *memo_details.values(shown),
        ("body", _("Isi"), FieldKind.TEXT, "", shown.body),
    ]
    if shown.memo_type in memo_details.WITHOUT_BODY:
        return [one for one in made if one[0] not in {"body", "to_lines"}]
    return made


def _title(position: Position | None) -> str:
    return position.title if position is not None else ""


CHOSEN: Mapping[str, type[TextChoices]] = {
    "urgency": Urgency, "expects": Expects, "signing": Signing,
}  # fmt: skip


def _choices(name: str, chosen: str) -> tuple[Choice, ...]:
    known = CHOSEN.get(name, ())
    return tuple(Choice(one.value, str(one.label), on=one.value == chosen) for one in known)


def _head(shown: Memo) -> tuple[HeadRow, ...]:
    dated = date_format(shown.dated, "j F Y") if shown.dated else _("diisi saat penomoran")
    rows = (
        (_("Yth."), course.SEPARATOR.join(shown.to_lines)),
        (_("Dari"), shown.from_position.title),
        (_("Tembusan"), course.SEPARATOR.join(shown.copies)),
        (_("Tanggal"), dated),
        (_("Nomor"), shown.number_text or _("diisi saat penomoran")),
        (_("Sifat"), str(Urgency(shown.urgency).label)),
        (_("Hal"), shown.hal),
        *((one[1], one[4].replace("\n", course.SEPARATOR)) for one in memo_details.values(shown)),
        *course.more_rows(shown),
    )
    return tuple(HeadRow(label, value) for label, value in rows if value)


def _note(shown: Memo) -> str:
    if shown.number_text:
        return _("A4 · nomor %(number)s") % {"number": shown.number_text}
    return _("A4 · konsep")
