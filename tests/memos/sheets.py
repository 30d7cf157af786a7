"""The invented example memos: order P-0412/2026 on flood readiness, as nota dinas."""

from datetime import date
from typing import Any

from memos.paper import Kop, NotaDinas, parse_body, placeholder_emblem
from memos.signature import Office, Signer, block

OPENING = (
    "Menindaklanjuti Perintah Bupati P-0412/2026 tanggal 22 November 2026 pukul 19.42 WIB tentang "
    "kesiapsiagaan banjir dan tanah longsor, dengan hormat kami laporkan hal-hal sebagai berikut:"
)
REQUEST = (
    "Sehubungan dengan hal tersebut, mohon arahan Bapak Bupati mengenai sumber pembiayaan dan "
    "lokasi pos lapangan dimaksud, paling lambat hari Rabu, 25 November 2026, pukul 10.00 WIB."
)
CLOSING = "Demikian dilaporkan. Atas arahan Bapak Bupati, kami ucapkan terima kasih."
BODY = f"""{OPENING}

1. Rapat koordinasi telah dilaksanakan pada hari Senin, 23 November 2026, bersama BPBD, Dinas PUPR,
   Dinas Kesehatan, dan kedua camat terkait.
2. Rapat menyepakati dua pos lapangan, yaitu di Kantor Camat Batang Asai dan Kantor Camat Limun,
   dengan kebutuhan 48 (empat puluh delapan) personel dan biaya operasional sebesar Rp84.500.000,00
   (delapan puluh empat juta lima ratus ribu rupiah).
3. Terdapat dua pilihan sumber pembiayaan, yaitu:
   a. belanja tidak terduga, setelah status siaga darurat ditetapkan; atau
   b. pergeseran anggaran BPBD, yang dapat dilaksanakan paling cepat pada tanggal 1 Desember 2026.
4. Kami menyarankan pilihan huruf a karena pos lapangan perlu beroperasi sebelum puncak hujan.

{REQUEST}

{CLOSING}
"""
POINT = (
    "Penanganan sementara memerlukan bronjong, tanah timbunan pilihan, dan pipa saluran dengan "
    "perkiraan biaya sebesar Rp412.750.000,00 (empat ratus dua belas juta tujuh ratus lima puluh "
    "ribu rupiah), yang dapat ditampung dalam anggaran pemeliharaan rutin tahun berjalan."
)

SETDA = Kop(
    government="PEMERINTAH KABUPATEN SAROLANGUN",
    unit_lines=("SEKRETARIAT DAERAH",),
    address_lines=(
        "Kompleks Perkantoran Gunung Kembang, Sarolangun, Jambi 37481",
        "Telepon (0745) 000000, Faksimile (0745) 000000",
        "Laman setda.sarolangun.example, Pos-el setda@sarolangun.example",
    ),
    emblem=placeholder_emblem(),
)
SEKDA = Signer(
    office=Office.SEKDA,
    title="Sekretaris Daerah",
    name="Darmawan Pertakusuma",
    title_before="Ir.",
    title_after="M.Si.",
)
CAMAT = Signer(
    office=Office.OTHER,
    title="Camat Limun",
    name="Yulia Hapsarani",
    title_after="S.STP., M.Si.",
    rank="Pembina",
    grade="IV/a",
    nip="198507172007122901",
)


def memo(**changes: Any) -> NotaDinas:
    """The memo of the sekretaris daerah to the bupati, with what a test wants different."""
    facts: dict[str, Any] = {
        "kop": SETDA,
        "yth": ("Bupati Sarolangun",),
        "dari": "Sekretaris Daerah Kabupaten Sarolangun",
        "tanggal": date(2026, 11, 24),
        "nomor": "45/300.2.3/2026",
        "sifat": "Segera",
        "hal": "Mohon Arahan Pembiayaan dan Lokasi Pos Lapangan Siaga Banjir dan Tanah Longsor",
        "body": parse_body(BODY),
        "signature": block(SEKDA),
        "draft": False,
        "author": "Sekretariat Daerah",
    }
    return NotaDinas(**(facts | changes))


def points(count: int, text: str = POINT) -> str:
    """A body of `count` numbered points between the usual opening and closing."""
    listed = "\n".join(f"{number}. {text}" for number in range(1, count + 1))
    return f"{OPENING}\n\n{listed}\n\n{REQUEST}\n\n{CLOSING}"
