"""Activation cards as PDF: eight to an A4 sheet with cut marks, and a list for the signatures.

The codes exist in these bytes and nowhere else; they are rendered outside every transaction and
never stored. What a card says is Indonesian, as every paper is.
"""

import base64
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from urllib.parse import urlencode, urlsplit

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from accounts.access.actions import Card
from accounts.access.codes import spoken
from files.press import PRESS, OwnFilesOnly

ON_A_SHEET = 8
PAGE = "/aktivasi/"


@dataclass(frozen=True, slots=True)
class Printed:
    """One card as the template draws it."""

    name: str
    title: str
    unit: str
    code: str
    qr: str
    until: datetime


def to_pdf(
    cards: Sequence[Card],
    *,
    titles: Mapping[int, tuple[str, str]],
    unit: str,
    by: str,
    at: datetime,
) -> bytes:
    """The list for the clerk, then the sheets of cards.

    `titles` gives each person's title and unit by id, `unit` heads the list, `by` is who prints.
    """
    rows = [_printed(card, titles.get(card.person.pk, ("", unit))) for card in cards]
    sheets = [rows[n : n + ON_A_SHEET] for n in range(0, len(rows), ON_A_SHEET)]
    context = {
        "rows": rows,
        "sheets": sheets,
        "unit": unit,
        "by": by,
        "at": at,
        "regency": settings.REGENCY_NAME,
        "site": site(),
    }
    with translation.override("id"):
        html = render_to_string("pdf/cards.html", context)
    with PRESS:
        fonts, look = _look()
        source = HTML(string=html, url_fetcher=OwnFilesOnly())
        return bytes(source.write_pdf(font_config=fonts, stylesheets=[look]))


def _printed(card: Card, post: tuple[str, str]) -> Printed:
    return Printed(
        name=card.person.full_name,
        title=post[0],
        unit=post[1],
        code=spoken(card.code),
        qr=qr(f"{settings.BASE_URL.rstrip('/')}{PAGE}?{urlencode({'kode': card.code})}"),
        until=card.until,
    )


def qr(text: str) -> str:
    """A QR code as an address of its own data; level M still reads with a crease through it."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", border=2, xmldecl=False)
    return "data:image/svg+xml;base64," + base64.b64encode(out.getvalue()).decode()


def site() -> str:
    """Where to go, as somebody would type it: sigap.example/aktivasi."""
    return (urlsplit(settings.BASE_URL).netloc or settings.BASE_URL) + PAGE.rstrip("/")


@cache
def _look() -> tuple[FontConfiguration, CSS]:
    fonts = FontConfiguration()
    text = render_to_string("pdf/cards.css")
    return fonts, CSS(string=text, font_config=fonts, url_fetcher=OwnFilesOnly())
