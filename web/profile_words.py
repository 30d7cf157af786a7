"""The profile of memos in words and as fields: what its pages show, and what they read back."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import PositionKind
from memos.paper import Profile
from memos.profiles import drawings as kop_drawings
from memos.profiles import fields
from memos.profiles.kinds import Number, Pick, Posts, Switch, UnitPatterns
from memos.profiles.look import Spec
from memos.profiles.models import ProfileVersion
from web.cards import Choice, Entry
from web.forms import Day
from web.profile_pages import Drawing, Field, Fields, Value, Values

MARKS: Final = {
    "V": gettext_lazy("dibaca pada sumbernya"),
    "V2": gettext_lazy("menurut sumber lain"),
    "M": gettext_lazy("kebiasaan"),
    "J": "",
}
LONGEST: Final = 10_000


class Adopt(forms.Form):
    """From when, and on what basis; the values themselves are read by `given`."""

    effective_on = Day()
    basis = forms.CharField(required=False, max_length=1000)
    untuk = forms.CharField(required=False, max_length=20)


def given(data: QueryDict) -> dict[str, Any]:
    """The value of every field as posted, each whatever it is worth."""
    return {
        spec.name: spec.kind.from_form([text[:LONGEST] for text in data.getlist(spec.name)])
        for spec in fields.catalogue()
    }


def source(spec: Spec) -> str:
    """Permendagri 1/2023 Ps. 28(2), menurut sumber lain."""
    mark = str(MARKS[spec.mark])
    return f"{spec.source} ({mark})" if mark else str(spec.source)


def groups(values: Mapping[str, Any], *, basis: str) -> tuple[Values, ...]:
    """What a version says, group by group; what the regency set rests on `basis`."""
    whole = fields.whole(values)
    made = []
    for name, label in fields.GROUPS:
        rows = tuple(
            Value(
                label=str(spec.label),
                words=spec.kind.words(whole[spec.name]),
                source=basis if spec.name in values else source(spec),
                own=spec.name in values,
            )
            for spec in fields.catalogue()
            if spec.group == name
        )
        made.append(Values(str(label), rows, sum(row.own for row in rows)))
    return tuple(made)


def named(spec: Spec) -> str:
    """A value named by itself: Batas kiri, "Pola nomor: Nota dinas"."""
    if spec.group in {fields.NUMBERS, fields.ISSUERS, fields.PARAFS}:
        return f"{dict(fields.GROUPS)[spec.group]}: {spec.label}"
    return str(spec.label)


def editor(
    values: Mapping[str, Any], faults: Mapping[str, str], *, typed: Mapping[str, Any] | None = None
) -> tuple[Fields, ...]:
    """The fields of every group; as typed, where something was."""
    shown = {**fields.whole(values), **(typed or {})}
    made = []
    for name, label in fields.GROUPS:
        rows = tuple(
            _field(spec, shown[spec.name], faults.get(spec.name, ""))
            for spec in fields.catalogue()
            if spec.group == name
        )
        made.append(Fields(name, str(label), rows, any(row.error for row in rows)))
    return tuple(made)


def _field(spec: Spec, value: Any, error: str) -> Field:
    kind, common = spec.kind, (spec.name, str(spec.label))
    hint, told = str(spec.hint), source(spec)
    if isinstance(kind, Number):
        unit = str(kind.unit)
        hint = f"{kind.low:g} – {kind.high:g} {unit}".strip()
        step = "1" if kind.whole else "any"
        text = kind.typed(value)
        return Field(
            *common, "number", text, hint, told,
            low=f"{kind.low:g}", high=f"{kind.high:g}", step=step, error=error,
        )  # fmt: skip
    if isinstance(kind, Switch):
        return Field(*common, "switch", "1", hint, told, on=value is True, error=error)
    if isinstance(kind, Pick):
        choices = tuple(Choice(key, str(words), on=key == value) for key, words in kind.choices)
        return Field(*common, "pick", str(value), hint, told, choices, error=error)
    if isinstance(kind, Posts):
        choices = tuple(
            Choice(post.value, str(post.label), on=post.value in value) for post in PositionKind
        )
        hint = _("tanpa pilihan: %(none)s") % {"none": kind.none}
        return Field(*common, "posts", "", hint, told, choices, error=error)
    shape = "text" if isinstance(kind, UnitPatterns) else "line"
    return Field(*common, shape, kind.typed(value), hint, told, error=error)


def drawings(look: Profile) -> tuple[Drawing, ...]:
    """The drawings of the kop as the regency uploaded them, and where each is printed."""
    own = kop_drawings.uploaded(look)
    uses = {
        kop_drawings.REGENCY: _(
            "Di kop sekretariat daerah, dinas, badan, kecamatan, dan kelurahan. "
            "Sebelum ada, tercetak perisai contoh."
        ),
        kop_drawings.STATE: _(
            "Di kop Bupati dan Wakil Bupati. Sebelum ada, tercetak bingkai kosong."
        ),
    }
    return tuple(
        Drawing(name, str(label), uses[name], own[name].uri if name in own else "")
        for name, label in kop_drawings.NAMES.items()
    )


def day(value: date) -> str:
    """24 November 2026."""
    return dateformat.format(value, "j F Y")


def history(rows: Sequence[ProfileVersion]) -> tuple[Entry, ...]:
    """Who adopted which version when, on what basis, and what it changed; newest first.

    `rows` are newest first, with one more than is shown where there are older ones.
    """
    labels = {spec.name: named(spec) for spec in fields.catalogue()}
    made = []
    for n, row in enumerate(rows):
        before = rows[n + 1].values if n + 1 < len(rows) else {}
        names = [name for name in labels if row.values.get(name, ...) != before.get(name, ...)]
        changes = [
            str(label) for name, label in kop_drawings.NAMES.items() if getattr(row, f"{name}_id")
        ]
        changes += [labels[name] for name in names]
        post = row.position.title if row.position else ""
        who = f"{row.made_by.full_name} ({post})" if post else row.made_by.full_name
        what = _("menetapkan %(label)s, berlaku mulai %(day)s") % {
            "label": row.label, "day": day(row.effective_on),
        }  # fmt: skip
        changed = ", ".join(changes)
        text = _("%(basis)s. Yang berubah: %(changed)s.") % {
            "basis": row.basis.rstrip("."), "changed": changed,
        }  # fmt: skip
        made.append(Entry(at=row.at, who=who, what=what, text=text))
    return tuple(made)
