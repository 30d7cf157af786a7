"""The paper while it is written: a memo with words that are not saved, marked KONSEP."""

from collections.abc import Mapping
from copy import copy
from datetime import date

from django.utils.translation import gettext as _

from files.press import PRESS
from memos import pdf, sheets
from memos.body.allow import HTML, TEXT, cleaned
from memos.models import Memo
from workflow.refusals import Refusal, Refused
from workflow.text import clean_line

PATIENCE = 10  # seconds a preview waits for the press; saved papers wait as long as they must
LONGEST_LINE = 200
MOST_LINES = 60


def preview(memo: Memo, typed: Mapping[str, str], *, on: date) -> bytes:
    """The PDF of `memo` with `body` (in `body_format`), `hal`, `to_lines` and `copies` as typed.

    Nothing is kept. Raises Refused `press_busy` while others print, and those of `allow.cleaned`.
    """
    shown = copy(memo)
    shown.body_format = HTML if typed.get("body_format") == HTML else TEXT
    shown.body = cleaned(typed.get("body", ""), shown.body_format)
    shown.hal = clean_line(typed.get("hal", ""))[:LONGEST_LINE]
    for name in ("to_lines", "copies"):
        lines = (clean_line(line) for line in typed.get(name, "").replace("\n", ";").split(";"))
        setattr(shown, name, [line[:LONGEST_LINE] for line in lines if line][:MOST_LINES])
    html = pdf.render_html(sheets.sheet(shown, on=on))
    if not PRESS.acquire(timeout=PATIENCE):
        raise Refused(Refusal("press_busy", _("Pencetak sedang sibuk. Coba lagi sebentar.")))
    PRESS.release()
    return pdf.to_pdf(html)
