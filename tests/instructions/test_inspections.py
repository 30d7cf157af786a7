"""Surat tugas: who registers, who looks, at what, when; and that every look is an entry."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Unit
from instructions import actions, inspecting
from instructions.inspecting import Glance
from instructions.models import Inspection, Instruction
from instructions.oversight import INSPECTION
from instructions.scope import orders_in_scope
from tests.grids import Act, undone, verdict
from tests.instructions.orders import order_to, share_of
from tests.instructions.oversight import inspectorate, look, mandate, registered
from tests.instructions.test_grid import cells, check
from tests.people import AT, Cast, Member, actor, appoint, cast, delegate, person
from workflow.models import Entry
from workflow.refusals import Refused
from workflow.verify import verify

pytestmark = pytest.mark.django_db

# I inspector named, D the desk that registered it, B bupati, S sekda, C an auditor not named,
# A the regent's aide, X stranger. A small letter repeats its own act.
GRID = """
verb     active  ended
look     I       .
extend   D       .
end      DBS     d
"""

ON: dict[str, Act] = {
    "look": lambda key, by: inspecting.look(key, Glance(as_of=AT), actor=by, at=AT),
    "extend": lambda key, by: inspecting.extend(
        key, actor=by, at=AT, ends_on=date(2026, 12, 4), reason="Surat 700.1.1/14/2026."
    ),
    "end": lambda key, by: inspecting.end(key, actor=by, at=AT, reason="Selesai diperiksa."),
}


def code(act: Callable[[], Any]) -> str:
    """The code of the refusal."""
    with pytest.raises(Refused) as refused, transaction.atomic():
        act()
    return refused.value.refusal.code


@pytest.mark.parametrize("status", INSPECTION.statuses.values)
def test_grid(status: str) -> None:
    people = cast()
    office = inspectorate()
    row = registered(people, office.inspector)
    if status == "ended":
        ON["end"](str(row.public_id), actor(people.kabag_umum.person))
    players: dict[str, Member] = {
        "I": office.inspector, "D": people.kabag_umum, "B": people.bupati, "S": people.sekda,
        "C": office.auditor, "A": people.ajudan, "X": people.stranger,
    }  # fmt: skip
    wrong = []
    for _status, verb, letters in (cell for cell in cells(GRID) if cell[0] == status):
        for letter, member in players.items():
            with undone():
                seen = verdict(ON[verb], str(row.public_id), member)
            if not check(letters, letter, seen):
                wrong.append((verb, letter, letters, seen))
            if letter in "CAX":
                assert seen == "not_found", (verb, letter)
    assert wrong == []


def test_the_grid_names_every_verb_a_person_can_do() -> None:
    assert {verb for _s, verb, _l in cells(GRID)} == set(INSPECTION.by_verb) - {"register"}


# --- Registering -----------------------------------------------------------------------------------


def test_a_surat_tugas_is_registered_by_the_desk_and_its_entry_holds_all_it_says() -> None:
    people = cast()
    office = inspectorate()
    order = order_to(people.camat_pelawan, giver=people.bupati)
    row = registered(
        people, office.inspector, office.auditor, people=["Ahmad Fauzi"], orders=["P-0001/2026"]
    )
    born = Entry.objects.get(kind="inspection", subject_id=row.pk)
    assert (born.verb, born.person_id) == ("register", people.kabag_umum.person.pk)
    assert {name: born.facts[name] for name in ("starts_on", "ends_on", "people", "orders")} == {
        "starts_on": "2026-11-23",
        "ends_on": "2026-11-27",
        "people": [str(people.camat_pelawan.person.public_id)],
        "orders": [str(order.public_id)],
    }
    assert len(born.facts["inspectors"]) == 2
    assert born.facts["row"]["number"] == "700.1.1/12/2026"
    assert verify().is_clean


def test_only_the_desk_registers() -> None:
    people = cast()
    office = inspectorate()
    for one in (office.inspector, people.bupati, people.sekda, people.ajudan, people.stranger):
        by = actor(one.person)
        asked = partial(inspecting.register, mandate(office.inspector), actor=by, at=AT)
        assert code(asked) == "not_yours"


def test_an_inspector_cannot_register_for_himself_in_any_hat() -> None:
    people = cast()
    office = inspectorate()
    appoint(office.auditor.person, people.kabag_umum.position, capacity="plt")
    both = actor(office.auditor.person)
    assert (
        code(lambda: inspecting.register(mandate(office.auditor), actor=both, at=AT))
        == "own_mandate"
    )
    row = inspecting.register(mandate(office.inspector), actor=both, at=AT)
    # Nor does it help to take the inspector's chair afterwards.
    appoint(office.auditor.person, office.inspector.position, capacity="plh")
    later = actor(office.auditor.person)
    assert (
        code(lambda: inspecting.look(str(row.public_id), Glance(as_of=AT), actor=later, at=AT))
        == "own_mandate"
    )


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"number": " "}, "number_required"),
        ({"basis": ""}, "basis_required"),
        ({"basis": "x" * 301}, "basis_too_long"),
        ({"ends_on": date(2026, 11, 22)}, "ends_before_start"),
        ({"issued_to": None}, "window_incomplete"),
        ({"issued_to": date(2026, 10, 1)}, "window_incomplete"),
        ({"issued_from": None, "issued_to": None}, "nothing_covered"),
        ({"inspectors": []}, "unknown_inspector"),
        ({"people": ["Tidak Ada"]}, "unknown_person"),
        ({"orders": ["P-0999/2026"]}, "unknown_order"),
        ({"orders": ["nomor satu"]}, "unknown_order"),
        ({"unit": "0190a000-0000-7000-8000-000000000000"}, "unknown_unit"),
    ],
)
def test_what_does_not_add_up_is_refused(fields: dict[str, Any], expected: str) -> None:
    people = cast()
    office = inspectorate()
    desk = actor(people.kabag_umum.person)
    asked = mandate(office.inspector, **fields)
    assert code(lambda: inspecting.register(asked, actor=desk, at=AT)) == expected
    assert not Inspection.objects.exists()


def test_nobody_outside_the_inspectorate_is_named() -> None:
    people = cast()
    inspectorate()
    desk = actor(people.kabag_umum.person)
    asked = mandate(people.camat_limun)
    assert code(lambda: inspecting.register(asked, actor=desk, at=AT)) == "unknown_inspector"


def test_a_number_is_registered_once() -> None:
    people = cast()
    office = inspectorate()
    registered(people, office.inspector)
    desk = actor(people.kabag_umum.person)
    again = mandate(office.auditor)
    assert code(lambda: inspecting.register(again, actor=desk, at=AT)) == "number_taken"


@pytest.mark.parametrize(
    "fields",
    [
        {"ends_on": date(2026, 11, 1)},
        {"issued_to": None},
        {"issued_from": None, "issued_to": None, "unit_id": 1},
    ],
)
def test_the_database_refuses_it_too(fields: dict[str, Any]) -> None:
    people = cast()
    row = registered(people, inspectorate().inspector)
    with pytest.raises(IntegrityError), transaction.atomic():
        Inspection.objects.filter(pk=row.pk).update(**fields)


# --- What it covers --------------------------------------------------------------------------------


def story(people: Cast) -> dict[str, Instruction]:
    """Orders to different people, one before the window, one Sangat rahasia."""
    return {
        "pelawan": order_to(people.camat_pelawan, giver=people.bupati),
        "limun": order_to(people.camat_limun, giver=people.bupati),
        "october": order_to(people.camat_pelawan, giver=people.bupati, at=AT - timedelta(days=40)),
        "secret": order_to(people.camat_pelawan, giver=people.bupati, classification="rahasia"),
        "top": order_to(people.camat_pelawan, giver=people.bupati, classification="sangat_rahasia"),
    }


def covered(row: Inspection, orders: dict[str, Instruction]) -> set[str]:
    """Names of the orders in scope."""
    ids = set(orders_in_scope(row).values_list("pk", flat=True))
    return {name for name, order in orders.items() if order.pk in ids}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, {"pelawan", "limun", "secret"}),
        ({"people": ["Rosmawati"]}, {"limun"}),
        ({"people": ["197904102005011904"]}, {"pelawan", "secret"}),
        ({"people": ["Ahmad Fauzi", "Rosmawati"]}, {"pelawan", "limun", "secret"}),
        ({"people": ["Firdaus"]}, set()),
        ({"orders": ["P-0003/2026"]}, {"pelawan", "limun", "secret", "october"}),
        ({"orders": ["p-5/2026"], "issued_from": None, "issued_to": None}, {"top"}),
        ({"unit": "15.03.05"}, {"pelawan", "secret"}),
        ({"unit": "15.03.05", "people": ["Rosmawati"]}, set()),
        ({"issued_from": date(2026, 10, 1), "issued_to": date(2026, 10, 31)}, {"october"}),
    ],
)
def test_scope(fields: dict[str, Any], expected: set[str]) -> None:
    people = cast()
    office = inspectorate()
    orders = story(people)
    if "unit" in fields:
        fields = {**fields, "unit": str(Unit.objects.get(code=fields["unit"]).public_id)}
    assert covered(registered(people, office.inspector, **fields), orders) == expected


# --- Looking ---------------------------------------------------------------------------------------


def test_every_look_is_an_entry_that_says_what_was_looked_at() -> None:
    people = cast()
    office = inspectorate()
    order = order_to(people.camat_pelawan, giver=people.bupati)
    row = registered(people, office.inspector)
    before = Entry.objects.exclude(kind="inspection").count()
    first = look(row, office.inspector, order)
    second = look(row, office.inspector, order, at=AT + timedelta(minutes=1))
    third = look(
        row, office.inspector, person=str(people.camat_pelawan.person.public_id),
        since=AT - timedelta(days=7), printed=True,
    )  # fmt: skip
    assert [entry.n for entry in (first, second, third)] == [2, 3, 4]
    assert first.facts["reference"] == "P-0001/2026"
    assert first.facts["order"] == str(order.public_id)
    assert third.facts["printed"] is True
    assert third.facts["person"] == str(people.camat_pelawan.person.public_id)
    # The orders themselves are not touched, and their people are told nothing.
    assert Entry.objects.exclude(kind="inspection").count() == before
    assert verify().is_clean


def test_nothing_outside_the_scope_is_there() -> None:
    people = cast()
    office = inspectorate()
    orders = story(people)
    row = registered(people, office.inspector, people=["Rosmawati"])
    for name in ("pelawan", "october", "secret", "top"):
        assert code(partial(look, row, office.inspector, orders[name])) == "not_found"
    look(row, office.inspector, orders["limun"])


@pytest.mark.parametrize("days", [-2, 4, 40])
def test_outside_its_days_it_opens_nothing(days: int) -> None:
    people = cast()
    office = inspectorate()
    row = registered(people, office.inspector, at=AT - timedelta(days=4))
    moment = AT + timedelta(days=days)
    glance = Glance(as_of=moment)
    by = actor(office.inspector.person, at=moment)
    refused = code(lambda: inspecting.look(str(row.public_id), glance, actor=by, at=moment))
    assert refused == "mandate_not_in_force"


def test_a_moment_that_has_not_come_is_refused() -> None:
    people = cast()
    office = inspectorate()
    row = registered(people, office.inspector)
    glance = Glance(as_of=AT + timedelta(minutes=1))
    by = actor(office.inspector.person)
    assert (
        code(lambda: inspecting.look(str(row.public_id), glance, actor=by, at=AT)) == "as_of_ahead"
    )


def test_the_aide_of_an_inspector_does_not_inspect() -> None:
    people = cast()
    office = inspectorate()
    row = registered(people, office.inspector)
    helper = person("Pembantu")
    delegate(helper, office.inspector.position, verbs=["look", "issue"])
    by = actor(helper)
    assert (
        code(lambda: inspecting.look(str(row.public_id), Glance(as_of=AT), actor=by, at=AT))
        == "not_found"
    )


def test_who_only_plays_a_vacant_inspector_does_not_inspect() -> None:
    people = cast()
    office = inspectorate()
    order = order_to(people.camat_pelawan, giver=people.bupati)
    office.inspector.position.superior = people.asisten.position
    office.inspector.position.save()
    row = registered(people, office.inspector)
    office.inspector.person.appointments.all().delete()
    plays = actor(people.asisten.person)
    assert office.inspector.position.pk in {hat.position_id for hat in plays.hats}
    assert not Inspection.visible_to(plays).filter(pk=row.pk).exists()
    assert code(partial(look, row, people.asisten, order)) == "not_found"


def test_what_was_opened_may_be_read_on_for_a_quarter_of_an_hour_by_that_person() -> None:
    people = cast()
    office = inspectorate()
    order = order_to(people.camat_pelawan, giver=people.bupati)
    row = registered(people, office.inspector, office.auditor)
    entry = look(row, office.inspector, order)
    key, by = str(row.public_id), actor(office.inspector.person)
    _shown, glance = inspecting.opened(key, entry.n, actor=by, at=AT + timedelta(minutes=14))
    assert glance == Glance(as_of=AT, order=str(order.public_id))
    late = AT + timedelta(minutes=15)
    assert code(lambda: inspecting.opened(key, entry.n, actor=by, at=late)) == "look_over"
    other = actor(office.auditor.person)
    assert code(lambda: inspecting.opened(key, entry.n, actor=other, at=AT)) == "not_found"
    assert code(lambda: inspecting.opened(key, 1, actor=by, at=AT)) == "not_found"


def test_once_ended_what_was_opened_is_closed() -> None:
    people = cast()
    office = inspectorate()
    row = registered(people, office.inspector)
    entry = look(row, office.inspector)
    key = str(row.public_id)
    inspecting.end(key, actor=actor(people.bupati.person), at=AT, reason="Cukup.")
    by = actor(office.inspector.person)
    assert code(lambda: inspecting.opened(key, entry.n, actor=by, at=AT)) == "not_now"


def test_it_is_prolonged_forwards_and_only_while_it_runs() -> None:
    people = cast()
    office = inspectorate()
    row = registered(people, office.inspector)
    key, desk = str(row.public_id), actor(people.kabag_umum.person)

    def extend(day: date, at: Any = AT) -> Any:
        return inspecting.extend(key, actor=desk, at=at, ends_on=day, reason="700.1.1/14/2026")

    assert code(lambda: extend(date(2026, 11, 27))) == "ends_on_not_later"
    done = extend(date(2026, 12, 4))
    assert done.entry is not None
    assert done.entry.facts["ends_on"] == "2026-12-04"
    later = AT + timedelta(days=7)
    by = actor(office.inspector.person, at=later)
    inspecting.look(key, Glance(as_of=later), actor=by, at=later)
    assert code(lambda: extend(date(2027, 1, 4), AT + timedelta(days=20))) == "mandate_over"


def test_who_sees_a_surat_tugas() -> None:
    people = cast()
    office = inspectorate()
    row = registered(people, office.inspector)
    everyone = {
        "inspector": office.inspector, "auditor": office.auditor, "desk": people.kabag_umum,
        "bupati": people.bupati, "sekda": people.sekda, "aide": people.ajudan,
        "camat": people.camat_pelawan, "stranger": people.stranger,
    }  # fmt: skip
    seeing = {
        name
        for name, one in everyone.items()
        if Inspection.visible_to(actor(one.person)).filter(pk=row.pk).exists()
    }
    assert seeing == {"inspector", "desk", "bupati", "sekda"}


def test_an_act_on_an_order_does_not_wait_for_a_look() -> None:
    """A look locks its surat tugas alone."""
    people = cast()
    office = inspectorate()
    order = order_to(people.camat_pelawan, giver=people.bupati)
    version = order.version
    look(registered(people, office.inspector), office.inspector, order)
    share = share_of(order, people.camat_pelawan)
    actions.acknowledge(str(share.public_id), actor=actor(people.camat_pelawan.person), at=AT)
    order.refresh_from_db()
    assert order.version == version
