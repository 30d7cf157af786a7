"""The demo's books and the classification codes its story needs."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import Unit, UnitKind
from memos.books.models import Purpose
from memos.models import ClassificationCode, MemoType, Register, RegisterYear

REGISTER = "Nota Dinas Sekretariat Daerah"
AGENDA = "Agenda Surat Masuk"
OPENING = 44  # the demo's first memo is number 45
BASIS = "Lanjutan buku nomor 2026"

# A handful of codes of Permendagri 83/2022, part B (Pemerintah Daerah), in our own words. A full
# list is the regency's to import: manage.py import_klasifikasi.
CODES = (
    ("000.1.2.3", "Perjalanan dinas pegawai"),
    ("000.1.5", "Rapat pimpinan dan notula"),
    ("000.1.7", "Kendaraan dinas"),
    ("000.1.10", "Ketertiban dan keamanan kantor"),
    ("000.5.3", "Arsip dinamis"),
    ("000.7.1.3", "Musrenbang kabupaten"),
    ("000.8.3.3", "Standar operasional prosedur"),
    ("100.3.3.2", "Keputusan bupati"),
    ("100.3.4.2", "Instruksi dan surat edaran kabupaten"),
    ("100.3.5.2", "Surat perintah bupati"),
    ("300.1.2", "Tata operasional polisi pamong praja"),
    ("300.2.2", "Perencanaan penanggulangan bencana dan pertolongan"),
    ("300.2.3", "Pencegahan bencana dan kesiapsiagaan"),
    ("400.10.2", "Pemerintahan desa dan kelurahan"),
    ("400.14.1", "Keprotokolan"),
    ("500.12.1", "Kebijakan komunikasi dan informatika"),
    ("600.1.8", "Pembangunan jalan"),
    ("600.1.9", "Pemeliharaan jalan"),
    ("700.1.1", "Rencana pengawasan"),
    ("800.1.6", "Kode etik dan disiplin pegawai"),
    ("800.1.11.1", "Surat perintah dinas dan surat tugas"),
    ("900.1.3", "Pelaksanaan anggaran"),
)


@transaction.atomic
def seed(*, at: datetime) -> Register:
    """Make the register, its opened year, an agenda and the codes where they are missing.

    A second call changes nothing. Needs the demo regency (`accounts.demo.seed`).
    """
    setda = Unit.objects.get(kind=UnitKind.SECRETARIAT)
    register, _made = Register.objects.get_or_create(
        name=REGISTER, defaults={"unit": setda, "types": [MemoType.NOTA_DINAS]}
    )
    Register.objects.get_or_create(
        name=AGENDA, defaults={"unit": setda, "types": [], "purpose": Purpose.AGENDA}
    )
    RegisterYear.objects.get_or_create(
        register=register,
        year=timezone.localdate(at).year,
        defaults={"last": OPENING, "opening_number": OPENING, "basis": BASIS},
    )
    ClassificationCode.objects.bulk_create(
        [ClassificationCode(code=code, name=name) for code, name in CODES], ignore_conflicts=True
    )
    return register
