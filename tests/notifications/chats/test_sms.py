"""SMS in: only SIAP, only with the code of the very SMS, and weakly."""

import json
from datetime import timedelta

import pytest
from django.db.models.functions import Now
from django.test import Client

from instructions.models import Assignment
from notifications.channels.sms import text_of
from notifications.channels.sms_in import codes
from notifications.chats import inbox
from notifications.models import Inbound, Reply, SmsCode
from tests.instructions.orders import order_to, share_of
from tests.notifications.chats.talks import delivery_of, message_of
from tests.people import AT
from workflow.models import Entry

pytestmark = pytest.mark.django_db
SECRET = "shared-with-the-gateway"


@pytest.fixture
def gateway(settings):
    settings.SMS_IN_SECRET = SECRET
    return Client()


@pytest.fixture
def share(people):
    return share_of(order_to(people.camat_pelawan, giver=people.bupati), people.camat_pelawan)


@pytest.fixture
def message(share, people):
    return message_of(delivery_of(share, people.camat_pelawan), share)


@pytest.fixture
def code(message):
    return codes.code_for(message)


def sms(client, people, text, *, at=AT, secret=SECRET, **more):
    told = {"from": people.camat_pelawan.person.phone, "text": text, **more}
    answer = client.post(
        "/kait/sms/", json.dumps(told), "application/json", headers={"X-Sigap-Secret": secret}
    )
    inbox.work(at=at)
    return answer.status_code


def state(share):
    return Assignment.objects.get(pk=share.pk).status


def outcome():
    row = Inbound.objects.order_by("pk").last()
    return row.outcome if row else ""


def number(share):
    return f"{share.instruction.number:04d}"


def test_siap_with_the_code_acknowledges_weakly(gateway, people, share, code):
    assert sms(gateway, people, f"SIAP {number(share)} {code}") == 200
    assert state(share) == "acknowledged"
    entry = Entry.objects.order_by("pk").last()
    assert entry is not None
    assert (entry.channel, entry.strength) == ("sms", "weak")
    assert entry.position_id == people.camat_pelawan.position.pk
    assert not Reply.objects.exists()


@pytest.mark.parametrize(
    "form", ["siap {n} {c}", "Siap, P-{n}, {c}.", "SIAP laksanakan {n}/2026 {c}"]
)
def test_it_is_read_kindly(gateway, people, share, code, form):
    sms(gateway, people, form.format(n=number(share), c=code.lower()))
    assert state(share) == "acknowledged"


def test_a_form_post_does_as_well_and_a_local_number(gateway, people, share, code):
    phone = "0" + people.camat_pelawan.person.phone.removeprefix("+62")
    body = f"from={phone}&text=SIAP+{number(share)}+{code}&id=gw-2"
    kind = "application/x-www-form-urlencoded"
    headers = {"X-Sigap-Secret": SECRET}
    assert gateway.generic("POST", "/kait/sms/", body, kind, headers=headers).status_code == 200
    inbox.work(at=AT)
    assert state(share) == "acknowledged"


@pytest.mark.parametrize("text", ["SIAP", "SIAP {n}", "{c}", "LAPOR {n} {c}", "siap pak {n} {c}"])
def test_nothing_less_and_nothing_else_counts(gateway, people, share, code, text):
    sms(gateway, people, text.format(n=number(share), c=code))
    assert state(share) == "sent"
    assert outcome() == "not_understood"


def test_five_wrong_codes_kill_the_right_one(gateway, people, share, code):
    wrong = "2222" if code != "2222" else "3333"
    for n in range(5):
        sms(gateway, people, f"SIAP {number(share)} {wrong}", id=f"try{n}")
        assert outcome() == "wrong_code"
    sms(gateway, people, f"SIAP {number(share)} {code}")
    assert state(share) == "sent"


def test_the_code_of_another_order_is_a_wrong_one(gateway, people, share, code):
    other = share_of(order_to(people.camat_pelawan, giver=people.bupati), people.camat_pelawan)
    codes.code_for(message_of(delivery_of(other, people.camat_pelawan), other))
    sms(gateway, people, f"SIAP {number(other)} {code}")
    assert state(other) == "sent"


def test_the_number_of_somebody_else_gets_nowhere(gateway, people, share, code):
    told = {"from": people.camat_limun.person.phone, "text": f"SIAP {number(share)} {code}"}
    headers = {"X-Sigap-Secret": SECRET}
    gateway.post("/kait/sms/", json.dumps(told), "application/json", headers=headers)
    inbox.work(at=AT)
    assert (state(share), outcome()) == ("sent", "no_such_order")


def test_a_code_dies_after_a_week(gateway, people, share, code):
    SmsCode.objects.update(at=Now() - timedelta(days=8))
    sms(gateway, people, f"SIAP {number(share)} {code}")
    assert state(share) == "sent"


def test_the_sms_itself_says_what_to_answer(gateway, people, share, message):
    said = text_of(message).splitlines()[-1]
    assert said.startswith(f"Balas: SIAP {number(share)} ")
    sms(gateway, people, said.removeprefix("Balas: "))
    assert state(share) == "acknowledged"


def test_sent_once_more_the_sms_has_the_same_code_and_none_is_kept(message, code):
    assert codes.code_for(message) == code
    row = SmsCode.objects.get()
    assert code not in (row.code_hash, str(row))


def test_the_same_sms_twice_is_one(gateway, people, share, code):
    for _ in range(2):
        sms(gateway, people, f"SIAP {number(share)} {code}")
    assert Inbound.objects.count() == 1


@pytest.mark.parametrize("secret", ["", "x"])
def test_a_wrong_secret_is_refused(gateway, people, secret):
    assert sms(gateway, people, "SIAP 1 2222", secret=secret) == 403


def test_off_without_a_secret(people, settings):
    settings.SMS_IN_SECRET = ""
    assert sms(Client(), people, "SIAP 1 2222", secret="") == 404


@pytest.mark.parametrize("body", [b"", b"[]", b"\xff", b"{"])
def test_nonsense_is_a_bad_request(gateway, body):
    headers = {"X-Sigap-Secret": SECRET}
    answer = gateway.generic("POST", "/kait/sms/", body, "application/json", headers=headers)
    assert answer.status_code == 400


@pytest.mark.parametrize("told", [{}, {"from": 1, "text": []}, {"from": "BANK", "text": "x"}])
def test_an_sms_from_nobody_is_passed_over(gateway, told):
    headers = {"X-Sigap-Secret": SECRET}
    raw = json.dumps(told)
    answer = gateway.post("/kait/sms/", raw, "application/json", headers=headers)
    assert answer.status_code == 200
    assert not Inbound.objects.exists()
