from dataclasses import dataclass

import pytest

from instructions import actions
from instructions.models import Assignment, Instruction
from tests.instructions.orders import order_to, share_of
from tests.people import AT, Cast, actor, cast
from workflow.models import Entry


@dataclass(frozen=True)
class Story:
    """An order to two camats; Pelawan said Siap, asked, was answered and reported."""

    people: Cast
    order: Instruction
    share: Assignment
    other: Assignment

    def chain(self, subject: Instruction | Assignment | None = None) -> list[Entry]:
        about = subject or self.share
        return list(Entry.objects.filter(kind=about.kind, subject_id=about.pk).order_by("n"))


def tell_story() -> Story:
    people = cast()
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    share = share_of(order, people.camat_pelawan)
    key = str(share.public_id)
    camat, bupati = actor(people.camat_pelawan.person), actor(people.bupati.person)
    actions.acknowledge(key, actor=camat, at=AT)
    actions.ask(key, actor=camat, at=AT, question="Termasuk desa yang belum banjir?")
    actions.answer(key, actor=bupati, at=AT, answer="Termasuk.")
    actions.report(key, actor=camat, at=AT, note="Selesai, 14 rumah.")
    return Story(people, order, share, share_of(order, people.camat_limun))


@pytest.fixture
def story(db: None) -> Story:
    return tell_story()
