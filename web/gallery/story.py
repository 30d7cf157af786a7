"""The story the gallery tells: order P-0412/2026, on a Tuesday afternoon.

People and numbers are made up; positions are the demo regency's.
"""

from datetime import UTC, datetime
from typing import Any

from web.cards import Action, ActionField, Barisan, Chrome, Entry, Hat, Mark, MarkKind, Paper, Style

NOW = datetime(2026, 11, 24, 8, 32, tzinfo=UTC)
"""24 November 2026, 15.32 WIB."""

TEXT = (
    "Periksa titik rawan banjir di kecamatan masing-masing. Laporkan rumah terdampak dan "
    "kebutuhan mendesak, dengan foto."
)
TITLE = "Periksa titik rawan banjir, laporkan rumah terdampak"
PHOTO = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 6'%3E"
    "%3Cpath fill='%239fb3b8' d='M0 0h8v3H0z'/%3E%3Cpath fill='%238a7453' d='M0 3h8v3H0z'/%3E"
    "%3Cpath fill='%23c9a27a' d='M1 2h2v1.5H1zM4.500 2h2v1.5h-2z'/%3E%3C/svg%3E"
)
K = MarkKind


def wib(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026 in WIB, given as UTC."""
    return datetime(2026, 11, day, hour - 7, minute, tzinfo=UTC)


BUPATI = Hat("1", "Bupati Sarolangun", "Definitif", waiting=3, current=True)
CAMAT = Hat("2", "Camat Pelawan", "Definitif", waiting=2, current=True)
KABAG = (
    Hat("3", "Kepala Bagian Umum", "Definitif", waiting=1, current=True),
    Hat(
        "4",
        "Plh. Asisten Administrasi Umum",
        "Sampai 30 November 2026",
        waiting=4,
        acting=True,
    ),
    Hat(
        "5",
        "Untuk Sekretaris Daerah",
        "Menyiapkan, menerbitkan, mengingatkan. Tidak menerima laporan.",
        acting=True,
    ),
)


def page(hat: Hat, **parts: Any) -> dict[str, Any]:
    """The context of a page in one hat."""
    chrome = Chrome(hat=hat, hats=(hat, *KABAG[1:]), waiting=hat.waiting, notices=2)
    return {"now": NOW, "chrome": chrome, **parts}


def action(verb: str, label: str, style: Style = Style.OUTLINED, **more: Any) -> Action:
    """An action that leads nowhere."""
    return Action(verb, label, f"#{verb}", style, key="k-1", hat="2", version=4, **more)


REASON = ActionField("reason", "Alasan", required=True)
ROW = Barisan(
    tuple(
        Mark(kind)
        for kind in (
            K.REPORTED,
            K.ASKING,
            K.UNDELIVERED,
            K.READ,
            K.READ,
            K.UNOPENED,
            K.READY,
            K.READY,
            K.WORKING,
            K.READY,
            K.READY,
        )
    ),
    "7 dari 11 camat menjawab; 2 menunggu Bapak, 1 belum sampai, 3 belum menjawab",
)
PAPER = Paper(
    "P-0412/2026",
    "Bupati Sarolangun",
    "Ibu Camat Pelawan",
    TEXT,
    urgency="Segera",
    urgent=True,
    answer_by=wib(24, 16, 5),
    finish_by=wib(25, 10),
    photo_required=True,
)
ENTRIES = (
    Entry(wib(24, 14, 45), "Dibuka di ponsel Ibu"),
    Entry(wib(24, 14, 5), "memberi perintah kepada 11 camat", "Bupati Sarolangun"),
)
