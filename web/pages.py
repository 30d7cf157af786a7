"""View models of whole pages; each is the one context name that its template draws.

Built from the parts in `cards.py`, under the same rules: finished words, aware datetimes, ready
addresses. Every page's context also has `now`, and `chrome` from the context processor.
"""

from dataclasses import dataclass
from datetime import datetime

from web.cards import (
    Action,
    Attachment,
    Barisan,
    Dock,
    Entry,
    Mark,
    MemoRow,
    OrderRow,
    Paper,
    Recorded,
)
from web.delivery_pages import Offers
from web.text_pages import Draft

# --- Home ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Number:
    """One of the four numbers; `tone` is empty, "merah" or "hijau"."""

    value: int
    words: str
    url: str
    tone: str = ""
    name: str = ""
    """What a screen reader says when the words lean on the number before."""


@dataclass(frozen=True, slots=True)
class Strip:
    """The kunyit strip: 3 menunggu Bapak / 2 laporan, 1 mohon arahan."""

    title: str
    detail: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class TurnCard:
    """An order that waits for the reader's answer; the first one is drawn in full."""

    url: str
    giver: str
    title: str
    text: str
    answer_by: datetime | None = None
    finish_by: datetime | None = None
    answer: Action | None = None
    others_url: str = ""
    """Jawaban lain: the detail page with the sheet's anchor, `#lain`."""


@dataclass(frozen=True, slots=True)
class Section:
    """A group of order rows; `more_url` carries the cursor of the next page."""

    title: str
    count: int
    rows: tuple[OrderRow, ...]
    more_url: str = ""
    filter_url: str = ""
    """The filter that gives this group, to be narrowed."""


@dataclass(frozen=True, slots=True)
class Home:
    """Context `home` of orders/home.html; every part is left out when empty."""

    numbers: tuple[Number, ...] = ()
    strips: tuple[Strip, ...] = ()
    decide: "BoardGroup | None" = None
    """Of a list that a strip leads to: everything that waits for the giver, each to its own page."""
    narrowed: bool = False
    """The page shows a part only, and a way back to the whole."""
    turn_title: str = ""
    """Giliran saya · 2 perlu dijawab."""
    turn: tuple[TurnCard, ...] = ()
    clear: bool = False
    """A recipient's desk with nothing waiting."""
    sections: tuple[Section, ...] = ()
    action: Action | None = None
    """The wide button between Beranda and Lainnya; `page=True`."""
    empty: str = ""
    """One sentence for a hat that has nothing at all."""


# --- Orders --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Received:
    """Context `received` of assignments/received.html: the recipient's page of an order."""

    paper: Paper
    back_url: str
    entries: tuple[Entry, ...]
    dock: Dock
    recorded: Recorded | None = None
    seen_url: str = ""
    """Where the beacon posts once the page was on screen for a second; empty when known."""
    below: "tuple[BoardGroup, ...]" = ()
    """Those the reader handed the order down to."""
    hat: str = ""
    """Hat of the beacon."""


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One recipient on the giver's board; at most one of thumbnail and phone is drawn."""

    url: str
    mark: Mark
    position: str
    state: str
    """Bold: Sudah dibaca, belum menjawab."""
    detail: str = ""
    """After it: 2 foto; ponsel mati; selesai besok 10.00."""
    at: datetime | None = None
    """When it happened: 15.20."""
    waiting_since: datetime | None = None
    """Instead of `at`: 47 menit, counting."""
    late: str = ""
    """Terlambat 2 jam."""
    due: str = ""
    """On the giver's turn: harus diputus sebelum besok 10.00."""
    thumbnail_url: str = ""
    phone: str = ""
    offers: tuple[tuple[str, str], ...] = ()
    """What the ladder leaves to people: label and address."""


@dataclass(frozen=True, slots=True)
class BoardGroup:
    """A group of the board; `mine` makes its head kunyit."""

    title: str
    count: int
    rows: tuple[BoardRow, ...]
    mine: bool = False


@dataclass(frozen=True, slots=True)
class Silent:
    """Context `silent` of pages/silent.html: a group per order; `more` where not all are shown."""

    groups: tuple[BoardGroup, ...]
    more: bool = False


@dataclass(frozen=True, slots=True)
class Board:
    """Context `board` of orders/board.html: where every recipient of one order stands."""

    paper: Paper
    back_url: str
    groups: tuple[BoardGroup, ...]
    dock: Dock
    barisan: Barisan | None = None
    entries: tuple[Entry, ...] = ()
    recorded: Recorded | None = None
    """Ditutup, Dicabut."""


@dataclass(frozen=True, slots=True)
class ReportText:
    """What came back: the report, or the question when `proposed_until` or `question` says so."""

    title: str
    """Laporan; Mohon arahan."""
    text: str
    at: datetime
    proposed_until: datetime | None = None
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Handled:
    """Context `handled` of assignments/handled.html: one assignment, for the giver's side."""

    paper: Paper
    back_url: str
    position: str
    holder: str
    recorded: Recorded
    entries: tuple[Entry, ...]
    dock: Dock
    mine: bool = False
    """It waits for the reader: the band is kunyit."""
    answer: ReportText | None = None
    phone: str = ""
    below: tuple[BoardGroup, ...] = ()
    """Those this recipient handed the order down to."""
    next: Strip | None = None
    """What else waits for the reader, once this was dealt with."""
    offers: Offers | None = None
    """What the ladder leaves to people, and where a delivery by hand stands."""


@dataclass(frozen=True, slots=True)
class Report:
    """Context `report` of assignments/report.html, for a report and for a note of progress.

    `action` brings the fields; the first of kind PHOTOS is drawn on top.
    """

    title: str
    """The verb: Laporkan selesai, Teruskan ke bawah."""
    back_url: str
    action: Action
    order_text: str = ""


# --- The ladder's trial ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TrialCount:
    """A week, a unit or a rung, and how often."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class TrialExample:
    """One message that was not sent."""

    url: str
    title: str
    detail: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Trial:
    """Context `trial` of pages/trial.html."""

    state: str
    steps: int
    messages: int
    weeks: tuple[TrialCount, ...]
    units: tuple[TrialCount, ...]
    rungs: tuple[TrialCount, ...]
    examples: tuple[TrialExample, ...]


# --- Memos ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MemoGroup:
    """Giliran saya, Menunggu orang lain, Selesai."""

    title: str
    count: int
    rows: tuple[MemoRow, ...]
    mine: bool = False
    more_url: str = ""


@dataclass(frozen=True, slots=True)
class Memos:
    """Context `memos`: the list on memos/list.html and at desk width beside memos/memo.html."""

    groups: tuple[MemoGroup, ...]
    new: Action | None = None
    """Begins a memo without an order."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the stepper: `state` is done, now or later; kunyit if now and mine."""

    words: str
    state: str
    mine: bool = False


@dataclass(frozen=True, slots=True)
class HeadRow:
    """A settled head row of the memo."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Memo:
    """Context `memo` of memos/memo.html; with `save` it is an editor, else it is read."""

    title: str
    back_url: str
    steps: tuple[Step, ...]
    dock: Dock
    save: Action | None = None
    """Its fields in print order: Yth., Dari, Tembusan, Hal, Sifat, code, Isi."""
    rows: tuple[HeadRow, ...] = ()
    body: str = ""
    body_html: str = ""
    """The body to be read where it is no plain text; written by memos.body.html_of alone."""
    draft: Draft | None = None
    """With `save`: what the editor keeps on the way."""
    basis: str = ""
    """Perintah Bupati P-0412/2026."""
    basis_label: str = ""
    """Dasar, or Perintah tertulis where the memo gave it."""
    basis_detail: str = ""
    basis_url: str = ""
    parafs: tuple[HeadRow, ...] = ()
    """Title of the post, and when it initialled."""
    pdf_url: str = ""
    copy_url: str = ""
    """The file copy with its initials, for those inside."""
    pdf_note: str = ""
    """A4, konsep; A4 · nomor 45/300.2.3/2026."""
    entries: tuple[Entry, ...] = ()


# --- The rest ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SignIn:
    """Context `sign_in` of accounts/sign_in.html; posts login, password, next."""

    url: str
    login: str = ""
    next: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """One line of the bell."""

    url: str
    title: str
    detail: str
    at: datetime
    new: bool = False


@dataclass(frozen=True, slots=True)
class Notices:
    """Context `notices` of pages/notices.html."""

    rows: tuple[Notice, ...]
    more_url: str = ""


@dataclass(frozen=True, slots=True)
class Chip:
    """One question of a filter, and the address without it."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Search:
    """Context `search` of pages/search.html; GETs q with the filter that is `kept`."""

    q: str = ""
    orders: tuple[OrderRow, ...] = ()
    memos: tuple[MemoRow, ...] = ()
    count: int = 0
    """How many orders fit in all."""
    chips: tuple[Chip, ...] = ()
    """What is filtered; each has `words` and the `url` without it."""
    kept: tuple[tuple[str, str], ...] = ()
    """Names and values of the filter, for the form of the words."""
    filter_url: str = ""
    clear_url: str = ""
    memos_url: str = ""
    """All memos with these words, and filters for them."""
    more_url: str = ""
    files: tuple[tuple[str, str], ...] = ()
    """Formats and addresses of the register as a file."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Context `problem` of the error pages: what happened, what to do, where to go."""

    title: str
    detail: str = ""
    url: str = ""
    link: str = ""
    code: str = ""
