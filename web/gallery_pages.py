"""Invented data for the gallery: one story, order P-0412/2026, on a Tuesday afternoon.

People, places in the story and numbers are made up; positions are the demo regency's.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from web import gallery_memos as memos
from web.cards import (
    Action,
    ActionField,
    Attachment,
    Barisan,
    Choice,
    Chrome,
    Dock,
    Entry,
    FieldKind,
    Hat,
    Mark,
    MarkKind,
    OrderRow,
    Paper,
    Recorded,
    Style,
)
from web.pages import (
    Board,
    BoardGroup,
    BoardRow,
    Compose,
    Handled,
    Home,
    Notice,
    Notices,
    Number,
    Problem,
    Received,
    Report,
    ReportText,
    Search,
    Section,
    SignIn,
    Strip,
    TurnCard,
    Urgency,
)

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


def page(hat: Hat, **parts: Any) -> dict[str, Any]:  # noqa: ANN401 (a template context)
    """The context of a page in one hat."""
    chrome = Chrome(hat=hat, hats=(hat, *KABAG[1:]), waiting=hat.waiting, notices=2)
    return {"now": NOW, "chrome": chrome, **parts}


def action(verb: str, label: str, style: Style = Style.OUTLINED, **more: Any) -> Action:  # noqa: ANN401
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


def giver_home() -> dict[str, Any]:
    """01: the giver's home."""
    late = Barisan(
        (Mark(K.ACCEPTED), Mark(K.REPORTED), Mark(K.READ, late=True)), "2 dari 3 menjawab"
    )
    ready = Barisan((Mark(K.READY), Mark(K.WORKING)), "2 dari 2 menjawab")
    crowd = Barisan(
        tuple(
            Mark(kind)
            for kind, count in ((K.REPORTED, 3), (K.READ, 9), (K.UNOPENED, 6), (K.READY, 40))
            for _ in range(count)
        ),
        "43 dari 58 lurah menjawab",
    )
    rows = (
        OrderRow("#", TITLE, "7 dari 11 camat menjawab", due=wib(25, 10), barisan=ROW),
        OrderRow(
            "#",
            "Data guru honorer per sekolah, pakai format Dinas Pendidikan",
            "2 dari 3 menjawab",
            due=wib(24, 13, 30),
            barisan=late,
        ),
        OrderRow(
            "#",
            "Siapkan posko kesehatan di Singkut",
            "2 dari 2 menjawab",
            due=wib(26, 16),
            barisan=ready,
        ),
        OrderRow("#", "Pendataan lansia", "43 dari 58 menjawab", due=wib(30, 12), barisan=crowd),
    )
    home = Home(
        numbers=(
            Number(7, "Belum menjawab", "#"),
            Number(4, "di antaranya sudah dibaca", "#", name="Sudah dibaca, belum menjawab"),
            Number(2, "Terlambat", "#", "merah"),
            Number(9, "Selesai kemarin", "#", "hijau"),
        ),
        strip=Strip("3 menunggu Bapak", "2 laporan · 1 mohon arahan", "#"),
        sections=(Section("Perintah berjalan", 6, rows, more_url="#"),),
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
        clear_since=wib(24, 15, 44),
        sections=(WORKING, WAITING),
        action=action("photo", "Lapor foto", Style.LAUT, icon="camera", page=True),
    )
    return page(replace(CAMAT, waiting=0), home=home)


def compose(**more: Any) -> dict[str, Any]:  # noqa: ANN401 (fields of Compose)
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
        answer_by="2026-11-24T14:00",
        errors=(
            ("text", "Tulis dulu apa yang diperintahkan."),
            ("answer_by", "Batas jawab harus sesudah pukul 15.32."),
        ),
    )


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
    voice = Attachment("audio", "", "Pesan suara", transcript="Transkrip: periksa malam ini juga.")
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


def board() -> dict[str, Any]:
    """03: where every recipient stands."""

    def row(position: str, kind: MarkKind, state: str, detail: str = "", **more: Any) -> BoardRow:  # noqa: ANN401
        return BoardRow(
            "#", Mark(kind, late=bool(more.get("late"))), position, state, detail, **more
        )

    silent = "Sudah dibaca, belum menjawab"
    groups = (
        BoardGroup(
            "Giliran Bapak",
            2,
            (
                row(
                    "Camat Singkut",
                    K.REPORTED,
                    "Dilaporkan",
                    "2 foto",
                    at=wib(24, 15, 20),
                    thumbnail_url=PHOTO,
                ),
                row("Camat Limun", K.ASKING, "Mohon arahan", at=wib(24, 15, 12)),
            ),
            mine=True,
        ),
        BoardGroup(
            "Belum sampai",
            1,
            (
                row(
                    "Camat Batang Asai",
                    K.UNDELIVERED,
                    "Belum sampai",
                    "ponsel mati",
                    phone="+6281100000001",
                ),
            ),
        ),
        BoardGroup(
            "Belum menjawab",
            3,
            (
                row("Camat Pelawan", K.READ, silent, waiting_since=wib(24, 14, 45)),
                row("Camat Pauh", K.READ, silent, waiting_since=wib(24, 15, 20)),
                row(
                    "Camat Air Hitam",
                    K.UNOPENED,
                    "Belum dibuka",
                    "sampai 14.06",
                    waiting_since=wib(24, 14, 6),
                ),
            ),
        ),
        BoardGroup(
            "Siap, laksanakan",
            3,
            (
                row("Camat Sarolangun", K.READY, "Siap", "selesai besok 10.00", at=wib(24, 14, 9)),
                row(
                    "Camat Mandiangin",
                    K.WORKING,
                    "Sedang dikerjakan",
                    "2 dari 5 titik",
                    at=wib(24, 15, 2),
                ),
                row(
                    "Plt. Camat Mandiangin Timur",
                    K.READY,
                    "Siap",
                    late="Terlambat 2 jam",
                    at=wib(24, 14, 20),
                ),
            ),
        ),
    )
    words = ActionField("text", "Pesan", required=True)
    dock = Dock.of(
        (
            action("remind", "Ingatkan 3 penerima", Style.LAUT, icon="bell"),
            action("comment", "Beri pesan", icon="note", fields=(words,)),
            action("prepare_memo", "Siapkan naskah", icon="file"),
            action(
                "close",
                "Tutup perintah",
                fields=(REASON,),
                confirm="Perintah ditutup bagi 9 penerima yang belum selesai.",
            ),
            action(
                "revoke",
                "Cabut perintah",
                fields=(REASON,),
                confirm="Perintah dicabut bagi 11 camat. Pencabutan tercatat beserta alasannya.",
            ),
        ),
        others_label="Tindakan lain",
    )
    dock = Dock(
        dock.primary, None, tuple(x for x in (dock.second, *dock.others) if x), "Tindakan lain"
    )
    paper = replace(PAPER, addressee="11 camat", photo_required=False)
    return page(
        BUPATI, board=Board(paper, "#", groups, dock, barisan=ROW), side=giver_home()["home"]
    )


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


def notices() -> dict[str, Any]:
    """The bell."""
    rows = (
        Notice("#", "Camat Singkut melaporkan", "P-0412/2026", wib(24, 15, 20), new=True),
        Notice("#", "Camat Limun mohon arahan", "P-0412/2026", wib(24, 15, 12), new=True),
        Notice("#", "Laporan posko diterima", "P-0398/2026", wib(23, 9)),
    )
    return page(BUPATI, notices=Notices(rows, "#"))


def search() -> dict[str, Any]:
    """A search with one order and one memo found."""
    order = OrderRow("#", TITLE, "Bupati Sarolangun · P-0412/2026", due=wib(25, 10))
    return page(BUPATI, search=Search("banjir", (order,), memos.LIST.groups[0].rows[:1]))


def acting() -> dict[str, Any]:
    """08: the hats, worn for someone else."""
    hats = tuple(replace(hat, current=hat is KABAG[2]) for hat in KABAG)
    chrome = Chrome(hats[2], hats, "Ratna Dewi", recorded_by="Kepala Bagian Umum")
    return {"now": NOW, "chrome": chrome}


def menu() -> dict[str, Any]:
    """The menu in large text."""
    chrome = Chrome(KABAG[0], KABAG, "Ratna Dewi", 3, 1, secretariat=True, gives=True)
    return {"now": NOW, "chrome": chrome}


PAGES: dict[str, tuple[str, Callable[[], dict[str, Any]]]] = {
    "masuk": (
        "accounts/sign_in.html",
        lambda: {
            "sign_in": SignIn(
                "#",
                login="197801012005011001",
                error="NIP, nomor ponsel, atau surel tidak cocok dengan kata sandi.",
            )
        },
    ),
    "keluar": ("accounts/sign_out.html", menu),
    "jabatan": ("accounts/hats.html", acting),
    "beranda-pemberi": ("orders/home.html", giver_home),
    "beranda-penerima": ("orders/home.html", turn_home),
    "beranda-bersih": ("orders/home.html", clear_home),
    "perintah-cepat": ("orders/compose.html", compose),
    "perintah-cepat-galat": ("orders/compose.html", compose_again),
    "perintah": ("assignments/received.html", received),
    "perintah-siap": ("assignments/received.html", ready),
    "laporan": ("assignments/report.html", report),
    "papan": ("orders/board.html", board),
    "penerima": ("assignments/handled.html", handled),
    "pemberitahuan": ("pages/notices.html", notices),
    "cari": ("pages/search.html", search),
    "lainnya": ("pages/more.html", menu),
    "naskah": ("memos/list.html", lambda: page(KABAG[0], memos=memos.LIST)),
    "naskah-konsep": (
        "memos/memo.html",
        lambda: page(KABAG[0], memos=memos.LIST, memo=memos.DRAFT),
    ),
    "naskah-bernomor": (
        "memos/memo.html",
        lambda: page(KABAG[0], memos=memos.LIST, memo=memos.NUMBERED),
    ),
    "masalah": (
        "409.html",
        lambda: {
            "problem": Problem(
                "Ditolak",
                "Perintah sudah dicabut pukul 13.10. Kiriman tidak tercatat.",
                "#",
                "Lihat perintah",
            )
        },
    ),
    **{f"galat-{code}": (f"{code}.html", dict) for code in (400, 403, 404, 409, 413, 429, 500)},
}
