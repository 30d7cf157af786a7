"""Repeats and stale copies: the same key gives the same bytes, an old version is told so."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from files.models import Upload
from instructions.models import Instruction
from tests.api.calls import address, app
from tests.files import samples
from tests.instructions.orders import TEXT, share_at
from tests.people import AT, cast
from workflow.models import Entry, Request

pytestmark = pytest.mark.django_db


def same_bytes(first, again):
    assert again.status_code == first.status_code
    assert again.content == first.content
    assert again.headers["ETag"] == first.headers["ETag"]
    assert "Idempotency-Replayed" not in first.headers
    assert again.headers["Idempotency-Replayed"] == "true"


def test_a_lost_answer_is_given_again_byte_for_byte(clock):
    people = cast()
    bupati = app(people.bupati)
    sent = {
        "text": TEXT,
        "recipients": [{"position": str(people.camat_limun.position.public_id)}],
    }
    first = bupati.post("instructions", sent, Idempotency_Key="perintah-1")
    clock.at = AT + timedelta(hours=5)
    again = bupati.post("instructions", sent, Idempotency_Key="perintah-1")
    same_bytes(first, again)
    assert again.headers["Location"] == first.headers["Location"]
    assert Instruction.objects.count() == 1


def test_a_repeated_acknowledge_without_a_key_is_success_with_the_current_state():
    people = cast()
    share = share_at("sent", people)
    camat = app(people.camat_pelawan)
    first = camat.post(address(share, "acknowledge"))
    again = camat.post(address(share, "acknowledge"))
    assert first.content == again.content
    assert Entry.objects.filter(verb="acknowledge").count() == 1


def test_a_key_belongs_to_one_request_and_one_person():
    people = cast()
    share = share_at("sent", people)
    camat = app(people.camat_pelawan)
    assert camat.post(address(share, "acknowledge"), Idempotency_Key="k").status_code == 200
    hat = str(people.camat_pelawan.position.public_id)
    for other in (
        camat.post(address(share, "start"), Idempotency_Key="k"),
        camat.post(address(share, "acknowledge"), {"x": 1}, Idempotency_Key="k"),
        camat.post(address(share, "acknowledge"), Idempotency_Key="k", X_Acting_Position=hat),
    ):
        assert (other.status_code, other.data["code"]) == (422, "key_reused")
    bupati = app(people.bupati)
    own = bupati.post(address(share, "comment"), {"note": "x"}, Idempotency_Key="k")
    assert own.status_code == 200


def test_a_refusal_is_not_remembered():
    people = cast()
    share = share_at("sent", people)
    camat = app(people.camat_pelawan)
    empty = camat.post(address(share, "report"), {"note": ""}, Idempotency_Key="k")
    assert empty.status_code == 422
    assert not Request.objects.exists()
    full = camat.post(address(share, "report"), {"note": "Selesai."}, Idempotency_Key="k")
    assert full.status_code == 200


@pytest.mark.parametrize("key", ["", " ", "a b", "x" * 81, "é", "\x7f"])
def test_a_key_is_short_and_visible(key):
    people = cast()
    share = share_at("sent", people)
    answer = app(people.camat_pelawan).post(address(share, "acknowledge"), Idempotency_Key=key)
    assert (answer.status_code, answer.data["code"]) == (422, "bad_key")


def test_an_upload_is_repeated_by_key_and_by_id():
    people = cast()
    camat = app(people.camat_pelawan)

    def photo(colour=(1, 2, 3)):
        return SimpleUploadedFile("foto.jpg", samples.picture(colour=colour))

    first = camat.upload(photo(), headers={"Idempotency-Key": "foto-1"})
    same_bytes(first, camat.upload(photo(), headers={"Idempotency-Key": "foto-1"}))
    other = camat.upload(photo((9, 9, 9)), headers={"Idempotency-Key": "foto-1"})
    assert (other.status_code, other.data["code"]) == (422, "key_reused")
    assert Upload.objects.count() == 1

    chosen = "01890a5d-ac96-774b-bcce-b302099a8057"
    assert camat.upload(photo(), id=chosen).data["id"] == chosen
    assert camat.upload(photo(), id=chosen).data["id"] == chosen
    taken = camat.upload(photo((9, 9, 9)), id=chosen)
    assert (taken.status_code, taken.data["code"]) == (409, "id_taken")
    share = share_at("sent", people)
    sent = {"note": "Selesai.", "attachments": [chosen]}
    assert camat.post(address(share, "report"), sent).status_code == 200
    used = camat.upload(photo(), id=chosen)
    assert (used.status_code, used.data["code"]) == (409, "id_taken")


def test_a_chosen_id_that_is_taken_is_a_conflict_and_nothing_is_written():
    people = cast()
    bupati = app(people.bupati)
    sent = {
        "id": "01890a5d-ac96-774b-bcce-b302099a8057",
        "text": TEXT,
        "recipients": [{"position": str(people.camat_limun.position.public_id)}],
    }
    assert bupati.post("instructions", sent).data["id"] == sent["id"]
    again = bupati.post("instructions", sent, Idempotency_Key="k")
    assert (again.status_code, again.data["code"]) == (409, "id_taken")
    assert not Request.objects.exists()
    assert Instruction.objects.count() == 1


def test_if_match_refuses_what_was_decided_on_an_old_copy():
    people = cast()
    share = share_at("reported", people)
    bupati = app(people.bupati)
    etag = bupati.get(address(share)).headers["ETag"]
    assert app(people.camat_pelawan).post(address(share, "withdraw_report")).status_code == 200
    app(people.camat_pelawan).post(address(share, "report"), {"note": "Diperbaiki."})
    for old in (etag, f"W/{etag}", '"v1"', '"bukan"', "x", '"v99999999999"'):
        stale = bupati.post(address(share, "accept"), If_Match=old)
        assert (stale.status_code, stale.data["code"]) == (412, "stale")
    fresh = bupati.get(address(share))
    assert fresh.data["status"] == "reported"
    current = fresh.headers["ETag"]
    assert bupati.post(address(share, "accept"), If_Match=current).status_code == 200


def test_an_unchanged_thing_is_not_sent_twice_and_a_changed_one_is():
    people = cast()
    share = share_at("sent", people)
    camat = app(people.camat_pelawan)
    for path in ("assignments", address(share), address(share, "timeline"), "me", "units"):
        etag = camat.get(path).headers["ETag"]
        held = camat.get(path, headers={"If-None-Match": etag})
        assert (held.status_code, held.content) == (304, b"")
        assert held.headers["ETag"] == etag
    before = camat.get(address(share)).headers["ETag"]
    camat.post(address(share, "acknowledge"))
    assert camat.get(address(share), headers={"If-None-Match": before}).status_code == 200


def test_a_copy_is_not_called_current_once_it_is_late(clock):
    people = cast()
    share = share_at("sent", people)
    camat = app(people.camat_pelawan)
    before = camat.get(address(share))
    assert before.data["late"] is False
    clock.at = AT + timedelta(days=2)
    after = camat.get(address(share), headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert after.data["late"] is True
    assert after.data["version"] == before.data["version"]
