"""An invented small regency as offices' lists, for tests."""

from collections.abc import Mapping, Sequence
from datetime import date

from accounts.models import Person
from accounts.organisation import importing
from accounts.organisation.importing import TableFile
from accounts.organisation.report import Report
from tests.accounts.tables.books import workbook
from tests.people import AT

TODAY = date(2026, 11, 23)

UNITS = """kode;nama;jenis;induk;alamat;kontak;wilayah;menomori_naskah
77;Kabupaten Contoh;kabupaten;;Jalan Satu;Telepon 1 | Laman contoh.example;;
setda;Sekretariat Daerah;sekretariat daerah;77;;;;
umum;Bagian Umum;bagian;setda;;;;ya
77.01;Kecamatan Hulu;kecamatan;77;;;Pesisir, rawan banjir;
77.01.2001;Desa Satu;desa;77.01;;;;
"""
POSITIONS = """unit;jabatan;jenis;atasan;urutan;mengelola
77;Bupati Contoh;bupati;;;
setda;Sekretaris Daerah;sekda;Bupati Contoh;;
umum;Kepala Bagian Umum;kabag;Sekretaris Daerah;44;77
77.01;Camat Hulu;camat;Sekretaris Daerah;;77.01
77.01.2001;Kepala Desa Satu;kepala desa;;;
"""
PEOPLE = """NIP;Nama;Gelar Depan;Gelar Belakang;Sapaan;Ponsel;Surel;Pangkat;Golongan
;Raden Contoh;H.;S.E.;Bapak;081200000001;;;
197001012000011001;Siti Aminah;Dr.;M.Si.;Ibu;081200000002;siti@contoh.example;Pembina;IV/a
197101012000012002;Budi Santosa;;S.Sos.;Bapak;;;Penata;III/c
197201012000011003;Rahmat Hidayat;;;Bapak;;;Penata;III/c
;Jaka Tingkir;;;Bapak;0812-0000-0005;;;
"""
APPOINTMENTS = """nip;ponsel;unit;jabatan;sebagai;mulai;sampai;sk
;081200000001;77;Bupati Contoh;;20-02-2025;;
197001012000011001;;setda;Sekretaris Daerah;definitif;02-01-2024;;821/1
197101012000012002;;umum;Kepala Bagian Umum;;02-01-2024;;
197201012000011003;;77.01;Camat Hulu;Plt.;02-01-2024;31-12-2026;821/2
;081200000005;77.01.2001;Kepala Desa Satu;;02-01-2024;;
"""
ALL = {
    "unit.csv": UNITS,
    "jabatan.csv": POSITIONS,
    "orang.csv": PEOPLE,
    "penugasan.csv": APPOINTMENTS,
}


def files(given: Mapping[str, str | bytes]) -> list[TableFile]:
    """Files by name."""
    return [
        TableFile(name, data.encode() if isinstance(data, str) else data)
        for name, data in given.items()
    ]


def book(given: Mapping[str, str] = ALL) -> bytes:
    """The same lists as one workbook."""
    return workbook(
        {
            name.removesuffix(".csv").capitalize(): [
                line.split(";") for line in text.strip().splitlines()
            ]
            for name, text in given.items()
        }
    )


def check(given: Mapping[str, str | bytes]) -> Report:
    """The dry run."""
    return importing.check(importing.read_files(files(given)), on=TODAY)


def bring_in(
    given: Mapping[str, str | bytes], *, by: Person | None = None, expected: str = ""
) -> Report:
    """The import, at AT."""
    return importing.bring_in(importing.read_files(files(given)), by=by, at=AT, expected=expected)


def found(report: Report) -> list[tuple[str, int, str, str]]:
    """Table, line, column and code of each fault."""
    return [(each.sheet, each.line, each.column, each.code) for each in report.faults]


def lines(head: str, *rows: str) -> str:
    """A CSV of a head and rows."""
    return "\n".join([head, *rows]) + "\n"


def counts(report: Report) -> dict[str, Sequence[int]]:
    """New, changed, same and absent of each list."""
    return {
        noun.value: (each.new, each.changed, each.same, each.absent)
        for noun, each in report.counts.items()
    }
