"""The stored sheet that is a memo's paper: what is looked up by its hash, and handed over."""

from typing import Any, Final, Protocol

from django.db.models import Q

from files.models import Blob
from memos.models import Memo

RELATIONS: Final = ("signed_issue", "issue")
"""Relations of a memo that hold a sheet with `pdf` and `sha256`; the first that is there counts."""


class Issued(Protocol):
    """A stored sheet."""

    pdf: Blob
    sha256: str


def paper_of(memo: Memo) -> Issued | None:
    """The sheet that counts, or None; no statement where RELATIONS are joined."""
    there: list[Any] = [getattr(memo, name, None) for name in RELATIONS]
    return next((sheet for sheet in there if sheet is not None), None)


def memo_with(sha256: str) -> Memo | None:
    """The memo one of whose sheets has this hash; one statement."""
    found = Q()
    for name in RELATIONS:
        found |= Q(**{f"{name}__sha256": sha256})
    return Memo.objects.filter(found).select_related("signer__unit", *RELATIONS).first()
