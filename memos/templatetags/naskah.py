"""How words are set on paper: the filters used by every template under templates/pdf/."""

import re

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from memos.wording import clean, keep_together

register = template.Library()
register.filter("clean", clean)

# P-0412/2026, B/77/000.1.5/Setda/2026: no line may end after their hyphens and slashes.
_REFERENCE = re.compile(
    r"(?<![\w./-])(?=[\w./-]{0,40}\d)\w{1,20}(?:[/-][\w.]{1,20}){1,6}(?![\w/-])"
)

# No Indonesian word is this long. Without a place to break it, laying it out costs time in the
# square of its length, so one hostile word could keep the press busy for minutes.
_ENDLESS = re.compile(r"\S{60}")
_BREAK_HERE = "\u200b"


@register.filter
def typeset(text: str) -> SafeString:
    """Text ready for paper: cleaned, escaped, with nothing torn apart at a line end."""
    kept = _ENDLESS.sub(rf"\g<0>{_BREAK_HERE}", keep_together(clean(text)))
    escaped = conditional_escape(kept)
    # Only a span of our own is put around words that are escaped already.
    return mark_safe(_REFERENCE.sub(r'<span class="whole">\g<0></span>', escaped))  # noqa: S308
