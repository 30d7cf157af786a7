"""From a described sheet to PDF: html(sheet) -> str, pdf(html) -> bytes.

Papers that are no memos (a recap, a list) are printed on the same press by `paper_to_pdf`.

What a document says comes in through the templates, escaped; what it looks like through
templates/pdf/page.css and the profile. Rendering opens nothing but this app's own fonts and data:
addresses, whatever the text contains.
"""

import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from django.template.loader import render_to_string
from weasyprint import CSS, HTML
from weasyprint.css import ColorProfile
from weasyprint.text.fonts import FontConfiguration

from files.press import PRESS, OwnFilesOnly
from memos import ragged
from memos.paper import DEFAULT, NotaDinas, Profile, Sheet, head_rows

# PDF/A-3a: an archive can keep it, and a screen reader can read it (tagged).
PDF_VARIANT = "pdf/a-3a"

SRGB = "sRGB2014.icc"

# A lembar disposisi gives of its room for handwriting before it takes a second sheet.
SLIP_TIGHT = ".slip-page { line-height: 1.12 } .slip .note { height: 12mm } .slip .names { margin-top: 10mm }"

LONGEST_WORD = 30  # letters of kata penyambung that fit beside the margin


def render_html(sheet: Sheet, profile: Profile = DEFAULT) -> str:
    """The sheet as one HTML page. Its look is not inside; `to_pdf` adds it."""
    rows = head_rows(sheet, profile) if isinstance(sheet, NotaDinas) else ()
    return render_to_string(sheet.template, {"sheet": sheet, "rows": rows, "profile": profile})


def to_pdf(html: str, *, profile: Profile = DEFAULT) -> bytes:
    """The page as PDF/A-3a, fonts embedded. Equal input gives equal bytes.

    A body that runs over is set a little tighter if that saves a page. Where pages follow, the
    first word of the next one stands under the text (kata penyambung, Permendagri 1/2023 Ps. 33).
    """
    identifier = hashlib.sha256(f"{profile.version}\n{html}".encode()).digest()[:16]
    with PRESS:
        return _written(_laid_out(html, profile), identifier)


def copy_to_pdf(sheet: Sheet, *, profile: Profile = DEFAULT) -> bytes:
    """The pertinggal of a sheet that has a `file_copy`, as PDF/A-3a.

    The initials stand beside the signature as long as no line of the text moves for them; where one
    would, they go to a sheet of their own (lembar kendali). Raises ValueError without `file_copy`.
    """
    if sheet.file_copy is None:
        message = "only a sheet with initials has a pertinggal"
        raise ValueError(message)
    html = render_html(sheet, profile)
    with PRESS:
        alone = _lines(_laid_out(render_html(replace(sheet, file_copy=None), profile), profile))
        moved = _lines(_laid_out(html, profile)) != alone
    if moved:
        apart = replace(sheet.file_copy, apart=True)
        html = render_html(replace(sheet, file_copy=apart), profile)
    return to_pdf(html, profile=profile)


def paper_to_pdf(html: str, *, css: str) -> bytes:
    """A paper that is no memo as PDF/A-3a; `css` is its whole look, fonts by `pdf/fonts.css`.

    Equal input gives equal bytes. Nothing but `data:` and `font:` addresses is opened.
    """
    identifier = hashlib.sha256(f"{css}\n{html}".encode()).digest()[:16]
    source = HTML(string=html, url_fetcher=OwnFilesOnly())
    with PRESS:
        return _written(_rendered(source, *_styled(css)), identifier)


def _written(document: Any, identifier: bytes) -> bytes:
    return bytes(
        document.write_pdf(
            pdf_variant=PDF_VARIANT,
            pdf_identifier=identifier,
            output_intent="given",  # in _rendered; else WeasyPrint opens a file it never closes
        )
    )


# --- Laying out -------------------------------------------------------------------------------------


def _laid_out(html: str, profile: Profile) -> Any:
    """A WeasyPrint document: normal, tighter if that saves a page, then with kata penyambung."""
    source = HTML(string=html, url_fetcher=OwnFilesOnly())
    css = ""
    document = _layout(source, profile, css)
    ragged.set_free(document.pages, profile)
    if len(document.pages) > 1:
        tight = f"html {{ line-height: {profile.line_height_tight} }} {SLIP_TIGHT}"
        tighter = _layout(source, profile, tight)
        if len(tighter.pages) < len(document.pages):
            css, document = tight, tighter
    if len(document.pages) > 1:
        joined = _layout(source, profile, css + _joining_words(document.pages))
        # Margin boxes take no room from the text, so the second pass breaks where the first did.
        if len(joined.pages) != len(document.pages):
            raise RuntimeError("kata penyambung moved the text to another page")
        document = joined
    return document


def _layout(source: HTML, profile: Profile, css: str) -> Any:
    fonts, sheet = look_of(profile)
    extra = [CSS(string=css, url_fetcher=OwnFilesOnly())] if css else []
    return _rendered(source, fonts, sheet, *extra)


def _rendered(source: HTML, fonts: FontConfiguration, *sheets: CSS) -> Any:
    return source.render(
        font_config=fonts,
        stylesheets=list(sheets),
        color_profiles={"srgb": _srgb()},  # a fresh one: a used one writes itself differently
        pdf_variant=PDF_VARIANT,
        pdf_tags=True,
    )


def _srgb() -> ColorProfile:
    """The meaning of red on this paper, which PDF/A wants inside the file."""
    return ColorProfile(
        io.BytesIO(_srgb_file()), SRGB, "relative-colorimetric", (["r"], ["g"], ["b"])
    )


@cache
def _srgb_file() -> bytes:
    return (files("weasyprint.pdf") / SRGB).read_bytes()


@lru_cache(maxsize=8)
def look_of(profile: Profile) -> tuple[FontConfiguration, CSS]:
    """Fonts and style sheet of a profile, parsed once per process: a third of the cost of a memo."""
    return _styled(render_to_string("pdf/page.css", {"profile": profile}))


@lru_cache(maxsize=8)
def _styled(text: str) -> tuple[FontConfiguration, CSS]:
    fonts = FontConfiguration()
    return fonts, CSS(string=text, font_config=fonts, url_fetcher=OwnFilesOnly())


# --- Where the lines stand ---------------------------------------------------------------------------


def _lines(document: Any) -> list[tuple[int, int, int, str]]:
    """Page, place in tenths of a pixel, and words of every line of the document itself."""
    return [
        (number, round(box.position_y * 10), round(box.position_x * 10), box.text)
        for number, page in enumerate(document.pages)
        for box in _text_boxes(page._page_box)  # noqa: SLF001 (WeasyPrint offers no other way to the text)
        if not _is_initials(box.element)
    ]


def _is_initials(element: Any) -> bool:
    return bool(element.get("data-part") == "initials")


# --- Kata penyambung --------------------------------------------------------------------------------


def _joining_words(pages: list[Any]) -> str:
    """Page rules that print, under each page but the last, how the next one begins."""
    rules = []
    for number, (before, following) in enumerate(pairwise(pages), start=1):
        if word := _first_words(following, _heads(before)):
            content = "".join(c if c.isalnum() else f"\\{ord(c):x} " for c in f"{word} ...")
            rules.append(f'@page :nth({number}) {{ @bottom-right {{ content: "{content}" }} }}')
    return "\n".join(rules)


def _heads(page: Any) -> set[int]:
    """The heads of tables on a page: one that is repeated on the next is not how that begins."""
    boxes = page._page_box.descendants()  # noqa: SLF001 (WeasyPrint offers no other way to the text)
    heads = [box for box in boxes if box.element_tag == "thead"]
    return {id(below.element) for head in heads for below in head.descendants()}


def _first_words(page: Any, repeated: set[int]) -> str:
    """The first word of a page's text, with the number of the point if one begins there.

    Empty where a new part begins: a lampiran, or the sheet of initials. `repeated` are elements
    that stand on the page before as well.
    """
    words = ""
    for box in _text_boxes(page._page_box):  # noqa: SLF001 (WeasyPrint offers no other way to the text)
        if id(box.element) in repeated:
            continue
        kind = box.element.get("class", "")
        if not words and _begins_part(box.element):
            return ""
        words = f"{words} {box.text.split()[0][:LONGEST_WORD]}".strip()
        if "marker" not in kind:
            break
    return re.sub(r"[,;:.]$", "", words)


def _text_boxes(box: Any) -> Iterator[Any]:
    """Text of the document in order; what belongs to the page (number, mark, footer) is skipped."""
    if _is_furniture(box):
        return
    if getattr(box, "text", "").strip():
        yield box
    for child in getattr(box, "children", ()):
        yield from _text_boxes(child)


def _begins_part(element: Any) -> bool:
    """Whether the text heads a lampiran or the initials."""
    return bool(element.get("data-part") in {"annex", "control"})


def _is_furniture(box: Any) -> bool:
    """Whether the box belongs to the page (number, mark, footer, KONSEP), not to the document."""
    name: str = "" if box.element is None else box.element.get("class", "")
    return name.startswith("page-") or bool(type(box).__name__ == "MarginBox")
