"""Homes of a giver and of a recipient, and the quick order."""

from dataclasses import replace
from typing import Any

from web.cards import Barisan, Choice, Mark, OrderRow, Style
from web.compose_pages import Compose, Heed, Reached, Urgency
from web.gallery.story import BUPATI, CAMAT, ROW, TEXT, TITLE, K, action, page, wib
from web.pages import Home, Number, Section, Strip, TurnCard

LATE = Barisan((Mark(K.ACCEPTED), Mark(K.REPORTED), Mark(K.READ, late=True)), "2 dari 3 menjawab")
READY = Barisan((Mark(K.READY), Mark(K.WORKING)), "2 dari 2 menjawab")
CROWD = Barisan(
    (Mark(K.REPORTED),) * 3 + (Mark(K.READ),) * 9 + (Mark(K.UNOPENED),) * 6 + (Mark(K.READY),) * 40,
    "43 dari 58 lurah menjawab",
)
GIVEN = (
    OrderRow("#", TITLE, "7 dari 11 camat menjawab", due=wib(25, 10), barisan=ROW),
    OrderRow(
        "#",
        "Data guru honorer per sekolah, pakai format Dinas Pendidikan",
        "2 dari 3 menjawab",
        due=wib(24, 13, 30),
        barisan=LATE,
    ),
    OrderRow(
        "#",
        "Siapkan posko kesehatan di Singkut",
        "2 dari 2 menjawab",
        due=wib(26, 16),
        barisan=READY,
    ),
    OrderRow("#", "Pendataan lansia", "43 dari 58 menjawab", due=wib(30, 12), barisan=CROWD),
)


def giver_home() -> dict[str, Any]:
    """01: the giver's home."""
    home = Home(
        numbers=(
            Number(7, "Belum menjawab", "#"),
            Number(4, "di antaranya sudah dibaca", "#", name="Sudah dibaca, belum menjawab"),
            Number(2, "Terlambat", "#", "merah"),
            Number(9, "Selesai kemarin", "#", "hijau"),
        ),
        strips=(Strip("3 menunggu Bapak", "2 laporan · 1 mohon arahan", "#"),),
        sections=(Section("Perintah berjalan", 6, GIVEN, more_url="#"),),
        action=action("new", "Perintah baru", Style.LAUT, icon="plus", page=True),
    )
    return page(BUPATI, home=home)


WORKING = Section(
    "Sedang dikerjakan",
    3,
    (
        OrderRow("#", "Data guru honorer per sekolah", "Sekretaris Daerah", due=wib(24, 13, 30)),
        OrderRow("#", TITLE, "Bupati Sarolangun", due=wib(25, 10)),
        OrderRow("#", "Pendataan jembatan gantung rusak", "Sekretaris Daerah", due=wib(27, 16)),
    ),
)
WAITING = Section(
    "Menunggu pemberi perintah",
    1,
    (
        OrderRow(
            "#",
            "Daftar posyandu tanpa timbangan",
            "Kepala Dinas Kesehatan",
            at=wib(24, 15, 41),
            at_words="dilaporkan",
        ),
    ),
)


def turn_home() -> dict[str, Any]:
    """04: the recipient's home with two that wait."""
    ready = action("acknowledge", "Siap, laksanakan", Style.KUNYIT, icon="check")
    home = Home(
        turn_title="Giliran saya · 2 perlu dijawab",
        turn=(
            TurnCard(
                "#1",
                "Bupati Sarolangun",
                TITLE,
                TEXT,
                wib(24, 16, 5),
                wib(25, 10),
                ready,
                "#lain",
            ),
            TurnCard(
                "#2",
                "Kepala Dinas Kesehatan",
                "Daftar posyandu tanpa timbangan",
                "",
                wib(25, 12),
            ),
        ),
        sections=(WORKING, WAITING),
        action=action("photo", "Lapor foto", icon="camera", page=True),
    )
    return page(CAMAT, home=home)


def clear_home() -> dict[str, Any]:
    """04b: the recipient's home with a clear desk."""
    home = Home(
        clear=True,
        sections=(WORKING, WAITING),
        action=action("photo", "Lapor foto", Style.LAUT, icon="camera", page=True),
    )
    return page(replace(CAMAT, waiting=0), home=home)


ROLES = (
    Choice("", "Pelaksana"),
    Choice("koordinator", "Koordinator"),
    Choice("untuk_diketahui", "Untuk diketahui"),
    Choice("tidak", "Tidak dikirimi"),
)


def compose(**more: Any) -> dict[str, Any]:
    """02: the quick order."""
    filled: dict[str, Any] = {
        "url": "#",
        "key": "k-1",
        "hat": "1",
        "text": TEXT,
        "groups": (
            Choice("g1", "Semua camat", on=True),
            Choice("g2", "OPD teknis"),
            Choice("g3", "Kabag Setda"),
        ),
        "urgencies": (
            Urgency("biasa", "Biasa", wib(25, 12), wib(27, 16)),
            Urgency("segera", "Segera", wib(24, 16, 5), wib(25, 10), on=True),
            Urgency("sangat_segera", "Sangat segera", wib(24, 15, 35), wib(24, 18)),
        ),
        "count_label": "11 penerima",
        "send_label": "Kirim ke 11 camat",
        "controllers": (Choice("", "Tanpa pengendali", on=True), Choice("p9", "Sekretaris Daerah")),
        "classes": (Choice("biasa", "Biasa", on=True), Choice("terbatas", "Terbatas")),
        "only_me": (Choice("", "Menurut aturan", on=True), Choice("1", "Hanya saya")),
        "roles": ROLES,
        **more,
    }
    return page(BUPATI, compose=Compose(**filled))


def compose_again() -> dict[str, Any]:
    """The quick order come back with a search and errors."""
    return compose(
        text="",
        q="bencana",
        positions=(
            Choice("p1", "Lurah Pasar Sarolangun", on=True),
            Choice("p2", "Kepala Pelaksana BPBD", note="kosong, ke Sekretaris Daerah"),
        ),
        reached=(
            Reached("p1", "Lurah Pasar Sarolangun", "Nurhayati"),
            Reached("p3", "Lurah Sukasari", "sedang kosong", role="untuk_diketahui"),
        ),
        heed=(
            Heed(
                "Lurah Sukasari kosong. Perintah diterima atasannya: Camat Sarolangun.",
                "p4",
                "Sekretaris Kelurahan Sukasari",
            ),
        ),
        heed_label="1 penerima kosong atau berhalangan",
        follows=Choice("o1", "P-0398/2026", note="Dirikan posko banjir di Pauh"),
        answer_by="2026-11-24T14:00",
        errors=(
            ("text", "Tulis dulu apa yang diperintahkan."),
            ("answer_by", "Batas jawab harus sesudah pukul 15.32."),
        ),
    )
