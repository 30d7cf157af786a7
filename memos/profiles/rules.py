"""What the profile says beside the look: number patterns, who issues which type, whose paraf.

Values are kept flat with the look, one name per type: `pattern_<type>`, `issuers_<type>`,
`parafs_<type>` (kinds of positions), `paraf_units_<type>` (unit codes), and `unit_patterns`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from accounts.models import PositionKind

_K = PositionKind
PLAIN: Final = "{number}/{code}/{year}"

# A penjelasan draws from the book of nota dinas; a disposisi carries the agenda number of its
# letter and none of its own (Permendagri 54/2009, lembar disposisi).
UNNUMBERED: Final = frozenset({"penjelasan", "disposisi"})
PATTERNS: Final[Mapping[str, str]] = {
    "nota_dinas": PLAIN,
    "memo": PLAIN,
    "surat_perintah": "{code}/{number}/{year}",
    "surat_tugas": "{code}/{number}/{year}",
    "instruksi": "{number} TAHUN {year}",
}
HEADS: Final = (
    _K.REGENT,
    _K.VICE_REGENT,
    _K.SECRETARY,
    _K.ASSISTANT,
    _K.AGENCY_HEAD,
    _K.SECTION_HEAD,
    _K.DISTRICT_HEAD,
    _K.WARD_HEAD,
)
# Kinds that issue a type; a type that is not here may be issued by every position.
ISSUERS: Final[Mapping[str, tuple[str, ...]]] = {
    "instruksi": (_K.REGENT.value,),
    "surat_perintah": tuple(kind.value for kind in HEADS),
    "surat_tugas": tuple(kind.value for kind in HEADS),
}


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a version, by type of memo."""

    patterns: Mapping[str, str] = field(default_factory=dict)
    unit_patterns: Mapping[tuple[str, str], str] = field(default_factory=dict)
    issuers: Mapping[str, frozenset[str]] = field(default_factory=dict)
    parafs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    paraf_units: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def built(values: Mapping[str, Any]) -> Rules:
    """The rules of a version over the defaults."""
    lines = values.get("unit_patterns", ())
    issuers = {**ISSUERS, **_by_type(values, "issuers_")}
    return Rules(
        patterns={**PATTERNS, **_by_type(values, "pattern_")},
        unit_patterns={(unit, kind): pattern for unit, kind, pattern in lines},
        issuers={kind: frozenset(posts) for kind, posts in issuers.items()},
        parafs={kind: tuple(posts) for kind, posts in _by_type(values, "parafs_").items()},
        paraf_units={
            kind: tuple(codes) for kind, codes in _by_type(values, "paraf_units_").items()
        },
    )


def _by_type(values: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    return {
        name.removeprefix(prefix): value
        for name, value in values.items()
        if name.startswith(prefix)
    }
