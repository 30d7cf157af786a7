"""View models of the pages of groups, under the rules of `cards.py`."""

from dataclasses import dataclass

from web.cards import Choice


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group in the list."""

    url: str
    name: str
    detail: str
    """11 camat."""
    rule: str = ""
    """The rule in words: Camat; bertanda rawan banjir."""


@dataclass(frozen=True, slots=True)
class Groups:
    """Context `groups` of groups/list.html; last used first in both parts."""

    own: tuple[GroupRow, ...]
    shared: tuple[GroupRow, ...]
    own_title: str
    new_url: str = ""
    """Empty for a hat that makes none."""


@dataclass(frozen=True, slots=True)
class Member:
    """A position that belongs, or would if it were not left out."""

    value: str
    label: str
    note: str
    out: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Context `group` of groups/group.html: a form, or for others only what it is and reaches.

    Posts `kunci jabatan own name noun formal_name position_kinds* unit_kinds* within region
    positions* left_out*`; the buttons `search` (with `q`) and `lihat` only ask for the page again.
    """

    title: str
    members: tuple[Member, ...]
    count_label: str
    beyond: int = 0
    """How many more than `members` shows."""
    out_beyond: tuple[str, ...] = ()
    """Those left out that `members` does not show."""
    rule: str = ""
    url: str = ""
    """Empty where one only looks."""
    delete_url: str = ""
    key: str = ""
    hat: str = ""
    name: str = ""
    noun: str = ""
    formal_name: str = ""
    owners: tuple[Choice, ...] = ()
    """Of the hat or of the regency; none where that is settled."""
    position_kinds: tuple[Choice, ...] = ()
    unit_kinds: tuple[Choice, ...] = ()
    units: tuple[Choice, ...] = ()
    regions: tuple[Choice, ...] = ()
    positions: tuple[Choice, ...] = ()
    """Chosen ones (`on`) and those found by the search."""
    search_url: str = ""
    """JSON as the composer's, with the part `members`."""
    q: str = ""
    errors: tuple[tuple[str, str], ...] = ()
    """(field name, sentence); the name "" is the whole form."""

    @property
    def kinds_chosen(self) -> str:
        """The chosen kinds of position in words."""
        return _chosen(self.position_kinds)

    @property
    def units_chosen(self) -> str:
        """The chosen kinds of unit in words."""
        return _chosen(self.unit_kinds)


def _chosen(choices: tuple[Choice, ...]) -> str:
    return ", ".join(choice.label for choice in choices if choice.on)
