"""View models of the composer, under the rules of `cards.py`."""

from dataclasses import dataclass
from datetime import datetime

from web.cards import Choice


@dataclass(frozen=True, slots=True)
class Urgency:
    """One of the three joined cells, with the times that choosing it gives."""

    value: str
    label: str
    answer_by: datetime
    finish_by: datetime
    why: str = ""
    """Why the answer is not due today: karena libur Hari Raya Natal."""
    on: bool = False


@dataclass(frozen=True, slots=True)
class Reached:
    """A position that the choice comes to; posts `peran-<value>`, one of `Compose.roles`."""

    value: str
    label: str
    note: str = ""
    """The holder's name, or that it is vacant."""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Heed:
    """Something to know before sending; `offer` is a position that one tap adds."""

    sentence: str
    offer: str = ""
    offer_label: str = ""


@dataclass(frozen=True, slots=True)
class Compose:
    """Context `compose` of orders/compose.html.

    Posts `kunci jabatan text groups* positions* peran-<id>* urgency answer_by finish_by
    prepare_memo photo_required controller classification closed_list only_me follows attachments*`;
    the buttons `search` (with `q`), `lihat` and `tambah` (a position) only ask for the page again,
    with positions found, with the list of recipients open, with a position added. An empty
    `answer_by`/`finish_by` means: as the urgency says.
    """

    url: str
    key: str
    hat: str
    groups: tuple[Choice, ...]
    """Last used first."""
    urgencies: tuple[Urgency, ...]
    positions: tuple[Choice, ...] = ()
    """Chosen ones (`on`) and those found by the search; a vacancy is said in `note`."""
    search_url: str = ""
    """JSON: GET with q, jabatan, groups, positions, peran-<id> answers {"results": [{"id",
    "title", "note"}], "count", "send_label", "count_label", "parts": {name: HTML}}; `lihat` asks
    for the part `reached` too."""
    q: str = ""
    text: str = ""
    count_label: str = ""
    """11 penerima."""
    send_label: str = ""
    """Kirim ke 11 camat."""
    answer_by: str = ""
    """As `words.field_value` writes it, when set by hand."""
    finish_by: str = ""
    prepare_memo: bool = False
    photo_required: bool = False
    controllers: tuple[Choice, ...] = ()
    """Pengendali; the first is "Tanpa pengendali"."""
    classes: tuple[Choice, ...] = ()
    """Sifat, as far as the hat reaches."""
    closed_list: bool = False
    only_me: tuple[Choice, ...] = ()
    reached: tuple[Reached, ...] = ()
    """Whom the choice comes to, those left out too."""
    beyond: int = 0
    """How many more than `reached` shows."""
    roles: tuple[Choice, ...] = ()
    heed: tuple[Heed, ...] = ()
    heed_more: int = 0
    heed_label: str = ""
    """2 penerima kosong atau berhalangan."""
    follows: Choice | None = None
    """The earlier order: id, reference and, as note, its first words."""
    others_open: bool = False
    """Something behind Pilihan lain was chosen, or is at fault."""
    errors: tuple[tuple[str, str], ...] = ()
    """(field name, sentence); the name "" is the whole form."""
