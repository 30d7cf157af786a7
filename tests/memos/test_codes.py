"""Every QR code we print, decoded by a real reader from a picture of the page."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from accounts.access import cards
from memos import actions, final, verification
from memos.models import Memo
from memos.paper import Footer, FooterKind
from memos.pdf import render_html, to_pdf
from memos.signing import demo_ca
from tests.memos import codes, papers
from tests.memos.memos import register
from tests.memos.sheets import memo
from tests.memos.signing.conftest import signing as signing  # noqa: PLC0414 - the fixture
from tests.memos.signing.desk import PASSPHRASE, authority
from tests.memos.signing.papers import sign, waiting
from tests.people import AT, actor, cast

RESOLUTIONS = pytest.mark.parametrize("dpi", [150, 200])
LONG = "https://naskah-dinas.setda.sarolangunkab.example/v/7F3K9Q2M4TZA"


@RESOLUTIONS
@pytest.mark.parametrize("url", [papers.URL, LONG])
def test_the_code_at_the_foot_leads_to_the_check_page(url: str, dpi: int) -> None:
    foot = Footer(kind=FooterKind.EXAMPLE, url=url, code=papers.CODE)
    assert codes.read(to_pdf(render_html(memo(footer=foot))), dpi=dpi) == [url]


def test_every_page_carries_it() -> None:
    signed = papers.signed()
    assert codes.read(to_pdf(render_html(signed)), dpi=150) == [papers.URL] * 4


@RESOLUTIONS
def test_the_code_of_a_disposisi_opens_the_order(dpi: int) -> None:
    address = f"{settings.BASE_URL}/perintah/018f0000-0000-7000-8000-0000000000aa/"
    slip = replace(papers.slip(), qr=cards.qr(address))
    assert codes.read(to_pdf(render_html(slip)), dpi=dpi) == [address]


@pytest.mark.django_db
def test_a_signed_memo_carries_the_address_of_its_own_check(signing: Any, tmp_path: Path) -> None:
    people = cast()
    register()
    person = people.sekda.person
    file = Path(signing.SIGNING_KEYS) / "people" / f"{person.public_id}.p12"
    demo_ca.issue(authority(), file, name=person.full_name, passphrase=PASSPHRASE, at=AT)
    (key,) = waiting(people)
    assert sign(people, key) == [""]
    paper = actions.pdf_for_reading(key, actor(people.kabag_umum.person), AT)
    row = Memo.objects.get(public_id=key)
    (found,) = codes.read(paper, dpi=150)
    assert found == verification.address_of(row)
    code = verification.code_of(row).replace("-", "").replace(" ", "")
    assert found.replace("-", "").endswith(f"{code}/") or found.replace("-", "").endswith(code)
    assert codes.read(final.bytes_of(final.issue_of(row, at=AT)), dpi=200) == [found]
