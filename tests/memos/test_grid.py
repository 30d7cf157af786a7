"""Who may do what to a memo, when: written by hand, cell by cell, and played for real.

A capital letter may: H head of the desk, T its clerk (tata usaha), S signer, B the giver, who
drafted it here, J the giver's aide. A small letter repeats its own verb: success, and nothing
happens. C is the controller of the order, who may look; R a recipient and X a stranger, for whom
the memo does not exist. Whoever is not named is refused.
"""

import pytest

from memos import actions
from memos.actions import Words
from memos.lifecycle import MEMO
from memos.models import Memo
from tests.grids import Act, undone, verdict
from tests.memos.memos import clerk, memo_at, register
from tests.people import AT, Cast, Member, cast

GRID = """
verb               draft  approved  numbered  withdrawn
edit               HTBJ   HTBJ      .         .
approve            HS     s         s         .
number             .      HT        h         .
print_for_signing  .      .         HT        .
withdraw           HTB    HTB       .         h
"""

ON_MEMO: dict[str, Act] = {
    "edit": lambda key, by: actions.edit(key, Words(hal="Lain"), actor=by, at=AT),
    "approve": lambda key, by: actions.approve(key, actor=by, at=AT),
    "number": lambda key, by: actions.number(key, actor=by, at=AT),
    "print_for_signing": lambda key, by: actions.print_for_signing(key, actor=by, at=AT),
    "withdraw": lambda key, by: actions.withdraw(key, actor=by, at=AT, reason="Keliru."),
}
STATUSES = ("draft", "approved", "numbered", "withdrawn")
BLIND = "RX"


def cells() -> dict[tuple[str, str], str]:
    """The letters of every cell, by status and verb."""
    head, *rows = [line.split() for line in GRID.strip().splitlines()]
    return {
        (status, row[0]): cell
        for row in rows
        for status, cell in zip(head[1:], row[1:], strict=True)
    }


def players(people: Cast) -> dict[str, Member]:
    """Who each letter is."""
    return {
        "H": people.kabag_umum,
        "T": clerk(),
        "S": people.sekda,
        "B": people.bupati,
        "J": people.ajudan,
        "C": people.asisten,
        "R": people.camat_pelawan,
        "X": people.stranger,
    }


def expected(letter: str, cell: str, *, named_elsewhere: bool) -> set[str]:
    """What may come out for a letter that stands, or does not stand, in a cell."""
    if letter in cell:
        return {"yes"}
    if letter.lower() in cell:
        return {"again"}
    if letter in BLIND:
        return {"not_found"}
    return {"not_now"} if named_elsewhere else {"not_yours"}


def test_the_grid_has_every_verb_and_status_of_the_table() -> None:
    offered = {move.verb for move in MEMO.moves} - {"draft"}
    assert set(cells()) == {(status, verb) for status in MEMO.statuses for verb in offered}


def test_the_grid_and_the_table_allow_in_the_same_statuses() -> None:
    for (status, verb), cell in cells().items():
        assert (status in MEMO.move(verb).source) == any(c.isupper() for c in cell), (status, verb)


def test_the_machine_has_the_transitions_of_the_table_and_no_others() -> None:
    machine = {
        (transition.name, transition.source, transition.target or transition.source)
        for transition in Memo().get_all_status_transitions()  # type: ignore[attr-defined]
    }
    table = {
        (move.verb, source, source if move.target == "=" else move.target)
        for move in MEMO.moves
        for source in move.source
        if source
    }
    assert machine == table


@pytest.mark.django_db
@pytest.mark.parametrize("status", STATUSES)
def test_every_cell(status: str) -> None:
    people = cast()
    register()
    controller = str(people.asisten.position.public_id)
    memo = memo_at(status, people, drafter=people.bupati, controller=controller)
    key = str(memo.public_id)
    came: dict[tuple[str, str], str] = {}
    wanted: dict[tuple[str, str], set[str]] = {}
    grid = cells()
    for letter, player in players(people).items():
        for verb, act in ON_MEMO.items():
            row = "".join(grid[one, verb] for one in STATUSES)
            wanted[letter, verb] = expected(
                letter, grid[status, verb], named_elsewhere=letter in row.upper()
            )
            with undone():
                came[letter, verb] = verdict(act, key, player)
    wrong = {cell: (came[cell], wanted[cell]) for cell in came if came[cell] not in wanted[cell]}
    assert not wrong
