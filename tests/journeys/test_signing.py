"""The sekda signs seven memos on the phone with one passphrase, with a script and without."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from memos.models import Memo
from memos.signing import demo_ca
from tests.journeys.conftest import DESK
from tests.journeys.looks import Looks
from tests.journeys.test_main_job import sign_in
from tests.memos.memos import register
from tests.memos.signing import desk
from tests.memos.signing.desk import PASSPHRASE
from tests.memos.signing.papers import waiting
from tests.people import AT, Cast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def papers(people: Cast, settings: Any, tmp_path: Path) -> list[str]:
    """Seven memos that wait, and a certificate for the sekda."""
    settings.SIGNING, settings.SIGNING_LEVEL = "local", "B-B"
    settings.SIGNING_KEYS = tmp_path / "signing"
    settings.SIGNING_TRUST = desk.trusting(tmp_path / "trust")
    who = people.sekda.person
    file = tmp_path / "signing" / "people" / f"{who.public_id}.p12"
    demo_ca.issue(desk.authority(), file, name=who.full_name, passphrase=PASSPHRASE, at=AT)
    register()
    return waiting(people, 7)


def test_many_are_signed_with_progress(
    papers: list[str], people: Cast, open_page: Any, looks: Looks
) -> None:
    page = open_page()
    sign_in(page, people.sekda)
    page.goto("/naskah/tandatangani/")
    page.get_by_role("button", name="Pilih semua").click()
    looks.at(page, "tanda-tangan")
    page.get_by_label("Passphrase").fill("Salah-Sekali-17")
    page.get_by_role("button", name="Tanda tangani yang dipilih").click()
    expect(page.get_by_text("Passphrase salah").first).to_be_visible()
    looks.at(page, "tanda-tangan-ditolak")
    assert page.get_by_label("Passphrase").input_value() == ""
    page.get_by_label("Passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Tanda tangani yang dipilih").click()
    expect(page.get_by_text("7 dari 7 naskah")).to_be_visible()
    expect(page.locator("[data-signed]:visible")).to_have_count(7)
    looks.at(page, "tanda-tangan-selesai")
    assert Memo.objects.filter(public_id__in=papers, status="signed").count() == 7
    assert not looks.wrong, "\n".join(looks.wrong)


def test_it_works_without_a_script_and_at_a_desk(
    papers: list[str], people: Cast, open_page: Any, looks: Looks
) -> None:
    page = open_page(DESK, javascript=False)
    sign_in(page, people.sekda)
    page.goto("/naskah/tandatangani/")
    for box in page.get_by_role("checkbox").all()[:2]:
        box.check()
    page.get_by_label("Passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Tanda tangani yang dipilih").click()
    expect(page.get_by_role("heading", name="Baru ditandatangani")).to_be_visible()
    assert Memo.objects.filter(public_id__in=papers, status="signed").count() == 2
