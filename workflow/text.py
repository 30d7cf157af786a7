"""Words as people may give them: no control characters, no direction overrides, no surprises."""

import re
import unicodedata

from django.utils.translation import gettext as _

from workflow.refusals import Refused, invalid

LONGEST = 4000  # characters of one order, note, reason or question

# C0 and C1 controls except tab and newline, zero-width and direction-changing characters, and the
# two code points that are never text. A direction override can make a sentence read as another.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_MANY_BLANK_LINES = re.compile(r"\n{3,}")


def clean(raw: str) -> str:
    """Text in NFC without forbidden characters, with one kind of newline, trimmed."""
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    text = _LONE_SURROGATE.sub("", _FORBIDDEN.sub("", text))
    return _MANY_BLANK_LINES.sub("\n\n", unicodedata.normalize("NFC", text)).strip()


def said(field: str, raw: str, *, limit: int = LONGEST) -> str:
    """Cleaned words for an input. Raises Refused `<field>_too_long` beyond `limit` characters."""
    words = clean(raw)
    if len(words) > limit:
        sentence = _("Terlalu panjang: %(count)s huruf, paling banyak %(limit)s.")
        facts = {"count": len(words), "limit": limit}
        raise Refused(invalid(field, f"{field}_too_long", sentence % facts))
    return words


def clean_line(raw: str) -> str:
    """The same on a single line."""
    return " ".join(clean(raw).split())
