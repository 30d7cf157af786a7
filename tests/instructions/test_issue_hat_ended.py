"""Whoever gives an order, keeps a draft or reminds all must still hold the hat when it is written."""

from datetime import timedelta
from functools import partial

import pytest

from accounts.models import Appointment, Delegation
from instructions import actions, issuing
from instructions.addressing import Recipient
from instructions.issuing import Order
from instructions.models import Instruction
from tests.instructions.orders import TEXT, order_to
from tests.people import AT, TODAY, Cast, actor, cast, delegate
from workflow.models import Entry
from workflow.refusals import Refused

pytestmark = pytest.mark.django_db


def order_for(people: Cast, classification: str = "biasa") -> Order:
    """An order to the camat of Limun."""
    recipients = (Recipient(str(people.camat_limun.position.public_id)),)
    return Order(text=TEXT, recipients=recipients, classification=classification)


def test_creating_acts_are_refused_once_the_hat_has_ended() -> None:
    people = cast()
    key = str(order_to(people.camat_limun, giver=people.sekda).public_id)
    sekda = actor(people.sekda.person)
    Appointment.objects.filter(person=people.sekda.person).update(ends_on=TODAY - timedelta(days=1))
    before = Entry.objects.count()
    for act in (
        partial(issuing.issue, order_for(people)),
        partial(issuing.save_draft, order_for(people)),
        partial(actions.remind_silent, key),
    ):
        with pytest.raises(Refused) as caught:
            act(actor=sekda, at=AT)
        assert caught.value.refusal.code == "hat_ended", act
    assert Entry.objects.count() == before


def test_order_falls_back_on_what_was_lent_and_no_further() -> None:
    people = cast()
    delegate(people.sekda.person, people.sekda.position)
    sekda = actor(people.sekda.person)
    Appointment.objects.filter(person=people.sekda.person).delete()
    assert issuing.issue(order_for(people), actor=sekda, at=AT).conveyed_by_aide
    with pytest.raises(Refused) as caught:
        issuing.issue(order_for(people, "rahasia"), actor=sekda, at=AT)
    assert caught.value.refusal.code == "secret_is_not_lent"
    Delegation.objects.filter(principal=people.sekda.position).delete()
    with pytest.raises(Refused) as caught:
        issuing.issue(order_for(people), actor=sekda, at=AT)
    assert caught.value.refusal.code == "hat_ended"
    assert Instruction.objects.count() == 1
