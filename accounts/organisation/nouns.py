"""The four lists of an organisation: their columns, and the words that may stand in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Address, Capacity, PositionKind, UnitKind
from accounts.tables import Column, Kind
from accounts.tables.columns import folded


class Noun(StrEnum):
    """A list, in the order in which they lean on each other."""

    UNITS = "unit"
    POSITIONS = "jabatan"
    PEOPLE = "orang"
    APPOINTMENTS = "penugasan"


@dataclass(frozen=True, slots=True)
class ListOf:
    """How one list looks: what a sheet or file of it is called, and its columns."""

    label: str | Promise
    sheets: frozenset[str]
    columns: Sequence[Column]


# The heading under which a fact stands. Facts are called as the fields of the models are.
HEADINGS: Final[Mapping[str, str]] = {
    "code": "kode", "name": "nama", "kind": "jenis", "parent": "induk", "address": "alamat",
    "contact": "kontak", "regions": "wilayah", "keeps_registers": "menomori_naskah",
    "unit": "unit", "title": "jabatan", "superior": "atasan", "rank": "urutan",
    "administers": "mengelola", "nip": "nip", "title_before": "gelar_depan",
    "title_after": "gelar_belakang", "sapaan": "sapaan", "phone": "ponsel", "email": "surel",
    "grade_name": "pangkat", "grade": "golongan", "capacity": "sebagai", "starts_on": "mulai",
    "ends_on": "sampai", "decree": "sk",
}  # fmt: skip

LISTS: Final[Mapping[Noun, ListOf]] = {
    Noun.UNITS: ListOf(
        _("Unit"),
        frozenset({"unit", "units", "unit_kerja", "opd", "organisasi"}),
        (
            Column("kode", ("kode unit",), filled=True, example="15.03.05",
                explanation=_("Kode unit, tidak berubah. Format sel: Teks.")),
            Column("nama", ("nama unit", "unit"), filled=True, example="Kecamatan Pelawan",
                explanation=_("Nama lengkap unit, seperti di kop surat.")),
            Column("jenis", ("jenis unit",), filled=True, example="kecamatan",
                explanation=_("kabupaten, sekretariat daerah, bagian, perangkat daerah, kecamatan, kelurahan, atau desa.")),
            Column("induk", ("kode induk", "unit induk"), required=True, example="15.03",
                explanation=_("Kode unit di atasnya. Kosong hanya untuk pemerintah kabupaten.")),
            Column("alamat", example="Jalan Lintas Sumatera Km. 7",
                explanation=_("Alamat untuk kop surat.")),
            Column("kontak", ("telepon", "kontak kop"), example="Telepon (0745) 000000 | Laman contoh.go.id",
                explanation=_("Telepon, laman, surel untuk kop surat; tanda | memulai baris baru.")),
            Column("wilayah", ("tanda wilayah", "ciri wilayah"), example="pesisir; rawan banjir",
                explanation=_("Ciri wilayah untuk kelompok penerima, dipisah titik koma.")),
            Column("menomori_naskah", ("penomor", "buku nomor"), example="tidak",
                explanation=_("ya, untuk unit yang menomori naskah bagi unit lain (bagian umum, bagian hukum).")),
        ),
    ),
    Noun.POSITIONS: ListOf(
        _("Jabatan"),
        frozenset({"jabatan", "positions", "daftar_jabatan"}),
        (
            Column("unit", ("kode unit",), filled=True, example="15.03.05",
                explanation=_("Kode unit tempat jabatan. Format sel: Teks.")),
            Column("jabatan", ("nama jabatan",), filled=True, example="Camat Pelawan",
                explanation=_("Nama jabatan, seperti di naskah.")),
            Column("jenis", ("jenis jabatan",), filled=True, example="camat",
                explanation=_("bupati, wakil bupati, sekda, asisten, staf ahli, kepala opd, sekretaris, kabag, kabid, camat, lurah, kades, kasubbag, kasi, forkopimda, ajudan, atau staf.")),
            Column("atasan", ("jabatan atasan", "atasan langsung"), required=True, example="Sekretaris Daerah",
                explanation=_("Nama jabatan atasan langsung. Dicari di unit yang sama, unit di atasnya, lalu semua unit.")),
            Column("unit_atasan", ("kode unit atasan",), example="setda",
                explanation=_("Kode unit atasan, bila nama jabatan atasan ada di beberapa unit.")),
            Column("urutan", ("urut",), kind=Kind.NUMBER, example="40",
                explanation=_("Urutan dalam daftar: bupati 1, sekda 10, camat 40. Boleh kosong.")),
            Column("mengelola", ("mengelola unit", "admin unit"), example="",
                explanation=_("Kode unit yang kartu aktivasi dan ponselnya diurus jabatan ini. Boleh kosong.")),
        ),
    ),
    Noun.PEOPLE: ListOf(
        _("Orang"),
        frozenset({"orang", "pegawai", "people", "daftar_pegawai"}),
        (
            Column("nip", example="197904102005011904",
                explanation=_("18 angka. Format sel: Teks, agar Excel tidak mengubahnya. Kosong untuk bupati, wakil bupati, kepala desa.")),
            Column("nama", ("nama lengkap", "nama pegawai"), filled=True, example="Ahmad Fauzi",
                explanation=_("Nama tanpa gelar.")),
            Column("gelar_depan", example="Drs.", explanation=_("Gelar di depan nama.")),
            Column("gelar_belakang", ("gelar",), example="M.Si.", explanation=_("Gelar di belakang nama.")),
            Column("sapaan", ("jenis kelamin", "l/p"), example="Bapak",
                explanation=_("Bapak, Ibu, atau Saudara. Wajib untuk orang baru; L dan P juga dibaca.")),
            Column("ponsel", ("no hp", "nomor ponsel", "no ponsel", "hp", "nomor hp"), example="081200000000",
                explanation=_("Nomor ponsel pribadi. Wajib bila tanpa NIP. Format sel: Teks.")),
            Column("surel", ("email", "e-mail"), example="nama@contoh.go.id",
                explanation=_("Alamat surel. Boleh kosong.")),
            Column("pangkat", example="Pembina", explanation=_("Pangkat.")),
            Column("golongan", ("gol", "golongan ruang"), example="IV/a", explanation=_("Golongan ruang.")),
        ),
    ),
    Noun.APPOINTMENTS: ListOf(
        _("Penugasan jabatan"),
        frozenset({"penugasan", "appointments", "pengangkatan", "penempatan", "penugasan_jabatan"}),
        (
            Column("nip", example="197904102005011904",
                explanation=_("NIP pemegang jabatan. Format sel: Teks.")),
            Column("ponsel", ("no hp", "nomor ponsel", "no ponsel", "hp"), example="",
                explanation=_("Nomor ponsel pemegang jabatan, bila tanpa NIP.")),
            Column("unit", ("kode unit",), filled=True, example="15.03.05",
                explanation=_("Kode unit jabatan. Format sel: Teks.")),
            Column("jabatan", ("nama jabatan",), filled=True, example="Camat Pelawan",
                explanation=_("Nama jabatan, sama dengan di daftar jabatan.")),
            Column("sebagai", ("status",), example="definitif",
                explanation=_("definitif, pj, pjs, plt, atau plh. Kosong berarti definitif.")),
            Column("mulai", ("tmt", "sejak", "mulai tanggal"), kind=Kind.DATE, filled=True, example="02-01-2026",
                explanation=_("Hari pertama, hari lebih dahulu: 31-12-2026.")),
            Column("sampai", ("sampai tanggal",), kind=Kind.DATE, example="",
                explanation=_("Hari terakhir. Kosong bila belum ada akhirnya.")),
            Column("sk", ("nomor sk", "no sk"), example="821.2/15/BKPSDM/2026", explanation=_("Nomor SK.")),
        ),
    ),
}  # fmt: skip


def _folded(words: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {folded(word): value for value, named in words.items() for word in (*named, value)}


UNIT_KINDS: Final = _folded(
    {
        UnitKind.REGENCY: ("kabupaten", "pemerintah kabupaten"),
        UnitKind.SECRETARIAT: ("sekretariat daerah", "setda"),
        UnitKind.SECTION: ("bagian",),
        UnitKind.AGENCY: ("perangkat daerah", "opd", "dinas", "badan", "inspektorat", "kantor",
            "rumah sakit", "rsud", "satuan", "sekretariat dprd", "instansi vertikal"),
        UnitKind.DISTRICT: ("kecamatan",),
        UnitKind.WARD: ("kelurahan",),
        UnitKind.VILLAGE: ("desa",),
    }
)  # fmt: skip

POSITION_KINDS: Final = _folded(
    {
        PositionKind.REGENT: (),
        PositionKind.VICE_REGENT: ("wakil bupati", "wabup"),
        PositionKind.SECRETARY: ("sekretaris daerah", "sekda"),
        PositionKind.ASSISTANT: (),
        PositionKind.EXPERT: ("staf ahli",),
        PositionKind.AGENCY_HEAD: ("kepala opd", "kepala perangkat daerah", "kepala dinas", "kadis",
            "kepala badan", "kaban", "inspektur", "direktur", "kepala satuan", "kepala kantor"),
        PositionKind.AGENCY_SECRETARY: (),
        PositionKind.SECTION_HEAD: ("kepala bagian",),
        PositionKind.DIVISION_HEAD: ("kepala bidang",),
        PositionKind.DISTRICT_HEAD: (),
        PositionKind.WARD_HEAD: (),
        PositionKind.VILLAGE_HEAD: ("kepala desa",),
        PositionKind.SUBSECTION_HEAD: ("kepala subbagian", "kepala sub bagian", "kasubag"),
        PositionKind.SUPERVISOR: ("kepala seksi",),
        PositionKind.PARTNER: (),
        PositionKind.AIDE: (),
        PositionKind.STAFF: ("pelaksana", "fungsional"),
    }
)  # fmt: skip

# Where a list gives no order: the order of protocol, with room between.
RANKS: Final[Mapping[str, int]] = {
    PositionKind.REGENT: 1, PositionKind.VICE_REGENT: 2, PositionKind.PARTNER: 5,
    PositionKind.SECRETARY: 10, PositionKind.ASSISTANT: 20, PositionKind.EXPERT: 25,
    PositionKind.AGENCY_HEAD: 30, PositionKind.DISTRICT_HEAD: 40, PositionKind.SECTION_HEAD: 45,
    PositionKind.AGENCY_SECRETARY: 50, PositionKind.DIVISION_HEAD: 60, PositionKind.WARD_HEAD: 70,
    PositionKind.VILLAGE_HEAD: 75, PositionKind.SUBSECTION_HEAD: 80, PositionKind.SUPERVISOR: 82,
    PositionKind.AIDE: 90, PositionKind.STAFF: 100,
}  # fmt: skip

ADDRESSES: Final = _folded(
    {
        Address.BAPAK: ("bapak", "bpk", "l", "laki-laki", "pria"),
        Address.IBU: ("ibu", "p", "perempuan", "wanita"),
        Address.SAUDARA: ("saudara", "sdr"),
    }
)

CAPACITIES: Final = _folded(
    {
        Capacity.DEFINITIVE: ("definitif", "tetap"),
        Capacity.PJ: ("penjabat",),
        Capacity.PJS: ("penjabat sementara",),
        Capacity.PLT: ("pelaksana tugas",),
        Capacity.PLH: ("pelaksana harian",),
    }
)

YES_NO: Final = {"ya": "ya", "y": "ya", "tidak": "tidak", "t": "tidak"}
