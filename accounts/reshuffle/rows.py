"""From the file to rows: one decree, its two dates, and who goes from where to where.

Whatever is wrong is named with its line and column, all at once; nothing is saved here.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Capacity, Person, Position, ReshuffleRow, Unit
from accounts.models.reshuffles import DECREE_LENGTH
from accounts.reshuffle.scene import superiors
from accounts.tables import Column, Faults, Kind, Row, open_sheets, read
from accounts.units import subtree

MOST_ROWS: Final = 1000
LONGEST_NOTE: Final = 200
FARTHEST: Final = timedelta(days=366)
"""An effective date farther than this from the decree's is a slip of the pen."""

COLUMNS: Final = (
    Column(
        "nomor_sk", ("sk", "no_sk", "nomor_keputusan"), required=True, example="821.2/145/BKPSDM",
        explanation=gettext_lazy("Nomor SK. Cukup di baris pertama."),
    ),
    Column(
        "tanggal_sk", ("tgl_sk", "tanggal_keputusan"), kind=Kind.DATE, required=True,
        example="20-11-2026", explanation=gettext_lazy("Tanggal SK. Cukup di baris pertama."),
    ),
    Column(
        "tanggal_berlaku", ("tmt", "berlaku", "tanggal_tmt"), kind=Kind.DATE, required=True,
        example="01-12-2026",
        explanation=gettext_lazy("Hari pertama di jabatan baru (TMT). Cukup di baris pertama."),
    ),
    Column("nip", filled=True, example="197904102005011904", explanation=gettext_lazy("18 angka.")),
    Column(
        "nama", ("nama_lengkap", "nama_pegawai"), example="Ahmad Fauzi",
        explanation=gettext_lazy("Boleh kosong; bila diisi, dicocokkan dengan NIP."),
    ),
    Column(
        "dari_unit", ("unit_lama", "unit_asal"), required=True, example="Kecamatan Pelawan",
        explanation=gettext_lazy("Nama atau kode unit yang ditinggalkan; kosong bila tidak ada."),
    ),
    Column(
        "dari_jabatan", ("jabatan_lama", "jabatan_asal"), required=True, example="Camat Pelawan",
        explanation=gettext_lazy("Jabatan yang ditinggalkan; kosong bila tidak ada."),
    ),
    Column(
        "ke_unit", ("unit_baru", "unit_tujuan"), required=True, example="Kecamatan Limun",
        explanation=gettext_lazy("Nama atau kode unit baru; kosong bila pensiun atau keluar."),
    ),
    Column(
        "ke_jabatan", ("jabatan_baru", "jabatan_tujuan"), required=True, example="Camat Limun",
        explanation=gettext_lazy("Jabatan baru; kosong bila pensiun atau keluar."),
    ),
    Column(
        "sebagai", ("kedudukan", "status_jabatan"), example="definitif",
        explanation=gettext_lazy("definitif, Pj., Pjs., atau Plt.; kosong berarti definitif."),
    ),
    Column(
        "keterangan", ("catatan", "ket"), example="promosi",
        explanation=gettext_lazy("Boleh kosong."),
    ),
)  # fmt: skip

CAPACITIES: Final[Mapping[str, str]] = {
    "definitif": Capacity.DEFINITIVE,
    "pj": Capacity.PJ,
    "penjabat": Capacity.PJ,
    "pjs": Capacity.PJS,
    "penjabat_sementara": Capacity.PJS,
    "plt": Capacity.PLT,
    "pelaksana_tugas": Capacity.PLT,
}


@dataclass(frozen=True, slots=True)
class Decree:
    """What a file says: the decree, its dates, and its rows, not yet saved."""

    number: str
    dated: date
    effective_on: date
    rows: Sequence[ReshuffleRow]

    @property
    def digest(self) -> str:
        """SHA-256 over dates and rows, in hexadecimal: the same file again has the same."""
        return digest_of(self.dated, self.effective_on, self.rows)


def digest_of(dated: date, effective_on: date, rows: Iterable[ReshuffleRow]) -> str:
    """SHA-256 over dates and rows, whatever their line numbers."""
    said = [
        [row.person_id, row.from_position_id, row.to_position_id, row.capacity, row.note]
        for row in sorted(rows, key=lambda row: row.line)
    ]
    text = json.dumps([dated.isoformat(), effective_on.isoformat(), said], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(slots=True)
class _Head:
    """The decree and its dates, given once or the same in every row."""

    number: str = ""
    dated: date | None = None
    effective_on: date | None = None

    def take(self, row: Row) -> None:
        """Take what a row says of them; a second value is a fault."""
        number = "/".join(part.strip() for part in (row.text("nomor_sk") or "").split("/"))
        if len(number) > DECREE_LENGTH:
            row.fault("nomor_sk", "too_long", count=len(number), most=DECREE_LENGTH)
            number = number[:DECREE_LENGTH]
        if number and self.number and number.upper() != self.number.upper():
            self._differs(row, "nomor_sk", self.number)
        self.number = self.number or number
        for name, column in (("dated", "tanggal_sk"), ("effective_on", "tanggal_berlaku")):
            given, known = row.date(column), getattr(self, name)
            if given and known and given != known:
                self._differs(row, column, known.strftime("%d-%m-%Y"))
            setattr(self, name, known or given)

    def _differs(self, row: Row, column: str, first: str) -> None:
        sentence = _("Berbeda dari baris pertama (%(first)s). Satu berkas hanya untuk satu SK.")
        row.fault(column, "decree_differs", reason=sentence, first=first)

    def refuse_gaps(self, faults: Faults, line: int) -> None:
        """Name what no row gave, and dates that cannot belong together."""
        for column, value in (
            ("nomor_sk", self.number),
            ("tanggal_sk", self.dated),
            ("tanggal_berlaku", self.effective_on),
        ):
            known = any(fault.column == column for fault in faults)
            if not value and not known:
                faults.add("empty_cell", line=line, column=column)
        if self.dated and self.effective_on and abs(self.effective_on - self.dated) > FARTHEST:
            sentence = _("Lebih dari setahun dari tanggal SK. Periksa tahunnya.")
            faults.add(
                "dates_far_apart", line=line, column="tanggal_berlaku", reason=sentence,
                value=self.effective_on.strftime("%d-%m-%Y"),
            )  # fmt: skip


@dataclass(slots=True)
class _Said:
    """One row as words, before they are looked up."""

    row: Row
    nip: str
    places: dict[str, tuple[str, str]] = field(default_factory=dict)
    """By "dari" and "ke": unit and title as written."""


def read_decree(data: bytes, filename: str, *, root: Unit, faults: Faults) -> Decree | None:
    """The decree in a CSV or XLSX file, its people and posts looked up below `root`.

    None where a fault was named; three statements however many rows.
    """
    sheets = open_sheets(data, filename, faults)
    if len(sheets) > 1:
        names = ", ".join(sheet.name for sheet in sheets)
        sentence = _("Berkas ini berisi beberapa lembar: %(names)s. Sisakan satu saja.")
        faults.add("several_sheets", reason=sentence, names=names)
    if len(sheets) != 1:
        return None
    head, said = _Head(), list[_Said]()
    for row in read(sheets[0], COLUMNS, faults):
        if len(said) == MOST_ROWS:
            faults.add("too_many_rows", line=row.line, most=MOST_ROWS)
            break
        head.take(row)
        said.append(_said(row))
    if said:
        head.refuse_gaps(faults, said[0].row.line)
    made = _looked_up(said, root)
    if faults or head.dated is None or head.effective_on is None:
        return None
    return Decree(head.number, head.dated, head.effective_on, made)


def _said(row: Row) -> _Said:
    found = _Said(row, row.nip("nip") or "")
    for side in ("dari", "ke"):
        unit, title = row.text(f"{side}_unit"), row.text(f"{side}_jabatan")
        if unit and title:
            found.places[side] = (unit, title)
        elif unit == "" and title:
            row.fault(f"{side}_unit", "empty_cell")
        elif unit and title == "":
            row.fault(f"{side}_jabatan", "empty_cell")
    empty = not any(
        row.shown(f"{side}_{what}").strip()
        for side in ("dari", "ke")
        for what in ("unit", "jabatan")
    )
    if empty:
        sentence = _("Isi jabatan yang ditinggalkan, jabatan baru, atau keduanya.")
        row.fault("ke_jabatan", "goes_nowhere", reason=sentence)
    return found


# --- Looking up -------------------------------------------------------------------------------------


def _looked_up(said: Sequence[_Said], root: Unit) -> tuple[ReshuffleRow, ...]:
    """Rows with people and posts; what is not found is a fault of its cell."""
    people = {
        person.nip: person
        for person in Person.objects.filter(nip__in={one.nip for one in said if one.nip})
    }
    posts = _Posts(root, (place for one in said for place in one.places.values()))
    made = []
    for one in said:
        person = _person(one, people)
        found = {side: posts.find(one.row, side, *place) for side, place in one.places.items()}
        capacity = _capacity(one)
        if person is None:
            continue
        made.append(
            ReshuffleRow(
                line=one.row.line,
                person=person,
                from_position=found.get("dari"),
                to_position=found.get("ke"),
                capacity=capacity,
                note=one.row.text("keterangan", longest=LONGEST_NOTE) or "",
            )
        )
    return tuple(made)


def _person(one: _Said, people: Mapping[str | None, Person]) -> Person | None:
    if not one.nip:
        return None
    person = people.get(one.nip)
    if person is None:
        one.row.fault("nip", "unknown_nip", reason=_("Tidak ada orang dengan NIP ini."))
        return None
    given = _words(one.row.text("nama") or "")
    if given and not _words(person.name) <= given:
        sentence = _("NIP ini milik %(name)s. Periksa NIP atau namanya.")
        one.row.fault("nama", "name_differs", reason=sentence, name=person.full_name)
    if not person.is_active and "ke" in one.places:
        sentence = _("%(name)s sudah tidak aktif dan tidak dapat menjabat.")
        one.row.fault("nip", "person_inactive", reason=sentence, name=person.full_name)
    return person


def _words(name: str) -> set[str]:
    """The words of a name, without dots and commas, for comparing."""
    return {word.strip(".,") for word in name.casefold().replace(",", " ").split()}


def _capacity(one: _Said) -> str:
    given = one.row.choice("sebagai", {**CAPACITIES, "plh": Capacity.PLH})
    if given == Capacity.PLH:
        sentence = _("Plh. dicatat sebagai ketidakhadiran pejabatnya, bukan lewat SK mutasi.")
        one.row.fault("sebagai", "plh_by_decree", reason=sentence)
    if "ke" in one.places:
        return given or Capacity.DEFINITIVE
    if given:
        sentence = _("Kosongkan: baris ini tidak menyebut jabatan baru.")
        one.row.fault("sebagai", "capacity_without_post", reason=sentence)
    return ""


class _Posts:
    """Units of a regency by code and name, and the posts in those that the file names."""

    def __init__(self, root: Unit, places: Iterable[tuple[str, str]]) -> None:
        self.units: dict[str, set[int]] = defaultdict(set)
        for pk, code, name in subtree(root).values_list("pk", "code", "name"):
            self.units[code.casefold()].add(pk)
            self.units[name.casefold()].add(pk)
        wanted = {pk for unit, _title in places for pk in self.units.get(unit.casefold(), ())}
        rows = Position.objects.filter(unit_id__in=wanted)
        self.posts = {
            (post.unit_id, post.title.casefold()): post
            for post in rows.select_related("unit__parent", superiors())
        }

    def find(self, row: Row, side: str, unit: str, title: str) -> Position | None:
        """The post of a title in a unit; else None, and the fault of the cell at fault."""
        units = self.units.get(unit.casefold(), set())
        posts = [p for pk in units if (p := self.posts.get((pk, title.casefold())))]
        column = f"{side}_jabatan"
        if not units:
            row.fault(f"{side}_unit", "unknown_unit", reason=_("Tidak ada unit dengan nama ini."))
        elif len(posts) > 1:
            sentence = _("Ada %(count)s unit bernama ini. Tulis kode unitnya.")
            row.fault(f"{side}_unit", "unit_ambiguous", reason=sentence, count=len(units))
        elif not posts:
            sentence = _("Tidak ada jabatan ini di %(unit)s.")
            row.fault(column, "unknown_post", reason=sentence, unit=unit)
        elif side == "ke" and not posts[0].is_active:
            row.fault(column, "post_closed", reason=_("Jabatan ini sudah tidak dipakai."))
        else:
            return posts[0]
        return None
