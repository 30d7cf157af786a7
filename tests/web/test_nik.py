"""A signer's NIK on pages: set by themselves or by their unit's administrator, never seen again."""

from typing import Any

import pytest
from django.test import Client

from accounts import nik
from tests.accounts.offices import activated, office
from tests.people import Member
from tests.web.visits import browser, post, text
from workflow.models import Content, Entry, Request

pytestmark = pytest.mark.django_db
NIK = "1503051203690001"


@pytest.fixture(autouse=True)
def _key(settings: Any) -> None:
    settings.NIK_KEY = "7b" * 32


def written() -> str:
    """Everything the ledger and the kept answers say."""
    rows = [*Entry.objects.values(), *Content.objects.values(), *Request.objects.values()]
    return repr(rows)


def test_a_signer_keeps_their_own_and_sees_only_since_when() -> None:
    there = office()
    who = activated(there.staff[0], there.clerk)
    phone = browser(who)
    assert "/akun/nik/" in text(phone.get("/akun/"))
    refused = post(phone, "/akun/nik/", nik="150305120369")
    assert (refused.status_code, "16 angka" in text(refused)) == (422, True)
    assert "150305120369" not in text(refused)
    assert post(phone, "/akun/nik/", nik="1503 0512 0369 0001").status_code == 303
    assert nik.nik_of(who) == NIK
    page = text(phone.get("/akun/nik/"))
    assert "tersimpan sejak" in page
    assert "0001" not in page
    entry = Entry.objects.get(verb="keep_nik")
    assert (entry.person_id, entry.facts) == (who.pk, {})
    assert NIK not in written()


def test_the_administrator_of_the_unit_sets_it_and_its_person_is_told() -> None:
    there = office()
    who = activated(there.staff[0], there.clerk)
    clerk, desk = browser(there.clerk.person), Member(there.clerk.person, there.clerk.position)
    url = f"/kantor/orang/{who.public_id}/"
    assert f"{url}keep_nik/" in text(clerk.get(url))
    wrong = post(clerk, f"{url}keep_nik/", desk, nik="12")
    assert (wrong.status_code, 'value="12"' in text(wrong)) == (422, False)
    assert post(clerk, f"{url}keep_nik/", desk, nik=NIK).status_code == 303
    page = text(clerk.get(url))
    assert "tersimpan sejak" in page
    assert NIK not in page
    assert NIK not in written()
    told = text(browser(who).get("/akun/"))
    assert "menyimpan NIK" in told
    taken = post(browser(there.clerk.person), "/akun/nik/", nik=NIK)
    assert (taken.status_code, "orang lain" in text(taken)) == (422, True)


def test_nobody_else_sets_it() -> None:
    there = office()
    who = activated(there.staff[0], there.clerk)
    other = browser(activated(there.staff[1], there.clerk))
    url = f"/kantor/orang/{who.public_id}/keep_nik/"
    assert post(other, url, nik=NIK).status_code == 404
    assert Client().get("/akun/nik/").status_code == 302
    assert nik.nik_of(who) == ""


def test_a_server_without_a_key_says_so(settings: Any) -> None:
    settings.NIK_KEY = ""
    there = office()
    who = activated(there.staff[0], there.clerk)
    phone = browser(who)
    assert "/akun/nik/" not in text(phone.get("/akun/"))
    refused = post(phone, "/akun/nik/", nik=NIK)
    assert "belum disiapkan" in text(refused)
    assert not Entry.objects.filter(verb="keep_nik").exists()
