"""Invented memos for the gallery, from the same story as `story.py`."""

from datetime import UTC, datetime

from web.cards import (
    Action,
    ActionField,
    Choice,
    Dock,
    Entry,
    FieldKind,
    Mark,
    MarkKind,
    MemoRow,
    Style,
)
from web.pages import HeadRow, Memo, MemoGroup, Memos, Step

AT = datetime(2026, 11, 24, 8, 26, tzinfo=UTC)
K = MarkKind
BODY = (
    "Menindaklanjuti Perintah Bupati Sarolangun Nomor P-0412/2026 tanggal 24 November 2026 "
    "pukul 14.05 WIB, dengan ini disampaikan hal-hal sebagai berikut:\n"
    "1. Para Camat agar memeriksa titik rawan banjir di kecamatan masing-masing.\n"
    "2. Laporan memuat rumah terdampak dan kebutuhan mendesak, disertai foto."
)

LIST = Memos(
    (
        MemoGroup(
            "Giliran saya",
            2,
            (
                MemoRow(
                    "#",
                    Mark(K.MEMO_DRAFT),
                    "Pemeriksaan titik rawan banjir",
                    "Konsep · nota dinas dari P-0412",
                    AT,
                    current=True,
                ),
                MemoRow(
                    "#",
                    Mark(K.MEMO_NUMBER),
                    "Penunjukan petugas posko",
                    "Perlu nomor · nota dinas",
                    AT.replace(hour=7),
                ),
            ),
            mine=True,
        ),
        MemoGroup(
            "Menunggu orang lain",
            1,
            (
                MemoRow(
                    "#",
                    Mark(K.READY),
                    "Penggunaan kendaraan dinas",
                    "Tanda tangan Sekda · nota dinas",
                    AT.replace(day=23),
                ),
            ),
        ),
        MemoGroup(
            "Selesai minggu ini",
            1,
            (
                MemoRow(
                    "#",
                    Mark(K.ACCEPTED),
                    "Permintaan data guru honorer",
                    "Dicetak · 45/400.3/2026",
                    AT.replace(day=20),
                ),
            ),
        ),
    )
)


def _action(verb: str, label: str, style: Style = Style.OUTLINED, icon: str = "") -> Action:
    return Action(verb, label, f"#{verb}", style, icon, key="k-2", hat="3", version=2)


def _line(name: str, label: str, value: str) -> ActionField:
    return ActionField(name, label, FieldKind.LINE, required=True, value=value)


DRAFT = Memo(
    title="Pemeriksaan titik rawan banjir",
    back_url="#",
    steps=(
        Step("Konsep", "now", mine=True),
        Step("Disetujui", "later"),
        Step("Nomor", "later"),
        Step("Cetak", "later"),
    ),
    dock=Dock(
        primary=_action("approve", "Setujui konsep", Style.KUNYIT, "check"),
        second=_action("print", "Cetak konsep", icon="print"),
    ),
    save=Action(
        "save",
        "Simpan konsep",
        "#save",
        key="k-3",
        hat="3",
        version=2,
        fields=(
            _line("addressee", "Yth.", "Para Camat se-Kabupaten Sarolangun"),
            _line("sender", "Dari", "Sekretaris Daerah"),
            ActionField("copies", "Tembusan", FieldKind.LINE, value="Bupati Sarolangun"),
            ActionField(
                "subject",
                "Hal",
                FieldKind.LINE,
                required=True,
                error="Hal tidak boleh kosong.",
            ),
            ActionField(
                "urgency",
                "Sifat",
                FieldKind.CHOICES,
                required=True,
                choices=(
                    Choice("biasa", "Biasa"),
                    Choice("segera", "Segera", on=True),
                    Choice("sangat_segera", "Sangat segera"),
                ),
            ),
            _line("code", "Klasifikasi", "300.2.3"),
            ActionField("body", "Isi", required=True, value=BODY),
        ),
    ),
    basis="Perintah Bupati P-0412/2026",
    basis_detail="24 November 2026, pukul 14.05 WIB",
    basis_url="#",
    pdf_url="about:blank",
    pdf_note="A4 · konsep",
)

NUMBERED = Memo(
    title="Pemeriksaan titik rawan banjir",
    back_url="#",
    steps=(
        Step("Konsep", "done"),
        Step("Disetujui", "done"),
        Step("Nomor", "done"),
        Step("Cetak", "now", mine=True),
    ),
    dock=Dock(primary=_action("print", "Cetak untuk ditandatangani", Style.KUNYIT, "print")),
    rows=(
        HeadRow("Yth.", "Para Camat se-Kabupaten Sarolangun"),
        HeadRow("Dari", "Sekretaris Daerah"),
        HeadRow("Tanggal", "24 November 2026"),
        HeadRow("Nomor", "45/300.2.3/2026"),
        HeadRow("Sifat", "Segera"),
        HeadRow("Hal", "Pemeriksaan Titik Rawan Banjir"),
    ),
    body=BODY,
    basis="Perintah Bupati P-0412/2026",
    basis_detail="24 November 2026, pukul 14.05 WIB",
    basis_url="#",
    pdf_url="about:blank",
    pdf_note="A4 · nomor 45/300.2.3/2026",
    entries=(Entry(AT, "memberi nomor 45/300.2.3/2026", "Kepala Bagian Umum"),),
)
