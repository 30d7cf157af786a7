"""Who hears of incoming letters, in which words, and where the bell leads."""

import pytest
from django.urls import reverse

from notifications import rules
from notifications.words import SENTENCES
from tests.memos.letters import disposed, letter
from tests.people import AT, cast
from tests.web.visits import browser, text
from workflow import outbox
from workflow.models import Entry

pytestmark = pytest.mark.django_db


def told(verb: str) -> set[int]:
    """Positions told of the last such act on a letter."""
    return rules.told(Entry.objects.filter(kind="letter", verb=verb).latest("pk"))


def test_the_leader_hears_of_a_letter_and_the_desk_of_its_disposition() -> None:
    people = cast()
    row = letter(people)
    assert told("record") == {people.bupati.position.pk}
    disposed(row, people, people.camat_pelawan)
    assert told("dispose") == {people.kabag_umum.position.pk}
    secret = letter(people, security="rahasia")
    assert told("record") == {people.bupati.position.pk}
    disposed(secret, people, people.camat_pelawan)
    assert told("dispose") == set()
    assert {("letter", "record"), ("letter", "dispose")} <= SENTENCES.keys()


def test_the_bell_leads_to_the_letter() -> None:
    people = cast()
    row = letter(people)
    outbox.drain(at=AT)
    page = text(browser(people.bupati.person).get(reverse("web:notices")))
    assert reverse("web:letter", args=[row.public_id]) in page
    assert "mencatat surat masuk" in page
