"""The main job as an app does it: order, answer, proof, acceptance, paper."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.api.calls import app
from tests.files import samples
from tests.memos.memos import register
from tests.people import cast

pytestmark = pytest.mark.django_db


def test_an_order_is_given_answered_proved_accepted_and_put_on_paper():
    people = cast()
    bupati, camat, umum = app(people.bupati), app(people.camat_pelawan), app(people.kabag_umum)

    given = bupati.post(
        "instructions",
        {
            "text": "Periksa titik rawan banjir. Laporkan dengan foto.",
            "recipients": [{"position": str(people.camat_pelawan.position.public_id)}],
            "urgency": "segera",
            "evidence_demanded": True,
            "needs_paper": True,
        },
    )
    assert given.status_code == 201, given.content
    order = given.data["id"]
    assert given.headers["Location"] == f"/api/v1/instructions/{order}"
    assert given.data["reference"] == "P-0001/2026"
    assert given.data["counts"] == {"total": 1, "answered": 0, "waiting": 0, "open": 1}
    assert given.data["answer_by"] == "2026-11-24T16:05:00+07:00"

    [mine] = camat.get("assignments").data["results"]
    share = f"assignments/{mine['id']}"
    assert mine["turn"] == "recipient"
    assert "acknowledge" in mine["verbs"]
    assert camat.post(f"{share}/seen").status_code == 200
    ready = camat.post(f"{share}/acknowledge", {"promised_at": "2026-11-24T17:00:00+07:00"})
    assert ready.data["status_label"] == "Siap, laksanakan"

    bare = camat.post(f"{share}/report", {"note": "Sudah."})
    assert (bare.status_code, bare.data["code"]) == (422, "evidence_required")
    photo = camat.upload(SimpleUploadedFile("banjir.jpg", samples.photo_with_gps()))
    assert photo.status_code == 201, photo.content
    told = camat.post(
        f"{share}/report", {"note": "14 rumah terdampak.", "attachments": [photo.data["id"]]}
    )
    assert told.status_code == 200, told.content
    assert [one["id"] for one in told.data["attachments"]] == [photo.data["id"]]

    [row] = bupati.get(f"instructions/{order}/assignments").data["results"]
    assert row["turn"] == "giver"
    assert row["mark"] == "reported"
    assert row["seen_at"] is not None
    content = bupati.get(f"attachments/{photo.data['id']}/content")
    assert content.headers["Content-Type"] == "image/jpeg"
    assert b"KameraUji" not in content.raw
    assert content.headers["X-Content-Type-Options"] == "nosniff"
    small = bupati.get(f"attachments/{photo.data['id']}/thumbnail")
    assert small.content[:2] == b"\xff\xd8"
    assert bupati.post(f"{share}/accept").data["status"] == "completed"
    assert bupati.get(f"instructions/{order}").data["status"] == "completed"
    lines = bupati.get(f"instructions/{order}/timeline").data["results"]
    assert {one["verb"] for one in lines} == {"issue", "acknowledge", "report", "accept", "close"}
    lines = bupati.get(f"{share}/timeline").data["results"]
    assert "seen" in {one["verb"] for one in lines}
    [report] = [one for one in lines if one["verb"] == "report"]
    assert report["contents"] == {"note": "14 rumah terdampak."}
    assert report["attachments"][0]["id"] == photo.data["id"]

    draft = umum.post(f"instructions/{order}/formalise")
    assert draft.status_code == 201, draft.content
    memo = f"memos/{draft.data['id']}"
    register(opening=44)
    [code] = umum.get("classification-codes", search="siaga").data["results"]
    edited = umum.send("PATCH", memo, {"classification_code": code["code"]})
    assert edited.data["classification_code"] == code
    assert umum.post(f"{memo}/approve").data["status"] == "approved"
    numbered = umum.post(f"{memo}/number")
    assert numbered.data["number"] == "45/300.2.3/2026", numbered.content
    assert umum.get(f"{memo}/pdf").content.startswith(b"%PDF")
    printed = umum.post(f"{memo}/print_for_signing", Idempotency_Key="cetak-1")
    assert printed.headers["Content-Type"] == "application/pdf"
    again = umum.post(f"{memo}/print_for_signing", Idempotency_Key="cetak-1")
    assert again.content == printed.content
    assert again.headers["Idempotency-Replayed"] == "true"
