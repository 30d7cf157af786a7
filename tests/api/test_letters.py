"""Incoming letters over the API: recorded, read by whom they concern, disposed, filed."""

import io
from typing import Any

import pytest

from instructions.models import Instruction
from tests.api.calls import app
from tests.files.samples import picture
from tests.memos.letters import agenda, letter
from tests.people import Cast, cast
from workflow.models import Entry

pytestmark = pytest.mark.django_db


def words(people: Cast, **more: Any) -> dict[str, Any]:
    """A letter for the bupati."""
    key = str(people.bupati.position.public_id)
    return {"sender": "Balai Sungai", "dated": "2026-11-20", "hal": "Data tanggul",
            "addressee": key, **more}  # fmt: skip


def test_a_letter_is_recorded_disposed_and_filed() -> None:
    people = cast()
    agenda()
    desk, bupati = app(people.kabag_umum), app(people.bupati)
    photo = io.BytesIO(picture())
    photo.name = "surat.jpg"
    upload = desk.upload(photo).data["id"]
    made = desk.post("letters", words(people, scan=upload), Idempotency_Key="k1")
    assert made.status_code == 201, made.content
    again = desk.post("letters", words(people, scan=upload), Idempotency_Key="k1")
    assert again.data["id"] == made.data["id"]
    url = f"letters/{made.data['id']}"
    assert made.data["agenda"] == "1/2026"
    assert bupati.get(f"{url}/scan").raw[:2] == b"\xff\xd8"
    verbs = [one["verb"] for one in bupati.get(url).data["available_actions"]]
    assert verbs == ["dispose", "file"]
    to = [{"position": str(people.camat_pelawan.position.public_id)}]
    given = {"recipients": to, "requests": ["proses"], "note": "Segera."}
    done = bupati.post(f"{url}/dispose", given)
    assert (done.status_code, done.data["status"]) == (200, "disposed")
    order = Instruction.objects.get()
    assert done.data["dispositions"][0]["reference"] == order.reference
    camat = app(people.camat_pelawan).get(url)
    assert (camat.status_code, len(camat.data["dispositions"])) == (200, 1)
    assert [one["id"] for one in app(people.camat_pelawan).get("letters").data["results"]] == [
        made.data["id"]
    ]
    assert bupati.post(f"{url}/print").content[:4] == b"%PDF"
    assert Entry.objects.filter(kind="letter", verb="print").count() == 1
    assert desk.post(f"{url}/file", {"reason": "Map 3"}).data["status"] == "filed"
    assert app(people.camat_limun).get(url).status_code == 404


def test_a_correction_and_nonsense() -> None:
    people = cast()
    row = letter(people)
    desk = app(people.kabag_umum)
    url = f"letters/{row.public_id}"
    changed = desk.post(f"{url}/correct", words(people, reason="Salah ketik"))
    assert (changed.status_code, changed.data["hal"]) == (200, "Data tanggul")
    for wrong in ({}, {"dated": "kemarin"}, {"urgency": "kilat"}, {"addressee": 3}):
        assert desk.post("letters", {**words(people), **wrong} if wrong else {}).status_code == 422
    nobody = app(people.bupati).post(f"{url}/dispose", {"recipients": [], "note": "Ya."})
    assert nobody.status_code == 422
