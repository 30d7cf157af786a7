"""Who may do what, when: written by hand, cell by cell, and played against the real actions.

A capital letter may: G giver, C controller (pengendali), R recipient, J the giver's aide (ajudan).
A small letter repeats its own verb: success, and nothing happens. Whoever is not named is refused:
`not_found` for those who cannot see the row, `not_yours` or `not_now` for the others. The stranger
(X) and the co-recipient (K) are never named: they are refused everywhere, as if it did not exist.
"""

from collections.abc import Callable, Iterator

import pytest

from accounts.models import Position
from instructions import actions, issuing
from instructions.addressing import Recipient
from instructions.issuing import Order
from instructions.lifecycle import ASSIGNMENT, INSTRUCTION
from instructions.models import Assignment, Instruction
from tests.grids import Act, undone, verdict
from tests.instructions.orders import TEXT, order_to, share_of
from tests.people import AT, Cast, Member, actor, cast
from workflow.models import Entry

SHARE = """
verb               sent  acknowledged  in_progress  clarifying  redirect_proposed  reported  completed  declined  redirected  revoked  closed
acknowledge        R     r             r            .           .                  .         .          .         .           .        .
promise            .     R             R            .           .                  .         .          .         .           .        .
start              .     R             r            .           .                  .         .          .         .           .        .
ask                R     R             R            r           .                  .         .          .         .           .        .
answer             .     .             .            GC          .                  .         .          .         .           .        .
withdraw_question  .     .             .            R           .                  .         .          .         .           .        .
decline            .     .             .            .           .                  .         .          r         .           .        .
propose_redirect   R     R             R            .           r                  .         .          .         r           .        .
confirm_redirect   .     .             .            .           GC                 .         .          .         g           .        .
refuse_redirect    .     .             .            .           GC                 .         .          .         .           .        .
pass_down          R     R             R            .           .                  .         .          .         .           .        .
request_formal     R     R             R            .           .                  .         .          .         .           .        .
refuse_formal      .     .             .            .           .                  .         .          .         .           .        .
progress           R     R             R            R           .                  .         .          .         .           .        .
report             R     R             R            R           .                  r         r          .         .           .        .
withdraw_report    .     .             .            .           .                  R         .          .         .           .        .
accept             .     .             .            .           .                  GC        g          .         .           .        .
return             .     .             .            .           .                  GC        .          .         .           .        .
remind             GCJ   GCJ           GCJ          .           .                  .         .          .         .           .        .
extend             GC    GC            GC           GC          GC                 GC        .          .         .           .        .
pause              GC    GC            GC           GC          GC                 GC        .          .         .           .        .
resume             .     .             .            .           .                  .         .          .         .           .        .
comment            GCRJ  GCRJ          GCRJ         GCRJ        GCRJ               GCRJ      GCRJ       GCRJ      GCRJ        GCRJ     GCRJ
revoke             GC    GC            GC           GC          GC                 GC        .          .         .           g        .
rework             .     .             .            .           .                  .         GC         .         .           .        .
"""

# Of a share whose giver stands outside the recipient's line (no controller, no aide), and of one
# whose clock waits: what the grid above cannot show.
REQUEST = """
verb               sent  acknowledged  in_progress
decline            R     R             .
"""
# Of an order of the highest urgency, which goes at once to whoever it should have gone to.
AT_ONCE = """
verb               sent  acknowledged  in_progress  clarifying  reported  completed  declined  redirected  revoked  closed
redirect           R     R             R            .           .         .          .         r           .        .
"""
WAITING = """
verb               sent  acknowledged  in_progress  clarifying  redirect_proposed  reported
refuse_formal      GC    GC            GC           GC          GC                 GC
resume             GC    GC            GC           GC          GC                 GC
"""

ORDER = """
verb            draft  issued  completed  revoked
edit            GJ     .       .          .
issue           GJ     g       g          g
comment         .      GCJ     GCJ        .
prepare_memo    .      GCJ     GCJ        .
confirm         .      .       .          .
extend          .      GC      .          .
add_recipients  .      GC      .          .
reclassify      .      GC      .          .
close           .      GC      g          .
revoke          G      G       .          g
reopen          .      .       G          .
"""
LATER = AT.replace(month=12, day=24)

ON_SHARE: dict[str, Act] = {
    "acknowledge": lambda key, by: actions.acknowledge(key, actor=by, at=AT),
    "promise": lambda key, by: actions.promise(
        key, actor=by, at=AT, promised_at=AT.replace(hour=20)
    ),
    "start": lambda key, by: actions.start(key, actor=by, at=AT),
    "ask": lambda key, by: actions.ask(key, actor=by, at=AT, question="Sampai kapan?"),
    "answer": lambda key, by: actions.answer(key, actor=by, at=AT, answer="Sampai besok."),
    "progress": lambda key, by: actions.progress(key, actor=by, at=AT, note="Dua titik."),
    "report": lambda key, by: actions.report(key, actor=by, at=AT, note="Selesai."),
    "withdraw_report": lambda key, by: actions.withdraw_report(key, actor=by, at=AT),
    "accept": lambda key, by: actions.accept(key, actor=by, at=AT),
    "return": lambda key, by: actions.return_(key, actor=by, at=AT, reason="Kurang foto."),
    "remind": lambda key, by: actions.remind(key, actor=by, at=AT),
    "comment": lambda key, by: actions.comment(key, actor=by, at=AT, note="Baik."),
    "revoke": lambda key, by: actions.revoke_share(key, actor=by, at=AT, reason="Batal."),
    "withdraw_question": lambda key, by: actions.withdraw_question(key, actor=by, at=AT),
    "decline": lambda key, by: actions.decline(key, actor=by, at=AT, reason="Alat rusak."),
    "propose_redirect": lambda key, by: actions.propose_redirect(
        key, actor=by, at=AT, target=of("Kepala Dinas Kesehatan"), reason="Urusan dinas."
    ),
    "redirect": lambda key, by: actions.propose_redirect(
        key, actor=by, at=AT, target=of("Kepala Dinas Kesehatan"), reason="Urusan dinas."
    ),
    "confirm_redirect": lambda key, by: actions.confirm_redirect(key, actor=by, at=AT),
    "refuse_redirect": lambda key, by: actions.refuse_redirect(
        key, actor=by, at=AT, reason="Tetap Camat."
    ),
    "pass_down": lambda key, by: actions.pass_down(
        key, actor=by, at=AT, recipients=[Recipient(of("Sekretaris Kecamatan Pelawan"))]
    ),
    "request_formal": lambda key, by: actions.request_formal(
        key, actor=by, at=AT, reason="Perlu untuk SPJ."
    ),
    "refuse_formal": lambda key, by: actions.refuse_formal(
        key, actor=by, at=AT, reason="Cukup perintah ini."
    ),
    "extend": lambda key, by: actions.extend(
        key, actor=by, at=AT, finish_by=LATER, reason="Hujan."
    ),
    "pause": lambda key, by: actions.pause(key, actor=by, at=AT, until=LATER, reason="Hujan."),
    "resume": lambda key, by: actions.resume(key, actor=by, at=AT),
    "rework": lambda key, by: actions.rework(key, actor=by, at=AT, reason="Belum semua."),
}

ON_ORDER: dict[str, Act] = {
    "edit": lambda key, by: issuing.edit_draft(key, Order(text="Lain."), actor=by, at=AT),
    "issue": lambda key, by: issuing.issue_draft(key, actor=by, at=AT),
    "comment": lambda key, by: actions.comment_order(key, actor=by, at=AT, note="Hati-hati."),
    "prepare_memo": lambda key, by: actions.prepare_memo(key, actor=by, at=AT),
    "close": lambda key, by: actions.close(key, actor=by, at=AT, reason="Cukup."),
    "revoke": lambda key, by: actions.revoke(key, actor=by, at=AT, reason="Batal."),
    "confirm": lambda key, by: actions.confirm(key, actor=by, at=AT),
    "extend": lambda key, by: actions.extend_order(
        key, actor=by, at=AT, finish_by=LATER, reason="Hujan."
    ),
    "add_recipients": lambda key, by: actions.add_recipients(
        key, actor=by, at=AT, recipients=[Recipient(of("Camat Singkut"))], reason="Ikut banjir."
    ),
    "reclassify": lambda key, by: actions.reclassify(
        key, actor=by, at=AT, classification="terbatas", reason="Ada data warga."
    ),
    "reopen": lambda key, by: actions.reopen(
        key, actor=by, at=AT, shares=shares_of(key), reason="Belum semua."
    ),
}


def of(title: str) -> str:
    """The public id of a position of the cast."""
    return str(Position.objects.get(title=title).public_id)


def shares_of(key: str) -> list[str]:
    """The public ids of an order's shares; one that is nobody's for an order without."""
    found = Assignment.objects.filter(instruction__public_id=key)
    return [str(share.public_id) for share in found] or [key]


def cells(grid: str) -> Iterator[tuple[str, str, str]]:
    """Status, verb and letters of every cell."""
    head, *rows = [line.split() for line in grid.strip().splitlines()]
    for verb, *letters in rows:
        yield from ((status, verb, cell) for status, cell in zip(head[1:], letters, strict=True))


def players(people: Cast) -> dict[str, Member]:
    """Who each letter is."""
    return {
        "G": people.bupati,
        "C": people.asisten,
        "R": people.camat_pelawan,
        "K": people.camat_limun,
        "J": people.ajudan,
        "X": people.stranger,
    }


def walked_share(status: str, people: Cast, *, urgency: str = "biasa") -> Assignment:
    """A share with a controller, walked to `status` by the people who would do it.

    What is declined is a request: there the camat stands in nobody's line.
    """
    if status == "declined":
        Position.objects.filter(pk=people.camat_pelawan.position.pk).update(superior=None)
    order = order_to(
        people.camat_pelawan,
        people.camat_limun,
        giver=people.bupati,
        controller=str(people.asisten.position.public_id),
        urgency=urgency,
    )
    key = str(share_of(order, people.camat_pelawan).public_id)
    camat, bupati = actor(people.camat_pelawan.person), actor(people.bupati.person)
    steps: dict[str, list[Callable[[], object]]] = {
        "acknowledged": [lambda: ON_SHARE["acknowledge"](key, camat)],
        "in_progress": [
            lambda: ON_SHARE["acknowledge"](key, camat),
            lambda: ON_SHARE["start"](key, camat),
        ],
        "clarifying": [lambda: ON_SHARE["ask"](key, camat)],
        "reported": [lambda: ON_SHARE["report"](key, camat)],
        "completed": [
            lambda: ON_SHARE["report"](key, camat),
            lambda: ON_SHARE["accept"](key, bupati),
        ],
        "declined": [lambda: ON_SHARE["decline"](key, camat)],
        "redirect_proposed": [lambda: ON_SHARE["propose_redirect"](key, camat)],
        "redirected": [
            lambda: ON_SHARE["propose_redirect"](key, camat),
            *(
                [lambda: ON_SHARE["confirm_redirect"](key, bupati)]
                if urgency != "sangat_segera"
                else []
            ),
        ],
        "revoked": [lambda: ON_SHARE["revoke"](key, bupati)],
        "closed": [lambda: ON_ORDER["close"](str(order.public_id), bupati)],
    }
    for step in steps.get(status, []):
        step()
    return share_of(order, people.camat_pelawan)


def walked_order(status: str, people: Cast) -> Instruction:
    """An order with a controller, walked to `status` by the giver."""
    bupati = actor(people.bupati.person)
    chosen = (
        Recipient(str(people.camat_pelawan.position.public_id)),
        Recipient(str(people.camat_limun.position.public_id)),
    )
    order = Order(text=TEXT, recipients=chosen, controller=str(people.asisten.position.public_id))
    if status == "draft":
        return issuing.save_draft(order, actor=bupati, at=AT)
    issued = issuing.issue(order, actor=bupati, at=AT)
    if status == "completed":
        ON_ORDER["close"](str(issued.public_id), bupati)
    if status == "revoked":
        ON_ORDER["revoke"](str(issued.public_id), bupati)
    return Instruction.objects.get(pk=issued.pk)


def check(letters: str, letter: str, seen: str) -> bool:
    """Whether what was seen is what the cell promises for this letter."""
    if letter in letters:
        return seen == "yes"
    if letter.lower() in letters:
        return seen == "again"
    return seen not in {"yes", "again"}


@pytest.mark.django_db
@pytest.mark.parametrize("status", ASSIGNMENT.statuses.values)
def test_share_grid(status: str) -> None:
    people = cast()
    share = walked_share(status, people)
    assert share.status == status
    wrong = []
    for _status, verb, letters in (cell for cell in cells(SHARE) if cell[0] == status):
        for letter, member in players(people).items():
            with undone():
                seen = verdict(ON_SHARE[verb], str(share.public_id), member)
            if not check(letters, letter, seen):
                wrong.append((verb, letter, letters, seen))
            if letter in "KX":
                assert seen == "not_found", (verb, letter)
    assert wrong == []


@pytest.mark.django_db
@pytest.mark.parametrize(("status", "verb", "letters"), list(cells(REQUEST)))
def test_a_request_from_outside_the_line_may_be_declined(
    status: str, verb: str, letters: str
) -> None:
    people = cast()
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.kadis_kesehatan)
    share = share_of(order, people.camat_pelawan)
    key, camat = str(share.public_id), actor(people.camat_pelawan.person)
    if status != "sent":
        actions.acknowledge(key, actor=camat, at=AT)
    if status == "in_progress":
        actions.start(key, actor=camat, at=AT)
    who = {"G": people.kadis_kesehatan, "R": people.camat_pelawan, "K": people.camat_limun}
    for letter, member in who.items():
        with undone():
            seen = verdict(ON_SHARE[verb], key, member)
        assert check(letters, letter, seen), (letter, seen)


@pytest.mark.django_db
@pytest.mark.parametrize(("status", "verb", "letters"), list(cells(WAITING)))
def test_whoever_gave_a_share_ends_its_waiting(status: str, verb: str, letters: str) -> None:
    people = cast()
    share = walked_share("sent", people)
    key, bupati = str(share.public_id), actor(people.bupati.person)
    if verb == "resume":
        ON_SHARE["pause"](key, bupati)
    else:
        ON_SHARE["request_formal"](key, actor(people.camat_pelawan.person))
    walk_on(key, status, people)
    for letter, member in players(people).items():
        with undone():
            seen = verdict(ON_SHARE[verb], key, member)
        assert check(letters, letter, seen), (letter, seen)


@pytest.mark.django_db
@pytest.mark.parametrize(("status", "verb", "letters"), list(cells(AT_ONCE)))
def test_the_most_urgent_goes_over_at_once(status: str, verb: str, letters: str) -> None:
    people = cast()
    share = walked_share(status, people, urgency="sangat_segera")
    assert share.status == status
    for letter, member in players(people).items():
        with undone():
            seen = verdict(ON_SHARE[verb], str(share.public_id), member)
            left = share_of(share.instruction, people.camat_pelawan).status
            last = Entry.objects.filter(kind="assignment", subject_id=share.pk).latest("n")
        assert check(letters, letter, seen), (letter, seen)
        assert seen != "yes" or (left, last.verb) == ("redirected", verb)
        assert seen == "yes" or left == status
        if letter in "KX":
            assert seen == "not_found"


def walk_on(key: str, status: str, people: Cast) -> None:
    """From sent to an unsettled status, by the recipient."""
    camat = actor(people.camat_pelawan.person)
    steps = {
        "sent": (), "acknowledged": ("acknowledge",), "in_progress": ("progress",),
        "clarifying": ("ask",), "redirect_proposed": ("propose_redirect",),
        "reported": ("report",),
    }  # fmt: skip
    for verb in steps[status]:
        ON_SHARE[verb](key, camat)


@pytest.mark.django_db
@pytest.mark.parametrize("status", INSTRUCTION.statuses.values)
def test_order_grid(status: str) -> None:
    people = cast()
    order = walked_order(status, people)
    assert order.status == status
    wrong = []
    for _status, verb, letters in (cell for cell in cells(ORDER) if cell[0] == status):
        for letter, member in players(people).items():
            with undone():
                seen = verdict(ON_ORDER[verb], str(order.public_id), member)
            if not check(letters, letter, seen):
                wrong.append((verb, letter, letters, seen))
            if letter == "X" and verb != "issue":
                assert seen == "not_found", verb
    assert wrong == []


def test_the_grids_name_every_verb_a_person_can_do() -> None:
    internal = {"draft", "send", "close", "supply_memo"}
    by_memo = {"rest_on_memo", "lose_memo"}
    on_share = {verb for grid in (SHARE, AT_ONCE) for _s, verb, _l in cells(grid)}
    on_order = {verb for _s, verb, _l in cells(ORDER)}
    assert on_share == set(ASSIGNMENT.by_verb) - internal
    assert on_order == set(INSTRUCTION.by_verb) - {"draft"} - by_memo


def test_table_and_machine_agree() -> None:
    for model in (Instruction, Assignment):
        machine = {
            (t.custom["verb"], t.source)
            for t in getattr(model(), "get_all_status_transitions")()  # noqa: B009 - made by the library
        }
        table = {
            (move.verb, source)
            for move in model.lifecycle.moves
            for source in move.source
            if source
        }
        assert machine == table


def test_every_status_says_whose_turn_it_is() -> None:
    for lifecycle in (INSTRUCTION, ASSIGNMENT):
        assert set(lifecycle.turn) == set(lifecycle.statuses.values)
        assert all(lifecycle.turn[status] is None for status in lifecycle.final)
