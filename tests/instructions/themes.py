"""What courses are about, and what has to come of them: each leans towards one thing the office does.

The first courses take one theme each, the others whichever still misses most of what it promises.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from accounts.lifecycle import ABSENCE, GRANT
from accounts.reshuffle.lifecycle import RESHUFFLE
from instructions.lifecycle import ASSIGNMENT, INSTRUCTION


@dataclass(frozen=True)
class Theme:
    """How much more some verbs are done, and what the theme promises."""

    promises: tuple[str, ...]
    verbs: dict[str, float] = field(default_factory=dict)
    deep: float = 2.0
    """How much a level further down is worth."""
    odd_hats: int = 4
    whole_orders: int = 2
    changes: int = 12
    """In a hundred steps."""


THEMES = {
    "down the line": Theme(
        (
            "handed down to level 2", "handed down to level 3", "handed down to level 4",
            "told the secretary", "kept from the secretary", "worked under somebody who leads", "asked, not ordered",
            "reported with words from below", "settled: a child closed",
            "settled: a grandchild closed", "settled: a great-grandchild closed", "completed: work below closed",
            "closed with the last part", "closed with the last part, though one knows of it still",
            "not taken along: a report that was taken back", "accept_all: several", "paused over work below",
            "did not read what another recipient said", "refused: two_coordinators",
            "refused: unknown_report",
        ),
        {"pass_down": 2, "report": 2, "accept": 1.5},
    ),
    "over to others": Theme(
        (
            "redirected on level 1", "redirected on level 2", "redirected on level 3",
            "redirected: a child closed", "redirected: a grandchild closed",
            "redirected: work below closed", "redirected to one who has it already",
            "redirected to one who was to know",
            "not confirmed: a target that can take it no more",
        ),
        {"propose_redirect": 6, "confirm_redirect": 4, "pass_down": 1.5}, deep=12.0,
    ),
    "the end and the date": Theme(
        (
            "close of an order: level 1 with it", "close of an order: level 2 with it",
            "close of an order: level 3 with it", "close of an order: one to know with it",
            "revoke of an order: level 1 with it", "revoke of an order: level 2 with it",
            "revoke of an order: level 3 with it", "revoke of an order: one to know with it",
            "revoked: work below closed", "waits for its giver alone",
            "worked on again with the order", "extended with the order",
            "had longer than the order already", "acted after a pause ran out",
            "remind_silent: several",
        ),
        {"close": 3, "revoke": 3, "reopen": 3, "rework": 2, "extend": 4, "pause": 2},
        whole_orders=8,
    ),
    "people": Theme(
        (
            "acted in a post that was lent", "acted in a post that was below",
            "acted in a post that was unled", "acted instead of somebody absent",
            "acted on what a predecessor left", "refused: hat_ended", "refused: choose_hat",
            "a lent hat did not open what is secret", "left while somebody stood in",
            "gave no order in a post that is vacant",
        ),
        odd_hats=14, changes=45,
    ),
}  # fmt: skip


def next_theme(courses: int, told: Counter[str]) -> Theme:
    """The theme of the next course, after so many that came to `told`."""
    themes = list(THEMES.values())
    if courses < len(themes):
        return themes[courses]
    return max(themes, key=lambda theme: sum(_missed(told[line]) for line in theme.promises))


def _missed(count: int) -> int:
    """How much it matters that something happened no more often."""
    return {0: 5, 1: 1}.get(count, 0)


# Nobody asks for these by themselves: they follow from another verb, or the clock does them.
FOLLOWS = {"share: send", "share: close", "share: supply_memo"}
# What a dispatched memo does to its order is tried where memos are; this office sends none.
BY_MEMO = {"order: rest_on_memo", "order: lose_memo"}


def promised() -> Iterator[str]:
    """Every verb and status of the tables, every verb refused too, and what follows for others."""
    nouns = {"order": INSTRUCTION, "share": ASSIGNMENT}
    for noun, table in nouns.items():
        asked = {f"{noun}: {verb}" for verb in table.by_verb} - FOLLOWS - BY_MEMO
        yield from (f"{line}: refused" for line in sorted(asked))
    for noun, table in nouns.items():
        yield from (f"{noun} is {status}" for status in table.statuses.values)
    for noun, table in {
        **nouns,
        "absence": ABSENCE,
        "grant": GRANT,
        "reshuffle": RESHUFFLE,
    }.items():
        yield from sorted({f"{noun}: {verb}" for verb in table.by_verb} - BY_MEMO)
    for theme in THEMES.values():
        yield from theme.promises
