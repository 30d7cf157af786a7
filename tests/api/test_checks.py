"""The public check of papers over the API: the same minimum and limits as its page."""

import io

import pytest
from django.core.cache import cache
from django.urls import reverse

from memos import final
from memos.models import Memo
from memos.verification import codes
from tests.api.calls import API, Api
from tests.memos.memos import memo_at, register
from tests.people import AT, cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh():
    cache.clear()


def numbered(**fields) -> Memo:
    people = cast()
    register()
    return memo_at("numbered", people, **fields)


def sent(data: bytes, **fields):
    anybody = Api()
    file = io.BytesIO(data)
    file.name = "naskah.pdf"
    return anybody._said(anybody.client.post(f"{API}/checks", {"file": file, **fields}))


def test_a_code_tells_the_minimum_to_anybody():
    memo = numbered()
    told = Api().get(f"checks/{codes.code_of(memo).lower()}")
    assert told.status_code == 200
    assert set(told.data) == {
        "memo_type", "number", "dated", "office", "signer", "title", "standing", "standing_label",
    }  # fmt: skip
    assert (told.data["number"], told.data["standing"]) == (memo.number_text, "unsigned")
    assert memo.hal not in told.content.decode()
    assert told["Cache-Control"] == "private, no-store"


def test_a_classified_paper_answers_as_a_code_that_was_never_given():
    memo = numbered()
    Memo.objects.filter(pk=memo.pk).update(security="terbatas")
    one, none = Api().get(f"checks/{codes.code_of(memo)}"), Api().get("checks/ZZZZZZZZZZ")
    assert one.status_code == none.status_code == 404
    drop = ("request_id",)
    assert {k: v for k, v in one.data.items() if k not in drop} == {
        k: v for k, v in none.data.items() if k not in drop
    }
    assert one.data["code"] == "code_says_nothing"


def test_a_file_is_what_it_is_and_one_flipped_byte_is_not():
    memo = numbered()
    paper = final.bytes_of(final.issue_of(memo, at=AT))
    same = sent(paper, code=codes.code_of(memo))
    assert (same.status_code, same.data["verdict"]) == (200, "same")
    assert same.data["facts"]["number"] == memo.number_text
    assert sent(paper, code="ZZZZZZZZZZ").data["verdict"] == "another"
    broken = bytearray(paper)
    broken[len(paper) // 2] ^= 1
    told = sent(bytes(broken))
    assert (told.data["verdict"], told.data["facts"]) == ("unknown", None)


def test_what_is_no_pdf_and_what_is_too_long_is_refused():
    assert sent(b"bukan").data["code"] == "not_a_pdf"
    assert sent(b"").data["code"] == "file_missing"
    long = Api().client.generic(
        "POST", f"{API}/checks", b"x", "multipart/form-data; boundary=x", CONTENT_LENGTH=99_000_000
    )
    assert long.status_code == 413
    bare = Api().post("checks", {})
    assert bare.status_code == 415


def test_page_and_api_count_together():
    answers = [Api().get("checks/ZZZZZZZZZZ").status_code for _each in range(60)]
    assert set(answers) == {404}
    page = Api().client.get(reverse("web:verify_code", args=["ZZZZZZZZZZ"]))
    assert page.status_code == 429
    late = Api().get("checks/ZZZZZZZZZZ")
    assert (late.status_code, late.data["code"], late["Retry-After"]) == (429, "throttled", "60")
