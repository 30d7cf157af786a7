"""SMS by a gateway of whatever kind."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs

import pytest

from notifications.channels import Later, Outcome, Sent, Unreachable
from notifications.channels.sms import Sms, text_of
from tests.fakes.provider import Answer, Provider, provider
from tests.notifications.channels.messages import DELIVERY, message
from tests.people import person

TO = "+6281100000001"


@pytest.fixture
def gateway(settings: Any) -> Iterator[Provider]:
    with provider(Answer(200, b'{"status": "OK", "id": "m-1"}')) as made:
        settings.SMS_URL = f"{made.url}/send"
        settings.SEND_TIMEOUT = 0.4
        settings.SMS_SUCCESS, settings.SMS_ID = '"OK"', '"id": "([^"]+)"'
        yield made


def test_what_the_template_names_is_sent_and_cannot_break_out(gateway: Provider) -> None:
    outcome = Sms().send(message(title='Perintah "baru" \\ dari Bupati'), TO)
    assert outcome == Sent("m-1")
    (got,) = gateway.got
    body = json.loads(got.body)
    assert (body["to"], body["id"]) == (TO, str(DELIVERY))
    assert body["text"].startswith('Perintah "baru" \\ dari Bupati (P-0412/2026). https://')
    assert body["text"].endswith("Balas: SIAP 0412")
    assert got.headers["Idempotency-Key"] == str(DELIVERY)


def test_a_form_and_a_query_are_written_as_such(gateway: Provider, settings: Any) -> None:
    settings.SMS_FORMAT, settings.SMS_BODY = "form", "to={to}&message={text}"
    settings.SMS_URL = f"{gateway.url}/send?ref={{id}}"
    Sms().send(message(title="Satu & dua=tiga"), TO)
    (got,) = gateway.got
    form = parse_qs(got.body.decode())
    assert form["to"] == [TO]
    assert form["message"][0].startswith("Satu & dua=tiga")
    assert got.path == f"/send?ref={DELIVERY}"


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (Answer(200, b'{"status": "NO CREDIT"}'), Later("the gateway did not say yes")),
        (Answer(200, b"\xff\xfe\x00"), Later("the gateway did not say yes")),
        (Answer(200, b'{"status": "OK"', half=True), Later("ChunkedEncodingError")),
        (Answer(422, b"bad number"), Unreachable("HTTP 422")),
        (Answer(401), Later("HTTP 401")),
        (Answer(429, headers={"Retry-After": "9"}), Later("HTTP 429", 9.0)),
        (Answer(503), Later("HTTP 503")),
        (Answer(never=True), Later("ReadTimeout")),
    ],
)
def test_a_no_is_told_from_not_now(gateway: Provider, answer: Answer, outcome: Outcome) -> None:
    gateway.answers = [answer]
    assert Sms().send(message(), TO) == outcome


def test_it_is_short_and_holds_none_of_the_orders_own_words() -> None:
    assert len(text_of(message(title="x" * 900))) == 300
    assert "rawan" not in text_of(message())


@pytest.mark.django_db
def test_it_is_off_by_default(gateway: Provider, settings: Any) -> None:
    one, other = person(phone=TO), person(nip="1" * 18)
    assert Sms().addresses([one.pk, other.pk]) == {one.pk: TO}
    settings.SMS_URL = ""
    assert Sms().addresses([one.pk]) == {}
