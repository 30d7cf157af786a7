"""Links in messages: what carries one, how long, and when it is dead."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.db import IntegrityError, transaction

from instructions import actions
from notifications import links, sending
from notifications.channels import Later, Message, Outcome, Sent
from notifications.channels.sms import text_of
from notifications.links import State
from notifications.models import Delivery, Link
from tests.instructions.orders import order_to, share_of
from tests.notifications.phones import Phones
from tests.people import AT, Cast, actor, cast
from workflow import outbox

pytestmark = pytest.mark.django_db
BASE = "https://sigap.contohkab.go.id"
LINK = re.compile(re.escape(BASE) + r"/l/([A-Za-z0-9_-]{22})$")
GSM = re.compile(
    r"[A-Za-z0-9 @£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ!\"#¤%&'()*+,\-./:;<=>?¡ÄÖÑÜ§¿äöñüà\n\r]*"
)


@pytest.fixture(autouse=True)
def public(settings: LazySettings) -> None:
    settings.BASE_URL = BASE
    settings.LINKS = True


@pytest.fixture
def sms(using: Callable[..., None]) -> Phones:
    made = Phones("sms")
    using(made)
    return made


@pytest.fixture
def people() -> Cast:
    return cast()


def send() -> None:
    outbox.drain(at=AT)
    sending.send_due(at=AT)
    sending.finish(at=AT)


def test_an_order_by_sms_carries_a_link_of_its_own(people: Cast, sms: Phones) -> None:
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    send()
    tokens = {LINK.search(one.link)[1] for one in sms.sent}  # type: ignore[index]
    assert len(tokens) == 2
    row = Link.objects.get(person=people.camat_pelawan.person)
    assert row.assignment == share_of(order, people.camat_pelawan)
    assert not Link.objects.filter(token_hash__in=tokens).exists()  # kept only as a hash
    assert row.token_hash in {links.hash_of(token) for token in tokens}


def test_an_order_with_its_link_is_one_sms(people: Cast, sms: Phones) -> None:
    order_to(people.camat_pelawan, giver=people.bupati)
    send()
    said = text_of(sms.sent[0])
    assert len(said) <= 160, said
    assert GSM.fullmatch(said), said


def test_above_terbatas_to_a_giver_or_switched_off_there_is_none(
    people: Cast, sms: Phones, settings: LazySettings
) -> None:
    order_to(people.camat_pelawan, giver=people.bupati, classification="rahasia")
    open_one = order_to(people.camat_limun, giver=people.bupati)
    share = str(share_of(open_one, people.camat_limun).public_id)
    actions.ask(share, actor=actor(people.camat_limun.person), question="Kapan?", at=AT)
    send()
    to_giver = sms.got(people.bupati)
    assert to_giver
    assert all("/l/" not in one.link for one in to_giver)
    assert all("/l/" not in one.link for one in sms.got(people.camat_pelawan))
    settings.LINKS = False
    order_to(people.camat_singkut, giver=people.bupati)
    send()
    assert "/bagian/" in sms.got(people.camat_singkut)[0].link


def test_a_push_carries_none(people: Cast, using: Callable[..., None]) -> None:
    push = Phones("web_push")
    using(push)
    order_to(people.camat_pelawan, giver=people.bupati)
    send()
    assert "/l/" not in push.sent[0].link


def test_each_try_has_its_own_link_and_all_of_them_work(
    people: Cast, using: Callable[..., None]
) -> None:
    tried: list[Message] = []

    def twice(message: Message) -> Outcome:
        tried.append(message)
        return Later("busy") if len(tried) == 1 else Sent("id")

    using(Phones("sms", answer=twice))
    order_to(people.camat_pelawan, giver=people.bupati)
    send()
    later = AT + timedelta(minutes=5)
    sending.send_due(at=later)
    sending.finish(at=later)
    tokens = [LINK.search(one.link)[1] for one in tried]  # type: ignore[index]
    assert len(set(tokens)) == 2
    for token in tokens:
        assert links.find(token, device="", at=later).state is State.CLOSED


def test_the_database_keeps_no_link_bound_to_nothing(people: Cast, sms: Phones) -> None:
    order_to(people.camat_pelawan, giver=people.bupati)
    send()
    with pytest.raises(IntegrityError), transaction.atomic():
        Link.objects.update(bound_at=AT)
    assert Delivery.objects.count() == 1


def test_old_links_are_forgotten(people: Cast, sms: Phones) -> None:
    order_to(people.camat_pelawan, giver=people.bupati)
    send()
    assert links.purge(at=AT + links.LIFE + links.KEPT) == 0
    assert links.purge(at=AT + links.LIFE + links.KEPT + timedelta(seconds=1)) == 1


def test_two_devices_at_once_and_one_of_them_has_it(people: Cast, sms: Phones) -> None:
    order_to(people.camat_pelawan, giver=people.bupati)
    send()
    row = Link.objects.get()
    first, second = links.new_token(), links.new_token()
    assert links.bind(row, device=first, at=AT)
    assert not links.bind(row, device=second, at=AT)
    assert links.judged(Link.objects.get(), device=first, at=AT).state is State.OPEN
    assert links.judged(Link.objects.get(), device=second, at=AT).state is State.ELSEWHERE
