"""The body of a naskah: what may come in, the blocks it is made of, and the HTML it is kept as."""

from memos.body.blocks import (
    Block,
    Cell,
    Heading,
    Item,
    NumberedList,
    Paragraph,
    Run,
    Table,
    as_text,
    runs_of,
    words_of,
)
from memos.body.plain import parse_body
from memos.body.reading import read
from memos.body.writing import html_of

TEXT = "text"
HTML = "html"

__all__ = [
    "HTML",
    "TEXT",
    "Block",
    "Cell",
    "Heading",
    "Item",
    "NumberedList",
    "Paragraph",
    "Run",
    "Table",
    "as_text",
    "blocks",
    "html_of",
    "parse_body",
    "runs_of",
    "words_of",
]


def blocks(body: str, body_format: str) -> tuple[Block, ...]:
    """What a kept body prints: plain text read as `parse_body` does, HTML as `allow.cleaned` left it."""
    return read(body) if body_format == HTML else parse_body(body)
