"""Writing a naskah: what the editor keeps on the way, the paper while it is written, saved texts."""

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from memos.body import HTML, blocks, html_of, texts, working
from memos.body.allow import as_html
from memos.body.models import TextTemplate
from memos.body.previewing import preview as paper
from memos.body.working import Typed
from memos.models import MemoType
from web import forms, words
from web.actor import Visit, worn
from web.cards import Choice
from web.posting import Attempt, act_once, drawn_again, typed
from web.text_pages import TextPage, TextRow, Texts
from web.views.memos import find
from web.views.papers import pdf_of
from workflow.refusals import HAT_ENDED, Refused

# --- While writing ----------------------------------------------------------------------------------


@require_POST
def keep_copy(request: Visit, public_id: UUID) -> JsonResponse:
    """Keep what the editor holds.

    {"revision", "at", "stale"}; `stale` where the memo itself was saved by somebody meanwhile: the
    copy is kept all the same. Refused: {"code", "sentence"}, and with `copy_stale` what was kept
    elsewhere as "html" and its "revision".
    """
    try:
        post = forms.read(request, forms.TypedBody)
        given = Typed(
            html=post.values["body"],
            base=post.version or 0,
            revision=post.values["revisi"] or 0,
        )
        kept = working.keep(str(public_id), given, actor=post.actor, at=request.at)
    except Refused as found:
        return _refused(request, public_id, found)
    stale = find(request, public_id).version != given.base
    said = {"revision": kept.revision, "at": words.clock(kept.at), "stale": stale}
    return JsonResponse(said)


def _refused(request: Visit, public_id: UUID, found: Refused) -> JsonResponse:
    refusal = found.refusal
    said: dict[str, object] = {"code": refusal.code, "sentence": str(refusal.sentence)}
    if refusal.code == "copy_stale":
        memo = find(request, public_id)
        other = working.copy_of(memo, request.actor.person_id)
        said["html"] = other.html if other else as_html(memo.body, memo.body_format)
        said["revision"] = other.revision if other else 0
    return JsonResponse(said, status=int(refusal.kind.value))


@require_POST
def drop_copy(request: Visit, public_id: UUID) -> HttpResponse:
    """Give up what was typed and not saved."""
    post = forms.read(request, forms.Keys)

    def work() -> str:
        shown = find(request, public_id)
        working.drop(str(shown.public_id), post.actor.person_id)
        return reverse("web:memo", args=[public_id])

    return act_once(request, post, work, said=_("Salinan dibuang"))


@require_POST
def preview(request: Visit, public_id: UUID) -> HttpResponse:
    """The paper as it would print with what the form holds now, marked KONSEP; nothing is kept."""
    post = forms.read(request, forms.MemoWords)
    memo = working.writable(str(public_id), actor=post.actor, at=request.at)
    try:
        data = paper(memo, post.values, on=timezone.localdate(request.at))
    except Refused as found:
        context = {"sentence": found.refusal.sentence}
        return render(
            request, "memos/no_preview.html", context, status=int(found.refusal.kind.value)
        )
    return pdf_of(data, name="konsep")


# --- Saved texts ------------------------------------------------------------------------------------


@require_safe
def texts_page(request: Visit) -> HttpResponse:
    """The texts one may begin from."""
    rows = tuple(_row(row) for row in texts.readable(request.actor))
    shown = Texts(rows=rows, new_url=reverse("web:memo_text_new"))
    return render(request, "memos/texts.html", {"texts": shown})


def _row(row: TextTemplate) -> TextRow:
    kind = str(MemoType(row.memo_type).label) if row.memo_type else _("Semua jenis naskah")
    return TextRow(
        url=reverse("web:memo_text", args=[row.public_id]),
        name=row.name,
        detail=f"{kind} · {row.unit.name if row.unit else _('Semua unit')}",
    )


@require_safe
def text_words(request: Visit, public_id: UUID) -> HttpResponse:
    """The words of a text, for the editor to put where the cursor stands."""
    return HttpResponse(texts.find(public_id, request.actor).html)


def _again(request: Visit, attempt: Attempt, public_id: UUID | None = None) -> HttpResponse:
    row = texts.find(public_id, request.actor) if public_id else None
    return _draw(request, row, attempt)


@require_http_methods(["GET", "HEAD", "POST"])
@drawn_again(_again)
def new_text(request: Visit) -> HttpResponse:
    """Keep a new text."""
    return _keep(request, None) if request.method == "POST" else _draw(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@drawn_again(_again)
def text(request: Visit, public_id: UUID) -> HttpResponse:
    """Read a text, and change it where it is one's own."""
    if request.method == "POST":
        return _keep(request, public_id)
    return _draw(request, texts.find(public_id, request.actor))


def _keep(request: Visit, public_id: UUID | None) -> HttpResponse:
    post = forms.read(request, forms.MemoText)
    hat = worn(request)
    if hat is None:
        raise Refused(HAT_ENDED)
    body = as_html(post.values["body"], post.values["body_format"])
    given = texts.Text(
        name=post.values["name"],
        memo_type=post.values["memo_type"],
        for_all=post.values["for_all"],
        html=body,
    )

    def work() -> str:
        texts.keep(given, actor=post.actor, hat=hat, at=request.at, key=public_id)
        return reverse("web:memo_texts")

    return act_once(request, post, work, said=_("Teks tersimpan"))


@require_POST
def text_remove(request: Visit, public_id: UUID) -> HttpResponse:
    """Delete a text."""
    post = forms.read(request, forms.Keys)

    def work() -> str:
        texts.remove(public_id, actor=post.actor)
        return reverse("web:memo_texts")

    return act_once(request, post, work, said=_("Teks dihapus"))


def _draw(request: Visit, row: TextTemplate | None, attempt: Attempt | None = None) -> HttpResponse:
    hat = worn(request)
    kind = typed(attempt, "memo_type", otherwise=row.memo_type if row else "")
    shared = row is not None and row.unit_id is None
    may_share = any("registers" in each.duties for each in request.actor.hats)
    address = (
        reverse("web:memo_text", args=[row.public_id]) if row else reverse("web:memo_text_new")
    )
    body = typed(attempt, "body", otherwise=row.html if row else "")
    page = TextPage(
        url=address if row is None or texts.may_keep(row, request.actor) else "",
        back_url=reverse("web:memo_texts"),
        remove_url=reverse("web:memo_text_remove", args=[row.public_id]) if row else "",
        hat=hat.key if hat else "",
        name=typed(attempt, "name", otherwise=row.name if row else ""),
        body=body,
        body_format=typed(attempt, "body_format", otherwise=HTML if row else "text"),
        kinds=(
            Choice("", _("Semua"), on=not kind),
            *(Choice(each.value, str(each.label), on=each.value == kind) for each in MemoType),
        ),
        for_all=bool(typed(attempt, "for_all", otherwise="on" if shared else "")),
        may_share=may_share,
        read_html=html_of(blocks(row.html, HTML)) if row else "",
        error=attempt.sentence if attempt else "",
    )
    return render(
        request, "memos/text.html", {"text": page}, status=attempt.status if attempt else 200
    )
