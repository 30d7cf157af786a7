"""What the editor of a memo begins with: its body, or what its writer typed and did not save yet."""

from django.urls import reverse

from memos.body import HTML, blocks, html_of, texts, working
from memos.body.allow import as_html
from memos.body.models import WorkingCopy
from memos.models import Memo
from web import words
from web.actor import Visit
from web.cards import Choice
from web.posting import Attempt
from web.text_pages import Draft

MINE = "salinan"
"""In the address: begin with my copy though the memo was saved by somebody since."""


def to_read(memo: Memo) -> str:
    """A body in HTML, written anew from its blocks; empty for plain text."""
    is_html = memo.body_format == HTML
    return html_of(blocks(memo.body, HTML)) if is_html else ""


def draft_of(request: Visit, memo: Memo, attempt: Attempt | None) -> Draft:
    """The editor's beginning; a refused post comes first, then the copy kept on the way."""
    kept = copy = working.copy_of(memo, request.actor.person_id)
    html, body_format = as_html(memo.body, memo.body_format), memo.body_format
    fits = copy is not None and (copy.base == memo.version or MINE in request.GET)
    other = ""
    if copy is not None and copy.html == html:
        copy = None  # its words were saved; it came late
    fits = copy is not None and (copy.base == memo.version or MINE in request.GET)
    if attempt is not None and "body" in attempt.data:
        body_format = HTML if attempt.data.get("body_format") == HTML else "text"
        html = as_html(attempt.data.get("body", ""), body_format)
    elif copy is not None and fits:
        html, body_format = copy.html, HTML
    elif copy is not None:
        other = html_of(blocks(copy.html, HTML))
    address = reverse("web:memo", args=[memo.public_id])
    return Draft(
        html=html,
        body_format=body_format,
        base=memo.version,
        revision=kept.revision if kept else 0,
        keep_url=reverse("web:memo_copy", args=[memo.public_id]),
        drop_url=reverse("web:memo_copy_drop", args=[memo.public_id]),
        preview_url=reverse("web:memo_preview", args=[memo.public_id]),
        texts_url=reverse("web:memo_texts"),
        texts=tuple(
            Choice(reverse("web:memo_text_words", args=[row.public_id]), row.name)
            for row in texts.readable(request.actor, memo_type=memo.memo_type)
        ),
        kept_at=_when(copy),
        other=other,
        mine_url=f"{address}?{MINE}=1",
    )


def _when(copy: WorkingCopy | None) -> str:
    return words.clock(copy.at) if copy else ""
