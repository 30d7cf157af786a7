"""Lines that justifying would tear: their paragraph stays ragged on the right (memos.md has the rule).

A justified line breaks where a ragged one does, so the lines of a page that is laid out are set back
where they stood, and nothing is laid out again: that was a third of the cost of a memo.
"""

from typing import Any

from weasyprint.layout.inline import count_expandable_spaces
from weasyprint.text.line_break import create_layout

from memos.paper import Profile

# Width of a space in em: Liberation Sans, as Arial, and TeX Gyre Bonum.
SPACE_EM = 0.278
SPACE_EM_SERIF = 0.32


def set_free(pages: list[Any], profile: Profile) -> None:
    """Set the paragraphs ragged, on these pages, in which a gap would be wider than the profile's limit.

    Their elements get the class `ragged`, so that another layout of the same document agrees.
    """
    blocks = [
        block
        for page in pages
        for block in page._page_box.descendants()  # noqa: SLF001 (WeasyPrint offers no other way to the text)
        if block.element_tag == "p" and hasattr(block, "children")
    ]
    wide = {id(block.element): block.element for block in blocks if _is_torn(block, profile)}
    for element in wide.values():
        element.set("class", f"{element.get('class', '')} ragged".strip())
    for block in blocks:
        if id(block.element) in wide:
            for line in block.children:
                _set_back(line, 0)


def _is_torn(block: Any, profile: Profile) -> bool:
    most = _most(block, profile)
    return any(_spacing(box) > most for box in block.descendants())


def _most(block: Any, profile: Profile) -> float:
    """What justifying may add to each space of a paragraph, in WeasyPrint's unit."""
    serif = "Bonum" in block.style["font_family"][0]
    space = SPACE_EM_SERIF if serif else SPACE_EM
    return float((profile.widest_gap - 1) * block.style["font_size"] * space)


def _spacing(box: Any) -> float:
    return float(getattr(box, "justification_spacing", 0))


def _set_back(box: Any, by: float) -> float:
    """Undo WeasyPrint's `add_word_spacing`; returns by how much what follows moves to the left."""
    if hasattr(box, "pango_layout"):
        box.position_x -= by
        gained = _spacing(box) * int(count_expandable_spaces(box))
        if gained:
            box.justification_spacing = 0
            box.pango_layout = create_layout(box.text, box.style, None, None, 0)
            box.pango_layout.deactivate()
            box.width -= gained
        return by + gained
    if type(box).__name__ in {"LineBox", "InlineBox"}:
        box.position_x -= by
        before = by
        for child in box.children:
            if child.is_in_normal_flow():
                by = _set_back(child, by)
        box.width -= by - before
        return by
    box.translate(-by, 0)
    return by
