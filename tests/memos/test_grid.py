"""Who may do what to a memo, when: written by hand, cell by cell, and played for real.

A capital letter may: H head of the desk, T its clerk (tata usaha), S signer, B the giver, who
drafted it here, J the giver's aide. A small letter repeats its own verb: success, and nothing
happens. C is the controller of the order, who may look, and whose paraf is asked; R a recipient,
for whom the memo does not exist before it is dispatched, and X a stranger, for whom it never does.
Whoever is not named is refused.
"""

from datetime import timedelta
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import Position, PositionKind
from files import intake
from instructions import actions as orders
from instructions.models import Instruction
from memos import actions
from memos.actions import Words
from memos.lifecycle import MEMO, Status
from memos.models import Memo
from tests.grids import Act, undone, verdict
from tests.memos.course import sign_in_ink
from tests.memos.memos import clerk, memo_at, register
from tests.people import AT, Cast, Member, actor, cast
from workflow import door
from workflow.actors import Actor

GRID = """
verb               draft in_review approved numbered signed dispatched archived withdrawn voided
edit               HTBJ  HTBJ      HTBJ     .        .      .          .        .         .
route              HTB   .         .        .        .      .          .        .         .
submit             HTB   .         .        .        .      .          .        .         .
initial            .     C         .        .        .      .          .        .         .
return_for_repair  .     HSC       HS       .        .      .          .        .         .
approve            HS    .         s        s        s      s          s        .         s
number             .     .         HT       h        h      h          h        .         h
insert_number      .     .         H        .        .      .          .        .         .
print_for_signing  .     .         HT       HT       .      .          .        .         .
number_and_scan    .     .         HT       .        .      .          .        .         .
scan               .     .         .        HT       h      h          h        .         .
dispatch           .     .         .        .        HTS    h          h        .         .
archive            .     .         .        .        .      HT         h        .         .
hand_over          .     .         .        .        HT     HT         HT       .         HT
withdraw           HTB   HTB       HTB      .        .      .          .        h         .
void               .     .         .        HS       HS     HS         .        .         s
"""


def submitted(key: str, by: Actor) -> None:
    """Ask the asisten for a paraf, and send it on its way."""
    asisten = Position.objects.get(kind=PositionKind.ASSISTANT)
    actions.route(key, actor=by, at=AT, superiors=[str(asisten.public_id)])
    actions.submit(key, actor=by, at=AT)


ON_MEMO: dict[str, Act] = {
    "edit": lambda key, by: actions.edit(key, Words(hal="Lain"), actor=by, at=AT),
    "route": lambda key, by: actions.route(key, actor=by, at=AT),
    "submit": submitted,
    "initial": lambda key, by: actions.initial(key, actor=by, at=AT),
    "return_for_repair": lambda key, by: actions.return_for_repair(
        key, actor=by, at=AT, reason="Keliru."
    ),
    "approve": lambda key, by: actions.approve(key, actor=by, at=AT),
    "number": lambda key, by: actions.number(key, actor=by, at=AT),
    "insert_number": lambda key, by: actions.insert_number(
        key, actor=by, at=AT, day=AT.date() - timedelta(days=1), reason="Tertinggal."
    ),
    "print_for_signing": lambda key, by: actions.print_for_signing(
        key, actor=by, at=AT, reason="Lembar pertama rusak."
    ),
    "scan": lambda key, by: actions.scan(key, actor=by, at=AT, attachments=uploads_of(by)),
    "number_and_scan": lambda key, by: actions.number_and_scan(
        key, actor=by, at=AT, attachments=uploads_of(by)
    ),
    "dispatch": lambda key, by: actions.dispatch(key, actor=by, at=AT),
    "hand_over": lambda key, by: door.act(Memo, key, "hand_over", actor=by, at=AT),
    "archive": lambda key, by: actions.archive(key, actor=by, at=AT),
    "withdraw": lambda key, by: actions.withdraw(key, actor=by, at=AT, reason="Keliru."),
    "void": lambda key, by: actions.void(key, actor=by, at=AT, reason="Keliru."),
}
ELSEWHERE = {"release", "sign", "agree", "agree_with_notes", "disagree", "dispose", "raise_class"}
"""By the clock, of explanations between two, of memos signed electronically, and of those to somebody above; their tests are their own."""
STATUSES = tuple(Status)


BLIND = "RX"
SENT = frozenset({"dispatched", "archived"})


def uploads_of(by: Actor) -> list[UUID]:
    """A PDF that waits for the act."""
    paper = SimpleUploadedFile("pindai.pdf", b"%PDF-1.7\n%%EOF\n")
    upload = intake.receive(paper, name="pindai.pdf", person_id=by.person_id or 0, at=AT)
    return [upload.public_id]


def walk(status: str, people: Cast) -> Memo:
    """The bupati's memo about an order that is closed by the time it is dispatched."""
    controller = str(people.asisten.position.public_id)
    past = {"in_review": "draft", "signed": "numbered", "voided": "numbered"}
    first = past.get(status, "numbered" if status in SENT else status)
    memo = memo_at(first, people, drafter=people.bupati, controller=controller)
    key, desk, sekda = (
        str(memo.public_id),
        actor(people.kabag_umum.person),
        actor(people.sekda.person),
    )
    if status == "in_review":
        submitted(key, desk)
    if status in {"approved", "numbered"}:
        actions.print_for_signing(key, actor=desk, at=AT)
    if status in {"signed", *SENT}:
        sign_in_ink(memo, people)
    if status in SENT:
        order = str(Instruction.objects.get().public_id)
        actions.dispatch(key, actor=desk, at=AT)
        orders.close(order, actor=actor(people.bupati.person), at=AT, reason="Cukup.")
    if status == "archived":
        actions.archive(key, actor=desk, at=AT)
    if status == "voided":
        actions.void(key, actor=sekda, at=AT, reason="Keliru.")
    return memo


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


def expected(letter: str, cell: str, *, blind: bool, named_elsewhere: bool) -> set[str]:
    """What may come out for a letter that stands, or does not stand, in a cell."""
    if letter in cell:
        return {"yes"}
    if letter.lower() in cell:
        return {"again"}
    if blind:
        return {"not_found"}
    return {"not_now"} if named_elsewhere else {"not_yours"}


def test_the_grid_has_every_verb_and_status_of_the_table() -> None:
    offered = {move.verb for move in MEMO.moves} - {"draft"} - ELSEWHERE
    assert set(cells()) == {(status, verb) for status in MEMO.statuses for verb in offered}


def test_the_grid_and_the_table_allow_in_the_same_statuses() -> None:
    for (status, verb), cell in cells().items():
        assert (status in MEMO.move(verb).source) == any(c.isupper() for c in cell), (status, verb)


def test_the_machine_has_the_transitions_of_the_table_and_no_others() -> None:
    machine = {
        (transition.custom["verb"], transition.source)
        for transition in Memo().get_all_status_transitions()  # type: ignore[attr-defined]
    }
    table = {(move.verb, source) for move in MEMO.moves for source in move.source if source}
    assert machine == table


@pytest.mark.django_db
@pytest.mark.parametrize("status", STATUSES)
def test_every_cell(status: str) -> None:
    people = cast()
    register(opening=7)
    key = str(walk(status, people).public_id)
    blind = "X" if status in SENT else BLIND
    came: dict[tuple[str, str], str] = {}
    wanted: dict[tuple[str, str], set[str]] = {}
    grid = cells()
    for letter, player in players(people).items():
        for verb, act in ON_MEMO.items():
            row = "".join(grid[one, verb] for one in STATUSES)
            wanted[letter, verb] = expected(
                letter,
                grid[status, verb],
                blind=letter in blind,
                # Whoever initials is nobody to the memo while it is not their turn.
                named_elsewhere=letter in row.upper() and letter != "C",
            )
            with undone():
                came[letter, verb] = verdict(act, key, player)
    wrong = {cell: (came[cell], wanted[cell]) for cell in came if came[cell] not in wanted[cell]}
    assert not wrong
