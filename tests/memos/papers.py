"""The example papers of every type, all of one story: order P-0412/2026 on flood readiness.

People, NIP, places and letters are invented. Each function returns a sheet with what a test wants
different; docs/memos.md shows them.
"""

from datetime import UTC, date, datetime
from typing import Any

from memos.paper import (
    DEFAULT,
    Annex,
    FileCopy,
    Footer,
    FooterKind,
    Instruksi,
    Kop,
    LeaderKop,
    LembarDisposisi,
    NotaDinas,
    Paraf,
    Penugasan,
    PersonLine,
    SignatureBox,
    Tick,
    parse_body,
    placeholder_emblem,
)
from memos.signature import Group, Office, Signer, block
from tests.memos.sheets import CAMAT, SETDA, memo, points

PUPR = Kop(
    government="PEMERINTAH KABUPATEN SAROLANGUN",
    unit_lines=("DINAS PEKERJAAN UMUM", "DAN PENATAAN RUANG"),
    address_lines=(
        "Kompleks Perkantoran Gunung Kembang, Sarolangun, Jambi 37481",
        "Telepon (0745) 000000, Laman pupr.sarolangun.example",
    ),
    emblem=placeholder_emblem(),
)
BUPATI = Signer(
    office=Office.BUPATI,
    title="Bupati Sarolangun",
    name="Tarmizi Wijayasena",
    title_before="Dr. H.",
    title_after="S.E., M.M.",
)
KADIS = Signer(
    office=Office.OTHER,
    title="Kepala Dinas Pekerjaan Umum dan Penataan Ruang",
    name="Budiman Adikarsa",
    title_after="S.T., M.T.",
    rank="Pembina Utama Muda",
    grade="IV/c",
    nip="196905181995031904",
)
SIGNED_AT = datetime(2026, 11, 24, 2, 20, tzinfo=UTC)
URL = "https://sigap.sarolangun.example/v/7F3K9Q2M"
CODE = "7F3K-9Q2M"
PEOPLE = (
    PersonLine(
        "Suhartono Wiraguna, S.T., M.T.",
        "Pembina Utama Muda (IV/c)",
        "19701204 199603 1 901",
        "Kepala Pelaksana BPBD",
    ),
    PersonLine(
        "dr. Melati Kusumaningrat, M.Kes.",
        "Pembina Utama Muda (IV/c)",
        "19740811 200212 2 902",
        "Kepala Dinas Kesehatan",
    ),
    PersonLine(
        "Rendra Mahardana, S.Sos.", "Pembina (IV/a)", "19790223 200501 1 903", "Camat Batang Asai"
    ),
    PersonLine(
        "Yulia Hapsarani, S.STP., M.Si.", "Pembina (IV/a)", "19850717 200712 2 901", "Camat Limun"
    ),
)


def footer(kind: FooterKind = FooterKind.EXAMPLE) -> Footer:
    """The foot of a page that leads to the check."""
    return Footer(kind=kind, url=URL, code=CODE, government="Pemerintah Kabupaten Sarolangun")


def box(**changes: Any) -> SignatureBox:
    """The box of an electronic signature with the example certificate."""
    facts: dict[str, Any] = {
        "kind": FooterKind.EXAMPLE,
        "at": SIGNED_AT,
        "emblem": placeholder_emblem(),
    }
    return SignatureBox(**(facts | changes))


def command(**changes: Any) -> Penugasan:
    """The surat perintah of the bupati to four officials."""
    facts: dict[str, Any] = {
        "kop": LeaderKop("BUPATI SAROLANGUN"),
        "heading": "SURAT PERINTAH",
        "verb": "MEMERINTAHKAN",
        "nomor": "100.3.5.2/17/2026",
        "tanggal": date(2026, 11, 23),
        "hal": "Kesiapsiagaan Banjir dan Tanah Longsor",
        "dasar": (
            "Undang-Undang Nomor 24 Tahun 2007 tentang Penanggulangan Bencana",
            (
                "Perintah Bupati P-0412/2026 tanggal 22 November 2026 pukul 19.42 WIB tentang "
                "kesiapsiagaan banjir dan tanah longsor."
            ),
        ),
        "people": PEOPLE,
        "untuk": (
            (
                "Mengaktifkan pos lapangan di Kecamatan Batang Asai dan Kecamatan Limun paling lambat "
                "hari Selasa, 24 November 2026, pukul 16.00 WIB"
            ),
            "Memastikan perahu, tenda, obat, dan bahan pangan siap pakai di setiap titik kumpul",
            (
                "Melaporkan keadaan setiap hari pukul 07.00 WIB dan 19.00 WIB kepada Bupati melalui "
                "Sekretaris Daerah; dan"
            ),
            (
                "Melaksanakan perintah ini dengan penuh tanggung jawab sampai dengan tanggal "
                "31 Desember 2026."
            ),
        ),
        "place": "Sarolangun",
        "signature": block(BUPATI, group=Group.PENUGASAN),
        "tembusan": (
            "Wakil Bupati Sarolangun",
            "Sekretaris Daerah Kabupaten Sarolangun",
            "Inspektur Daerah Kabupaten Sarolangun",
        ),
        "issuer": "Bupati Sarolangun",
        "draft": False,
        "author": "Bupati Sarolangun",
    }
    return Penugasan(**(facts | changes))


def duty(**changes: Any) -> Penugasan:
    """A surat tugas of the head of a dinas to one engineer."""
    facts: dict[str, Any] = {
        "kop": PUPR,
        "heading": "SURAT TUGAS",
        "verb": "MENUGASKAN",
        "nomor": "800.1.11.1/64/2026",
        "tanggal": date(2026, 11, 24),
        "hal": "Pemeriksaan Jembatan Gantung Desa Tanjung Melati",
        "menimbang": (
            (
                "bahwa jembatan gantung Desa Tanjung Melati dilaporkan rusak dan dipakai setiap hari "
                "oleh anak sekolah"
            ),
            "bahwa untuk menjaga keselamatan warga perlu dilakukan pemeriksaan teknis",
        ),
        "dasar": (
            (
                "Disposisi Bupati Sarolangun atas surat Forum Kepala Desa Kecamatan Limun Nomor "
                "14/FKD/XI/2026 tanggal 19 November 2026"
            ),
        ),
        "people": (
            PersonLine(
                "Galih Prasetya Nugraha, S.T.",
                "Penata (III/c)",
                "19880305 201403 1 906",
                "Teknik Jalan dan Jembatan Ahli Muda",
            ),
        ),
        "untuk": (
            (
                "Memeriksa keadaan jembatan gantung Desa Tanjung Melati pada hari Rabu, 25 November "
                "2026, pukul 08.00 WIB"
            ),
            (
                "Melaporkan hasil pemeriksaan beserta perkiraan biaya perbaikan paling lambat hari "
                "Kamis, 26 November 2026"
            ),
        ),
        "signature": block(KADIS, group=Group.PENUGASAN),
        "tembusan": ("Camat Limun",),
        "issuer": "Kepala Dinas Pekerjaan Umum dan Penataan Ruang",
        "author": "Dinas Pekerjaan Umum dan Penataan Ruang",
    }
    return command(**(facts | changes))


def instruksi(**changes: Any) -> Instruksi:
    """The instruksi of the bupati, as arahan unless `group` says otherwise."""
    group = changes.get("group", Group.ARAHAN)
    facts: dict[str, Any] = {
        "kop": LeaderKop("BUPATI SAROLANGUN"),
        "heading": "INSTRUKSI BUPATI SAROLANGUN",
        "nomor": "3 TAHUN 2026",
        "tanggal": date(2026, 11, 24),
        "hal": "Kesiapsiagaan Menghadapi Banjir dan Tanah Longsor",
        "group": group,
        "about": ("KESIAPSIAGAAN MENGHADAPI BANJIR DAN TANAH LONGSOR", "DI KABUPATEN SAROLANGUN"),
        "body": parse_body(
            "Dalam rangka melindungi warga dari bahaya banjir dan tanah longsor pada musim hujan, "
            "dengan ini menginstruksikan:"
        ),
        "kepada": (
            "Kepala Pelaksana BPBD",
            "Kepala Dinas Pekerjaan Umum dan Penataan Ruang",
            "Kepala Dinas Kesehatan",
            "Para Camat se-Kabupaten Sarolangun",
        ),
        "dictums": (
            (
                "Kepala Pelaksana BPBD membuka pos komando selama 24 (dua puluh empat) jam dan "
                "mengoordinasikan kesiapsiagaan."
            ),
            (
                "Kepala Dinas Pekerjaan Umum dan Penataan Ruang menyiagakan alat berat di ruas jalan "
                "rawan longsor."
            ),
            "Kepala Dinas Kesehatan menyiapkan tenaga, obat, dan ambulans di setiap pos lapangan.",
            (
                "Para Camat mendata warga di bantaran sungai dan melaporkan keadaan setiap hari pukul "
                "07.00 WIB kepada Bupati melalui Sekretaris Daerah."
            ),
            "Instruksi Bupati ini mulai berlaku pada tanggal dikeluarkan.",
        ),
        "place": "Sarolangun",
        "signature": block(BUPATI, group=group),
        "tembusan": (
            "Gubernur Jambi",
            "Ketua DPRD Kabupaten Sarolangun",
            "Inspektur Daerah Kabupaten Sarolangun",
        ),
        "issuer": "",
        "draft": False,
        "author": "Bupati Sarolangun",
    }
    return Instruksi(**(facts | changes))


def instruksi_khusus(**changes: Any) -> Instruksi:
    """The same where an instruksi counts as khusus."""
    return instruksi(group=Group.KHUSUS, **changes)


def slip(**changes: Any) -> LembarDisposisi:
    """The disposisi of the bupati on a letter of the villages, which became order P-0415/2026."""
    facts: dict[str, Any] = {
        "kop": Kop(
            government="PEMERINTAH KABUPATEN SAROLANGUN",
            unit_lines=("SEKRETARIAT DAERAH",),
            address_lines=(
                "Kompleks Perkantoran Gunung Kembang, Sarolangun, Jambi 37481",
                "Telepon (0745) 000000, Laman setda.sarolangun.example",
            ),
            emblem=placeholder_emblem(),
        ),
        "tanggal": date(2026, 11, 24),
        "hal": "Permohonan Perbaikan Jembatan Gantung Desa Tanjung Melati",
        "signature": block(BUPATI),
        "draft": False,
        "letter_from": "Forum Kepala Desa Kecamatan Limun",
        "letter_number": "14/FKD/XI/2026",
        "letter_date": "19 November 2026",
        "received": "23 November 2026",
        "agenda": "1187",
        "sifat": (Tick("Sangat segera"), Tick("Segera", on=True), Tick("Rahasia")),
        "forwarded": (
            Tick("Sekretaris Daerah"),
            Tick("Asisten Pemerintahan dan Kesejahteraan Rakyat"),
            Tick("Asisten Perekonomian dan Pembangunan", on=True),
            Tick("Kepala Dinas PUPR (koordinator)", on=True),
            Tick("Kepala Pelaksana BPBD"),
            Tick("Camat Limun", on=True),
            Tick("...................................."),
        ),
        "asks": (
            Tick("Tanggapan dan saran"),
            Tick("Proses lebih lanjut", on=True),
            Tick("Koordinasi/konfirmasikan", on=True),
            Tick("Siapkan jawaban"),
            Tick("Hadiri/wakili"),
            Tick("Untuk diketahui"),
            Tick("Laporkan hasil kepada saya", on=True),
        ),
        "finish_by": "Jumat, 27 November 2026, 16.00 WIB",
        "note": "Periksa jembatan hari ini juga. Bila tidak aman, tutup dan siapkan penyeberangan "
        "sementara. Kepala Dinas PUPR sebagai koordinator; laporkan pilihan perbaikan beserta "
        "perkiraan biayanya.",
        "reference": "P-0415/2026",
        "qr": footer().qr,
        "author": "Sekretariat Daerah",
    }
    return LembarDisposisi(**(facts | changes))


def short_memo(**changes: Any) -> NotaDinas:
    """A memo between two officials."""
    facts: dict[str, Any] = {
        "heading": "MEMO",
        "order": DEFAULT.memo_order,
        "kop": SETDA,
        "yth": ("Kepala Bagian Umum",),
        "dari": "Sekretaris Daerah",
        "nomor": "12/000.1.5/2026",
        "hal": "Ruang Rapat Pos Komando",
        "body": parse_body(
            "Mohon siapkan ruang rapat utama sebagai pos komando mulai hari Selasa, 24 November "
            "2026, pukul 16.00 WIB sampai dengan masa siaga berakhir.\n\nAtas perhatian Saudara, "
            "kami ucapkan terima kasih."
        ),
    }
    return memo(**(facts | changes))


def signed(**changes: Any) -> NotaDinas:
    """A nota dinas of two pages and two annexes with an electronic signature."""
    facts: dict[str, Any] = {
        "kop": PUPR,
        "dari": "Kepala Dinas Pekerjaan Umum dan Penataan Ruang",
        "issuer": "Kepala Dinas Pekerjaan Umum dan Penataan Ruang",
        "tembusan": ("Wakil Bupati Sarolangun", "Sekretaris Daerah Kabupaten Sarolangun"),
        "nomor": "112/600.1.9.4/2026",
        "lampiran": "2 (dua) lembar",
        "hal": "Laporan Kesiapan Alat Berat dan Usul Perbaikan Ruas Jalan Rawan Longsor",
        "body": parse_body(points(6)),
        "signature": block(KADIS),
        "footer": footer(),
        "box": box(),
        "annexes": (
            Annex(title="Penempatan Alat Berat", blocks=parse_body("1. Satu.\n2. Dua.")),
            Annex(title="Petugas Jaga", people=PEOPLE),
        ),
    }
    return memo(**(facts | changes))


def file_copy(**changes: Any) -> NotaDinas:
    """The pertinggal of the sekda's nota dinas."""
    copy = FileCopy(
        hierarchy=(
            Paraf(
                "Asisten Pemerintahan dan Kesejahteraan Rakyat",
                datetime(2026, 11, 24, 1, 41, tzinfo=UTC),
            ),
            Paraf("Kepala Bagian Tata Pemerintahan", datetime(2026, 11, 24, 1, 5, tzinfo=UTC)),
        ),
        coordination=(
            Paraf("Kepala Pelaksana BPBD", datetime(2026, 11, 24, 1, 22, tzinfo=UTC)),
            Paraf("Kepala BPKAD"),
        ),
    )
    return memo(**({"file_copy": copy} | changes))


def camat(**changes: Any) -> NotaDinas:
    """The nota dinas of a camat to the sekda."""
    facts: dict[str, Any] = {
        "yth": ("Sekretaris Daerah Kabupaten Sarolangun",),
        "dari": "Camat Limun",
        "kop": Kop(
            government="PEMERINTAH KABUPATEN SAROLANGUN",
            unit_lines=("KECAMATAN LIMUN",),
            address_lines=("Jalan Contoh Nomor 1, Limun, Sarolangun, Jambi 37000",),
            emblem=placeholder_emblem(),
        ),
        "hal": "Laporan Kesiapan Desa Menghadapi Banjir",
        "signature": block(CAMAT),
    }
    return memo(**(facts | changes))
