"""Whose figures who reads, what the papers say of whom, and what it costs in statements."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from accounts.models import Appointment, Position
from files.intake import receive
from instructions import actions
from instructions.figures import evidence, recap, summary
from instructions.models import Assignment, Instruction
from tests.files.samples import picture
from tests.instructions.figured import answered, done, of_giver, of_own, sent, when
from tests.instructions.orders import TEXT, order_to, share_of
from tests.people import AT, Member, actor, appoint, cast, member, position
from tests.statements import counted
from workflow.models import Entry

pytestmark = pytest.mark.django_db

# Who reads figures of one order: b bupati gives, a asisten controls, p pelawan does it, l limun too.
#                  given: ordered   own: ordered
WHO_READS = {
    "bupati":         (2,            0),
    "asisten":        (2,            0),
    "camat_pelawan":  (0,            1),
    "camat_limun":    (0,            1),
    "sekda":          (0,            0),
    "sekcam_pelawan": (0,            0),
    "wakil":          (0,            0),
    "ajudan":         (0,            0),
    "kabag_umum":     (0,            0),
    "stranger":       (0,            0),
    "administrator":  (0,            0),
}  # fmt: skip


@pytest.mark.parametrize("who", WHO_READS)
def test_who_reads_figures(who: str) -> None:
    people = cast()
    order_to(
        people.camat_pelawan, people.camat_limun, giver=people.bupati, at=when(23, 8),
        controller=str(people.asisten.position.public_id), needs_paper=True,
    )  # fmt: skip
    reader = getattr(people, who)
    assert (of_giver(reader).ordered, of_own(reader).ordered) == WHO_READS[who]


def test_one_hat_reads_what_that_hat_gave() -> None:
    people = cast()
    appoint(people.sekda.person, people.asisten.position, capacity="plt")
    sent(people.sekda, people.camat_pelawan, when(23, 8))
    reader = actor(people.sekda.person)
    for hat, ordered in ((people.sekda, 1), (people.asisten, 0)):
        shown = summary.given(reader.wearing(str(hat.position.public_id)), at=AT)
        assert shown.total.ordered == ordered


def test_a_secret_order_counts_for_its_two_sides_alone() -> None:
    people = cast()
    done(people.bupati, people.camat_pelawan, at=when(23, 8), until=when(23, 10))
    Instruction.objects.update(classification="rahasia")
    assert of_giver(people.bupati).finished == 1
    assert of_own(people.camat_pelawan).finished == 1
    assert of_giver(people.ajudan).finished == 0
    Appointment.objects.filter(person=people.camat_pelawan.person).update(
        ends_on=date(2026, 11, 23)
    )
    assert of_own(people.camat_pelawan, at=when(24, 9)).finished == 0


# --- Bukti dukung --------------------------------------------------------------------------------


def test_the_evidence_of_a_month_is_of_the_person_across_positions() -> None:
    people = cast()
    who, bupati = people.camat_pelawan, people.bupati
    done(bupati, who, at=when(2, 8), until=when(2, 10))
    Appointment.objects.filter(person=who.person).update(ends_on=date(2026, 11, 9))
    moved = Member(who.person, member("Kepala Dinas Sosial").position)
    Appointment.objects.filter(position=moved.position).update(person=who.person)
    done(bupati, moved, at=when(10, 8), until=when(11, 9))
    done(bupati, moved, at=when(30, 8, month=10), until=when(30, 9, month=10))
    rows = evidence.of_month(actor(who.person), date(2026, 11, 30), at=AT)
    assert [(row.reference, row.position) for row in rows] == [
        ("P-0001/2026", "Camat Pelawan"), ("P-0002/2026", "Kepala Dinas Sosial"),
    ]  # fmt: skip
    first = rows[0]
    assert (first.giver, first.accepted_by, first.text) == (
        "Bupati Sarolangun", "Bupati Sarolangun", TEXT,
    )  # fmt: skip
    assert (first.acknowledged_at, first.reported_at, first.accepted_at) == (when(2, 10),) * 3
    assert evidence.of_month(actor(people.camat_limun.person), date(2026, 11, 1), at=AT) == []


def test_evidence_counts_files_and_keeps_classified_words_to_itself() -> None:
    people = cast()
    who, bupati = people.camat_pelawan, people.bupati
    key = sent(bupati, who, when(23, 8), classification="terbatas")
    photo = receive(io.BytesIO(picture()), name="a.jpg", person_id=who.person.pk, at=when(23, 9))
    actions.report(
        key, actor=actor(who.person), at=when(23, 9), note="Sudah.", attachments=[photo.public_id]
    )
    assert evidence.of_month(actor(who.person), date(2026, 11, 1), at=AT) == []  # not accepted yet
    actions.accept(key, actor=actor(bupati.person), at=when(23, 10))
    (row,) = evidence.of_month(actor(who.person), date(2026, 11, 1), at=AT)
    assert (row.files, row.text, row.withheld, row.acknowledged_at) == (1, "", "Terbatas", None)


# --- Rekap ---------------------------------------------------------------------------------------


def test_a_recap_counts_by_unit_and_says_only_what_may_hang_on_a_wall() -> None:
    people = cast()
    bupati = people.bupati
    both = (people.camat_singkut, people.camat_pelawan)
    order_to(*both, giver=bupati, at=when(17, 8), text="Bersihkan drainase.")
    answered(sent(bupati, people.camat_limun, when(18, 8)), people.camat_limun, when(18, 9))
    order_to(*both, giver=bupati, at=when(19, 8), classification="rahasia")
    order_to(*both, giver=bupati, at=when(9, 8), text="Minggu lalu.")
    week = recap.of_week(actor(bupati.person), date(2026, 11, 22), at=AT)
    assert [(line.name, line.figure.ordered, line.figure.answered, line.figure.late)
            for line in week.units] == [
        ("Kecamatan Limun", 1, 1, 0),
        ("Kecamatan Pelawan", 1, 0, 2),
        ("Kecamatan Singkut", 1, 0, 2),
    ]  # fmt: skip
    assert [(one.reference, one.text, one.recipients, one.answered) for one in week.orders] == [
        ("P-0001/2026", "Bersihkan drainase.", 2, 0),
        ("P-0002/2026", "", 1, 1),
    ]
    assert recap.of_week(actor(people.ajudan.person), date(2026, 11, 22), at=AT).orders == []


# --- Cost ----------------------------------------------------------------------------------------


def many(like: Assignment, posts: list[Position], year: int, count: int) -> None:
    """Completed shares with their chains, in bulk, after the model of one that is there."""
    orders = [
        copied(like.instruction, year=year, number=n, issued_at=when(2, 8))
        for n in range(1, count // len(posts) + 1)
    ]
    Instruction.objects.bulk_create(orders)
    over: dict[str, Any] = {"status": "completed", "answer_by": None, "finish_by": None}
    over |= {
        "look_at": None,
        "answered_at": when(2, 9),
        "reported_at": when(2, 10),
        "settled_at": when(2, 11),
    }
    shares = [
        copied(like, instruction=order, position=post, **over) for order in orders for post in posts
    ]
    Assignment.objects.bulk_create(shares)
    givers = Appointment.objects.filter(position=like.instruction.giver)
    doers = Appointment.objects.filter(position=like.position)
    giver, doer = givers.get().person_id, doers.get().person_id
    Entry.objects.bulk_create([entry for share in shares for entry in chain(share, giver, doer)])


def copied(row: Any, **fields: Any) -> Any:
    """A new row like another, for inserting in bulk."""
    own = {"id", "public_id", *fields, *(f"{name}_id" for name in fields)}
    kept = {field.attname for field in row._meta.concrete_fields} - own
    return type(row)(**{name: getattr(row, name) for name in kept}, **fields)


def chain(share: Assignment, giver: int, doer: int) -> list[Entry]:
    steps = [
        ("send", "", "sent", when(2, 8), giver),
        ("acknowledge", "sent", "acknowledged", when(2, 9), doer),
        ("report", "acknowledged", "reported", when(2, 10), doer),
        ("accept", "reported", "completed", when(2, 11), giver),
    ]
    return [
        Entry(
            kind="assignment", subject_id=share.pk, n=n, root_kind="instruction",
            root_id=share.instruction_id, verb=verb, source=source, target=target, person_id=who,
            position_id=share.position_id, channel="api", strength="strong", at=at, request="",
            schema=1, key_id="k", prev="" if n == 1 else "0" * 64, hash="0" * 64,
        )
        for n, (verb, source, target, at, who) in enumerate(steps, start=1)
    ]  # fmt: skip


def test_figures_and_papers_cost_the_same_for_ten_and_for_two_thousand() -> None:
    people = cast()
    bupati, camat = actor(people.bupati.person), actor(people.camat_limun.person)
    posts = [position(f"Lurah {n}", unit=people.camat_pelawan.position.unit) for n in range(10)]
    for post in posts:
        appoint(people.camat_limun.person, post, capacity="plt")
    like = share_of(
        order_to(people.camat_limun, giver=people.bupati, at=when(9, 8), text="Contoh."),
        people.camat_limun,
    )
    reads: dict[str, Callable[[], Any]] = {
        "given": lambda: summary.given(bupati, days=90, at=AT).total.answered,
        "mine": lambda: summary.mine(camat, at=AT).total.answered,
        "recap": lambda: recap.of_week(bupati, date(2026, 11, 2), at=AT).total.answered,
        "evidence": lambda: len(evidence.of_month(camat, date(2026, 11, 2), at=AT)),
    }
    costs: dict[str, list[int]] = {name: [] for name in reads}
    for year, count, total in ((2024, 10, 10), (2025, 1990, 2000)):
        many(like, posts, year, count)
        for name, call in reads.items():
            with counted() as cost:
                assert call() == total, name
            costs[name].append(cost.count)
    assert costs == {name: [some[0]] * 2 for name, some in costs.items()}
    assert max(some[0] for some in costs.values()) <= 10, costs
