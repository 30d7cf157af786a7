"""`/kait/whatsapp/`: only what the provider signed, each message once, and never a 500."""

import json
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client

from notifications import receipts
from notifications.channels import hooks
from notifications.chats import inbox
from notifications.models import Chat, Delivery, Inbound, Reply
from tests.fakes import whatsapp_cloud as wa
from tests.people import AT
from workflow.models import Entry

pytestmark = pytest.mark.django_db
NUMBER = "+6281200000001"


@pytest.fixture
def client(cloud):
    return Client()


def hello(wamid="wamid.in", text="Siap"):
    return wa.message(NUMBER, wamid, "text", {"body": text})


def test_the_provider_learns_that_we_are_we(client):
    asked = {"hub.mode": "subscribe", "hub.verify_token": wa.VERIFY, "hub.challenge": "115820"}
    answer = client.get("/kait/whatsapp/", asked)
    assert (answer.status_code, answer.content) == (200, b"115820")
    assert client.get("/kait/whatsapp/", {**asked, "hub.verify_token": "x"}).status_code == 403
    assert client.get("/kait/whatsapp/", {**asked, "hub.mode": ""}).status_code == 403


def test_without_a_word_of_our_own_nobody_is_verified(client, settings):
    settings.WHATSAPP_VERIFY_TOKEN = ""
    asked = {"hub.mode": "subscribe", "hub.verify_token": "", "hub.challenge": "1"}
    assert client.get("/kait/whatsapp/", asked).status_code == 403


@pytest.mark.parametrize(
    "sign", ["", "sha256=", "sha256=" + "0" * 64, "sha1=abc", "sha256=é", wa.signature(b"{}")]
)
def test_a_wrong_signature_is_refused_and_leaves_nothing(client, sign):
    assert wa.post(client, hello(), sign=sign).status_code == 403
    assert not Inbound.objects.exists()
    assert not Chat.objects.exists()


def test_the_secret_of_somebody_else_signs_nothing(client):
    raw = json.dumps(hello()).encode()
    assert wa.post(client, raw, sign=wa.signature(raw, "other")).status_code == 403


def test_off_without_its_secret(client, settings):
    settings.WHATSAPP_APP_SECRET = ""
    assert wa.post(client, hello()).status_code == 404


def test_a_message_is_written_down_once_however_often_it_comes(client):
    for _ in range(3):
        assert wa.post(client, hello()).status_code == 200
    row = Inbound.objects.get()
    assert (row.chat.address, row.text, row.kind) == (NUMBER, "Siap", "text")
    assert row.chat.last_inbound_at == AT.replace(microsecond=0)


def test_a_message_answered_before_is_not_acted_on_again(client, people):
    wa.post(client, hello())
    assert inbox.work(at=AT) == 1
    wa.post(client, hello())
    assert inbox.work(at=AT + timedelta(minutes=5)) == 0
    assert Inbound.objects.get().text == ""


def test_one_megabyte_is_refused_before_it_is_read(client):
    raw = b'{"entry": "' + b"x" * hooks.MOST + b'"}'
    assert wa.post(client, raw).status_code == 413


def test_a_body_of_just_the_limit_is_read(client):
    raw = b'{"x": "' + b"x" * (hooks.MOST - 9) + b'"}'
    assert len(raw) == hooks.MOST
    assert wa.post(client, raw).status_code == 200


@pytest.mark.parametrize("raw", [b"", b"[]", b"{", b"null", b"\xff", b"[" * 500_000])
def test_what_is_no_object_is_a_bad_request(client, raw):
    assert wa.post(client, raw).status_code == 400


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"entry": 1},
        {"entry": [1, None, {"changes": "x"}]},
        {"entry": [{"changes": [{"field": "messages", "value": []}]}]},
        wa.webhook(messages="x", statuses=5),
        wa.webhook(messages=[1, {}, {"from": []}, {"from": "62812", "id": 1}]),
        wa.webhook(messages=[{"from": "6281200000001", "id": None, "type": "text"}]),
        wa.webhook(messages=[{"from": "6281200000001", "id": "w", "type": ["text"]}]),
        wa.webhook(messages=[{"from": "6281200000001", "id": "w", "type": "text", "text": 3}]),
        wa.webhook(statuses=[{"id": {}, "status": []}, {"id": "\x00", "status": "read"}]),
        wa.webhook(statuses=[{"id": "x", "status": "read", "timestamp": "9" * 400}]),
        wa.webhook(statuses=[{"id": "x", "status": "failed", "errors": [{"code": "1" * 500}]}]),
    ],
)
def test_nonsense_is_passed_over_with_200(client, told):
    assert wa.post(client, told).status_code == 200


def test_unknown_fields_are_ignored(client):
    told = wa.message(
        NUMBER, "wamid.x", "text", {"body": "Siap", "new": {"a": 1}}, tomorrow=[{"b": None}]
    )
    told["entry"][0]["changes"].append({"field": "account_update", "value": {"event": "x"}})
    assert wa.post(client, told).status_code == 200
    assert Inbound.objects.count() == 1


def test_characters_no_database_takes_are_left_out(client):
    assert wa.post(client, hello(text="Si\x00ap\ud800 \u202eterbalik")).status_code == 200
    assert Inbound.objects.get().text == "Siap terbalik"


def test_another_number_of_the_same_account_is_not_ours(client):
    told = hello()
    told["entry"][0]["changes"][0]["value"]["metadata"]["phone_number_id"] = "999"
    assert wa.post(client, told).status_code == 200
    assert not Inbound.objects.exists()


def test_a_message_from_long_ago_is_no_news(client):
    told = hello()
    old = str(int((AT - timedelta(days=15)).timestamp()))
    told["entry"][0]["changes"][0]["value"]["messages"][0]["timestamp"] = old
    wa.post(client, told)
    assert not Inbound.objects.exists()


def test_a_time_ahead_of_ours_does_not_hold_the_window_open(client):
    told = hello()
    ahead = str(int((AT + timedelta(days=300)).timestamp()))
    told["entry"][0]["changes"][0]["value"]["messages"][0]["timestamp"] = ahead
    wa.post(client, told)
    assert Chat.objects.get().last_inbound_at == AT


def test_statuses_become_receipts_and_a_late_sent_changes_nothing(client, people):
    entry = Entry.objects.create(
        kind="x", subject_id=1, n=1, root_kind="x", root_id=1, verb="v", target="t", channel="web",
        strength="strong", at=AT, request="r", schema=1, key_id="k1", hash="h",
    )  # fmt: skip
    camat = people.camat_pelawan
    Delivery.objects.create(
        person=camat.person,
        position=camat.position,
        channel="whatsapp",
        entry=entry,
        provider_id="wamid.1",
        status="sent",
        sent_at=AT,
        created_at=AT,
    )
    for name in ("delivered", "read", "sent", "delivered"):
        assert wa.post(client, wa.status("wamid.1", name)).status_code == 200
    assert Delivery.objects.get().status == "read"


def test_receipts_carry_the_time_and_why_and_what_the_message_carried(client, monkeypatch):
    seen = []
    monkeypatch.setattr(
        receipts,
        "record",
        lambda channel, provider_id, status, *, at, why="", delivery=None: seen.append(
            (channel, provider_id, status, at, why, delivery)
        ),
    )
    key = UUID("01920000-0000-7000-8000-000000000001")
    wa.post(client, wa.status("wamid.9", "failed", 131026))
    wa.post(client, wa.status("wamid.9", "deleted"))
    wa.post(client, wa.status("wamid.9", "read", carried=str(key)))
    wa.post(client, wa.status("wamid.9", "read", carried="of another system"))
    moment = AT.replace(microsecond=0)
    why = "131026: number is not on WhatsApp, or cannot be delivered to"
    assert seen == [
        ("whatsapp", "wamid.9", "failed", moment, why, None),
        ("whatsapp", "wamid.9", "read", moment, "", key),
        ("whatsapp", "wamid.9", "read", moment, "", None),
    ]


def test_statuses_of_our_own_replies_are_nobodys_receipts(client, people, monkeypatch):
    wa.post(client, hello())
    inbox.work(at=AT)
    Reply.objects.update(provider_id="wamid.r")
    monkeypatch.setattr(receipts, "record", lambda *_a, **_k: pytest.fail("a reply"))
    assert wa.post(client, wa.status("wamid.r", "read")).status_code == 200


def test_nothing_but_get_and_post(client):
    assert client.put("/kait/whatsapp/").status_code == 405
