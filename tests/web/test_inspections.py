"""Pages of surat tugas: registering, looking, and who reads of it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from instructions import inspecting
from instructions.models import Inspection, Instruction
from tests.clock import Clock
from tests.instructions.orders import order_to
from tests.instructions.oversight import Inspectorate, inspectorate, mandate
from tests.people import AT, TODAY, Cast, Member, actor, cast
from tests.web.test_chronology import chronology_of, seals, story
from tests.web.visits import browser, post, statements, text
from workflow.models import Entry

__all__ = ["seals"]

pytestmark = pytest.mark.django_db


def running(regency: Cast, *inspectors: Member, **fields: Any) -> Inspection:
    """A surat tugas in force today."""
    now, today = AT, TODAY
    given = {
        "dated": today, "starts_on": today, "ends_on": today + timedelta(days=5),
        "issued_from": today - timedelta(days=5), "issued_to": today, **fields,
    }  # fmt: skip
    desk = actor(regency.kabag_umum.person, at=now)
    return inspecting.register(mandate(*inspectors, **given), actor=desk, at=now)


def opened(people: Cast) -> tuple[Inspectorate, Inspection, Instruction]:
    """An order, the inspectorate, and a surat tugas for its head."""
    order = story(people)
    office = inspectorate()
    return office, running(people, office.inspector), order


def form(office: Inspectorate, **fields: Any) -> dict[str, Any]:
    """What the desk types."""
    today = TODAY
    return {
        "number": "700.1.1/15/2026", "dated": today.isoformat(), "basis": "PKPT 2026",
        "starts_on": today.isoformat(), "ends_on": (today + timedelta(days=3)).isoformat(),
        "inspectors": [str(office.inspector.position.public_id)],
        "issued_from": today.isoformat(), "issued_to": today.isoformat(),
        "people": "Ahmad Fauzi\nRosmawati", "orders": "", "unit": "", **fields,
    }  # fmt: skip


def test_the_desk_registers_a_surat_tugas():
    people = cast()
    office = inspectorate()
    client = browser(people.kabag_umum.person)
    assert "Inspektur" in text(client.get(reverse("web:inspection_register")))
    answer = post(client, reverse("web:inspection_register"), **form(office))
    assert answer.status_code == 303
    row = Inspection.objects.get()
    assert row.people.count() == 2
    page = text(client.get(answer["Location"]))
    assert "700.1.1/15/2026" in page
    assert "Buka kronologi" not in page  # the desk does not inspect
    assert "Belum ada yang dibuka" in page


def test_what_was_typed_stands_again_beside_the_reason_it_was_refused():
    people = cast()
    office = inspectorate()
    client = browser(people.kabag_umum.person)
    answer = post(client, reverse("web:inspection_register"), **form(office, people="Tidak Ada"))
    assert answer.status_code == 422
    page = text(answer)
    assert "“Tidak Ada” tidak dikenal" in page
    assert "700.1.1/15/2026" in page
    assert re.search(r'name="inspectors"[^>]*checked', page)


@pytest.mark.parametrize("field", ["number", "dated", "starts_on", "ends_on"])
def test_an_empty_field_is_told_at_its_place(field):
    people = cast()
    office = inspectorate()
    client = browser(people.kabag_umum.person)
    answer = post(client, reverse("web:inspection_register"), **form(office, **{field: ""}))
    assert answer.status_code == 422
    assert not Inspection.objects.exists()


def test_nobody_else_is_shown_the_form():
    people = cast()
    office = inspectorate()
    for one in (office.inspector, people.bupati, people.camat_limun):
        assert browser(one.person).get(reverse("web:inspection_register")).status_code == 404


def test_an_inspector_opens_an_order_and_the_look_is_an_entry(clock: Clock):
    people = cast()
    office, row, order = opened(people)
    client = browser(office.inspector.person)
    page = text(client.get(reverse("web:inspection", args=[row.public_id])))
    assert "P-0001/2026" in page
    assert order.text[:20] not in page  # its words are not shown before it is opened
    assert not Entry.objects.filter(verb="look").exists()
    where = reverse("web:inspection_look", args=[row.public_id])
    answer = post(client, where, office.inspector, order=str(order.public_id))
    look = Entry.objects.get(verb="look")
    assert look.facts["reference"] == "P-0001/2026"
    told = text(client.get(answer["Location"]))
    assert "Termasuk desa hulu?" in told
    assert "surat tugas nomor 700.1.1/12/2026" in told
    # Coming back to the same page within the time is the same look; a copied address is nothing.
    client.get(answer["Location"])
    assert Entry.objects.filter(verb="look").count() == 1
    assert browser(office.auditor.person).get(answer["Location"]).status_code == 404
    assert browser(people.bupati.person).get(answer["Location"]).status_code == 404
    clock.at = AT + timedelta(minutes=15)
    assert client.get(answer["Location"]).status_code == 409


def test_printing_within_a_surat_tugas_is_a_look_of_its_own():
    people = cast()
    office, row, order = opened(people)
    client = browser(office.inspector.person)
    where = reverse("web:inspection_look", args=[row.public_id])
    seen = post(client, where, office.inspector, order=str(order.public_id))
    assert client.get(seen["Location"] + "pdf/").status_code == 404
    printed = post(client, where, office.inspector, order=str(order.public_id), cetak="1")
    pdf = client.get(printed["Location"])
    assert pdf.content.startswith(b"%PDF")
    assert [e.facts.get("printed", False) for e in Entry.objects.filter(verb="look")] == [
        False,
        True,
    ]


def test_an_inspector_opens_a_window_and_one_persons_acts():
    people = cast()
    office, row, _order = opened(people)
    client = browser(office.inspector.person)
    where = reverse("web:inspection_look", args=[row.public_id])
    everyone = post(client, where, office.inspector)
    page = text(client.get(everyone["Location"]))
    assert "Termasuk desa hulu?" in page
    assert "memberi perintah kepada 2 penerima" in page
    one = post(client, where, office.inspector, person="Ahmad Fauzi")
    page = text(client.get(one["Location"]))
    assert "Termasuk desa hulu?" in page
    assert "memberi perintah kepada 2 penerima" not in page
    unknown = post(client, where, office.inspector, person="Tidak Ada")
    assert unknown.status_code == 303
    assert Entry.objects.filter(verb="look").count() == 2
    looks = text(client.get(reverse("web:inspection", args=[row.public_id])))
    assert looks.count("<b>Marzuki</b>") == 2


def test_an_order_outside_the_scope_is_not_there():
    people = cast()
    office = inspectorate()
    order = story(people)
    row = running(people, office.inspector, people=["Firdaus"])
    client = browser(office.inspector.person)
    where = reverse("web:inspection_look", args=[row.public_id])
    assert post(client, where, office.inspector, order=str(order.public_id)).status_code == 404
    assert client.get(chronology_of(order)).status_code == 404
    assert not Entry.objects.filter(verb="look").exists()


def test_the_regent_sees_the_looks_and_may_end_it_and_then_nothing_opens():
    people = cast()
    office, row, order = opened(people)
    inspector, bupati = browser(office.inspector.person), browser(people.bupati.person)
    where = reverse("web:inspection_look", args=[row.public_id])
    seen = post(inspector, where, office.inspector, order=str(order.public_id))
    page = text(bupati.get(reverse("web:inspection", args=[row.public_id])))
    assert "Marzuki" in page
    assert "P-0001/2026" in page
    end = reverse("web:inspection_verb", args=[row.public_id, "end"])
    assert post(bupati, end, people.bupati, reason="Selesai.").status_code == 303
    assert inspector.get(seen["Location"]).status_code == 409
    again = post(inspector, where, office.inspector, order=str(order.public_id))
    assert again.status_code == 303
    assert Entry.objects.filter(verb="look").count() == 1
    assert "tidak berlaku hari ini" in text(
        inspector.get(reverse("web:inspection", args=[row.public_id]))
    )


def test_the_desk_prolongs_it():
    people = cast()
    office, row, _order = opened(people)
    client = browser(people.kabag_umum.person)
    where = reverse("web:inspection_verb", args=[row.public_id, "extend"])
    later = (row.ends_on + timedelta(days=7)).isoformat()
    answer = post(client, where, people.kabag_umum, ends_on=later, reason="700.1.1/16/2026")
    assert answer.status_code == 303
    row.refresh_from_db()
    assert row.ends_on.isoformat() == later
    earlier = post(client, where, people.kabag_umum, ends_on="2020-01-01", reason="x")
    assert earlier.status_code == 422
    assert "harus sesudah yang lama" in text(earlier)
    assert office.inspector.person.full_name not in text(client.get("/"))


def test_the_menu_leads_those_whom_it_concerns():
    people = cast()
    office, _row, _order = opened(people)
    where = reverse("web:inspections")
    leads = {
        name: where in text(browser(one.person).get(reverse("web:more")))
        for name, one in {
            "inspector": office.inspector, "auditor": office.auditor, "desk": people.kabag_umum,
            "bupati": people.bupati, "camat": people.camat_limun,
        }.items()
    }  # fmt: skip
    assert leads == {
        "inspector": True, "auditor": False, "desk": True, "bupati": True, "camat": False,
    }  # fmt: skip


def test_pages_cost_the_same_however_much_there_is():
    people = cast()
    office, row, order = opened(people)
    inspector, bupati = browser(office.inspector.person), browser(people.bupati.person)
    page = reverse("web:inspection", args=[row.public_id])
    where = reverse("web:inspection_look", args=[row.public_id])
    post(inspector, where, office.inspector, order=str(order.public_id))
    statements(inspector, page)
    few = [
        statements(inspector, page),
        statements(inspector, reverse("web:inspections")),
        statements(bupati, reverse("web:my_chronology")),
    ]
    for n in range(8):
        order_to(people.camat_pelawan, giver=people.bupati, at=AT)
        post(inspector, where, office.inspector, person="Ahmad Fauzi")
        running(people, office.inspector, number=f"700.1.1/{n + 20}/2026")
    many = [
        statements(inspector, page),
        statements(inspector, reverse("web:inspections")),
        statements(bupati, reverse("web:my_chronology")),
    ]
    # The looks at people ask once for their names.
    assert many == [few[0] + 1, *few[1:]]
    assert max(many) <= 25
