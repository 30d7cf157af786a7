"""What the pages of saved texts need; see pages.py for the rules."""

from dataclasses import dataclass, field
from uuid import uuid4

from memos.body.allow import as_html
from web.cards import Choice


@dataclass(frozen=True, slots=True)
class TextRow:
    """A text in the list."""

    url: str
    name: str
    detail: str


@dataclass(frozen=True, slots=True)
class Texts:
    """Context `texts` of memos/texts.html."""

    rows: tuple[TextRow, ...]
    new_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPage:
    """Context `text` of memos/text.html; without `url` it is only read."""

    url: str
    back_url: str
    remove_url: str
    hat: str
    name: str
    body: str
    body_format: str
    kinds: tuple[Choice, ...]
    for_all: bool
    may_share: bool
    read_html: str = ""
    """What is kept, written anew from its blocks, for those who may only read it."""
    error: str = ""
    key: str = field(default_factory=lambda: str(uuid4()))
    version: None = None

    @property
    def html(self) -> str:
        """What the editor begins with."""
        return as_html(self.body, self.body_format)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What the editor of a memo knows beyond its form; `other` is what lies against it.

    `revision` and `base` belong to the working copy that is shown; `kept_at` says when it was kept.
    """

    html: str
    body_format: str
    base: int
    revision: int
    keep_url: str
    drop_url: str
    preview_url: str
    texts_url: str
    texts: tuple[Choice, ...] = ()
    kept_at: str = ""
    other: str = ""
    """HTML of the writer's own copy, kept on top of an older version of the memo."""
    mine_url: str = ""
