"""Who is named in a message: positions and groups, by rules that can be told to whoever wonders.

1. A group's name, or "semua", "seluruh", "para" with what its members are called (semua camat). Where
   no group is called so, every position of that kind.
2. A position's whole title (Camat Pelawan), or with its usual short form (Kadis Kesehatan, Sekda).
3. A list goes on after a title: "Camat Pelawan, Limun, dan Singkut".

The longest name wins, and a word counts once. A title that several positions have names nobody.
Nothing is guessed from the names of people. Urgency is the word *segera* or *sangat segera*.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from accounts import groups
from accounts.actors import Actor
from accounts.models import Position, PositionKind
from instructions.models import Urgency

_WORD: Final = re.compile(r"\w+")
_LIST: Final = re.compile(r"(?: ?(?:[,;/&\n]|\bdan\b|\bserta\b))+ ?", re.IGNORECASE)
EVERY: Final = ("semua", "seluruh", "para", "segenap", "setiap")
SHORT: Final = (
    ("kepala dinas", "kadis"),
    ("kepala badan", "kaban"),
    ("kepala bagian", "kabag"),
    ("kepala bidang", "kabid"),
    ("kepala seksi", "kasi"),
    ("kepala sub bagian", "kasubbag"),
    ("sekretaris kecamatan", "sekcam"),
    ("sekretaris dinas", "sekdis"),
    ("sekretaris daerah", "sekda"),
)
KINDS: Final = {
    "camat": PositionKind.DISTRICT_HEAD,
    "lurah": PositionKind.WARD_HEAD,
    "kades": PositionKind.VILLAGE_HEAD,
    "kepala desa": PositionKind.VILLAGE_HEAD,
    "kepala opd": PositionKind.AGENCY_HEAD,
    "kepala perangkat daerah": PositionKind.AGENCY_HEAD,
    "kepala bagian": PositionKind.SECTION_HEAD,
    "kabag": PositionKind.SECTION_HEAD,
    "asisten": PositionKind.ASSISTANT,
    "staf ahli": PositionKind.EXPERT,
}


@dataclass(frozen=True, slots=True)
class Named:
    """Public ids in the order they stand in the text."""

    positions: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.positions or self.lists)


@dataclass(frozen=True, slots=True)
class _Phrase:
    words: str
    positions: tuple[str, ...] = ()
    group: str = ""


def named_in(text: str, *, actor: Actor, giver: Position) -> Named:
    """Everybody named in a text whom `giver` might address; two statements."""
    rows = Position.objects.filter(is_active=True).exclude(pk=giver.pk)
    posts = [(str(key), _plain(title), kind) for key, title, kind in rows.values_list(*_COLUMNS)]
    titles = _titles(posts)
    phrases = [*_groups(actor), *_kinds(posts), *titles.values()]
    known = _unique(phrases)
    return _found(f" {_spelled_out(text, titles)} ", known)


_COLUMNS: Final = ("public_id", "title", "kind")


def urgency_in(text: str) -> Urgency:
    """Segera, Sangat segera, else Biasa."""
    plain = f" {_plain(text)} "
    if " sangat segera " in plain:
        return Urgency.MOST_URGENT
    return Urgency.URGENT if " segera " in plain else Urgency.NORMAL


def only_urgency(text: str) -> Urgency | None:
    """The urgency where the message is nothing but its name."""
    plain = _plain(text).replace(" ", "_")
    return Urgency(plain) if plain in Urgency.values else None


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _titles(posts: Iterable[tuple[str, str, str]]) -> dict[str, _Phrase]:
    """Titles and their short forms; one that several positions have comes with all of them."""
    found: dict[str, _Phrase] = {}
    for key, title, _kind in posts:
        shorts = [f"{short}{title[len(long) :]}" for long, short in SHORT if title.startswith(long)]
        for form in (title, *shorts):
            before = found[form].positions if form in found else ()
            found[form] = _Phrase(form, (*before, key))
    return found


def _groups(actor: Actor) -> list[_Phrase]:
    rows = list(groups.visible_to(actor))
    nouns = [_plain(group.noun) for group in rows]
    found = []
    for group, noun in zip(rows, nouns, strict=True):
        key = str(group.public_id)
        found.append(_Phrase(_plain(group.name), group=key))
        if noun and nouns.count(noun) == 1:
            found += [_Phrase(f"{every} {noun}", group=key) for every in EVERY]
    return found


def _kinds(posts: list[tuple[str, str, str]]) -> list[_Phrase]:
    found = []
    for word, kind in KINDS.items():
        keys = tuple(key for key, _title, its in posts if its == kind)
        found += [_Phrase(f"{every} {word}", keys) for every in EVERY if keys]
    return found


def _unique(phrases: Iterable[_Phrase]) -> list[_Phrase]:
    """Each form once, what comes first counts; the longest are looked for first."""
    first: dict[str, _Phrase] = {}
    for phrase in phrases:
        if phrase.words:
            first.setdefault(phrase.words, phrase)
    return sorted(first.values(), key=lambda phrase: (-len(phrase.words), phrase.words))


def _spelled_out(text: str, titles: Mapping[str, _Phrase]) -> str:
    """The plain text, where the parts of a list get the word they leave out."""
    spelled: list[str] = []
    head = ""
    lines = "\n".join(" ".join(line.split()) for line in text.split("\n"))
    for piece in map(_plain, _LIST.split(lines)):
        if head and any(f"{head} {piece} ".startswith(f"{form} ") for form in titles):
            piece = f"{head} {piece}"  # noqa: PLW2901 - the piece as it is meant
        spelled.append(piece)
        head = _head_of(piece, titles)
    return " ".join(spelled)


def _head_of(piece: str, titles: Mapping[str, _Phrase]) -> str:
    """The first word of a title that ends the piece: "camat" of "kepada camat pelawan"."""
    ending = [form for form in titles if f" {piece}".endswith(f" {form}")]
    return max(ending, key=len).split(" ")[0] if ending else ""


def _found(text: str, phrases: Iterable[_Phrase]) -> Named:
    places: list[tuple[int, _Phrase]] = []
    for phrase in phrases:
        wanted = f" {phrase.words} "
        while (place := text.find(wanted)) >= 0:
            places.append((place, phrase))
            # Blanked out at its own length, so that places of other phrases stay true.
            text = f"{text[:place]} {'_' * len(phrase.words)} {text[place + len(wanted) :]}"
    places.sort(key=lambda each: each[0])
    positions: dict[str, None] = {}
    lists: dict[str, None] = {}
    for _place, phrase in places:
        if phrase.group:
            lists[phrase.group] = None
        elif len(phrase.positions) == 1 or phrase.words.split(" ")[0] in EVERY:
            positions |= dict.fromkeys(phrase.positions)
    return Named(tuple(positions), tuple(lists))
