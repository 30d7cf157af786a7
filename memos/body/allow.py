"""What HTML may come in: bounded before it is parsed, cleaned by an allow-list, never trusted.

`cleaned` is the one door for what people and programs send as the body of a naskah.
"""

import re
from collections import Counter
from typing import Final

import nh3
from django.utils.translation import gettext as _

from memos.body.blocks import words_of
from memos.body.plain import parse_body
from memos.body.reading import TooMuch, read
from memos.body.writing import html_of
from workflow.refusals import Refused, invalid
from workflow.text import clean

TEXT = "text"
HTML = "html"
FORMATS = (TEXT, HTML)

LONGEST_HTML = 1_048_576  # characters as sent; Word wraps much around few words
LONGEST_TEXT = 20_000  # letters of a body in plain text
MOST_LETTERS = 60_000  # letters of a body in HTML: some twenty pages
MOST_TAGS = 40_000  # of those that may come in
DEEPEST = 60  # elements inside each other

INLINE: Final = frozenset({"b", "strong", "i", "em", "u", "br"})
PARTS: Final = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption"})
# Their boundaries part words; the reader turns them into paragraphs.
BLOCKS: Final = frozenset(
    [
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ol",
        "ul",
        "li",
        "div",
        "section",
        "article",
        "aside",
        "header",
        "footer",
        "main",
        "nav",
        "figure",
        "figcaption",
        "blockquote",
        "pre",
        "address",
        "dl",
        "dt",
        "dd",
        "hr",
        "center",
        "fieldset",
        "legend",
        "form",
        "details",
        "summary",
    ]
)
TAGS: Final = INLINE | PARTS | BLOCKS
# Unknown names that may stand inside a word; other unknown ones part words.
WITHIN_WORDS: Final = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "font",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "sub",
        "sup",
        "time",
        "tt",
        "var",
        "wbr",
    ]
)
# What is between these is no text of the writer's: it goes with them.
DROPPED: Final = frozenset(
    [
        "script",
        "style",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "template",
        "noscript",
        "title",
        "xmp",
        "noembed",
        "noframes",
    ]
)
ATTRIBUTES: Final = {
    "ol": {"type", "start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}

# A tag with its attributes. Each try is bounded, so that a hostile text costs no more than another.
_TAG = re.compile(
    r"<(/?)([a-zA-Z][\w:-]{0,40}+)((?:[^\"'<>]{1,4000}+|\"[^\"]{0,8000}+\"|'[^']{0,8000}+'){0,200}+)>"
)
_KEPT = re.compile(
    r"\b(type|start|colspan|rowspan)\s{0,9}=\s{0,9}[\"']?([\w().]{1,8})", re.IGNORECASE
)
_DECLARED = re.compile(r"<[!?](?!--)[^>]{0,400}>")
_ENDS_ITSELF = frozenset({"p", "li", "td", "th", "tr", "dd", "dt", "br", "hr", *PARTS} - {"table"})


def cleaned(raw: str, body_format: str) -> str:
    """A body as it is kept: plain text, or HTML of p h2 h3 strong em u ol ul li table br alone.

    No word is lost, but for what stands in scripts, styles, pictures and frames; attributes go,
    except the numbering of lists and the spans of cells. Raises Refused `body_format_unknown`,
    `body_too_long`, `body_too_deep`, `body_lists_too_deep`, `body_too_many_parts`,
    `body_table_too_big`, `body_table_too_wide`.
    """
    if body_format not in FORMATS:
        raise Refused(invalid("body_format", "body_format_unknown", _("Bentuk isi tidak dikenal.")))
    if body_format == HTML:
        return _cleaned_html(raw)
    body = clean(raw)
    if len(body) > LONGEST_TEXT:
        raise _too_long()
    return body


def _cleaned_html(raw: str) -> str:
    if len(raw) > LONGEST_HTML:
        raise _too_long()
    try:
        blocks = read(allowed(raw))
    except TooMuch as found:
        raise Refused(invalid("body", found.code, found.sentence)) from found
    if sum(len(word) + 1 for word in words_of(blocks)) > MOST_LETTERS:
        raise _too_long()
    return html_of(blocks)


def allowed(raw: str) -> str:
    """The HTML without anything that is not on the list. Raises TooMuch.

    Attributes and unknown tags go before the parser sees them: unclosed marks with attributes of
    their own would multiply in it.
    """
    bare = _TAG.sub(_bare, _DECLARED.sub("", _without_comments(raw)))
    _bound(bare)
    return nh3.clean(
        bare,
        tags=set(TAGS),
        clean_content_tags=set(DROPPED),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        strip_comments=True,
        link_rel=None,
        url_schemes=set(),
    )


def _without_comments(raw: str) -> str:
    """The HTML without comments; Word puts a copy of everything into them."""
    kept: list[str] = []
    at = 0
    while (begins := raw.find("<!--", at)) >= 0 and (ends := raw.find("-->", begins + 4)) >= 0:
        kept.append(raw[at:begins])
        at = ends + 3
    return "".join((*kept, raw[at:]))


def _bare(found: re.Match[str]) -> str:
    closes, name, rest = found[1], found[2].lower(), found[3]
    if name in DROPPED:
        return f"<{closes}{name}>"
    if name not in TAGS:
        return "" if name in WITHIN_WORDS or ":" in name else " "
    given = "" if closes else "".join(f' {n.lower()}="{v}"' for n, v in _KEPT.findall(rest))
    # Parts of a table that stand outside of one vanish in the parser: their words stay apart.
    space = "" if name in INLINE else " "
    return f"{space}<{closes}{name}{given if name in ATTRIBUTES else ''}>"


def _bound(bare: str) -> None:
    """Count what is about to be parsed. Raises TooMuch."""
    depth: Counter[str] = Counter()
    open_now = deepest = 0
    count = bare.count("<")
    if count > MOST_TAGS:
        raise TooMuch("body_too_many_parts", _("Isi naskah terlalu rumit; pisahkan ke lampiran."))
    for closes, name in re.findall(r"<(/?)([a-z][a-z0-9]*)", bare):
        if name in _ENDS_ITSELF:
            continue
        if not closes:
            depth[name] += 1
            open_now += 1
        elif depth[name]:
            depth[name] -= 1
            open_now -= 1
        deepest = max(deepest, open_now)
    if deepest > DEEPEST:
        raise TooMuch("body_too_deep", _("Isi naskah bersusun terlalu dalam."))


def _too_long() -> Refused:
    sentence = _("Isi naskah terlalu panjang; pindahkan sebagian ke lampiran.")
    return Refused(invalid("body", "body_too_long", sentence))


def as_html(body: str, body_format: str) -> str:
    """A kept body for the editor: plain text becomes HTML with every word and number it had."""
    return body if body_format == HTML else html_of(parse_body(body))
