"""Writing a memo over the API: working copies, the paper of unsaved words, saved texts."""

from uuid import uuid4

import pytest

from memos.body.models import TextTemplate, WorkingCopy
from memos.models import Memo
from tests.api.calls import app
from tests.memos.memos import clerk, memo_at, register
from tests.people import cast
from tests.statements import counted
from workflow.models import Entry

pytestmark = pytest.mark.django_db


def drafted():
    people = cast()
    register()
    memo = memo_at("draft", people)
    return people, memo, f"memos/{memo.public_id}"


def test_what_an_app_keeps_on_the_way_is_cleaned_and_changes_no_memo():
    people, memo, path = drafted()
    desk, entries = app(people.kabag_umum), Entry.objects.count()
    begun = desk.get(f"{path}/working-copy").data
    assert (begun["revision"], begun["base"], begun["stale"]) == (0, memo.version, False)
    typed = {"html": "<p onclick=x()>Satu</p><script>x</script>", "base": memo.version}
    kept = desk.send("PUT", f"{path}/working-copy", typed)
    assert (kept.status_code, kept.data["revision"]) == (200, 1), kept.content
    assert desk.get(f"{path}/working-copy").data["html"] == "<p>Satu</p>"
    assert Memo.objects.get().body == memo.body
    assert Entry.objects.count() == entries
    gone = desk.send("DELETE", f"{path}/working-copy")
    assert (gone.data["revision"], gone.data["html"]) == (0, begun["html"])
    assert not WorkingCopy.objects.exists()


def test_of_two_devices_neither_overwrites_the_other():
    people, memo, path = drafted()
    desk = app(people.kabag_umum)

    def put(html, revision):
        body = {"html": html, "base": memo.version, "revision": revision}
        return desk.send("PUT", f"{path}/working-copy", body)

    assert put("<p>Satu</p>", 0).data["revision"] == 1
    assert put("<p>Dua dari telepon</p>", 1).data["revision"] == 2
    late = put("<p>Dua dari komputer</p>", 1)
    assert (late.status_code, late.data["code"]) == (412, "copy_stale")
    other = desk.get(f"{path}/working-copy").data
    assert (other["html"], other["revision"]) == ("<p>Dua dari telepon</p>", 2)
    desk.send("PATCH", path, {"hal": "Hal lain"})
    assert desk.get(f"{path}/working-copy").data["stale"] is True


def test_who_may_not_write_the_memo_has_no_copy_of_it():
    people, memo, path = drafted()
    typed = {"html": "<p>Satu</p>", "base": memo.version}
    refused = app(people.bupati).send("PUT", f"{path}/working-copy", typed)
    assert refused.status_code == 403
    assert app(people.stranger).get(f"{path}/working-copy").status_code == 404
    assert app(people.stranger).post(f"{path}/preview", {}).status_code == 404


def test_the_paper_of_unsaved_words_is_a_pdf_and_keeps_nothing():
    people, memo, path = drafted()
    desk, entries = app(people.kabag_umum), Entry.objects.count()
    paper = desk.post(
        f"{path}/preview", {"hal": "Rapat", "body": "<p>Isi</p>", "body_format": "html"}
    )
    assert (paper.status_code, paper.content[:5]) == (200, b"%PDF-"), paper.content[:300]
    assert paper["Content-Type"] == "application/pdf"
    assert Memo.objects.get().hal == memo.hal
    assert Entry.objects.count() == entries


@pytest.mark.parametrize(
    "body", [{"to_lines": "Camat"}, {"to_lines": [3]}, {"body_format": "rtf"}, {"body": {"a": 1}}]
)
def test_nonsense_for_a_preview_is_an_input_at_fault(body):
    people, _memo, path = drafted()
    assert app(people.kabag_umum).post(f"{path}/preview", body).status_code == 422


def test_a_text_of_the_unit_is_kept_changed_and_deleted():
    people = cast()
    desk, key = app(people.kabag_umum), str(uuid4())
    asked = {"name": "Penutup", "html": "<p>Demikian<script>x</script></p>"}
    made = desk.post("memo-texts", asked, Idempotency_Key=key)
    assert (made.status_code, made.data["html"]) == (201, "<p>Demikian</p>"), made.content
    assert desk.post("memo-texts", asked, Idempotency_Key=key).content == made.content
    path = made["Location"].removeprefix("/api/v1/")
    twice = desk.post("memo-texts", asked)
    assert (twice.status_code, twice.data["code"]) == (422, "name_taken")
    changed = desk.send("PUT", path, {**asked, "memo_type": "memo", "name": "Penutup memo"})
    assert changed.data["memo_type"] == "memo"
    names = [one["name"] for one in desk.get("memo-texts", memo_type="memo").data["results"]]
    assert names == ["Penutup memo"]
    assert desk.get("memo-texts", memo_type="nota_dinas").data["results"] == []
    assert app(people.camat_pelawan).get(path).status_code == 404
    assert desk.send("DELETE", path).data == {"id": made.data["id"]}
    assert not TextTemplate.objects.exists()


def test_only_the_sekretariat_keeps_a_text_for_everybody():
    people = cast()
    text = {"name": "Penutup", "html": "<p>Demikian</p>", "for_all": True}
    refused = app(people.camat_pelawan).post("memo-texts", text)
    assert (refused.status_code, refused.data["code"]) == (403, "text_not_yours")
    made = app(clerk()).post("memo-texts", text)
    assert (made.status_code, made.data["unit"]) == (201, None), made.content
    seen = app(people.camat_pelawan).get("memo-texts").data["results"]
    assert [(one["name"], one["editable"]) for one in seen] == [("Penutup", False)]
    path = f"memo-texts/{made.data['id']}"
    assert app(people.camat_pelawan).send("PUT", path, text).status_code == 403
    nobody = app(people.administrator).send("PUT", path, text)
    assert (nobody.status_code, nobody.data["code"]) == (403, "hat_ended")


def test_statements_of_texts_do_not_grow_with_them():
    people = cast()
    desk = app(people.kabag_umum)
    desk.post("memo-texts", {"name": "A", "html": "<p>A</p>"})
    with counted() as few:
        desk.get("memo-texts")
    for name in "BCDE":
        desk.post("memo-texts", {"name": name, "html": "<p>A</p>"})
    with counted() as many:
        assert len(desk.get("memo-texts").data["results"]) == 5
    assert many.count == few.count, many
