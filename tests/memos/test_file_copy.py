"""The pertinggal: who initialled and when, for those inside and nobody else."""

from datetime import timedelta

import pytest

from accounts.models import Position
from memos import actions, file_copy
from memos.models import Memo
from tests.memos import reading
from tests.memos.course import begun, sign_in_ink
from tests.memos.memos import memo_at, register
from tests.people import AT, Cast, Member, actor, cast
from workflow.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    """The small regency with a book of numbers."""
    made = cast()
    register()
    return made


def numbered(people: Cast) -> Memo:
    """Initialled by the camat, then by the head of health, and numbered."""
    memo = begun(people, people.camat_limun, by=people.sekcam_pelawan)
    key, drafter = str(memo.public_id), actor(people.sekcam_pelawan.person)

    def post(member: Member) -> str:
        return str(member.position.public_id)

    actions.route(
        key, actor=drafter, at=AT,
        superiors=[post(people.camat_pelawan)], coordinators=[post(people.kadis_kesehatan)],
    )  # fmt: skip
    actions.submit(key, actor=drafter, at=AT)
    later = AT + timedelta(minutes=5)
    actions.initial(key, actor=actor(people.camat_pelawan.person), at=later)
    actions.initial(key, actor=actor(people.kadis_kesehatan.person), at=later)
    return actions.number(key, actor=actor(people.kabag_umum.person), at=later).subject


def said(memo: Memo, member: Member) -> str:
    found = file_copy.pdf_of(str(memo.public_id), actor=actor(member.person), at=AT)
    return " ".join(word.text for word in reading.words(found))


def test_the_file_copy_says_who_initialled_when(people: Cast) -> None:
    words = said(numbered(people), people.kabag_umum)
    for part in ("PERTINGGAL", "Paraf Hierarki", "Camat Pelawan", "Paraf Koordinasi",
                 "Kepala Dinas Kesehatan", "24 November 2026", "14.10 WIB"):  # fmt: skip
        assert part in words, part


def test_whoever_initialled_may_have_it_and_an_addressee_may_not(people: Cast) -> None:
    memo = numbered(people)
    for member in (people.sekcam_pelawan, people.sekda, people.camat_pelawan):
        assert "PERTINGGAL" in said(memo, member)
    memo = sign_in_ink(memo, people)
    actions.dispatch(str(memo.public_id), actor=actor(people.kabag_umum.person), at=AT)
    assert Memo.visible_to(actor(people.camat_limun.person)).filter(pk=memo.pk).exists()
    for member in (people.camat_limun, people.stranger):
        with pytest.raises(Refused) as refused:
            said(memo, member)
        assert refused.value.refusal.code == "not_found"


@pytest.mark.parametrize("status", ["draft", "numbered"])
def test_without_initials_or_number_there_is_none(people: Cast, status: str) -> None:
    memo = memo_at(status, people)
    with pytest.raises(Refused):
        said(memo, people.kabag_umum)


def test_the_page_offers_it_to_those_inside(people: Cast) -> None:
    from tests.web.visits import browser, text, url_of

    memo = numbered(people)
    page = text(browser(people.kabag_umum.person).get(url_of(memo)))
    assert f"/naskah/{memo.public_id}/pertinggal/" in page
    answer = browser(people.kabag_umum.person).get(f"/naskah/{memo.public_id}/pertinggal/")
    assert answer.content.startswith(b"%PDF")
    assert Position.objects.filter(parafs__memo=memo).count() == 2
