"""The catalogue of the profile, and the one door through which its values come in.

A database rule cannot hold the ranges of values in JSON; `cleaned` does, for whoever brings them.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from memos.paper import DEFAULT
from memos.profiles import look, rules
from memos.profiles.kinds import Fault, Pattern, Posts, UnitPatterns, Units
from memos.profiles.look import Spec
from workflow.refusals import Refused, invalid

NUMBERS, ISSUERS, PARAFS = "nomor", "penerbit", "paraf"
GROUPS: Final = (
    (look.PAGE, gettext_lazy("Kertas dan batas tepi")),
    (look.TYPE, gettext_lazy("Huruf dan jarak")),
    (look.KOP, gettext_lazy("Kop dan judul")),
    (look.HEAD, gettext_lazy("Kepala naskah")),
    (look.FOOT, gettext_lazy("Tanda tangan dan lampiran")),
    (NUMBERS, gettext_lazy("Pola nomor")),
    (ISSUERS, gettext_lazy("Yang boleh menerbitkan")),
    (PARAFS, gettext_lazy("Paraf wajib")),
)
PEKALONGAN: Final = gettext_lazy("lembar penomoran Pekalongan sesudah Permendagri 1/2023")
HABIT: Final = gettext_lazy("pasalnya tidak terbaca")
TEXT_WIDTH: Final = 130
BLOCK_WIDTH: Final = 50


@cache
def catalogue() -> tuple[Spec, ...]:
    """Every value there is, in the order of the pages."""
    from memos.models import MemoType

    types = [(kind.value, kind.label) for kind in MemoType]
    numbered = [pair for pair in types if pair[0] not in rules.UNNUMBERED]
    tokens = "{number} {code} {year} {security} {unit} {signer} {month_roman}"
    return (
        *look.LOOK,
        *(
            Spec(f"pattern_{kind}", NUMBERS, label, Pattern(), PEKALONGAN, "V", tokens)
            for kind, label in numbered
        ),
        Spec(
            "unit_patterns", NUMBERS, gettext_lazy("Pola unit tertentu"),
            UnitPatterns(tuple(kind for kind, label in numbered)), PEKALONGAN, "V",
            gettext_lazy("satu baris: kode unit; jenis; pola"),
        ),
        *(
            Spec(
                f"issuers_{kind}", ISSUERS, label, Posts(gettext_lazy("semua jabatan")), HABIT, "M"
            )
            for kind, label in types
        ),
        *(
            spec
            for kind, label in types
            for spec in (
                Spec(f"parafs_{kind}", PARAFS, label, Posts(gettext_lazy("tidak ada"))),
                Spec(
                    f"paraf_units_{kind}", PARAFS,
                    format_lazy(gettext_lazy("{type}: kepala unit"), type=label),
                    Units(gettext_lazy("tidak ada")), hint=gettext_lazy("kode unit, titik koma"),
                ),
            )
        ),
    )  # fmt: skip


def defaults() -> dict[str, Any]:
    """The default of every value, as JSON."""
    made = look.as_json(DEFAULT)
    for spec in catalogue():
        if spec.name in made:
            continue
        prefix, _sep, kind = spec.name.partition("_")
        given: Any = {"pattern": rules.PATTERNS.get(kind, rules.PLAIN)}.get(prefix, [])
        made[spec.name] = list(rules.ISSUERS.get(kind, ())) if prefix == "issuers" else given
    return made


def whole(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a version with the defaults for what it leaves alone."""
    known = defaults()
    return {**known, **{name: value for name, value in values.items() if name in known}}


def checked(given: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """(what differs from the default, fault sentence by field); fields left out keep the default."""
    known, differs, faults = defaults(), {}, {}
    for spec in catalogue():
        if spec.name not in given:
            continue
        try:
            value = spec.kind.check(given[spec.name])
        except Fault as fault:
            faults[spec.name] = str(fault)
            continue
        if value != known[spec.name]:
            differs[spec.name] = value
    if not faults:
        faults = _together(differs)
    return differs, faults


def cleaned(given: Mapping[str, Any]) -> dict[str, Any]:
    """What differs from the default. Raises Refused `unknown_value`, `value_refused` on the field."""
    unknown = sorted(set(given) - set(defaults()))
    if unknown:
        raise Refused(invalid(unknown[0], "unknown_value", _("Nilai profil ini tidak dikenal.")))
    differs, faults = checked(given)
    for name, sentence in faults.items():
        raise Refused(invalid(name, "value_refused", sentence))
    return differs


def _together(values: Mapping[str, Any]) -> dict[str, str]:
    """What each value allows and both together do not."""
    profile = look.built(values, label="")
    faults = {}
    text = profile.paper_width - profile.margin_left - profile.margin_right
    if text < TEXT_WIDTH:
        sentence = _("Lebar isi tinggal %(width)s mm; sisakan sedikitnya %(least)s mm.")
        faults["margin_left"] = sentence % {"width": f"{text:g}", "least": TEXT_WIDTH}
    elif profile.signature_width < BLOCK_WIDTH:
        sentence = _("Blok tanda tangan tinggal %(width)s mm; sisakan sedikitnya %(least)s mm.")
        facts = {"width": f"{profile.signature_width:g}", "least": BLOCK_WIDTH}
        faults["signature_left"] = sentence % facts
    if profile.line_height_tight > profile.line_height:
        faults["line_height_tight"] = _("Tidak boleh lebih renggang daripada jarak baris biasa.")
    if profile.emblem_height > profile.kop_height:
        faults["emblem_height"] = _("Lambang tidak boleh lebih tinggi daripada kop.")
    return faults
