"""What templates may say beyond Django's own: times in words, icons, status marks.

The words come from `web.words`; `now` is always given by the page:
`{{ row.due|due_or_late:now }}`.
"""

import re
from datetime import datetime

from django import template
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from instructions.references import WRITTEN
from web import words
from web.cards import Mark

register = template.Library()

for name in (
    "short_date",
    "day",
    "moment",
    "full_moment",
    "short_moment",
    "stamp",
    "waiting",
    "late",
    "remaining",
    "due_note",
    "due_or_late",
):
    register.filter(name, getattr(words, name))
register.filter("clock", words.clock)
register.filter("field_value", words.field_value)


@register.filter
def references(text: str) -> SafeString:
    """Text, escaped, in which every P-0412/2026 leads to that order.

    Whether there is such an order, and for this reader, its own page answers.
    """
    # Nothing but the letter P, digits, a hyphen and a slash is ever put into the link.
    return mark_safe(WRITTEN.sub(_linked, conditional_escape(text)))  # noqa: S308


def _linked(found: re.Match[str]) -> str:
    return f'<a href="{reverse("web:reference", args=[found[0]])}">{found[0]}</a>'


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """One icon of the sprite; with a label it stands alone and is read aloud."""
    href = static("img/sprite.svg")
    if label:
        return format_html(
            '<svg class="ikon" role="img" aria-label="{}"><use href="{}#i-{}"/></svg>',
            label,
            href,
            name,
        )
    return format_html(
        '<svg class="ikon" aria-hidden="true"><use href="{}#i-{}"/></svg>', href, name
    )


@register.simple_tag
def mark(drawn: Mark) -> SafeString:
    """A status mark, for eyes only: its words always stand beside it or on the whole row."""
    href = static("img/sprite.svg")
    bar = format_html('<use href="{}#m-late"/>', href) if drawn.late else ""
    return format_html(
        '<svg class="tanda" viewBox="0 0 24 24" aria-hidden="true">'
        '<use href="{}#m-{}" width="24" height="24"/>{}</svg>',
        href,
        drawn.kind.value,
        bar,
    )


@register.simple_tag
def logo(*, turn: bool) -> SafeString:
    """The three bars; the third is kunyit only while something waits."""
    return format_html(
        '<svg class="logo" viewBox="0 0 26 24" aria-hidden="true"><use href="{}#logo{}"/></svg>',
        static("img/sprite.svg"),
        "-turn" if turn else "",
    )


@register.simple_tag
def minutes(at: datetime, now: datetime, kind: str = "waiting") -> SafeString:
    """A span that the ticker keeps true: `waiting` counts up from `at`, `remaining` down to it."""
    text = words.remaining(at, now) if kind == "remaining" else words.waiting(at, now)
    limit = words.MINUTES_SHOWN * 60
    ticks = abs((now - at).total_seconds()) < limit
    return format_html(
        '<time datetime="{}"{}>{}</time>',
        at.isoformat(),
        format_html(' data-tick="{}"', limit) if ticks else "",
        text,
    )
