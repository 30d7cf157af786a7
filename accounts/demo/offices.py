"""Offices of the demo: what stands on the door, and which posts are behind it.

The list of perangkat daerah is the standard set of a regency (PP 18/2016 with PP 72/2019), not
Sarolangun's own Perda; its units are marked as samples.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from accounts.demo.places import DISTRICT_CODE_LENGTH, DISTRICTS, REGENCY_CODE, WARDS
from accounts.models import PositionKind as K
from accounts.models import UnitKind


@dataclass(frozen=True, slots=True)
class Office:
    """A unit to be: `key` is its code and the first part of its web address."""

    key: str
    name: str
    kind: UnitKind
    parent: str | None = REGENCY_CODE
    keeps_registers: bool = False
    is_sample: bool = False

    @property
    def site(self) -> str:
        """First part of its invented web address."""
        if self.kind in {UnitKind.DISTRICT, UnitKind.WARD}:
            return slug(self.name)
        return "kabupaten" if self.kind == UnitKind.REGENCY else self.key

    @property
    def address(self) -> str:
        """Where it is, for the letterhead."""
        if self.kind in {UnitKind.DISTRICT, UnitKind.WARD}:
            return f"Kantor {self.name}, Kabupaten Sarolangun, Jambi"
        return "Kompleks Perkantoran Gunung Kembang, Sarolangun, Jambi"


@dataclass(frozen=True, slots=True)
class Post:
    """A position to be; `echelon` decides the holder's age and rank ('' where elected)."""

    key: str
    office: str
    title: str
    kind: K
    superior: str | None
    rank: int
    echelon: str


@dataclass(frozen=True, slots=True)
class Group:
    """A recipient list to be: its words, and a kind of position or the keys of its posts."""

    name: str
    noun: str
    formal_name: str
    posts: tuple[str, ...] = ()
    kind: str = ""


# Key, name, divisions.
AGENCIES = (
    ("disdikbud", "Dinas Pendidikan dan Kebudayaan", ("Pembinaan SD", "Pembinaan SMP", "Kebudayaan")),
    ("dinkes", "Dinas Kesehatan", ("Kesehatan Masyarakat", "Pengendalian Penyakit", "Pelayanan Kesehatan")),
    ("rsud", "Rumah Sakit Umum Daerah", ("Pelayanan Medik", "Keperawatan", "Penunjang Medik")),
    ("dpupr", "Dinas Pekerjaan Umum dan Penataan Ruang", ("Bina Marga", "Sumber Daya Air", "Cipta Karya")),
    ("disperkim", "Dinas Perumahan dan Kawasan Permukiman", ("Perumahan", "Kawasan Permukiman", "Pertanahan")),
    ("satpolpp", "Satuan Polisi Pamong Praja", ("Ketertiban Umum", "Penegakan Perda", "Perlindungan Masyarakat")),
    ("damkar", "Dinas Pemadam Kebakaran dan Penyelamatan", ("Pencegahan", "Pemadaman", "Penyelamatan")),
    ("dinsos", "Dinas Sosial", ("Perlindungan Sosial", "Rehabilitasi Sosial", "Pemberdayaan Sosial")),
    ("disnaker", "Dinas Tenaga Kerja dan Transmigrasi", ("Penempatan Tenaga Kerja", "Hubungan Industrial", "Transmigrasi")),
    ("dp3akb", "Dinas Pemberdayaan Perempuan, Perlindungan Anak, dan Keluarga Berencana", ("Pemberdayaan Perempuan", "Perlindungan Anak", "Keluarga Berencana")),
    ("dkp", "Dinas Ketahanan Pangan", ("Ketersediaan Pangan", "Distribusi Pangan", "Keamanan Pangan")),
    ("dlh", "Dinas Lingkungan Hidup", ("Tata Lingkungan", "Pengelolaan Sampah", "Pengendalian Pencemaran")),
    ("disdukcapil", "Dinas Kependudukan dan Pencatatan Sipil", ("Pendaftaran Penduduk", "Pencatatan Sipil", "Informasi Kependudukan")),
    ("dpmd", "Dinas Pemberdayaan Masyarakat dan Desa", ("Pemerintahan Desa", "Keuangan Desa", "Usaha Ekonomi Desa")),
    ("dishub", "Dinas Perhubungan", ("Lalu Lintas", "Angkutan", "Keselamatan Jalan")),
    ("diskominfo", "Dinas Komunikasi dan Informatika", ("Informasi Publik", "Aplikasi Informatika", "Statistik dan Persandian")),
    ("diskopukm", "Dinas Koperasi, Usaha Kecil, Perindustrian, dan Perdagangan", ("Koperasi", "Perindustrian", "Perdagangan")),
    ("dpmptsp", "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu", ("Penanaman Modal", "Perizinan", "Pengaduan")),
    ("dispar", "Dinas Pariwisata, Pemuda, dan Olahraga", ("Destinasi Wisata", "Kepemudaan", "Keolahragaan")),
    ("dispusip", "Dinas Perpustakaan dan Kearsipan", ("Perpustakaan", "Kearsipan", "Pembinaan")),
    ("diskan", "Dinas Perikanan", ("Perikanan Budidaya", "Perikanan Tangkap", "Pengolahan Hasil")),
    ("dtph", "Dinas Tanaman Pangan dan Hortikultura", ("Tanaman Pangan", "Hortikultura", "Penyuluhan")),
    ("disbunnak", "Dinas Perkebunan dan Peternakan", ("Perkebunan", "Peternakan", "Kesehatan Hewan")),
    ("bappeda", "Badan Perencanaan Pembangunan Daerah", ("Perencanaan", "Ekonomi dan Prasarana", "Penelitian")),
    ("bpkad", "Badan Pengelola Keuangan dan Aset Daerah", ("Anggaran", "Perbendaharaan", "Aset")),
    ("bpprd", "Badan Pengelola Pajak dan Retribusi Daerah", ("Pendataan", "Penagihan", "Pengawasan")),
    ("bkpsdm", "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia", ("Mutasi", "Pengembangan", "Penilaian Kinerja")),
    ("kesbangpol", "Badan Kesatuan Bangsa dan Politik", ("Ideologi Bangsa", "Politik Dalam Negeri", "Kewaspadaan Nasional")),
    ("bpbd", "Badan Penanggulangan Bencana Daerah", ("Pencegahan", "Kedaruratan dan Logistik", "Rehabilitasi")),
)  # fmt: skip

# Key, name, assistant above it.
SECTIONS = (
    ("tapem", "Tata Pemerintahan", "asisten1"),
    ("kesra", "Kesejahteraan Rakyat", "asisten1"),
    ("hukum", "Hukum", "asisten1"),
    ("ekonomi", "Perekonomian dan Sumber Daya Alam", "asisten2"),
    ("adpem", "Administrasi Pembangunan", "asisten2"),
    ("pbj", "Pengadaan Barang dan Jasa", "asisten2"),
    ("umum", "Umum", "asisten3"),
    ("organisasi", "Organisasi", "asisten3"),
    ("prokopim", "Protokol dan Komunikasi Pimpinan", "asisten3"),
)
REGISTERS = {"umum", "hukum"}
# Who takes a letter out by hand: key, office, title, head.
CARRIERS = (
    ("caraka", "umum", "Caraka Bagian Umum", "kasubbag-umum"),
    ("petugas-antar", "satpolpp", "Petugas Antar Satuan Polisi Pamong Praja", "satpolpp-1"),
)

ASSISTANTS = (
    ("asisten1", "Asisten Pemerintahan dan Kesejahteraan Rakyat"),
    ("asisten2", "Asisten Perekonomian dan Pembangunan"),
    ("asisten3", "Asisten Administrasi Umum"),
)
EXPERTS = (
    ("staf_ahli1", "Staf Ahli Bidang Pemerintahan, Hukum, dan Politik"),
    ("staf_ahli2", "Staf Ahli Bidang Ekonomi, Keuangan, dan Pembangunan"),
    ("staf_ahli3", "Staf Ahli Bidang Kemasyarakatan dan Sumber Daya Manusia"),
)
DISTRICT_SECTIONS = (
    "Pemerintahan",
    "Pemberdayaan Masyarakat",
    "Ketenteraman dan Ketertiban",
    "Kesejahteraan Sosial",
)


def slug(name: str) -> str:
    """'Bathin VIII' as it stands in a key or a web address: 'bathin-viii'."""
    return name.lower().replace(" ", "-")


def offices() -> Iterator[Office]:
    """All units, parents first."""
    yield Office(REGENCY_CODE, "Pemerintah Kabupaten Sarolangun", UnitKind.REGENCY, None)
    yield Office("setda", "Sekretariat Daerah", UnitKind.SECRETARIAT)
    for key, name, _assistant in SECTIONS:
        yield Office(key, f"Bagian {name}", UnitKind.SECTION, "setda", key in REGISTERS)
    yield Office("setwan", "Sekretariat DPRD", UnitKind.AGENCY)
    yield Office("inspektorat", "Inspektorat", UnitKind.AGENCY)
    for key, name, _divisions in AGENCIES:
        yield Office(key, name, UnitKind.AGENCY, is_sample=True)
    for code, name in DISTRICTS:
        yield Office(code, f"Kecamatan {name}", UnitKind.DISTRICT)
    for code, name in WARDS:
        yield Office(code, f"Kelurahan {name}", UnitKind.WARD, code[:DISTRICT_CODE_LENGTH])


def posts() -> Iterator[Post]:
    """All positions, superiors first."""
    yield Post("bupati", REGENCY_CODE, "Bupati Sarolangun", K.REGENT, None, 1, "")
    yield Post("wakil", REGENCY_CODE, "Wakil Bupati Sarolangun", K.VICE_REGENT, "bupati", 2, "")
    yield from _secretariat()
    yield from _council_and_inspectorate()
    for key, name, divisions in AGENCIES:
        yield from _agency(key, name, divisions)
    for code, name in DISTRICTS:
        yield from _district(code, name)
    for code, name in WARDS:
        yield from _ward(code, name)
    for key, office, title, head in CARRIERS:
        yield Post(key, office, title, K.STAFF, head, 95, "IV.b")


def _secretariat() -> Iterator[Post]:
    yield Post("sekda", "setda", "Sekretaris Daerah", K.SECRETARY, "bupati", 10, "II.a")
    for key, title in ASSISTANTS:
        yield Post(key, "setda", title, K.ASSISTANT, "sekda", 20, "II.b")
    for key, title in EXPERTS:
        yield Post(key, "setda", title, K.EXPERT, "bupati", 25, "II.b")
    for key, name, assistant in SECTIONS:
        head = f"kabag-{key}"
        yield Post(head, key, f"Kepala Bagian {name}", K.SECTION_HEAD, assistant, 45, "III.a")
        title = f"Kepala Subbagian Tata Usaha Bagian {name}"
        yield Post(f"kasubbag-{key}", key, title, K.SUBSECTION_HEAD, head, 80, "IV.a")


def _council_and_inspectorate() -> Iterator[Post]:
    unit = "setwan"
    yield Post("sekwan", unit, "Sekretaris DPRD", K.AGENCY_HEAD, "sekda", 30, "II.b")
    for n, name in enumerate(("Umum", "Persidangan", "Keuangan"), start=1):
        title = f"Kepala Bagian {name} Sekretariat DPRD"
        yield Post(f"{unit}-{n}", unit, title, K.SECTION_HEAD, "sekwan", 46, "III.a")
    unit = "inspektorat"
    yield Post("inspektur", unit, "Inspektur", K.AGENCY_HEAD, "sekda", 30, "II.b")
    title = "Sekretaris Inspektorat"
    yield Post(f"{unit}-sekretaris", unit, title, K.AGENCY_SECRETARY, "inspektur", 50, "III.a")
    for n, roman in enumerate(("I", "II", "III", "IV"), start=1):
        title = f"Inspektur Pembantu {roman}"
        yield Post(f"{unit}-{n}", unit, title, K.DIVISION_HEAD, "inspektur", 55, "III.a")


def _agency(key: str, name: str, divisions: tuple[str, ...]) -> Iterator[Post]:
    head, secretary = f"kepala-{key}", f"{key}-sekretaris"
    title = f"Direktur {name}" if key == "rsud" else f"Kepala {name}"
    yield Post(head, key, title, K.AGENCY_HEAD, "sekda", 30, "II.b")
    yield Post(secretary, key, f"Sekretaris {name}", K.AGENCY_SECRETARY, head, 50, "III.a")
    title = "Kepala Subbagian Umum dan Kepegawaian"
    yield Post(f"{key}-tu", key, title, K.SUBSECTION_HEAD, secretary, 80, "IV.a")
    for n, division in enumerate(divisions, start=1):
        title = f"Kepala Bidang {division}"
        yield Post(f"{key}-{n}", key, title, K.DIVISION_HEAD, head, 60, "III.b")


def _district(code: str, name: str) -> Iterator[Post]:
    head, secretary = f"camat-{slug(name)}", f"sekcam-{slug(name)}"
    yield Post(head, code, f"Camat {name}", K.DISTRICT_HEAD, "sekda", 40, "III.a")
    title = f"Sekretaris Kecamatan {name}"
    yield Post(secretary, code, title, K.AGENCY_SECRETARY, head, 62, "III.b")
    title = f"Kepala Subbagian Umum Kecamatan {name}"
    yield Post(f"{code}-tu", code, title, K.SUBSECTION_HEAD, secretary, 85, "IV.b")
    for n, section in enumerate(DISTRICT_SECTIONS, start=1):
        title = f"Kepala Seksi {section} Kecamatan {name}"
        yield Post(f"{code}-{n}", code, title, K.SUPERVISOR, head, 82, "IV.a")


def _ward(code: str, name: str) -> Iterator[Post]:
    district = dict(DISTRICTS)[code[:DISTRICT_CODE_LENGTH]]
    head = f"lurah-{slug(name)}"
    yield Post(head, code, f"Lurah {name}", K.WARD_HEAD, f"camat-{slug(district)}", 70, "IV.a")
    title = f"Sekretaris Kelurahan {name}"
    yield Post(f"{code}-sekretaris", code, title, K.AGENCY_SECRETARY, head, 88, "IV.b")


TECHNICAL = ("dinkes", "disdikbud", "dpupr", "disperkim", "dinsos", "dlh", "dtph", "disbunnak")
DISASTER = ("bpbd", "satpolpp", "damkar", "dinsos", "dinkes", "dpupr", "dishub")


def groups() -> Iterator[Group]:
    """The recipient lists, the most used first."""
    yield Group(
        "Semua camat",
        "camat",
        "Para Camat se-Kabupaten Sarolangun",
        kind=K.DISTRICT_HEAD,
    )
    heads = tuple(f"kepala-{key}" for key, _name, _divisions in AGENCIES)
    yield Group(
        "Semua kepala OPD",
        "kepala OPD",
        "Para Kepala Perangkat Daerah se-Kabupaten Sarolangun",
        ("sekwan", "inspektur", *heads),
    )
    for name, formal_name, keys in (
        ("OPD teknis", "Para Kepala Perangkat Daerah Teknis", TECHNICAL),
        ("Siaga bencana", "Para Kepala Perangkat Daerah terkait Kebencanaan", DISASTER),
    ):
        yield Group(name, "kepala OPD", formal_name, tuple(f"kepala-{key}" for key in keys))
    yield Group(
        "Asisten dan staf ahli",
        "pejabat",
        "Para Asisten dan Staf Ahli",
        tuple(key for key, _title in (*ASSISTANTS, *EXPERTS)),
    )
    yield Group(
        "Kabag Setda",
        "kepala bagian",
        "Para Kepala Bagian pada Sekretariat Daerah",
        tuple(f"kabag-{key}" for key, _name, _assistant in SECTIONS),
    )
    yield Group(
        "Semua lurah",
        "lurah",
        "Para Lurah se-Kabupaten Sarolangun",
        kind=K.WARD_HEAD,
    )
