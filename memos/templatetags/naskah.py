"""How words are set on paper: the filters used by every template under templates/pdf/."""

import re

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from memos.body import Heading, Item, Paragraph, Run, Table, runs_of
from memos.body.grid import Grid, printed
from memos.wording import clean, keep_together

register = template.Library()
register.filter("clean", clean)

# P-0412/2026, B/77/000.1.5/Setda/2026: no line may end after their hyphens and slashes.
_REFERENCE = re.compile(
    r"(?<![\w./-])(?=[\w./-]{0,40}\d)\w{1,20}(?:[/-][\w.]{1,20}){1,6}(?![\w/-])"
)

LONGEST_REFERENCE = 45  # letters that surely fit on a line of a text; more may break

# No Indonesian word is this long. Without a place to break it, laying it out costs time in the
# square of its length, so one hostile word could keep the press busy for minutes. The pieces are
# short enough for the narrowest column, where trying to break a longer one costs as much again.
_ENDLESS = re.compile(r"\S{60,}")
_PIECE = re.compile(r"\S{15}(?=\S)")
_BREAK_HERE = "\u200b"


@register.filter
def typeset(text: str) -> SafeString:
    """Text ready for paper: cleaned, escaped, with nothing torn apart at a line end."""
    escaped = conditional_escape(_breakable(keep_together(clean(text))))
    # Only a span of our own is put around words that are escaped already.
    return mark_safe(_REFERENCE.sub(_whole, escaped))  # noqa: S308


def _breakable(text: str) -> str:
    """The text with places to break in words without end."""
    return _ENDLESS.sub(lambda word: _PIECE.sub(rf"\g<0>{_BREAK_HERE}", word[0]), text)


def _whole(found: "re.Match[str]") -> str:
    """A reference that stays on one line, if it is one that can."""
    return f'<span class="whole">{found[0]}</span>' if _fits(found) else found[0]


def _fits(found: "re.Match[str]") -> bool:
    return len(found[0]) <= LONGEST_REFERENCE


@register.filter
def inline(block: Paragraph | Heading | Item) -> SafeString:
    """The words of a block ready for paper, with their bold, italic and underlined parts.

    What may not be torn apart is found in the words as a whole: a date half in bold stays one.
    """
    if not block.runs and "\n" not in block.text:
        return typeset(block.text)
    runs = runs_of(block)
    text = keep_together("".join(run.text for run in runs))
    edges = [0]
    for run in runs:
        edges.append(edges[-1] + len(run.text))
    marked = list(zip(edges, edges[1:], runs, strict=False))
    whole = [found.span() for found in _REFERENCE.finditer(text) if _fits(found)]
    parts = []
    at = 0
    for begins, ends in [*whole, (len(text), len(text))]:
        parts.append(_marked(text, at, begins, marked))
        if begins < ends:
            parts.append(f'<span class="whole">{_marked(text, begins, ends, marked)}</span>')
        at = ends
    return mark_safe("".join(parts))  # noqa: S308 - every word was escaped by _marked


def _marked(text: str, begins: int, ends: int, runs: list[tuple[int, int, Run]]) -> str:
    """The words from `begins` to `ends` in the elements of their runs, escaped."""
    parts = []
    for first, last, run in runs:
        words = text[max(first, begins) : min(last, ends)]
        if max(first, begins) >= min(last, ends):
            continue
        html = str(conditional_escape(_breakable(words))).replace("\n", "<br>")
        marks = (("u", run.underlined), ("em", run.em), ("strong", run.strong))
        for tag, is_set in marks:
            html = f"<{tag}>{html}</{tag}>" if is_set else html
        parts.append(html)
    return "".join(parts)


@register.filter
def grid(table: Table) -> Grid:
    """A table with its column widths and the look of each cell."""
    return printed(table)
