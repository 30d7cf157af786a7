"""A link of a message in a browser: the card, the PIN, the one order, and everything that ends it."""

import logging
import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from accounts.access import actions as access
from accounts.models import Appointment
from config.logs import json_formatter
from instructions import actions
from instructions.models import Assignment, Seen
from notifications import links
from notifications.models import Link
from tests.clock import Clock
from tests.instructions.orders import TEXT, order_to, share_of
from tests.notifications.linked import linked
from tests.people import AT, PASSWORD, TODAY, Cast, actor, cast
from tests.web.visits import browser, text
from web.bound import DEVICE
from workflow.models import Entry

pytestmark = pytest.mark.django_db
ROBOTS = (
    "WhatsApp/2.23.20.0", "TelegramBot (like TwitterBot)", "facebookexternalhit/1.1",
    "Mozilla/5.0 (compatible; Googlebot/2.1)", "Slackbot-LinkExpanding 1.0", "curl/8.0",
)  # fmt: skip
NAMES = ("Camat", "Pelawan", "Bupati", "Ahmad", "Fauzi", "P-0", TEXT[:12])


@pytest.fixture
def people(db: None) -> Cast:
    return cast()


@pytest.fixture
def share(people: Cast) -> Assignment:
    return share_of(
        order_to(people.camat_pelawan, giver=people.bupati, at=AT), people.camat_pelawan
    )


@pytest.fixture
def token(people: Cast, share: Assignment) -> str:
    return linked(share, people.camat_pelawan)


def confirm(client: Client, token: str, pin: str = PASSWORD) -> Any:
    return client.post(f"/l/{token}", {"pin": pin})


def page_of(share: Assignment) -> str:
    return f"/bagian/{share.public_id}/"


def state_of_everything() -> list[Any]:
    """All that a visit could change."""
    return [
        list(Link.objects.values_list("pk", "bound_at", "device_hash", "open_until", "wrong")),
        Entry.objects.count(),
        Seen.objects.count(),
        list(Assignment.objects.values_list("pk", "status", "version")),
    ]


@pytest.mark.parametrize("agent", ["", *ROBOTS])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_whoever_only_fetches_it_sees_a_card_and_changes_nothing(
    share: Assignment, token: str, agent: str, method: str
) -> None:
    before = state_of_everything()
    answer = Client(headers={"User-Agent": agent, "Sec-Purpose": "prefetch"}).generic(
        method, f"/l/{token}"
    )
    assert answer.status_code == 200
    assert state_of_everything() == before
    assert answer["Referrer-Policy"] == "strict-origin"
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in answer["Cache-Control"]
    assert DEVICE not in answer.cookies
    shown = text(answer)
    assert not [name for name in NAMES if name in shown]
    assert str(share.public_id) not in shown


def test_with_their_pin_they_read_and_answer_that_order(share: Assignment, token: str) -> None:
    client = Client()
    answer = confirm(client, token)
    assert (answer.status_code, answer["Location"]) == (303, page_of(share))
    assert answer["Referrer-Policy"] == "strict-origin"
    assert answer.cookies[DEVICE]["httponly"]
    assert "sessionid" not in answer.cookies
    shown = text(client.get(page_of(share)))
    assert TEXT[:20] in shown
    assert "Dibuka lewat tautan sebagai Camat Pelawan" in shown
    assert token not in shown
    key = re.search(r'name="kunci" value="([^"]+)"', shown)
    assert key is not None
    done = client.post(f"{page_of(share)}acknowledge/", {"kunci": key[1]})
    assert done.status_code == 303
    entry = Entry.objects.get(kind="assignment", verb="acknowledge")
    assert (entry.channel, entry.strength, entry.delegated) == ("link", "medium", False)
    assert client.get(done["Location"]).status_code == 200


def test_they_ask_and_report_too_and_hand_nothing_on(
    people: Cast, share: Assignment, token: str
) -> None:
    client = Client()
    confirm(client, token)
    shown = text(client.get(page_of(share)))
    assert "Mohon arahan" in shown
    for verb in ("pass_down", "propose_redirect", "request_formal", "kronologi"):
        assert verb not in shown
    fields = {"kunci": str(uuid4()), "question": "Sampai kapan?"}
    assert client.post(f"{page_of(share)}ask/", fields).status_code == 303
    actions.answer(str(share.public_id), actor=actor(people.bupati.person), answer="Besok.", at=AT)
    assert client.get(f"{page_of(share)}laporan/").status_code == 200
    fields = {"kunci": str(uuid4()), "note": "Sudah selesai."}
    assert client.post(f"{page_of(share)}report/", fields).status_code == 303
    share.refresh_from_db()
    assert share.status == "reported"
    asked = {"kunci": str(uuid4()), "target": "x", "reason": "Urusan dinas."}
    refused = client.post(f"{page_of(share)}propose_redirect/", asked)
    assert "/masuk/" in refused["Location"]
    form = client.get(f"{page_of(share)}laporan/?untuk=pass_down")
    assert "/masuk/" in form["Location"]


def test_a_second_device_is_told_so_and_shown_the_way_in(share: Assignment, token: str) -> None:
    confirm(Client(), token)
    other = Client()
    for answer in (other.get(f"/l/{token}"), confirm(other, token)):
        assert answer.status_code == 403
        assert "sudah dibuka di perangkat lain" in text(answer)
        assert 'href="/masuk/"' in text(answer)
    assert "/masuk/" in other.get(page_of(share))["Location"]


def test_replayed_on_the_same_device_it_opens_at_once(share: Assignment, token: str) -> None:
    client = Client()
    confirm(client, token)
    again = client.get(f"/l/{token}")
    assert (again.status_code, again["Location"]) == (302, page_of(share))
    assert confirm(client, token)["Location"] == page_of(share)


def test_after_half_a_day_the_device_is_asked_again(
    share: Assignment, token: str, clock: Clock
) -> None:
    client = Client()
    confirm(client, token)
    clock.at = AT + links.OPEN_FOR
    assert "/masuk/" in client.get(page_of(share))["Location"]
    assert client.get(f"/l/{token}").status_code == 200
    assert confirm(client, token).status_code == 303
    assert client.get(page_of(share)).status_code == 200


def test_it_expires(share: Assignment, token: str, clock: Clock) -> None:
    client = Client()
    confirm(client, token)
    clock.at = AT + links.LIFE
    for answer in (client.get(f"/l/{token}"), confirm(client, token)):
        assert answer.status_code == 410
        assert "lewat masa berlakunya" in text(answer)
    assert "/masuk/" in client.get(page_of(share))["Location"]


def test_it_dies_with_the_appointment(people: Cast, share: Assignment, token: str) -> None:
    client = Client()
    confirm(client, token)
    ended = Appointment.objects.filter(person=people.camat_pelawan.person)
    ended.update(ends_on=TODAY - timedelta(days=1))
    assert "/masuk/" in client.get(page_of(share))["Location"]
    answer = confirm(client, token)
    assert answer.status_code == 410
    assert "tidak berlaku lagi" in text(answer)


@pytest.mark.parametrize("verb", ["sign_out", "reset", "block"])
def test_it_dies_when_the_phone_is_lost_or_access_withdrawn(
    people: Cast, share: Assignment, token: str, verb: str, clock: Clock
) -> None:
    client = Client()
    confirm(client, token)
    who = people.camat_pelawan
    unit = who.position.unit
    people.kabag_umum.position.administers = unit
    people.kabag_umum.position.save()
    by, later = actor(people.kabag_umum.person), AT + timedelta(minutes=1)
    words = ("Ponsel hilang.",) if verb == "block" else ()
    getattr(access, verb)(str(who.person.public_id), *words, actor=by, at=later)
    if verb == "block":
        access.unblock(str(who.person.public_id), actor=by, at=later)
    clock.at = later + timedelta(minutes=1)
    assert "/masuk/" in client.get(page_of(share))["Location"]
    assert confirm(Client(), token).status_code == 410
    assert confirm(client, token).status_code == 410


def test_five_wrong_pins_and_it_is_dead(share: Assignment, token: str, clock: Clock) -> None:
    client = Client()
    for _number in range(links.MOST_WRONG - 1):
        answer = confirm(client, token, "123987")
        assert answer.status_code == 422
        assert "PIN tidak cocok" in text(answer)
    confirm(client, token, "123987")
    clock.at = AT + timedelta(minutes=20)
    assert confirm(client, token).status_code == 410
    assert "/masuk/" in client.get(page_of(share))["Location"]


def test_a_wrong_pin_counts_among_the_persons_own_tries(
    people: Cast, share: Assignment, token: str
) -> None:
    fresh = [linked(share, people.camat_pelawan) for _number in range(4)]
    codes = [confirm(Client(), each, "123987").status_code for each in [*fresh, *fresh]]
    assert 429 in codes
    dead = Link.objects.filter(wrong__gte=links.MOST_WRONG)
    assert not dead.exists()  # a try that was not judged costs the link nothing


def test_another_persons_pin_does_not_open_it(people: Cast, token: str) -> None:
    other = people.camat_limun.person
    other.set_password("hanya-milik-limun")
    other.save()
    assert confirm(Client(), token, "hanya-milik-limun").status_code == 422
    assert not Link.objects.exclude(bound_at=None).exists()


def test_an_empty_pin_costs_no_try(token: str) -> None:
    assert confirm(Client(), token, "").status_code == 422
    assert Link.objects.get().wrong == 0


def test_whoever_is_signed_in_goes_straight_there(
    people: Cast, share: Assignment, token: str
) -> None:
    answer = browser(people.camat_pelawan.person).get(f"/l/{token}")
    assert answer["Location"] == page_of(share)
    assert Link.objects.get().bound_at is None


def test_a_browser_of_somebody_else_is_not_taken_over(people: Cast, token: str) -> None:
    client = browser(people.camat_limun.person)
    answer = confirm(client, token)
    assert answer.status_code == 409
    assert "dipakai akun lain" in text(answer)
    assert Link.objects.get().bound_at is None


def test_nobody_is_signed_in_by_it(people: Cast, share: Assignment, token: str) -> None:
    client = Client()
    confirm(client, token)
    assert "_auth_user_id" not in client.session
    assert client.get("/api/v1/me").status_code == 401
    assert client.get("/admin/").status_code == 302
    assert "/masuk/" in client.get("/")["Location"]
    device = client.cookies[DEVICE].value
    assert client.get("/api/v1/me", headers={"X-Session-Token": device}).status_code == 401


def test_it_can_be_shut(share: Assignment, token: str) -> None:
    client = Client()
    confirm(client, token)
    assert client.post("/l/tutup/").status_code == 303
    assert "/masuk/" in client.get(page_of(share))["Location"]
    assert Client().post("/l/tutup/").status_code == 303


@pytest.mark.parametrize("made", ["A" * 22, "_" * 22])
def test_a_token_that_never_was_is_not_found(db: None, made: str) -> None:
    assert Client().get(f"/l/{made}").status_code == 404
    assert confirm(Client(), made).status_code == 404


@pytest.mark.parametrize("cookie", ["", "x", "A" * 22, "é" * 22, "a\x00b", "B" * 5000])
def test_a_made_up_cookie_opens_nothing(share: Assignment, cookie: str) -> None:
    client = Client()
    client.cookies[DEVICE] = cookie
    assert "/masuk/" in client.get(page_of(share))["Location"]


def test_the_token_stands_in_no_log(share: Assignment, token: str, caplog: Any) -> None:
    with caplog.at_level(logging.DEBUG):
        Client().get(f"/l/{token}")
        Client().get(f"/l/{token}x")
        confirm(Client(), token, "123987")
        confirm(Client(), token)
    made = json_formatter()
    lines = [
        made.format(record) for record in caplog.records if record.name != "django.db.backends"
    ]
    assert any("/l/…" in line for line in lines)
    assert not [line for line in lines if token in line]


def test_a_reader_of_the_database_finds_no_token(people: Cast, token: str) -> None:
    row = Link.objects.get()
    assert token not in row.token_hash
    assert len(row.token_hash) == 64
