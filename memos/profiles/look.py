"""Every value of the look that an office may change: its label, its range, and where it comes from.

The default is that of `memos.paper.Profile`. Marks: V read in the source itself, V2 reported by
another, M from habit, J this project's own judgement. A regency's own Perbup beats all of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import Enum
from pathlib import Path
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

import files
from memos.paper import DEFAULT, Profile
from memos.profiles.kinds import Kind, Number, Order, Pick, Switch

PAGE, TYPE, KOP, HEAD, FOOT = "kertas", "huruf", "kop", "kepala", "tanda"

OWN: Final = _("penilaian Sigap, tanpa sumber")
RULE: Final = "Permendagri 1/2023"


@dataclass(frozen=True, slots=True)
class Spec:
    """One value: where it stands, what it is called, what it may be, and whence its default."""

    name: str
    group: str
    label: str | Promise
    kind: Kind
    source: str | Promise = OWN
    mark: str = "J"
    hint: str | Promise = ""


# Width and height in mm, under the name that an office knows.
PAPERS: Final[Mapping[str, tuple[float, float]]] = {
    "a4": (210, 297),
    "f4_215": (215, 330),
    "f4_210": (210, 330),
}
_PAPER_WORDS = (
    ("a4", "A4, 210 × 297 mm"),
    ("f4_215", "F4, 215 × 330 mm"),
    ("f4_210", "F4, 210 × 330 mm"),
)
_HEAD = tuple(row.value for row in DEFAULT.head_order)
_NEEDED = ("Yth.", "Dari", "Tanggal", "Nomor", "Hal")
_NEEDED_IN_MEMO = ("Yth.", "Dari", "Tanggal", "Hal")
_SIFAT = (
    ("urgency", _("kesegeraan")),
    ("security", _("klasifikasi keamanan")),
    ("both", _("keduanya")),
)
_FORMS = (
    ("in_gap", _("bentuk A: kotak di ruang tanda tangan")),
    ("around", _("bentuk B: nama di dalam kotak")),
)
_GROUPS = (("arahan", _("arahan")), ("khusus", _("khusus")))
# Free fonts with the measures of those that the rule names; only what is embedded can be chosen.
_FONT_FOLDER = Path(files.__file__).parent / "fonts"
_FONTS = (
    ("LiberationSans-Regular.ttf", "Naskah Liberation Sans", "Liberation Sans (Arial)"),
    ("texgyrebonum-regular.otf", "Naskah Bonum", "TeX Gyre Bonum (Bookman Old Style)"),
)


def _fonts() -> tuple[tuple[str, str], ...]:
    return tuple(
        (family, words) for name, family, words in _FONTS if (_FONT_FOLDER / name).exists()
    )


def _mm(low: float, high: float) -> Number:
    return Number(low, high, "mm")


def _pt(low: float, high: float) -> Number:
    return Number(low, high, "pt")


_UNREAD = _("pasalnya tidak terbaca")
_ALL = (
    Spec("paper", PAGE, _("Kertas"), Pick(_PAPER_WORDS), f"{RULE} Ps. 28(2)", "V2"),
    Spec("margin_left", PAGE, _("Batas kiri"), _mm(20, 50), f"{RULE} Ps. 34(2)", "V2"),
    Spec("margin_right", PAGE, _("Batas kanan"), _mm(15, 40), f"{RULE} Ps. 34(2)", "V2"),
    Spec("margin_bottom", PAGE, _("Batas bawah"), _mm(20, 50), f"{RULE} Ps. 34(2)", "V2"),
    Spec(
        "margin_bottom_footed", PAGE, _("Batas bawah dengan kaki tanda tangan elektronik"),
        _mm(34, 60),
    ),
    Spec("margin_top", PAGE, _("Batas atas halaman 2 dan seterusnya"), _mm(20, 50)),
    Spec("kop_top", PAGE, _("Jarak kop dari tepi kertas"), _mm(5, 40)),
    Spec(
        "page_number_top", PAGE, _("Jarak nomor halaman dari tepi kertas"), _mm(8, 20),
        "Peraturan Unsil 3/2023", "V2",
    ),
    Spec(
        "font", TYPE, _("Huruf penugasan, korespondensi, dan khusus"), Pick(_fonts()),
        f"{RULE} Ps. 32(2)", "V2",
    ),
    Spec(
        "font_direction", TYPE, _("Huruf arahan"), Pick(_fonts()), f"{RULE} Ps. 32(1)", "V2",
    ),
    Spec("size", TYPE, _("Ukuran huruf"), _pt(11, 14), f"{RULE} Ps. 32(2)", "V2"),
    Spec("line_height", TYPE, _("Jarak baris"), Number(1, 2, _("spasi"))),
    Spec("line_height_tight", TYPE, _("Jarak baris bila dirapatkan"), Number(1, 2, _("spasi"))),
    Spec("widest_gap", TYPE, _("Jarak kata terlebar sebelum baris dibiarkan rata kiri"), Number(2, 8, _("spasi"))),
    Spec("indent", TYPE, _("Masuk baris pertama paragraf"), _mm(0, 25)),
    Spec("paragraph_gap", TYPE, _("Jarak antarparagraf"), _mm(0, 10)),
    Spec("item_gap", TYPE, _("Jarak antarbutir"), _mm(0, 8)),
    Spec("item_indent", TYPE, _("Masuk tiap tingkat nomor"), _mm(5, 15)),
    Spec("dictum_gap", TYPE, _("Jarak antardiktum"), _mm(0, 8)),
    Spec("kop_height", KOP, _("Tinggi kop"), _mm(20, 60)),
    Spec("emblem_width", KOP, _("Lebar lambang daerah"), _mm(10, 30), _("kabupaten lain mencetak 25,6 mm"), "V"),
    Spec("emblem_height", KOP, _("Tinggi lambang daerah"), _mm(10, 35)),
    Spec("kop_side", KOP, _("Ruang kosong di kedua sisi kop"), _mm(10, 40)),
    Spec("government_size", KOP, _("Huruf nama pemerintah"), _pt(10, 20), _("aturan daerah, perbandingan 2:3:1"), "V2"),
    Spec("unit_size", KOP, _("Huruf nama unit"), _pt(12, 24), _("aturan daerah, perbandingan 2:3:1"), "V2"),
    Spec("unit_size_long", KOP, _("Huruf nama unit yang panjang"), _pt(10, 22)),
    Spec("address_size", KOP, _("Huruf alamat"), _pt(7, 12)),
    Spec("state_emblem", KOP, _("Ukuran lambang negara"), _mm(15, 35), "Perbup Sleman 5/2012", "V2"),
    Spec("leader_size", KOP, _("Huruf kop Bupati"), _pt(12, 22), _UNREAD, "M"),
    Spec("disposition_by_leader", KOP, _("Lembar disposisi Bupati memakai kop Bupati"), Switch(), "Permendagri 54/2009", "V2"),
    Spec("kop_black", KOP, _("Lambang di kop tanpa warna"), Switch(), _("berwarna; sebagian daerah hitam"), "M"),
    Spec("title_above", KOP, _("Jarak judul dari kop"), _mm(2, 20), _("dua spasi di bawah kop"), "V2"),
    Spec("title_below", KOP, _("Jarak sesudah judul"), _mm(0, 20)),
    Spec(
        "head_order", HEAD, _("Urutan baris kepala nota dinas"), Order(_HEAD, _NEEDED),
        _("templat Bina Bangda Kemendagri"), "V",
        _("pisahkan dengan titik koma"),
    ),
    Spec(
        "memo_order", HEAD, _("Urutan baris kepala memo"), Order(_HEAD, _NEEDED_IN_MEMO),
        "Permendagri 54/2009", "M", _("pisahkan dengan titik koma"),
    ),
    Spec("sifat", HEAD, _("Baris Sifat mencetak"), Pick(_SIFAT), _("templat Bina Bangda Kemendagri"), "V"),
    Spec("empty_copies", HEAD, _("Baris Tembusan tetap dicetak bila tidak ada"), Switch(), _("templat Bina Bangda Kemendagri"), "V"),
    Spec("label_width", HEAD, _("Lebar label kepala naskah"), _mm(20, 40)),
    Spec("row_gap", HEAD, _("Jarak antarbaris kepala naskah"), _mm(0, 5)),
    Spec("instruction_group", HEAD, _("Golongan instruksi"), Pick(_GROUPS), _("sumber berbeda: arahan di Pekalongan, khusus di daftar lain"), "V"),
    Spec("most_people", HEAD, _("Orang terbanyak di surat perintah sebelum memakai lampiran"), Number(1, 30, whole=True)),
    Spec("signature_left", FOOT, _("Letak tanda tangan dari batas kiri"), _mm(40, 110)),
    Spec("signature_above", FOOT, _("Jarak tanda tangan dari isi"), _mm(2, 20)),
    Spec("signature_gap", FOOT, _("Ruang tanda tangan"), _mm(18, 40), _("empat spasi; stempel 40 mm"), "J"),
    Spec("nip_first", FOOT, _("NIP di atas pangkat"), Switch(), _("templat Bina Bangda Kemendagri"), "V"),
    Spec(
        "plt_sekda_name_only", FOOT, _("Plt. Sekda mencetak nama saja"), Switch(),
        _("Ps. 44(5) tidak menyebut Plt."), "J",
    ),
    Spec("box_form", FOOT, _("Kotak tanda tangan elektronik"), Pick(_FORMS), _("A penilaian Sigap; B dipakai Jawa Barat"), "V"),
    Spec("annex_signed", FOOT, _("Lampiran ditandatangani lagi"), Switch(), _UNREAD, "M"),
    Spec("copies_above", FOOT, _("Jarak Tembusan dari tanda tangan"), _mm(2, 20)),
    Spec("copies_size", FOOT, _("Huruf Tembusan"), _pt(9, 14)),
)  # fmt: skip


_KNOWN = {field.name for field in fields(Profile)} | {"paper"}
LOOK: Final = tuple(spec for spec in _ALL if spec.name in _KNOWN)


def as_json(profile: Profile) -> dict[str, Any]:
    """The values of a profile under the names of LOOK."""
    return {spec.name: _json(profile, spec.name) for spec in LOOK}


def _json(profile: Profile, name: str) -> Any:
    if name == "paper":
        size = (profile.paper_width, profile.paper_height)
        return next((key for key, known in PAPERS.items() if known == size), "a4")
    value = getattr(profile, name)
    if isinstance(value, tuple):
        return [each.value for each in value]
    return value.value if isinstance(value, Enum) else value


def built(
    values: Mapping[str, Any], *, label: str, drawings: Mapping[str, str] | None = None
) -> Profile:
    """The default with the values of a version; what it does not know is left out.

    `drawings` are those of memos.profiles.drawings: the name of each, and its SHA-256.
    """
    sets: dict[str, Any] = dict(drawings or {})
    for spec in LOOK:
        if spec.name not in values:
            continue
        value = values[spec.name]
        if spec.name == "paper":
            sets["paper_width"], sets["paper_height"] = PAPERS[value]
            continue
        like = getattr(DEFAULT, spec.name)
        if isinstance(like, tuple):
            row = type(like[0])
            sets[spec.name] = tuple(row(each) for each in value)
        else:
            sets[spec.name] = type(like)(value) if isinstance(like, Enum) else value
    return replace(DEFAULT, version=label, **sets)
