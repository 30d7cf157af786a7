"""The picture and the table say what the machine does."""

from tests.workflow.test_table import Who, lights, move
from workflow import diagram
from workflow.models import subject_models
from workflow.table import BORN, SAME, Back, Input


def is_dark(*_: object) -> None:
    """A guard."""


def test_a_small_table_as_a_picture():
    table = lights(
        move("born", (BORN,), "red"),
        move("go"),
        move("hurry"),
        move("look", ("red", "green"), SAME),
        move("back", ("green",), Back("before", ("red",))),
    )
    assert diagram.mermaid(table).splitlines() == [
        "stateDiagram-v2",
        "    red : merah",
        "    green : hijau",
        "    [*] --> red : born",
        "    red --> green : go, hurry",
        "    green --> red : back",
    ]


def test_a_small_table_as_rows():
    note = Input("note", "Catatan", required=True)
    table = lights(
        move("born", (BORN,), "red", offered=False),
        move("back", ("green",), Back("before", ("red",)), needs=(is_dark,), inputs=(note,)),
        move("look", ("red", "green"), SAME, tells=frozenset({Who.DRIVER})),
    )
    assert diagram.table(table).splitlines()[2:] == [
        "| *`born`* | (born) | red | driver |  |  | born |",
        "| `back` | green | back to `before` | driver | is dark, `note` |  | back |",
        "| `look` | red, green | = | driver |  | driver | look |",
    ]


def test_the_page_has_every_noun_every_verb_and_the_words_people_see():
    page = diagram.page(model.lifecycle for model in subject_models().values())
    for model in subject_models().values():
        assert f"## {model.lifecycle.noun.capitalize().replace('_', ' ')}" in page
        for row in model.lifecycle.moves:
            assert f"`{row.verb}`" in page
    assert "Siap, laksanakan" in page
    assert page.endswith("|\n")
