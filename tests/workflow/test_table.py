"""A table that contradicts itself does not start."""

from typing import Any

import pytest
from django.db.models import TextChoices

from workflow.refusals import Refusal
from workflow.table import BORN, SAME, Back, Input, Lifecycle, Move, moves, parts


class Light(TextChoices):
    RED = "red", "merah"
    GREEN = "green", "hijau"


class Who(TextChoices):
    DRIVER = "driver", "Sopir"


def move(verb: str = "go", source=("red",), target: Any = "green", who=("driver",), **kw) -> Move:
    return Move(verb, tuple(source), target, parts(*who), label=verb, told=verb, **kw)


def lights(*rows: Move, turn: Any = None) -> Lifecycle:
    turn = {"red": "driver", "green": None} if turn is None else turn
    return Lifecycle("light", Light, Who, rows, turn)


def test_a_good_table_finds_its_rows_by_verb():
    table = lights(move(), move("born", (BORN,), "red"))
    assert table.move("go").target == "green"
    with pytest.raises(KeyError):
        table.move("stop")


@pytest.mark.parametrize(
    ("rows", "turn", "message"),
    [
        ([move(), move()], None, "two rows"),
        ([move(source=("blue",))], None, "unknown status"),
        ([move(target="blue")], None, "unknown status"),
        ([move(target=Back("before", ("blue",)))], None, "unknown status"),
        ([move(who=("pilot",))], None, "unknown status or part"),
        ([move()], {"red": None}, "whose turn"),
        ([move()], {"red": "pilot", "green": None}, "whose turn"),
        ([], {"red": None, "green": None, "blue": None}, "whose turn"),
    ],
)
def test_a_table_that_contradicts_itself_is_refused(rows, turn, message):
    with pytest.raises(ValueError, match=message):
        lights(*rows, turn=turn)


def test_a_final_status_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="final"):
        Lifecycle("light", Light, Who, (), {"red": None, "green": None}, frozenset({"blue"}))


def test_the_targets_of_every_kind_of_row():
    assert move().targets == ("green",)
    assert move(source=(BORN, "red"), target=SAME).targets == ("red",)
    assert move(target=Back("before", ("red", "green"))).targets == ("red", "green")


def test_a_method_must_have_the_name_of_its_row():
    table = lights(move("return"))
    assert table.move("return").method == "return_"
    with pytest.raises(ValueError, match="is not the method"):

        @moves(table, "return")
        def go(self: object) -> None:
            """Never called."""


def test_inputs_are_optional_unless_the_row_says_otherwise():
    assert not Input("note", "Keterangan").required
    assert Refusal("x", "X").field == ""
