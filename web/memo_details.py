"""What only some types of memo say, as lines of a form: dictums, grounds, persons, a.n. and u.b."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Person
from memos.models import Memo, MemoType
from web.cards import FieldKind
from workflow.refusals import Refused, invalid

_EACH = gettext_lazy("satu butir setiap baris")
NAMES = ("about", "menimbang", "dasar", "people", "untuk", "dictums", "place")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the editor that a type has besides those of all."""

    name: str
    label: Promise
    kind: FieldKind = FieldKind.TEXT
    hint: Promise | str = _EACH


_PLACE = Field(
    "place", gettext_lazy("Ditetapkan di"), FieldKind.LINE, gettext_lazy("bila bukan ibu kota")
)
_ORDERED = (
    Field("menimbang", gettext_lazy("Menimbang")),
    Field("dasar", gettext_lazy("Dasar")),
    Field(
        "people",
        gettext_lazy("Kepada"),
        hint=gettext_lazy("NIP atau nama lengkap, satu orang setiap baris"),
    ),
    Field("untuk", gettext_lazy("Untuk")),
    _PLACE,
)
FIELDS: Mapping[str, tuple[Field, ...]] = {
    MemoType.INSTRUCTION: (
        Field("about", gettext_lazy("Tentang"), hint=gettext_lazy("satu baris cetak setiap baris")),
        Field(
            "dictums",
            gettext_lazy("Diktum"),
            hint=gettext_lazy("KESATU, KEDUA, ... satu setiap baris"),
        ),
        _PLACE,
    ),
    MemoType.COMMAND: _ORDERED,
    MemoType.DUTY: _ORDERED,
}
WITHOUT_BODY = frozenset({MemoType.COMMAND, MemoType.DUTY})
"""Types whose words are all in their details, and that are for persons: no post is addressed."""


def values(memo: Memo) -> list[tuple[str, str, FieldKind, str, str]]:
    """Name, label, kind, hint and value of the fields of this memo's type; one statement at most."""
    return [
        (one.name, str(one.label), one.kind, str(one.hint), _shown(memo, one.name))
        for one in FIELDS.get(memo.memo_type, ())
    ]


def _shown(memo: Memo, name: str) -> str:
    kept = memo.details.get(name, "")
    if name == "people" and kept:
        found = {str(one.public_id): one for one in Person.objects.filter(public_id__in=kept)}
        return "\n".join(found[key].nip or found[key].name for key in kept if key in found)
    return kept if isinstance(kept, str) else "\n".join(kept)


def given(memo: Memo, typed: Mapping[str, str]) -> dict[str, Any] | None:
    """The details as the form says, what it does not show kept; None where the type shows nothing.

    Raises Refused `unknown_person`.
    """
    fields = FIELDS.get(memo.memo_type, ())
    if not fields:
        return None
    said = {one.name: _read(one.name, typed[one.name]) for one in fields}
    kept = {name: value for name, value in memo.details.items() if name not in said}
    return {**kept, **said}


def _read(name: str, text: str) -> str | list[str]:
    if name == "place":
        return text
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return [_person(line) for line in lines] if name == "people" else lines


def _person(words: str) -> str:
    """The public id of the one person with this NIP or name."""
    nip = words.replace(" ", "")
    named = Q(nip=nip) if nip.isdigit() else Q(name__iexact=words)
    found = list(Person.objects.filter(named, is_active=True)[:2])
    if len(found) != 1:
        sentence = _("%(name)s: tidak ada satu orang dengan NIP atau nama itu. Tulis NIP-nya.")
        raise Refused(invalid("people", "unknown_person", sentence % {"name": words}))
    return str(found[0].public_id)
