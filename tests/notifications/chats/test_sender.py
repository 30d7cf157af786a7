"""What goes to the WhatsApp Cloud API, and what its answers mean."""

import json
from dataclasses import replace
from functools import partial
from uuid import UUID

import pytest
from django.db.models.functions import Now

from notifications.channels import Later, Sent, Unreachable, wire
from notifications.channels.whatsapp.sender import WhatsApp
from notifications.chats import payloads
from notifications.models import Chat
from tests.instructions.orders import order_to, share_of
from tests.notifications.chats.talks import delivery_of, message_of, payloads_of, words_of
from workflow.outbound import BoundedSession

pytestmark = pytest.mark.django_db


@pytest.fixture
def share(people):
    return share_of(order_to(people.camat_pelawan, giver=people.bupati), people.camat_pelawan)


@pytest.fixture
def message(share, people):
    return message_of(delivery_of(share, people.camat_pelawan), share)


def number(people):
    return str(people.camat_pelawan.person.phone)


def test_first_contact_is_a_template_with_the_whole_order_and_three_signed_buttons(
    cloud, people, message
):
    assert WhatsApp().send(message, number(people)) == Sent("wamid.0001")
    (given,) = cloud.sent()
    assert given["template"]["name"] == "sigap_perintah"
    assert "Periksa titik rawan banjir" in words_of(given)
    assert message.reference in words_of(given)
    read = [payloads.read(each) for each in payloads_of(given)]
    assert [each and each.verb for each in read] == ["acknowledge", "ask", "report"]
    assert {each and each.key for each in read} == {message.delivery}
    assert given["biz_opaque_callback_data"] == str(message.delivery)


def test_within_a_day_of_their_last_word_the_message_goes_as_it_is(cloud, people, message):
    Chat.objects.create(channel="whatsapp", address=number(people), last_inbound_at=Now())
    WhatsApp().send(message, number(people))
    (given,) = cloud.sent()
    assert given["type"] == "interactive"
    assert "\nDijawab paling lambat" in words_of(given)
    assert len(payloads_of(given)) == 3


def test_a_long_order_goes_whole_inside_the_day_with_the_words_to_type(cloud, people, message):
    Chat.objects.create(channel="whatsapp", address=number(people), last_inbound_at=Now())
    long = "Periksa rumah warga. " * 100
    WhatsApp().send(message_of_body(message, long), number(people))
    (given,) = cloud.sent()
    assert given["type"] == "text"
    assert long.strip() in words_of(given)
    assert words_of(given).endswith("Siap / Mohon arahan / Lapor")


def test_a_long_order_by_template_is_cut_and_says_so(cloud, people, message):
    outcome = WhatsApp().send(message_of_body(message, "Periksa rumah.\n" * 200), number(people))
    assert isinstance(outcome, Sent)
    assert "…" in words_of(cloud.sent()[0])


def message_of_body(message, body):
    return replace(message, body=body)


def test_what_has_no_answers_uses_the_plain_template(cloud, people, message):
    outcome = WhatsApp().send(replace(message, buttons=(), body=""), number(people))
    assert isinstance(outcome, Sent)
    assert cloud.sent()[0]["template"]["name"] == "sigap_kabar"


def test_a_window_the_provider_thinks_closed_is_forgotten_and_a_template_follows(
    cloud, people, message
):
    Chat.objects.create(channel="whatsapp", address=number(people), last_inbound_at=Now())
    cloud.script.append(("error", 131047))
    assert isinstance(WhatsApp().send(message, number(people)), Later)
    assert isinstance(WhatsApp().send(message, number(people)), Sent)
    assert [given["type"] for given in cloud.sent()] == ["interactive", "template"]


@pytest.mark.parametrize("word", [429, 500, 503, "garbage", "half", ("error", 130429)])
def test_trouble_is_tried_again(cloud, people, message, word):
    cloud.script.append(word)
    assert isinstance(WhatsApp().send(message, number(people)), Later)
    assert isinstance(WhatsApp().send(message, number(people)), Sent)


def test_a_server_that_never_answers_is_left(cloud, people, message, monkeypatch):
    monkeypatch.setattr(wire, "BoundedSession", partial(BoundedSession, silence=0.2))
    cloud.script.append("never")
    outcome = WhatsApp().send(message, number(people))
    assert outcome == Later("no answer: ReadTimeout")


def test_nobody_there_is_later(cloud, people, message, settings):
    settings.WHATSAPP_URL = "http://127.0.0.1:9"
    assert isinstance(WhatsApp().send(message, number(people)), Later)


def test_retry_after_is_honoured(cloud, people, message):
    cloud.headers["Retry-After"] = "17"
    cloud.script.append(429)
    assert WhatsApp().send(message, number(people)) == Later("429: busy", 17.0)


@pytest.mark.parametrize("code", [131026, 131047, 132001, 100])
def test_a_number_that_cannot_be_reached_goes_to_the_next_channel(cloud, people, message, code):
    cloud.script.append(("error", code))
    outcome = WhatsApp().send(message, number(people))
    assert isinstance(outcome, Unreachable)
    assert str(code) in outcome.why


def test_a_dead_token_kills_no_address(cloud, people, message, settings):
    settings.WHATSAPP_TOKEN = "expired"
    outcome = WhatsApp().send(message, number(people))
    assert isinstance(outcome, Later)
    assert outcome.seconds == 600.0


def test_off_unless_set(people, message, settings, django_assert_num_queries):
    settings.WHATSAPP_TOKEN = ""
    ids = [people.camat_pelawan.person.pk]
    with django_assert_num_queries(0):
        assert WhatsApp().addresses(ids) == {}
    assert isinstance(WhatsApp().send(message, number(people)), Unreachable)


def test_addresses_take_one_statement(cloud, people, django_assert_num_queries):
    ids = [people.camat_pelawan.person.pk, people.bupati.person.pk, people.administrator.person.pk]
    with django_assert_num_queries(1):
        found = WhatsApp().addresses(ids)
    assert set(found) == set(ids[:2])


@pytest.mark.parametrize(
    "forged",
    ["", ".", "d", "da.x", "xa" + "A" * 22 + ".AAAA", "da😀.x", "a" * 5000, "d.\ud800"],
)
def test_a_payload_sigap_did_not_write_is_none(forged):
    assert payloads.read(forged) is None


def test_a_payload_fits_telegram_and_changes_with_each_part():
    key = UUID(int=7)
    written = payloads.write("d", key, "acknowledge")
    assert len(written.encode()) <= 64
    assert payloads.read(written) == payloads.Payload("d", key, "acknowledge")
    assert payloads.read(written.replace("da", "dr", 1)) is None
    assert payloads.read(written.replace("da", "sa", 1)) is None


def test_the_answer_of_the_wire_may_be_anything():
    for body in (b"[]", b"{", b"null", b"[" * 100_000, b"\xff\xfe"):
        assert wire.Answer(200, {}, body).object() == {}
    assert wire.Answer(200, {}, json.dumps({"a": 1}).encode()).object() == {"a": 1}
