"""The paraf on the memo's page: whose it is, and that an aide has no button for it."""

import pytest

from memos import actions
from tests.memos.course import begun
from tests.memos.memos import register
from tests.people import AT, actor, cast
from tests.web.visits import browser, text, url_of

pytestmark = pytest.mark.django_db


def test_an_aide_is_told_that_the_paraf_is_the_officials_own() -> None:
    people = cast()
    register()
    memo = begun(people, people.camat_limun, by=people.sekcam_pelawan)
    by, key = actor(people.sekcam_pelawan.person), str(memo.public_id)
    actions.route(key, actor=by, at=AT, superiors=[str(people.ajudan.position.public_id)])
    actions.submit(key, actor=by, at=AT)
    page = text(browser(people.ajudan.person).get(url_of(memo)))
    assert "hanya oleh pejabatnya sendiri" in page
    assert url_of(memo, "initial") not in page
    official = text(browser(people.bupati.person).get(url_of(memo)))
    assert "hanya oleh pejabatnya sendiri" not in official
    assert url_of(memo, "initial") in official
