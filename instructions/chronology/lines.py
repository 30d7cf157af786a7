"""What a chronology is made of. Words are in the active language, times aware."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext as _

from accounts.models import Person
from instructions.models import Instruction
from workflow.proof import Proof


class Right(StrEnum):
    """In what right somebody acted; the values are stable, for the API."""

    DEFINITIVE = "definitif"
    PJ = "pj"
    PJS = "pjs"
    PLT = "plt"
    PLH = "plh"
    AIDE = "untuk"
    VACANT = "kosong"
    UNKNOWN = "tidak_tercatat"
    SYSTEM = "sistem"


@dataclass(frozen=True, slots=True)
class Word:
    """Words said with an act. `body` is None once destroyed; then `note` says on what ground."""

    field: str
    label: str
    body: str | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A file that came with an act; `note` says what is wrong with it."""

    name: str
    sha256: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One line: an entry, or the first time an order was on somebody's screen (`n` is 0).

    `title` is the hat as it was that day ("Plt. Camat Limun", "untuk Bupati Sarolangun"), `right`
    its kind. `about` is the recipient whose share it concerns, `reference` the order's. `faults`
    are sentences about this very entry. `place` orders lines of one moment.
    """

    at: datetime
    place: tuple[int, int]
    kind: str
    subject_id: int
    n: int
    verb: str
    sentence: str
    person: str
    title: str
    right: Right
    right_label: str
    channel: str
    channel_label: str
    strength: str
    strength_label: str
    device_at: datetime | None
    about: str
    reference: str
    state: str
    words: tuple[Word, ...] = ()
    files: tuple[File, ...] = ()
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one recipient's share stood as of the moment, by its entries and not by its row.

    `handed_by` is the recipient who handed it down, empty where it came from the order's own giver;
    `asked` says in words what is asked besides doing it (to lead, only to know, a request).
    """

    recipient: str
    status: str
    label: str
    since: datetime
    handed_by: str = ""
    asked: str = ""

    @property
    def detail(self) -> str:
        """How it came and what is asked: "diteruskan oleh Camat Pelawan, untuk diketahui"."""
        handed = (
            _("diteruskan oleh %(title)s") % {"title": self.handed_by} if self.handed_by else ""
        )
        return ", ".join(word for word in (handed, self.asked) if word)


@dataclass(frozen=True, slots=True)
class Knower:
    """When one person could know (`told_at`: it lay in their position's box) and when they saw.

    `recipient` is the position whose share it is. What an aide opened is the aide's own knowing,
    never the official's. `acted_at` is the first act on the share.
    """

    recipient: str
    person: str
    right: Right
    right_label: str
    told_at: datetime | None
    seen_at: datetime | None
    acted_at: datetime | None

    @property
    def is_aide(self) -> bool:
        """Whether the person acts for somebody else."""
        return self.right is Right.AIDE


@dataclass(frozen=True, slots=True)
class ProvenSubject:
    """The proof of one subject, with its name: Perintah P-0412/2026, Bagian Camat Pelawan.

    `then` is its number of entries as of the moment; the proof is of the whole chain as it is now.
    """

    name: str
    then: int
    proof: Proof


@dataclass(frozen=True, slots=True)
class Chronology:
    """One order as of a moment, whole."""

    order: Instruction
    as_of: datetime
    status: str
    label: str
    events: tuple[Event, ...]
    standings: tuple[Standing, ...]
    knowers: tuple[Knower, ...]
    proofs: tuple[ProvenSubject, ...]

    @property
    def faults(self) -> int:
        """How many things are wrong with what it rests on."""
        return sum(len(proven.proof.faults) for proven in self.proofs)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the acts in a window, oldest first; `next` is the cursor of the next, or empty."""

    person: Person | None
    since: datetime
    as_of: datetime
    events: tuple[Event, ...]
    proofs: tuple[ProvenSubject, ...]
    next: str

    @property
    def faults(self) -> int:
        """How many things are wrong with what it rests on."""
        return sum(len(proven.proof.faults) for proven in self.proofs)
