"""One order, for its recipient and for its giver."""

from dataclasses import replace
from typing import Any

from web.cards import (
    ActionField,
    Attachment,
    Choice,
    Dock,
    Entry,
    FieldKind,
    Mark,
    MarkKind,
    Recorded,
    Style,
)
from web.gallery.homes import giver_home, turn_home
from web.gallery.story import (
    BUPATI,
    CAMAT,
    ENTRIES,
    PAPER,
    PHOTO,
    REASON,
    ROW,
    TITLE,
    K,
    action,
    page,
    wib,
)
from web.pages import Board, BoardGroup, BoardRow, Handled, Received, Report, ReportText


def received() -> dict[str, Any]:
    """05: the order for its recipient, unanswered."""
    date = ActionField("promised_at", "Mohon waktu sampai", FieldKind.MOMENT)
    question = ActionField("question", "Yang dimohonkan arahannya", required=True)
    dock = Dock.of(
        (
            action("acknowledge", "Siap, laksanakan", Style.KUNYIT, icon="check"),
            action("ask", "Mohon arahan", fields=(question, date)),
            action("progress", "Catat kemajuan", page=True),
            action("start", "Mulai kerjakan", refusal="Jawab Siap dulu, lalu mulai kerjakan."),
        ),
        others_label="Jawaban lain",
    )
    voice = Attachment("audio", "#", "Pesan suara")
    paper = replace(PAPER, attachments=(voice,), photo_required=False)
    return page(
        CAMAT,
        received=Received(paper, "#", ENTRIES, dock, seen_url="#seen", hat="2"),
        side=turn_home()["home"],
    )


def ready() -> dict[str, Any]:
    """05b: after the tap."""
    times = (
        Choice("2026-11-24T20:00", "hari ini 20.00"),
        Choice("2026-11-25T08:00", "besok 08.00"),
        Choice("2026-11-25T10:00", "besok 10.00"),
    )
    when = ActionField(
        "promised_at", "Kapan selesai?", FieldKind.MOMENT, hint="boleh dilewati", choices=times
    )
    dock = Dock(
        primary=action("report", "Laporkan dengan foto", Style.LAUT, icon="camera", page=True),
        chips=action("promise", "Kapan selesai?", fields=(when,)),
    )
    entries = (Entry(wib(24, 15, 31), "siap melaksanakan", "Camat Pelawan"), *ENTRIES)
    recorded = Recorded(Mark(K.READY), "Siap, laksanakan", "Terkirim 15.31")
    paper = replace(PAPER, answered=True)
    return page(CAMAT, received=Received(paper, "#", entries, dock, recorded=recorded))


def report() -> dict[str, Any]:
    """06: the report."""
    photos = ActionField(
        "attachments", "Foto", FieldKind.PHOTOS, required=True, hint="wajib", accept="image/*"
    )
    note = ActionField(
        "note",
        "Keterangan",
        required=True,
        value="Tiga titik tergenang. 14 rumah terdampak, tidak ada korban. Perlu 2 perahu karet.",
    )
    sent = action("report", "Kirim laporan", Style.KUNYIT, fields=(photos, note))
    return page(CAMAT, report=Report("Laporan P-0412/2026", "#", sent, TITLE))


def _row(position: str, kind: MarkKind, state: str, detail: str = "", **more: Any) -> BoardRow:
    mark = Mark(kind, late=bool(more.get("late")))
    return BoardRow("#", mark, position, state, detail, **more)


SILENT = "Sudah dibaca, belum menjawab"
TURN = (
    _row(
        "Camat Singkut",
        K.REPORTED,
        "Dilaporkan",
        "2 foto",
        at=wib(24, 15, 20),
        thumbnail_url=PHOTO,
    ),
    _row("Camat Limun", K.ASKING, "Mohon arahan", at=wib(24, 15, 12)),
)
UNREACHED = (
    _row("Camat Batang Asai", K.UNDELIVERED, "Belum sampai", "ponsel mati", phone="+6281100000001"),
)
SILENT_ROWS = (
    _row("Camat Pelawan", K.READ, SILENT, waiting_since=wib(24, 14, 45)),
    _row("Camat Pauh", K.READ, SILENT, waiting_since=wib(24, 15, 20)),
    _row(
        "Camat Air Hitam",
        K.UNOPENED,
        "Belum dibuka",
        "sampai 14.06",
        waiting_since=wib(24, 14, 6),
    ),
)
READY_ROWS = (
    _row("Camat Sarolangun", K.READY, "Siap", "selesai besok 10.00", at=wib(24, 14, 9)),
    _row("Camat Mandiangin", K.WORKING, "Sedang dikerjakan", "2 dari 5 titik", at=wib(24, 15, 2)),
    _row(
        "Plt. Camat Mandiangin Timur",
        K.READY,
        "Siap",
        late="Terlambat 2 jam",
        at=wib(24, 14, 20),
    ),
)
GROUPS = (
    BoardGroup("Giliran Bapak", 2, TURN, mine=True),
    BoardGroup("Belum sampai", 1, UNREACHED),
    BoardGroup("Belum menjawab", 3, SILENT_ROWS),
    BoardGroup("Siap, laksanakan", 3, READY_ROWS),
)


def board() -> dict[str, Any]:
    """03: where every recipient stands."""
    words = ActionField("text", "Pesan", required=True)
    closing = "Perintah ditutup bagi 9 penerima yang belum selesai."
    revoking = "Perintah dicabut bagi 11 camat. Pencabutan tercatat beserta alasannya."
    dock = Dock.of(
        (
            action("remind", "Ingatkan 3 penerima", Style.LAUT, icon="bell"),
            action("comment", "Beri pesan", icon="note", fields=(words,)),
            action("prepare_memo", "Siapkan naskah", icon="file"),
            action("close", "Tutup perintah", fields=(REASON,), confirm=closing),
            action("revoke", "Cabut perintah", fields=(REASON,), confirm=revoking),
        ),
        others_label="Tindakan lain",
        beside=False,
    )
    paper = replace(PAPER, addressee="11 camat", photo_required=False)
    shown = Board(paper, "#", GROUPS, dock, barisan=ROW)
    return page(BUPATI, board=shown, side=giver_home()["home"])


def handled() -> dict[str, Any]:
    """One assignment that waits for the giver."""
    dock = Dock.of(
        (
            action("accept", "Laporan diterima", Style.KUNYIT, icon="check"),
            action("return", "Mohon dilengkapi", fields=(REASON,)),
            action("comment", "Beri pesan", fields=(ActionField("text", "Pesan", required=True),)),
            action("remind", "Ingatkan", refusal="Laporan sudah masuk; tidak perlu diingatkan."),
        ),
        others_label="Tindakan lain",
    )
    photos = tuple(Attachment("photo", "#", f"Foto {n}", PHOTO) for n in (1, 2))
    note = "Tiga titik tergenang. 14 rumah terdampak, tidak ada korban. Perlu 2 perahu karet."
    answer = ReportText("Laporan", note, wib(24, 15, 20), attachments=photos)
    recorded = Recorded(Mark(K.REPORTED), "Dilaporkan", "Menunggu Bapak sejak 15.20")
    paper = replace(PAPER, addressee="Camat Singkut", answered=True)
    entries = (
        Entry(wib(24, 15, 20), "melaporkan dengan 2 foto", "Camat Singkut"),
        Entry(wib(23, 14, 9), "siap melaksanakan", "Camat Singkut"),
        ENTRIES[1],
    )
    shown = Handled(
        paper,
        "#",
        "Camat Singkut",
        "Drs. Mulyadi Rahman",
        recorded,
        entries,
        dock,
        mine=True,
        answer=answer,
        phone="+6281100000002",
    )
    return page(BUPATI, handled=shown)
