"""Books over the API: read by their keepers, changed by the office, closed to everybody else."""

from uuid import uuid4

import pytest

from accounts.models import Unit
from memos.models import Register
from tests.api.calls import app
from tests.memos.letters import disposed, letter
from tests.memos.memos import CODE, clerk, memo_at, register
from tests.people import cast
from tests.statements import counted

pytestmark = pytest.mark.django_db


def body(**fields):
    setda = str(Unit.objects.get(code="setda").public_id)
    return {"name": "Nota Dinas Setda", "unit": setda, "types": ["nota_dinas"], **fields}


def test_the_head_of_the_desk_opens_a_book_that_goes_on_from_paper():
    people = cast()
    desk = app(people.kabag_umum)
    made = desk.post("books", body(opening=44, basis="Buku tulis 2026 hlm. 3"))
    assert made.status_code == 201, made.content
    assert (made.data["last"], made.data["opening"]) == (44, 44)
    path = made["Location"].removeprefix("/api/v1/")
    seen = desk.get(path)
    changed = desk.send(
        "PUT", path, body(name="Nota Dinas", daily_reserve=2), If_Match=seen["ETag"]
    )
    assert (changed.status_code, changed.data["name"]) == (200, "Nota Dinas")
    assert changed.data["pattern"] == seen.data["pattern"]
    stale = desk.send("PUT", path, body(name="Lain"), If_Match=seen["ETag"])
    assert (stale.status_code, stale.data["code"]) == (412, "stale")
    assert desk.get("books").data["results"][0]["name"] == "Nota Dinas"


def test_a_clerk_reads_books_and_is_told_that_the_office_changes_them():
    cast()
    row, it = register(), app(clerk())
    assert it.get(f"books/{row.public_id}/lines").status_code == 200
    refused = it.post("books", body())
    assert (refused.status_code, refused.data["code"]) == (403, "not_bookkeeper")
    assert "kepala sekretariat" in refused.data["detail"]


def test_numbers_are_kept_free_and_taken_by_a_memo_of_that_day():
    people = cast()
    row, desk, key = register(opening=44), app(people.kabag_umum), str(uuid4())
    path = f"books/{row.public_id}/reserved"
    asked = {"count": 2, "reason": "Rapat malam."}
    kept = desk.post(path, asked, Idempotency_Key=key)
    assert [one["number"] for one in kept.data["results"]] == [45, 46]
    assert desk.post(path, asked, Idempotency_Key=key).content == kept.content
    memo = memo_at("approved", people)
    reserved = kept.data["results"][0]["id"]
    numbered = desk.post(f"memos/{memo.public_id}/number", {"reserved": reserved})
    assert numbered.data["number"] == f"45/{CODE}/2026"
    assert [one["number"] for one in desk.get(path).data["results"]] == [46]
    [line] = desk.get(f"books/{row.public_id}/lines", search="45/").data["results"]
    assert (line["origin"], line["note"]) == ("reserved", "cadangan: Rapat malam.")
    too_many = desk.post(path, {"count": 50, "reason": "Lagi."})
    assert (too_many.status_code, too_many.data["code"]) == (422, "quota_used_up")
    assert too_many.data["errors"][0]["pointer"] == "/count"


def test_a_secret_paper_has_its_number_in_the_book_and_no_words():
    people = cast()
    row = register()
    memo = memo_at("numbered", people)
    type(memo).objects.filter(pk=memo.pk).update(security="rahasia")
    [line] = app(people.kabag_umum).get(f"books/{row.public_id}/lines").data["results"]
    assert (line["number"], line["what"], line["to"]) == (
        memo.number_text,
        "(isi tidak dimuat)",
        "",
    )


def test_the_agenda_and_the_expedition_tell_where_a_letter_went():
    people = cast()
    row = letter(people)
    disposed(row, people, people.camat_pelawan)
    desk, book = app(people.kabag_umum), Register.objects.get(purpose="agenda")
    [line] = desk.get(f"books/{book.public_id}/lines", search="tanggul").data["results"]
    assert (line["who"], line["note"]) == ("Kepala Balai Wilayah Sungai", "Camat Pelawan")
    [sent] = desk.get("books/expedition", month=11).data["results"]
    assert (sent["to"], sent["received_at"]) == ("Camat Pelawan", None)
    assert desk.get("books/expedition", month=10).data["results"] == []
    made = desk.get("books/expedition.xlsx")
    assert made.content[:2] == b"PK"


def test_lines_come_in_pages_and_cost_the_same_however_many():
    people = cast()
    row, desk = register(), app(people.kabag_umum)
    path, costs = f"books/{row.public_id}/lines", []
    for _round in range(2):
        for _each in range(3):
            memo_at("numbered", people)
        with counted() as cost:
            desk.get(path)
        costs.append(cost.count)
    assert costs[0] == costs[1] <= 8
    first = desk.get(path, limit=4).data
    second = desk.get(path, limit=4, cursor=first["next"]).data
    numbers = [one["number"].split("/")[0] for one in first["results"] + second["results"]]
    assert numbers == ["6", "5", "4", "3", "2", "1"]
    assert desk.get(path, cursor="x").data["code"] == "bad_cursor"


@pytest.mark.parametrize(
    "query", [{"year": "x"}, {"year": 1}, {"month": 13}, {"search": "x" * 61}, {"limit": 0}]
)
def test_a_period_that_is_none_is_refused_by_field(query):
    people = cast()
    row = register()
    for path in (f"books/{row.public_id}/lines", "books/expedition"):
        refused = app(people.kabag_umum).get(path, **query)
        assert (refused.status_code, refused.data["errors"][0]["pointer"]) == (
            422,
            f"/{next(iter(query))}",
        )
