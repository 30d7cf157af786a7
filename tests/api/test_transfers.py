"""Handing papers over by the API: what would go, the package, and who may not know of it."""

import io
import zipfile
from typing import Any
from uuid import uuid4

import pytest

from memos.models import Memo
from memos.transfers.models import Transfer
from tests.api.calls import app
from tests.memos.memos import memo_at, register
from tests.memos.signed import signed
from tests.people import cast
from workflow.models import Entry

pytestmark = pytest.mark.django_db
DAY = "2026-11-24"


def test_the_desk_counts_hands_over_and_takes_the_package_away():
    people = cast()
    book = register()
    memo = signed(people)
    desk, key = app(people.kabag_umum), str(uuid4())
    span: dict[str, Any] = {"register": str(book.public_id), "first": DAY, "last": DAY}
    assert desk.get("transfers/count", **span).data == {"memos": 1, "left_out": 0}
    made = desk.post("transfers", span, Idempotency_Key=key)
    assert (made.status_code, made.data["count"]) == (201, 1)
    assert desk.post("transfers", span, Idempotency_Key=key).content == made.content
    assert Transfer.objects.count() == 1
    assert Entry.objects.filter(kind="memo", subject_id=memo.pk, verb="hand_over").count() == 1
    package = desk.get(made.data["package"].removeprefix("/api/v1/"))
    names = zipfile.ZipFile(io.BytesIO(package.raw)).namelist()
    assert any(name.endswith(".pdf") for name in names)
    assert desk.get("transfers").data["results"][0]["id"] == made.data["id"]
    stranger = app(people.stranger)
    assert stranger.get(f"transfers/{made.data['id']}/package").status_code == 404
    assert stranger.get("transfers").status_code == 404


def test_days_that_run_backwards_and_books_nobody_knows_are_refused():
    people = cast()
    book, desk = register(), app(people.kabag_umum)
    memo_at("numbered", people)
    good: dict[str, Any] = {"register": str(book.public_id), "first": DAY, "last": DAY}
    backwards = desk.post("transfers", {**good, "last": "2026-11-01"})
    assert backwards.data["code"] == "period_ends_before_it_begins"
    unknown = desk.get("transfers/count", **{**good, "register": str(uuid4())})
    assert (unknown.status_code, unknown.data["code"]) == (422, "unknown_register")
    assert desk.post("transfers", {}).data["errors"][0]["pointer"] == "/register"
    none = desk.post("transfers", good)
    assert (none.status_code, none.data["code"]) == (409, "nothing_to_hand_over")
    assert Memo.objects.get().status == "numbered"
