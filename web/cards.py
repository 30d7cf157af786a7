"""View models: what the templates draw, and nothing else.

A view reads the domain, fills these and renders. Templates never see a model and never ask the
database; so a page costs the queries its view makes, and can be drawn from invented data (see
`gallery.py`). Strings here are finished words in the reader's language, times are aware datetimes
that the template words from the page's `now`, addresses are ready to be put in an `href`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Self

from django.utils.translation import gettext_lazy as _

# --- Around every page ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Hat:
    """A position the signed-in person may act in."""

    id: str
    """What the hidden field `jabatan` carries."""
    title: str
    """As the kop shows it: Camat Pelawan, Plt. Camat Air Hitam, Untuk Sekretaris Daerah."""
    capacity: str
    """Definitif; Sampai 30 November 2026; or what a delegation allows, in words."""
    waiting: int = 0
    acting: bool = False
    """Plt., Plh. or for someone else: the garis kop is dashed."""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Chrome:
    """Context `chrome` on every page: the kop, the dock's ends and the menu."""

    hat: Hat | None = None
    hats: tuple[Hat, ...] = ()
    person: str = ""
    notices: int = 0
    """Unread notices."""
    waiting: int = 0
    """What waits for this hat; above zero the logo's third bar is kunyit."""
    secretariat: bool = False
    """Shows Naskah in the kop and the menu."""
    gives: bool = False
    """Shows Perintah baru in the menu."""
    organises: bool = False
    """Shows Organisasi in the menu."""
    administers: bool = False
    """Shows the unit's people in the menu."""
    plans: bool = False
    carries: bool = False
    """Whether envelopes are carried in one of the hats."""
    """Shows Piket in the menu."""
    large_text: bool = False
    recorded_by: str = ""
    """For someone else: the position on record, for "Dicatat oleh ..."."""


# --- Marks ---------------------------------------------------------------------------------------


class MarkKind(StrEnum):
    """A status mark: circle = the recipient's side, square = the giver's turn."""

    REPORTED = "reported"
    ASKING = "asking"
    REDIRECTING = "redirecting"
    MEMO_DRAFT = "memo-draft"
    MEMO_NUMBER = "memo-number"
    UNDELIVERED = "undelivered"
    READ = "read"
    UNOPENED = "unopened"
    READY = "ready"
    WORKING = "working"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    REDIRECTED = "redirected"
    CLOSED = "closed"


SEGMENTS: dict[str, tuple[MarkKind, ...]] = {
    "turn": (MarkKind.REPORTED, MarkKind.ASKING, MarkKind.REDIRECTING),
    "undelivered": (MarkKind.UNDELIVERED,),
    "read": (MarkKind.READ,),
    "unopened": (MarkKind.UNOPENED,),
    "ready": (MarkKind.READY, MarkKind.WORKING),
    "done": (MarkKind.ACCEPTED, MarkKind.DECLINED, MarkKind.REDIRECTED, MarkKind.CLOSED),
}
"""Fills of the segmented bar, in the order of the board."""

SEGMENT_WORDS = {
    "turn": _("menunggu pemberi perintah"),
    "undelivered": _("belum sampai"),
    "read": _("sudah dibaca"),
    "unopened": _("belum dibuka"),
    "ready": _("siap"),
    "done": _("selesai"),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark; `late` adds the merah bar below it and changes nothing else."""

    kind: MarkKind
    late: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of the bar that stands for a row of more than 24 marks; x and width in 0-328."""

    fill: str
    words: str
    count: int
    x: int
    width: int

    @property
    def inner(self) -> int:
        """Width without the gap to the next part."""
        return self.width - 2


@dataclass(frozen=True, slots=True)
class Barisan:
    """One mark per recipient in board order, read aloud as one sentence."""

    marks: tuple[Mark, ...]
    sentence: str

    ROW_LIMIT: ClassVar[int] = 24
    BAR_WIDTH: ClassVar[int] = 328
    SEGMENT_FLOOR: ClassVar[int] = 28
    """Narrowest segment, so that its number still fits."""

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The bar's parts; empty while the marks themselves fit in two rows."""
        if len(self.marks) <= self.ROW_LIMIT:
            return ()
        counts = {
            fill: sum(mark.kind in kinds for mark in self.marks) for fill, kinds in SEGMENTS.items()
        }
        present = [(fill, count) for fill, count in counts.items() if count]
        spare = self.BAR_WIDTH - self.SEGMENT_FLOOR * len(present)
        parts, x = [], 0
        for index, (fill, count) in enumerate(present):
            width = self.SEGMENT_FLOOR + spare * count // len(self.marks)
            if index == len(present) - 1:
                width = self.BAR_WIDTH - x
            parts.append(Segment(fill, str(SEGMENT_WORDS[fill]), count, x, width))
            x += width
        return tuple(parts)


# --- Doing something -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a field."""

    value: str
    label: str
    on: bool = False
    note: str = ""
    role: str = ""
    """What a chosen recipient is asked; only where the field has roles."""


class FieldKind(StrEnum):
    """How a field is drawn."""

    LINE = "line"
    TEXT = "text"
    MOMENT = "moment"
    DATE = "date"
    PHOTOS = "photos"
    FILES = "files"
    CHOICES = "choices"
    PICK_ONE = "pick-one"
    PICK_MANY = "pick-many"


@dataclass(frozen=True, slots=True)
class ActionField:
    """What an action asks for; `name` is the form field and the argument of the verb."""

    name: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    required: bool = False
    hint: str = ""
    value: str = ""
    """Typed before, to be shown again; a moment as `words.field_value` writes it."""
    error: str = ""
    choices: tuple[Choice, ...] = ()
    """Of a CHOICES field; of a MOMENT field: chips that send at once (value as above)."""
    accept: str = ""
    """For PHOTOS and FILES, the `accept` of the input."""
    roles: tuple[Choice, ...] = ()
    """Of a PICK_MANY field of recipients: koordinator, pelaksana, untuk diketahui."""
    search: str | None = None
    """Of a PICK field that can be searched: the words looked for; None where all is listed."""
    suggest: str = ""
    """Of a LINE field: the address of the API's list that completes it, where there is script.

    Of a TEXT field: that of the positions whose titles stand in it, one a line.
    """


class Style(StrEnum):
    """Kunyit answers what waits for the reader; laut is any other primary."""

    KUNYIT = "kunyit"
    LAUT = "laut"
    OUTLINED = "outlined"


@dataclass(frozen=True, slots=True)
class Action:
    """A button, the form behind it, or the sentence that refuses it.

    Posts `kunci` (idempotency key), `jabatan` (hat id), `versi` (version, when given) and the
    fields to `url`. With `page` it is a plain link to a page that has the form.
    """

    verb: str
    label: str
    url: str
    style: Style = Style.OUTLINED
    icon: str = ""
    fields: tuple[ActionField, ...] = ()
    confirm: str = ""
    """A sentence that says what will happen; given, the form opens in a sheet first."""
    refusal: str = ""
    key: str = ""
    hat: str = ""
    version: int | None = None
    page: bool = False
    open: bool = False
    """The sheet stands open, because what was sent came back with an error."""
    error: str = ""
    """Above the fields: a refusal of the whole form."""

    @property
    def sheet(self) -> bool:
        """Whether the button opens a sheet instead of sending at once."""
        return bool(self.fields or self.confirm) and not self.page


@dataclass(frozen=True, slots=True)
class Dock:
    """The foot of a page: one full button, at most one beside "Jawaban lain" below it."""

    primary: Action | None = None
    second: Action | None = None
    others: tuple[Action, ...] = ()
    others_label: str = ""
    """Jawaban lain, Tindakan lain."""
    chips: Action | None = None
    """Kapan selesai?: an action whose MOMENT field brings choices; may be skipped."""

    @classmethod
    def of(cls, actions: Sequence[Action], *, others_label: str, beside: bool = True) -> Self:
        """Lays actions out: the first filled one, the next allowed one, the rest in the sheet.

        With `beside` off the dock has one button only, as on the giver's board.
        """
        allowed = [action for action in actions if not action.refusal]
        primary = next((each for each in allowed if each.style is not Style.OUTLINED), None)
        second = next((each for each in allowed if beside and each is not primary), None)
        shown = (primary, second)
        others = tuple(each for each in actions if all(each is not taken for taken in shown))
        return cls(primary=primary, second=second, others=others, others_label=others_label)

    @property
    def more(self) -> str:
        """Name of the kop's "more" button; empty when there is nothing more."""
        return self.others_label if self.others else ""

    @property
    def sheets(self) -> tuple[Action, ...]:
        """Every action that needs its own sheet on the page."""
        named = (self.primary, self.second, self.chips, *self.others)
        return tuple(each for each in named if each and each.sheet and not each.refusal)


# --- Rows and papers ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FaultRow:
    """One thing to mend in a file: "unit, baris 12", the column, what stands there, and why not."""

    where: str
    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class OrderRow:
    """A row of orders: `due` becomes "besok 10.00" or "Terlambat 2 jam"; else `at` is shown."""

    url: str
    title: str
    meta: str
    due: datetime | None = None
    at: datetime | None = None
    at_words: str = ""
    """Before `at`: "dilaporkan"."""
    barisan: Barisan | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """Evidence or a voice note; `kind` is photo, audio or document."""

    kind: str
    url: str
    name: str
    thumbnail_url: str = ""
    size: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the Riwayat: who (bold), what (one sentence), and content if there is any."""

    at: datetime
    what: str
    who: str = ""
    text: str = ""
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Recorded:
    """The laut-muda band that says where a thing stands: Siap, laksanakan / Terkirim 15.33."""

    mark: Mark
    words: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """The words of an order and the rows around them, shared by every page that shows one."""

    reference: str
    giver: str
    addressee: str
    """With sapaan for the recipient (Ibu Camat Pelawan), "11 camat" for the giver."""
    text: str
    urgency: str = ""
    urgent: bool = False
    """Segera or faster: the bolt beside the word."""
    answer_by: datetime | None = None
    finish_by: datetime | None = None
    answered: bool = False
    """The answer-by is met; only finish-by still counts."""
    settled: bool = False
    """Nothing counts any more: times are shown, lateness is not."""
    via: str = ""
    """Disampaikan oleh ajudan."""
    controller: str = ""
    photo_required: bool = False
    attachments: tuple[Attachment, ...] = ()
    memo_url: str = ""
    """The memo of this order, where the reader may see it."""
    memo_label: str = ""


@dataclass(frozen=True, slots=True)
class MemoRow:
    """A memo in the list."""

    url: str
    mark: Mark
    title: str
    detail: str
    at: datetime
    current: bool = False
