"""View models of the pages about getting in, one's own account, and the administrator's desk.

Under the rules of `web/cards.py`: finished words, aware datetimes, ready addresses.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from web.cards import Action, Choice, Dock, Entry, Mark

# --- Activation -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Activation:
    """Context `activation`: asks for the code, or with `title` for a PIN."""

    url: str
    code: str = ""
    """As typed, to be shown again; with `title` the code that the form carries on."""
    title: str = ""
    """Whose card it is: Camat Pelawan. No name: whoever finds a card learns nobody's."""
    until: datetime | None = None
    instead_of: str = ""
    """Name of whoever is signed in on this device and will be signed out."""
    error: str = ""
    """Above the form."""
    pin_error: str = ""
    again_error: str = ""


# --- One's own account ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PinForm:
    """Context `pin`: the old PIN or password, and the new one twice."""

    url: str
    error: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)
    """By field: `lama`, `pin`, `pin2`."""


@dataclass(frozen=True, slots=True)
class Device:
    """One place where the person is signed in; `url` signs it out."""

    words: str
    at: datetime | None
    current: bool
    url: str


@dataclass(frozen=True, slots=True)
class Passkey:
    """One passkey; `url` forgets it."""

    words: str
    at: datetime
    url: str


@dataclass(frozen=True, slots=True)
class Account:
    """Context `account` of accounts/account.html."""

    name: str
    logins: tuple[tuple[str, str], ...]
    """NIP, Nomor ponsel, Surel: what one signs in with."""
    may_change: bool
    devices: tuple[Device, ...]
    passkeys: tuple[Passkey, ...]
    entries: tuple[Entry, ...]
    key: str
    """Idempotency key of the forms on the page."""
    telegram: bool = False
    """Whether a Telegram account can be linked."""
    nik: bool = False
    """Whether NIKs are kept here."""


@dataclass(frozen=True, slots=True)
class TelegramForm:
    """Context `telegram` of accounts/telegram.html; `code` is shown this once."""

    url: str
    linked: bool
    code: str = ""
    bot: str = ""
    bot_url: str = ""


@dataclass(frozen=True, slots=True)
class PasskeyForm:
    """Context `passkey` of accounts/passkey.html."""

    url: str
    options_url: str
    skip_url: str
    fresh: bool = False
    """Straight after activation: skipping is the other answer."""
    error: str = ""


# --- The administrator's desk -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person in the list; `value` is what choosing them posts, empty where no card is due."""

    url: str
    mark: Mark
    name: str
    title: str
    state: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit: 12 aktif, 3 kartu dicetak, 45 perlu kartu."""

    url: str
    name: str
    detail: str
    missing: int
    people: int


@dataclass(frozen=True, slots=True)
class Office:
    """Context `office` of offices/office.html: units, or the people found by `q`."""

    url: str
    q: str = ""
    units: tuple[UnitRow, ...] = ()
    people: tuple[PersonRow, ...] = ()
    more_url: str = ""


@dataclass(frozen=True, slots=True)
class CardForm:
    """The form that prints; everything chosen, or all who need a card."""

    url: str
    key: str
    hat: str
    unit: str
    all_label: str = ""
    """Cetak 45 kartu; empty where nobody needs one."""


@dataclass(frozen=True, slots=True)
class OfficeUnit:
    """Context `unit` of offices/unit.html."""

    name: str
    back_url: str
    filters: tuple[Choice, ...]
    """Addresses in `value`."""
    people: tuple[PersonRow, ...]
    form: CardForm
    more_url: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class OfficePerson:
    """Context `person` of offices/person.html."""

    name: str
    back_url: str
    mark: Mark
    state: str
    detail: str
    rows: tuple[tuple[str, str], ...]
    """Jabatan, Unit, NIP, Nomor ponsel."""
    entries: tuple[Entry, ...]
    dock: Dock
    card: CardForm | None = None
    card_label: str = ""
    card_note: str = ""
    value: str = ""
    other: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class Channel:
    """One way to be told, in its place: may be moved up unless first, down unless last."""

    name: str
    words: str
    is_on: bool
    works: bool
    first: bool
    last: bool


@dataclass(frozen=True, slots=True)
class WokenDevice:
    """A device that is woken by a push; `url` leaves it out."""

    words: str
    at: datetime
    current: bool
    dead: bool
    url: str


@dataclass(frozen=True, slots=True)
class Channels:
    """Context `channels` of accounts/channels.html."""

    rows: tuple[Channel, ...]
    bell: str
    devices: tuple[WokenDevice, ...]
    push_key: str
    """What the browser's push manager is to be given; empty where pushing is not set up."""
    woken: bool
    """Whether this very device is."""
    key: str
    digest: bool = True
    """Whether the morning message is wanted."""
