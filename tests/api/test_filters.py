"""Filters of the lists and the export, as an app asks for them."""

import io
from typing import Any

import openpyxl
import pytest

from instructions import actions
from tests.api.calls import Api, app
from tests.api.test_lists import walk
from tests.instructions.orders import order_to, share_of
from tests.memos.reading import words
from tests.people import AT, Cast, actor, cast
from workflow import outbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    """Two orders of the bupati to Pelawan and Limun; Pelawan has reported the first; one secret."""
    made = cast()
    first = order_to(made.camat_pelawan, made.camat_limun, giver=made.bupati,
                     text="Pelaksanaan pemeriksaan banjir.")  # fmt: skip
    order_to(made.camat_limun, giver=made.bupati, urgency="segera", text="Perbaikan jalan.")
    order_to(made.camat_pelawan, giver=made.bupati, classification="rahasia", text="Banjir gelap.")
    key = str(share_of(first, made.camat_pelawan).public_id)
    actions.report(key, actor=actor(made.camat_pelawan.person), at=AT, note="Sudah.")
    while outbox.drain(at=AT, limit=500):
        pass
    return made


def references(caller: Api, **query: Any) -> set[str]:
    """References of the orders found."""
    answer = caller.get("instructions", **query)
    assert answer.status_code == 200, answer.content
    return {one["reference"] for one in answer.data["results"]}


def shares(caller: Api, **query: Any) -> set[tuple[str, str]]:
    """Reference and recipient of the shares found."""
    answer = caller.get("assignments", **query)
    assert answer.status_code == 200, answer.content
    return {
        (one["instruction"]["reference"], one["position"]["title"])
        for one in answer.data["results"]
    }


ONE, TWO, SECRET = "P-0001/2026", "P-0002/2026", "P-0003/2026"


def test_orders_answer_every_question(people):
    bupati, pelawan, aide = app(people.bupati), app(people.camat_pelawan), app(people.ajudan)
    limun = people.camat_limun.position
    assert references(bupati) == {ONE, TWO, SECRET}
    assert references(bupati, reference="p 1 2026") == {ONE}
    assert references(bupati, reference=SECRET) == {SECRET}
    assert references(aide, reference=SECRET) == set()
    assert references(bupati, search="laksanakan") == {ONE}
    assert references(bupati, search="gelap") == set()
    assert references(bupati, search="0003/2026") == {SECRET}
    assert references(bupati, state="reported") == {ONE}
    assert references(bupati, turn="giver") == {ONE}
    assert references(bupati, urgency="segera", form="informal") == {TWO}
    assert references(bupati, classification="rahasia") == {SECRET}
    assert references(bupati, position=str(limun.public_id)) == {ONE, TWO}
    assert references(bupati, unit=str(limun.unit.public_id)) == {ONE, TWO}
    assert references(bupati, person=str(people.camat_limun.person.public_id)) == {ONE, TWO}
    assert references(pelawan, position=str(limun.public_id)) == set()
    assert references(pelawan, state="sent") == {SECRET}
    assert references(bupati, issued_from="2026-11-24", issued_to="2026-11-24") == {
        ONE, TWO, SECRET,
    }  # fmt: skip
    assert references(bupati, issued_from="2026-11-25") == set()
    assert references(bupati, role="controlled") == set()
    assert references(bupati, late="true") == set()


def test_shares_answer_the_same_questions(people):
    bupati, limun = app(people.bupati), app(people.camat_limun)
    assert shares(limun) == {(ONE, "Camat Limun"), (TWO, "Camat Limun")}
    assert shares(limun, search="jalan") == {(TWO, "Camat Limun")}
    assert shares(limun, reference=ONE) == {(ONE, "Camat Limun")}
    assert shares(limun, urgency="segera") == {(TWO, "Camat Limun")}
    assert shares(bupati, role="given", turn="mine") == {(ONE, "Camat Pelawan")}
    assert shares(bupati, role="given", turn="recipient", urgency="biasa") == {
        (ONE, "Camat Limun"), (SECRET, "Camat Pelawan"),
    }  # fmt: skip
    assert shares(bupati, role="controlled") == set()


def test_a_filtered_list_is_walked_in_pages_and_new_rows_disturb_nothing(people):
    bupati = app(people.bupati)

    def another():
        order_to(people.camat_limun, giver=people.bupati, text="Perbaikan jalan lain.")

    position = str(people.camat_limun.position.public_id)
    found = walk(bupati, "instructions", between=another, limit=1, position=position)
    assert [one["reference"] for one in found] == [TWO, ONE]


@pytest.mark.parametrize("path", ["instructions", "assignments", "instructions/export"])
@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("status", "pending", "invalid_choice"), ("urgency", "kilat", "invalid_choice"),
        ("turn", "yours", "invalid_choice"), ("role", "boss", "invalid_choice"),
        ("classification", "top", "invalid_choice"), ("form", "lisan", "invalid_choice"),
        ("late", "mungkin", "invalid"), ("issued_from", "24-11-2026", "invalid"),
        ("issued_to", "2026-02-30", "invalid"), ("issued_to", "9999-12-31", "date_out_of_range"),
        ("position", "x", "invalid"),
        ("position", "0196b4b0-0000-7000-8000-000000000000", "unknown_position"),
        ("person", "0196b4b0-0000-7000-8000-000000000000", "unknown_person"),
        ("unit", "0196b4b0-0000-7000-8000-000000000000", "unknown_unit"),
        ("reference", "banjir", "bad_reference"), ("search", "x" * 101, "max_length"),
        ("search", "a\x00b", "null_characters_not_allowed"),
    ],
)  # fmt: skip
def test_an_unknown_value_is_422_and_says_where(people, path, name, value, code):
    answer = app(people.bupati).get(path, **{name: value})
    assert answer.status_code == 422
    [error] = answer.data["errors"]
    assert (error["pointer"], error["code"]) == (f"/{name}", code)


def test_the_export_is_what_the_list_finds(people):
    answer = app(people.bupati).get("instructions/export", urgency="biasa")
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == 'attachment; filename="perintah-2026-11-24.xlsx"'
    assert answer["Cache-Control"] == "private, no-cache"
    sheet: Any = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    rows = list(sheet.values)
    assert [(row[0], row[3]) for row in rows[1:]] == [
        (SECRET, "Camat Pelawan"), (ONE, "Camat Limun"), (ONE, "Camat Pelawan"),
    ]  # fmt: skip
    printed = app(people.camat_pelawan).get("instructions/export", format="pdf", reference=ONE)
    assert printed["Content-Type"] == "application/pdf"
    said = " ".join(word.text for word in words(printed.content))
    assert "Camat Pelawan" in said
    assert "Limun" not in said
    wrong = app(people.bupati).get("instructions/export", format="csv")
    assert (wrong.status_code, wrong.data["errors"][0]["pointer"]) == (422, "/format")


def test_positions_tell_who_can_be_filtered_by(people):
    [row] = app(people.bupati).get("positions", search="limun").data["results"]
    assert row["holder_id"] == str(people.camat_limun.person.public_id)
