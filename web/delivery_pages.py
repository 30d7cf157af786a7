"""View models of the pages about deliveries by hand. Under the rules of `web/cards.py`."""

from dataclasses import dataclass
from datetime import datetime

from web.cards import Action, Choice


@dataclass(frozen=True, slots=True)
class Task:
    """One envelope in the carrier's list."""

    url: str
    title: str
    name: str
    address: str
    state: str
    at: datetime
    open: bool


@dataclass(frozen=True, slots=True)
class Tasks:
    """Context `tasks` of deliveries/list.html: what is to be carried, then what is over."""

    open: tuple[Task, ...]
    over: tuple[Task, ...]
    more: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """What came of it."""

    words: str
    receiver: str
    at: datetime
    signature_url: str = ""
    photo_url: str = ""


@dataclass(frozen=True, slots=True)
class Envelope:
    """Context `envelope` of deliveries/one.html: one delivery as the reader may know it."""

    back_url: str
    title: str
    """Camat Pelawan: to whom it goes."""
    name: str
    unit: str
    address: str
    state: str
    since: datetime
    needless: bool = False
    """Answered meanwhile: the envelope comes back unopened."""
    carrier: str = ""
    """For the giver's side and the desk."""
    reference: str = ""
    share_url: str = ""
    take: Action | None = None
    record: Action | None = None
    cancel: Action | None = None
    print: Action | None = None
    outcomes: tuple[Choice, ...] = ()
    receiver: str = ""
    handed_at: str = ""
    error: str = ""
    error_field: str = ""
    result: Result | None = None


@dataclass(frozen=True, slots=True)
class Sending:
    """Context `sending` of deliveries/send.html: to whom, and by whom."""

    back_url: str
    action: Action
    title: str
    name: str
    address: str
    carriers: tuple[Choice, ...]
    refusal: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Offers:
    """What the ladder leaves to people about one share; drawn on its page for the giver's side."""

    by_hand_url: str = ""
    explain: Action | None = None
    under_way: str = ""
    """Where the newest delivery by hand stands: sedang diantar."""
    under_way_url: str = ""
