"""Web Push, against a push service that decrypts and verifies as the standards say."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from accounts.models import Session
from notifications.channels import Later, Sent, Unreachable
from notifications.channels.web_push import WebPush, may_push_to, public_key
from notifications.devices import Subscription, devices_of, subscribe, unsubscribe
from notifications.models import PushSubscription
from notifications.words import CLEAR
from tests.fakes.provider import Answer, Provider, provider
from tests.fakes.push import Browser, coded, vapid_claims
from tests.notifications.channels.messages import DELIVERY, message
from tests.people import AT, person
from workflow.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(settings: Any) -> Iterator[Provider]:
    """A push service that this installation knows."""
    with provider(Answer(201)) as made:
        settings.PUSH_SERVICES = [made.url]
        settings.SEND_TIMEOUT = 0.4
        yield made


def browser(service: Provider, who: object, name: str = "one", **fields: object) -> Browser:
    """A browser of somebody, entered."""
    made = Browser(f"{service.url}/{name}")
    given = Subscription(made.endpoint, made.p256dh, made.auth)
    subscribe(given, person=who, at=AT, **fields)  # type: ignore[arg-type]
    return made


def address(who: object) -> str:
    return WebPush().addresses([who.pk])[who.pk]  # type: ignore[attr-defined]


def test_only_an_id_leaves_and_only_the_browser_can_read_it(service: Provider) -> None:
    who = person()
    phone = browser(service, who)
    assert WebPush().send(message(), address(who)) == Sent(str(DELIVERY))
    (got,) = service.got
    assert phone.read(got) == {"id": str(DELIVERY)}
    found = {name: got.headers[name] for name in ("TTL", "Urgency", "Topic")}
    assert found == {"TTL": "7200", "Urgency": "high", "Topic": "AZIAAAAAcACAAAAAAAAAAg"}
    claims = vapid_claims(got, public_key())
    assert claims["aud"] == service.url
    assert claims["sub"].startswith("mailto:")


def test_taking_it_away_names_what_is_on_the_screen(service: Provider) -> None:
    who = person()
    phone = browser(service, who)
    WebPush().send(message(verb=CLEAR), address(who))
    assert phone.read(service.got[0]) == {"clear": "AZIAAAAAcACAAAAAAAAAAg"}


@pytest.mark.parametrize("status", [404, 410])
def test_a_device_that_is_gone_is_never_tried_again(service: Provider, status: int) -> None:
    who = person()
    browser(service, who)
    service.answers = [Answer(status)]
    channel = WebPush()
    assert channel.send(message(), address(who)) == Unreachable("every device is gone")
    assert channel.tidy(at=AT) == 1
    assert WebPush().addresses([who.pk]) == {}
    assert devices_of(who)[0].dead_at == AT


def test_of_two_devices_one_is_enough(service: Provider) -> None:
    who = person()
    browser(service, who, "one")
    browser(service, who, "two")
    service.answers = [Answer(410), Answer(201)]
    channel = WebPush()
    assert isinstance(channel.send(message(), address(who)), Sent)
    assert channel.tidy(at=AT) == 1
    assert isinstance(channel.send(message(), address(who)), Sent)


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (Answer(429, headers={"Retry-After": "17"}), Later("HTTP 429", 17.0)),
        (Answer(429, headers={"Retry-After": "soon"}), Later("HTTP 429")),
        (Answer(500, b"\xff\x00 oh"), Later("HTTP 500")),
        (Answer(302, headers={"Location": "http://127.0.0.1:1/"}), Later("HTTP 302")),
        (Answer(201, b"half", half=True), Later("ChunkedEncodingError")),
        (Answer(never=True), Later("ReadTimeout")),
    ],
)
def test_a_bad_answer_is_tried_again(service: Provider, answer: Answer, outcome: Later) -> None:
    who = person()
    browser(service, who)
    service.answers = [answer]
    assert WebPush().send(message(), address(who)) == outcome
    assert len(service.got) == 1


def test_a_device_that_was_signed_out_is_not_woken(service: Provider) -> None:
    who, handle = person(), uuid4()
    browser(service, who, device=handle)
    assert WebPush().addresses([who.pk]) == {}
    Session.objects.create(
        session_key="s1", expire_date=AT + timedelta(days=1), person=who, handle=handle
    )
    assert who.pk in WebPush().addresses([who.pk])


def test_the_server_calls_nobody_but_push_services(settings: Any) -> None:
    settings.PUSH_SERVICES = ["push.apple.com"]
    assert may_push_to("https://web.push.apple.com/abc")
    for wrong in (
        "http://web.push.apple.com/abc", "https://evilpush.apple.com.example/x",
        "https://notpush.apple.com.example", "https://127.0.0.1/", "file:///etc/passwd",
        "https://[::1", "https://push.apple.com@127.0.0.1/", "",
    ):  # fmt: skip
        assert not may_push_to(wrong), wrong


@pytest.mark.parametrize(
    ("p256dh", "auth", "code"),
    [("", "", "broken_subscription"), ("ä", "é", "broken_subscription"), (coded(b"x" * 64), coded(b"y" * 16), "broken_subscription")],
)  # fmt: skip
def test_nonsense_is_refused(service: Provider, p256dh: str, auth: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        subscribe(Subscription(f"{service.url}/x", p256dh, auth), person=person(), at=AT)
    assert refused.value.refusal.code == code
    with pytest.raises(Refused) as refused:
        subscribe(Subscription("https://example.org/", p256dh, auth), person=person(), at=AT)
    assert refused.value.refusal.code == "unknown_push_service"


def test_a_point_that_is_on_no_curve_is_buried_at_the_first_try(service: Provider) -> None:
    who = person()
    given = Subscription(f"{service.url}/x", coded(b"\x04" + b"\x01" * 64), coded(b"y" * 16))
    subscribe(given, person=who, at=AT)
    channel = WebPush()
    assert isinstance(channel.send(message(), address(who)), Unreachable)
    assert channel.tidy(at=AT) == 1


def test_leaving_out_is_for_ones_own_devices(service: Provider) -> None:
    who, other = person(), person()
    browser(service, who)
    key = PushSubscription.objects.get().public_id
    with pytest.raises(Refused):
        unsubscribe(key, person=other)
    unsubscribe(key, person=who)
    assert devices_of(who) == []


def test_without_a_key_nobody_is_reached(service: Provider, settings: Any) -> None:
    who = person()
    browser(service, who)
    settings.WEB_PUSH_KEY = ""
    assert WebPush().addresses([who.pk]) == {}
    assert public_key() == ""
