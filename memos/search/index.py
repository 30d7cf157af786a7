"""Keeping the words by which memos are found.

The index follows the memo's row: after any act on a memo, a row of the outbox makes its words what
they should be now. Doing it twice changes nothing.
"""

from collections.abc import Iterable
from datetime import datetime
from html import unescape

from django.utils.html import strip_tags

from instructions.queries import SECRET
from instructions.stems import stems_of
from memos.models import Memo
from memos.search.models import MemoWord
from workflow.models import Entry
from workflow.outbox import Consumer, register

HTML = "html"


def wants(entry: Entry) -> bool:
    """Any act on a memo may change its words or its class."""
    return entry.kind == Memo.kind


def handle(entry: Entry, at: datetime) -> None:
    """Index the memo of an entry; three statements."""
    index(Memo.objects.filter(pk=entry.subject_id))


def index(memos: Iterable[Memo]) -> None:
    """Make the words of these memos what their rows say; three statements however many."""
    rows = list(memos)
    MemoWord.objects.filter(memo__in=rows).delete()
    MemoWord.objects.bulk_create(
        MemoWord(memo=memo, stem=stem)
        for memo in rows
        if memo.security not in SECRET
        for stem in stems_of(words_of(memo))
    )


def words_of(memo: Memo) -> str:
    """What a memo is found by: its hal, its addressees and its text, without any mark-up."""
    body = memo.body
    if getattr(memo, "body_format", "") == HTML:
        body = unescape(strip_tags(body.replace("<", " <")))
    listed = [memo.details.get(name, ()) for name in ("about", "dasar", "untuk", "dictums")]
    points = [line for lines in listed for line in lines]
    return "\n".join([memo.hal, *memo.to_lines, *memo.copies, body, *points])


def start() -> None:
    """Enter the consumer in the outbox's registry."""
    register(Consumer("memo_search", wants, handle))
