"""What the editor keeps on the way, what it may not overwrite, and the paper while it is written."""

from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from memos.body.models import TextTemplate, WorkingCopy
from memos.models import Memo
from tests.memos.memos import clerk, memo_at, register
from tests.people import Cast, Member, cast
from tests.web.visits import browser, post, status, text, url_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    """The small regency with a book of numbers."""
    made = cast()
    register()
    return made


def keep(
    member: Member, memo: Memo, html: str, *, revision: int = 0, version: int | None = None
) -> Any:
    """What the editor sends by itself."""
    base = memo.version if version is None else version
    url = reverse("web:memo_copy", args=[memo.public_id])
    return post(browser(member.person), url, member, body=html, revisi=revision, versi=base)


def fields(memo: Memo, **changed: str) -> dict[str, str]:
    """What the form of the editor posts."""
    return {
        "to_lines": "; ".join(memo.to_lines),
        "from_position": memo.from_position.title,
        "signer": memo.signer.title,
        "copies": "",
        "hal": memo.hal,
        "urgency": memo.urgency,
        "classification_code": "",
        "body": memo.body,
        "body_format": memo.body_format,
        "versi": str(memo.version),
        **changed,
    }


def test_what_is_typed_is_kept_cleaned_and_changes_no_memo(people: Cast) -> None:
    memo = memo_at("draft", people)
    entries, body = memo.version, memo.body
    answer = keep(people.kabag_umum, memo, "<p onclick=x()>Satu<script>x</script></p>")
    assert answer.json() == {"revision": 1, "at": answer.json()["at"], "stale": False}
    assert WorkingCopy.objects.get().html == "<p>Satu</p>"
    again = keep(people.kabag_umum, memo, "<p>Dua</p>", revision=1)
    assert again.json()["revision"] == 2
    now = Memo.objects.get()
    assert (now.version, now.body) == (entries, body)


def test_a_second_screen_is_told_and_overwrites_nothing(people: Cast) -> None:
    memo = memo_at("draft", people)
    keep(people.kabag_umum, memo, "<p>Satu</p>")
    answer = keep(people.kabag_umum, memo, "<p>Lain</p>")
    assert answer.status_code == 412
    assert (answer.json()["code"], answer.json()["html"]) == ("copy_stale", "<p>Satu</p>")
    assert WorkingCopy.objects.get().html == "<p>Satu</p>"
    repeat = keep(people.kabag_umum, memo, "<p>Satu</p>")
    assert repeat.json()["revision"] == 1


def test_a_copy_on_an_older_memo_is_kept_and_both_are_shown(people: Cast) -> None:
    second = clerk()
    memo = memo_at("draft", people, drafter=second)
    since = memo.version
    desk = browser(people.kabag_umum.person)
    saved = post(
        browser(second.person),
        url_of(memo, "edit"),
        second,
        **fields(memo, body="<p>Dari pengelola</p>", body_format="html"),
    )
    assert saved.status_code == 303
    answer = keep(people.kabag_umum, memo, "<p>Dari kabag</p>", version=since)
    assert answer.json()["stale"] is True
    page = text(desk.get(url_of(memo)))
    assert "Dari kabag" in page
    assert "&lt;p&gt;Dari pengelola&lt;/p&gt;" in page
    mine = text(desk.get(url_of(memo) + "?salinan=1"))
    assert 'data-html="&lt;p&gt;Dari kabag&lt;/p&gt;"' in mine
    gone = post(desk, reverse("web:memo_copy_drop", args=[memo.public_id]), people.kabag_umum)
    assert gone.status_code == 303
    assert not WorkingCopy.objects.exists()


def test_saving_takes_the_copy_with_it(people: Cast) -> None:
    memo = memo_at("draft", people)
    keep(people.kabag_umum, memo, "<p>Satu</p>")
    desk = browser(people.kabag_umum.person)
    changed = fields(memo, body="<h2>A</h2><b>b</b>", body_format="html")
    post(desk, url_of(memo, "edit"), people.kabag_umum, **changed)
    memo = Memo.objects.get()
    assert (memo.body, memo.body_format) == ("<h2>A</h2><p><strong>b</strong></p>", "html")
    assert not WorkingCopy.objects.exists()


def test_a_refused_body_is_shown_again_as_text(people: Cast) -> None:
    memo = memo_at("draft", people)
    hostile = "</textarea><script>x()</script>" + "<div>" * 90 + "kata"
    answer = post(
        browser(people.kabag_umum.person),
        url_of(memo, "edit"),
        people.kabag_umum,
        **fields(memo, body=hostile, body_format="html"),
    )
    assert answer.status_code == 422
    page = text(answer)
    assert "<script>x()" not in page
    assert "bersusun terlalu dalam" in page
    assert "kata" in page


def test_nobody_keeps_copies_of_what_they_may_not_write(people: Cast) -> None:
    memo = memo_at("draft", people)
    assert keep(people.camat_pelawan, memo, "<p>a</p>").status_code in {403, 404}
    numbered = memo_at("numbered", people)
    assert keep(people.kabag_umum, numbered, "<p>a</p>").status_code == 409
    assert not WorkingCopy.objects.exists()


@pytest.mark.parametrize("revision", ["x", "-1", "99999999999"])
def test_a_revision_that_is_no_number_is_refused(people: Cast, revision: str) -> None:
    memo = memo_at("draft", people)
    answer = keep(people.kabag_umum, memo, "<p>a</p>", revision=revision)  # type: ignore[arg-type]
    assert answer.status_code == 422


def test_the_preview_prints_what_is_typed_and_keeps_nothing(people: Cast) -> None:
    memo = memo_at("draft", people)
    url = reverse("web:memo_preview", args=[memo.public_id])
    desk = browser(people.kabag_umum.person)
    typed = fields(memo, body="<p>Belum <b>disimpan</b></p>", body_format="html", hal="Hal Baru")
    answer = post(desk, url, people.kabag_umum, **typed)
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert Memo.objects.get().body == memo.body
    refused = post(
        desk, url, people.kabag_umum, **fields(memo, body="<div>" * 90, body_format="html")
    )
    assert refused.status_code == 422
    assert "bersusun terlalu dalam" in text(refused)


def test_texts_of_a_unit_are_its_own_and_those_for_all_the_sekretariats(people: Cast) -> None:
    camat, desk = browser(people.camat_pelawan.person), browser(people.kabag_umum.person)
    new = reverse("web:memo_text_new")
    own = post(
        camat, new, people.camat_pelawan,
        name="Pembuka", body="<p>Dengan hormat <i>x</i></p>", body_format="html",
    )  # fmt: skip
    assert own.status_code == 303
    kept = TextTemplate.objects.get()
    assert (kept.unit_id, kept.html) == (
        people.camat_pelawan.position.unit_id,
        "<p>Dengan hormat <em>x</em></p>",
    )
    assert status(desk, reverse("web:memo_text", args=[kept.public_id])) == 404
    refused = post(
        camat, new, people.camat_pelawan, name="Semua", body="a", body_format="text", for_all="on"
    )
    assert refused.status_code == 403
    post(desk, new, people.kabag_umum, name="Semua", body="1. a", body_format="text", for_all="on")
    shared = TextTemplate.objects.get(unit=None)
    assert shared.html == "<ol><li><p>a</p></li></ol>"
    words = camat.get(reverse("web:memo_text_words", args=[shared.public_id]))
    assert text(words) == shared.html
    twice = post(
        desk, new, people.kabag_umum, name="Semua", body="b", body_format="text", for_all="on"
    )
    assert twice.status_code == 422
    gone = post(desk, reverse("web:memo_text_remove", args=[shared.public_id]), people.kabag_umum)
    assert gone.status_code == 303
    assert not TextTemplate.objects.filter(unit=None).exists()
    mine = reverse("web:memo_text", args=[kept.public_id])
    assert status(camat, mine) == 200
    assert status(camat, reverse("web:memo_text", args=[uuid4()])) == 404
