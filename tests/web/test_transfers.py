"""Penyerahan: the desk's page, and the package it downloads."""

import io
import zipfile
from uuid import uuid4

import pytest

from memos.models import Memo, Register
from memos.transfers.models import Transfer
from tests.memos.memos import register
from tests.memos.signed import signed
from tests.people import cast
from tests.web.visits import browser, post, statements, status, text
from workflow.models import Entry

URL = "/naskah/penyerahan/"
DAYS = {"first": "2026-11-24", "last": "2026-11-24"}


@pytest.fixture
def people(db):
    there = cast()
    register()
    return there


def asked(**fields):
    return {"register": str(Register.objects.get().public_id), **DAYS, **fields}


def test_the_desk_counts_hands_over_and_downloads(people):
    memo = signed(people)
    desk = browser(people.kabag_umum.person)
    assert "Penyerahan ke arsip" in text(desk.get("/naskah/"))
    page = text(desk.get(URL, asked()))
    assert "Serahkan 1 naskah" in page
    answer = post(desk, URL, people.kabag_umum, **asked())
    assert answer.status_code == 303
    page = text(desk.get(URL))
    transfer = Transfer.objects.get()
    assert f"{URL}{transfer.public_id}.zip" in page
    answer = desk.get(f"{URL}{transfer.public_id}.zip")
    data = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert answer["Content-Type"] == "application/zip"
    assert "penyerahan-2026-11-24" in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "private, no-store"
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        assert memo.number_text in opened.read("metadata.csv").decode()


def test_one_key_hands_over_once(people):
    signed(people)
    desk, key = browser(people.kabag_umum.person), str(uuid4())
    for _twice in range(2):
        assert post(desk, URL, people.kabag_umum, kunci=key, **asked()).status_code == 303
    assert Transfer.objects.count() == 1


def test_what_is_left_out_is_counted_and_not_named(people):
    memo = signed(people)
    signed(people)
    Memo.objects.filter(pk=memo.pk).update(security="rahasia", hal="Hal yang rahasia")
    page = text(browser(people.kabag_umum.person).get(URL, asked()))
    assert "Serahkan 1 naskah" in page
    assert "1 nomor lain dalam masa ini tidak disertakan" in page
    assert "Hal yang rahasia" not in page


def test_nobody_else_sees_the_page_or_a_package(people):
    signed(people)
    post(browser(people.kabag_umum.person), URL, people.kabag_umum, **asked())
    url = f"{URL}{Transfer.objects.get().public_id}.zip"
    for member in (people.bupati, people.sekda, people.camat_pelawan, people.stranger):
        visitor = browser(member.person)
        assert (visitor.get(URL).status_code, visitor.get(url).status_code) == (404, 404)
        assert post(visitor, URL, **asked()).status_code == 404
    assert Transfer.objects.count() == 1


@pytest.mark.parametrize(
    "bad",
    [
        {"first": "kemarin"},
        {"last": ""},
        {"last": "2026-11-01"},
        {"register": "x"},
        {"register": "00000000-0000-7000-8000-000000000000"},
        {"first": "0001-01-01"},
    ],
    ids=str,
)
def test_bad_questions_are_answered_on_the_page(people, bad):
    signed(people)
    desk = browser(people.kabag_umum.person)
    for answer in (desk.get(URL, asked(**bad)), post(desk, URL, people.kabag_umum, **asked(**bad))):
        assert answer.status_code == 422
        assert 'role="alert"' in text(answer)
    assert not Entry.objects.filter(verb="hand_over").exists()


def test_nothing_to_hand_over_is_said_so(people):
    desk = browser(people.kabag_umum.person)
    assert "Tidak ada naskah yang dapat diserahkan" in text(desk.get(URL, asked()))
    answer = post(desk, URL, people.kabag_umum, **asked())
    assert answer.status_code == 409


def test_a_package_that_is_not_there_is_not_found(people):
    desk = browser(people.kabag_umum.person)
    assert status(desk, f"{URL}{uuid4()}.zip") == 404


def test_the_page_costs_the_same_with_more_packages(people):
    signed(people)
    desk = browser(people.kabag_umum.person)
    post(desk, URL, people.kabag_umum, **asked())
    desk.get(URL)
    one = statements(desk, URL)
    for _more in range(3):
        post(desk, URL, people.kabag_umum, **asked())
    desk.get(URL)
    assert statements(desk, URL) == one
