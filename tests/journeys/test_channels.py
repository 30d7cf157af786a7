"""How somebody is told: the page on a phone, a push that wakes the browser, and whom nothing reached."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from notifications import sending
from notifications.channels import Sent, Unreachable
from notifications.models import Delivery
from tests.instructions.orders import order_to
from tests.journeys.conftest import DESK
from tests.journeys.looks import Looks
from tests.journeys.test_main_job import sign_in
from tests.notifications.phones import Phones
from tests.people import Cast
from tests.web.visits import url_of
from workflow import outbox

pytestmark = pytest.mark.django_db(transaction=True)

SHOWN = """async () => {
  const worker = await navigator.serviceWorker.ready;
  for (let n = 0; n < 50; n += 1) {
    const found = await worker.getNotifications();
    if (found.length) return found.map((one) => [one.title, one.body, one.tag]);
    await new Promise((go) => setTimeout(go, 100));
  }
  return [];
}"""


@pytest.fixture(autouse=True)
def no_quiet_hours(settings: Any) -> None:
    """A browser stands at the real time, which may be at night."""
    settings.QUIET_HOURS = False


def test_channels_on_a_phone(people: Cast, open_page: Any, looks: Looks) -> None:
    phone = open_page()
    sign_in(phone, people.camat_pelawan)
    phone.goto("/akun/")
    phone.get_by_role("link", name="Cara saya diberi tahu").click()
    expect(phone.get_by_text("Lonceng di Sigap")).to_be_visible()
    phone.get_by_role("button", name="Naik Surel").click()
    phone.get_by_role("button", name="Matikan SMS").click()
    expect(phone.get_by_text("dimatikan")).to_be_visible()
    looks.at(phone, "saluran")
    desk = open_page(DESK)
    sign_in(desk, people.camat_pelawan)
    desk.goto("/akun/pemberitahuan/")
    looks.at(desk, "saluran-meja")
    assert not looks.wrong, "\n".join(looks.wrong)


def push(page: Page, data: dict[str, str]) -> None:
    """What a push service does to a browser: wake its service worker."""
    protocol = page.context.new_cdp_session(page)
    registered: list[str] = []
    protocol.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda said: registered.extend(one["registrationId"] for one in said["registrations"]),
    )
    protocol.send("ServiceWorker.enable")
    page.wait_for_timeout(300)
    origin = page.evaluate("location.origin")
    protocol.send(
        "ServiceWorker.deliverPushMessage",
        {"origin": origin, "registrationId": registered[0], "data": json.dumps(data)},
    )


def test_a_push_shows_the_order_and_sends_its_receipt(
    people: Cast, open_page: Any, using: Any
) -> None:
    using(Phones())
    order_to(people.camat_pelawan, giver=people.bupati)
    at = timezone.now()
    outbox.drain(at=at)
    sending.send_due(at=at)
    row = Delivery.objects.get()
    page = open_page()
    page.context.grant_permissions(["notifications"])
    sign_in(page, people.camat_pelawan)
    page.evaluate(
        "navigator.serviceWorker.register('/sw.js').then(() => navigator.serviceWorker.ready)"
    )
    push(page, {"id": str(row.public_id)})
    ((title, body, tag),) = page.evaluate(SHOWN)
    assert "Perintah baru dari Bupati Sarolangun" in title
    assert "Periksa titik rawan banjir" in body
    for _ in range(50):
        row.refresh_from_db()
        if row.status == "delivered":
            break
        page.wait_for_timeout(100)
    assert row.status == "delivered"
    push(page, {"clear": tag})
    page.wait_for_timeout(500)
    assert page.evaluate("navigator.serviceWorker.ready.then((w) => w.getNotifications()).then((f) => f.length)") == 0  # fmt: skip


def test_the_giver_sees_whom_nothing_reached(
    people: Cast, open_page: Any, looks: Looks, using: Any
) -> None:
    one = Phones()
    gone = people.camat_pelawan.person
    gone.phone = "+6281100000001"
    gone.save()
    one.answer = lambda m: Unreachable("gone") if m.person_id == gone.pk else Sent()
    using(one)
    order = order_to(
        people.camat_pelawan, people.camat_limun, people.camat_singkut, giver=people.bupati
    )
    at = timezone.now() + timedelta(minutes=1)
    outbox.drain(at=at)
    sending.send_due(at=at)
    phone = open_page()
    sign_in(phone, people.bupati)
    phone.goto(url_of(order))
    expect(phone.get_by_role("link", name="Telepon Camat Pelawan")).to_be_visible()
    looks.at(phone, "papan-belum-sampai")
    assert not looks.wrong, "\n".join(looks.wrong)
