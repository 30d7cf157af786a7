"""Pages of a list by keyset: a cursor says after which row to go on, so inserts disturb nothing."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from workflow.refusals import Refused, invalid

PAGE = 25
MOST = 100
LARGEST_ID = 2**63 - 1
LONGEST_WORD = 200

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Page(Generic[M]):
    """Rows, and the cursor of the next page if there is one."""

    rows: list[M]
    next: str | None


def page(rows: "QuerySet[M]", *, by: Sequence[str], cursor: str, limit: int = PAGE) -> Page[M]:
    """One page of `rows` in the order of the columns `by` ('-id' descends); one statement.

    The last column must be unique. Raises Refused `bad_cursor`.
    """
    ordered = rows.order_by(*by)
    if cursor:
        ordered = ordered.filter(_after(by, decode(cursor, kinds=_kinds(rows, by))))
    found = list(ordered[: limit + 1])
    more = len(found) > limit
    shown = found[:limit]
    last = [getattr(shown[-1], name.lstrip("-")) for name in by] if more else []
    return Page(shown, encode(last) if more else None)


def _kinds(rows: "QuerySet[Any]", by: Sequence[str]) -> list[type]:
    """What each column holds: words or whole numbers."""
    fields = {field.name: field for field in rows.model._meta.fields}  # noqa: SLF001 - Django's own name
    names = [name.lstrip("-") for name in by]
    return [
        str if name in fields and fields[name].get_internal_type() == "CharField" else int
        for name in names
    ]


def _after(by: Sequence[str], values: Sequence[Any]) -> Q:
    """The rows behind these values in this order."""
    behind, equal = Q(), Q()
    for name, value in zip(by, values, strict=True):
        column = name.lstrip("-")
        way = "lt" if name.startswith("-") else "gt"
        behind |= equal & Q(**{f"{column}__{way}": value})
        equal &= Q(**{column: value})
    return behind


def encode(values: Sequence[Any]) -> str:
    """Values as one opaque word."""
    raw = json.dumps(list(values), separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def decode(cursor: str, *, kinds: Sequence[type]) -> list[Any]:
    """The values in a cursor, each of its kind. Raises Refused `bad_cursor`."""
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        values = json.loads(raw)
    except (ValueError, RecursionError):
        raise Refused(_bad()) from None
    if not isinstance(values, list) or len(values) != len(kinds):
        raise Refused(_bad())
    if not all(_fits(value, kind) for value, kind in zip(values, kinds, strict=True)):
        raise Refused(_bad())
    return values


def _fits(value: object, kind: type) -> bool:
    """Whether a value is of its kind and no larger than a database takes."""
    if isinstance(value, str):
        return kind is str and len(value) <= LONGEST_WORD and value.isprintable()
    return kind is int and type(value) is int and 0 <= value <= LARGEST_ID


def _bad() -> Any:
    return invalid("cursor", "bad_cursor", _("Penanda halaman ini tidak berlaku."))
