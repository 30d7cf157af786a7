"""The search over memos: its address, its form and its rows; see web/cards.py for view models.

An address of `cari/naskah/` says all of a filter; each name below is one field of MemoFilter.
"""

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Unit
from instructions.queries import keeps_registers
from memos.lifecycle import MEMO, Status
from memos.models import Memo, MemoType, Register
from memos.search.finding import MemoFilter
from web.actor import Visit
from web.cards import Choice, Mark, MarkKind, MemoRow
from web.filters import SMALL, Day, typed
from web.forms import parsed

NAMES: Final = {
    "q": "q", "memo_type": "jenis", "status": "keadaan", "register": "buku", "unit": "unit",
    "dated_from": "sejak", "dated_to": "sampai",
}  # fmt: skip
"""Names in addresses, by field."""


class Asked(forms.Form):
    """The query of `cari/naskah/`."""

    jenis = forms.ChoiceField(choices=[(one, one) for one in MemoType.values], required=False)
    keadaan = forms.ChoiceField(choices=[(one, one) for one in Status.values], required=False)
    buku = forms.UUIDField(required=False)
    unit = forms.UUIDField(required=False)
    sejak = Day()
    sampai = Day()


@dataclass(frozen=True, slots=True)
class Select:
    """One choice of the filter."""

    name: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class MemoSearch:
    """Context `search` of memos/search.html."""

    url: str
    orders_url: str
    q: str
    first: str
    last: str
    selects: tuple[Select, ...]
    filtered: int
    """How many filters are in use."""
    error: str = ""
    rows: tuple[MemoRow, ...] = ()
    count: int = 0
    more_url: str = ""


def read(query: QueryDict) -> MemoFilter:
    """The filter of an address. Raises Refused `<name>_unreadable` for a value that is none."""
    given = parsed(Asked(query))
    return MemoFilter(
        q=typed(query.get("q", "")),
        memo_type=given["jenis"],
        status=given["keadaan"],
        register=str(given["buku"] or ""),
        unit=str(given["unit"] or ""),
        dated_from=given["sejak"],
        dated_to=given["sampai"],
    )


def address(asked: MemoFilter, **more: Any) -> str:
    """The address of the page for this filter."""
    said = {NAMES[field]: getattr(asked, field) for field in asked.asked}
    query = urlencode({**said, **more})
    return reverse("web:search_memos") + (f"?{query}" if query else "")


def selects(request: Visit, asked: MemoFilter) -> tuple[Select, ...]:
    """The choices of the form; the books are the desk's alone. Two statements."""
    made = [
        Select("jenis", _("Jenis"), _choices(MemoType.choices, asked.memo_type)),
        Select("keadaan", _("Keadaan"), _choices(Status.choices, asked.status)),
        Select("unit", _("Unit penanda tangan"), _choices(_units(), asked.unit)),
    ]
    if keeps_registers(request.actor):
        books = Register.objects.order_by("name").values_list("public_id", "name")
        made.insert(2, Select("buku", _("Buku nomor"), _choices(books, asked.register)))
    return tuple(made)


def memo_row(memo: Memo) -> MemoRow:
    """A memo among what was found."""
    return MemoRow(
        url=reverse("web:memo", args=[memo.public_id]),
        mark=Mark(MarkKind.ACCEPTED if memo.number_text else MarkKind.READY),
        title=memo.hal or _("Naskah tanpa hal"),
        detail=memo.number_text or str(MEMO.statuses(memo.status).label),
        at=memo.moved_at,
    )


def _units() -> Any:
    rows = Unit.objects.exclude(kind__in=SMALL).order_by("path")
    return rows.values_list("public_id", "name")


def _choices(pairs: Any, chosen: str) -> tuple[Choice, ...]:
    made = [Choice("", _("Semua"), on=not chosen)]
    made += [Choice(str(key), str(label), on=str(key) == chosen) for key, label in pairs]
    return tuple(made)
