"""People choose how they are told, on pages and in apps, and devices enter and leave."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from notifications import sending
from notifications.channels.email import Email
from notifications.models import Delivery, PushSubscription
from notifications.preferences import Choice, choose, ways_of
from tests.api.calls import app
from tests.fakes.push import Browser
from tests.instructions.orders import order_to
from tests.notifications.phones import Phones
from tests.people import AT, cast
from tests.web.visits import browser, post, text
from workflow import outbox
from workflow.refusals import Refused

pytestmark = pytest.mark.django_db

PAGE = "/akun/pemberitahuan/"


def order(who: Any) -> list[tuple[str, bool]]:
    return [(way.channel, way.is_on) for way in ways_of(who.person)]


def test_a_channel_is_moved_and_switched_without_script(using: Any) -> None:
    people = cast()
    using(Phones("a"), Phones("b"), Phones("c"))
    page = browser(people.camat_pelawan.person)
    page.post(PAGE, {"turun": "a"})
    page.post(PAGE, {"saklar": "c"})
    page.post(PAGE, {"naik": "b"})
    assert order(people.camat_pelawan) == [
        ("b", True), ("a", True), ("c", False), ("in_app", True)
    ]  # fmt: skip
    for nonsense in ({"naik": "x\x00"}, {"saklar": "in_app"}, {"turun": "c"}, {}):
        assert page.post(PAGE, nonsense).status_code == 303
    assert order(people.camat_pelawan)[0] == ("b", True)
    assert "dimatikan" in text(page.get(PAGE))


def test_apps_replace_the_whole_order(using: Any) -> None:
    people = cast()
    using(Phones("a"), Phones("b"))
    api = app(people.camat_pelawan)
    said = api.send(
        "PUT", "me/channels", {"channels": [{"channel": "b"}, {"channel": "a", "on": False}]}
    )
    assert said.status_code == 200
    found = [(one["channel"], one["on"], one["fixed"]) for one in said.data["channels"]]
    assert found == [("b", True, False), ("a", False, False), ("in_app", True, True)]
    assert api.get("me/channels").data == said.data
    for body, code in (
        ([{"channel": "zzz"}], "unknown_channel"),
        ([{"channel": "a"}, {"channel": "a"}], "channel_named_twice"),
        ([{"channel": "in_app", "on": False}], "bell_stays_on"),
    ):
        said = api.send("PUT", "me/channels", {"channels": body})
        assert (said.status_code, said.data["code"]) == (422, code)


def test_nobody_else_can_be_spoken_for(using: Any) -> None:
    people = cast()
    using(Phones("a"))
    with pytest.raises(Refused):
        choose([Choice("b")], person=people.camat_pelawan.person)
    choose([Choice("a", is_on=False)], person=people.camat_pelawan.person)
    assert order(people.camat_limun)[0] == ("a", True)


def test_a_device_enters_by_the_page_and_by_the_api_and_leaves(settings: Any) -> None:
    people = cast()
    settings.PUSH_SERVICES = ["https://push.contoh.go.id"]
    one, two = Browser("https://push.contoh.go.id/1"), Browser("https://push.contoh.go.id/2")
    page = browser(people.camat_pelawan.person)
    given: dict[str, Any] = {"endpoint": one.endpoint, "p256dh": one.p256dh, "auth": one.auth}
    assert post(page, f"{PAGE}perangkat/", **given).status_code == 303
    api = app(people.camat_pelawan)
    keys = {"p256dh": two.p256dh, "auth": two.auth}
    said = api.post("devices", {"endpoint": two.endpoint, "keys": keys})
    assert said.status_code == 201
    assert len(api.get("devices").data["results"]) == 2
    assert len(app(people.camat_limun).get("devices").data["results"]) == 0
    assert app(people.camat_limun).send("DELETE", f"devices/{said.data['id']}").status_code == 404
    assert api.send("DELETE", f"devices/{said.data['id']}").status_code == 200
    row = PushSubscription.objects.get()
    assert row.device is not None
    assert post(page, f"{PAGE}perangkat/{row.public_id}/").status_code == 303
    assert not PushSubscription.objects.exists()
    given["endpoint"] = "https://10.0.0.1/"
    assert api.post("devices", {"endpoint": "https://10.0.0.1/", "keys": keys}).data["code"] == (
        "unknown_push_service"
    )


def test_the_worker_of_a_browser_gets_words_for_its_own_person_only(phone: Phones) -> None:
    people = cast()
    order_to(people.camat_pelawan, giver=people.bupati)
    outbox.drain(at=AT)
    sending.send_due(at=AT)
    row = Delivery.objects.get()
    url = f"/pemberitahuan/kiriman/{row.public_id}/"
    said = browser(people.camat_pelawan.person).get(url).json()
    assert said["title"].endswith("Perintah baru dari Bupati Sarolangun")
    assert "Periksa titik rawan banjir" in said["body"]
    assert "Yth." not in said["body"]
    assert browser(people.camat_limun.person).get(url).status_code == 404
    stranger = Client()
    assert stranger.get(url, headers={"Sec-Fetch-Mode": "cors"}).status_code == 401
    assert stranger.post(f"{url}diterima/").status_code == 204
    assert stranger.post(f"/pemberitahuan/kiriman/{uuid4()}/diterima/").status_code == 404
    row.refresh_from_db()
    assert row.status == "delivered"


def test_the_service_worker_is_served_from_the_root_to_everybody() -> None:
    said = Client().get("/sw.js")
    assert (said.status_code, said["Content-Type"]) == (200, "text/javascript; charset=utf-8")
    assert "Ada pemberitahuan baru" in text(said)


def test_letters_go_to_whoever_put_them_first(settings: Any) -> None:
    people = cast()
    settings.EMAIL_HOST = "127.0.0.1"
    who = people.camat_pelawan.person
    who.email, who.phone = "camat@contoh.go.id", "+6281100000001"
    who.save()
    choose([Choice("sms", is_on=False), Choice("email")], person=who)
    order_to(people.camat_pelawan, giver=people.bupati)
    outbox.drain(at=AT)
    assert Delivery.objects.get().channel == Email.name
