"""The morning page: one's own turn, what one asked for, and nothing that is not one's to know."""

import re
from datetime import timedelta
from typing import Any

import pytest

from accounts.models import Capacity
from instructions import actions
from instructions.models import Seen
from notifications.mornings import digest
from tests.clock import Clock
from tests.instructions.orders import order_to, share_of
from tests.people import AT, Cast, actor, appoint, cast
from tests.web.visits import browser, post, statements, text, url_of

pytestmark = pytest.mark.django_db
PAGE = "/pagi/"
EVE = AT - timedelta(hours=22)


@pytest.fixture
def people(db: None) -> Cast:
    return cast()


def plain(response: Any) -> str:
    """The page's words without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", text(response)).split())


def test_a_recipient_sees_what_is_on_their_turn_today(people: Cast) -> None:
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati, at=EVE)
    shown = browser(people.camat_pelawan.person).get(PAGE).content.decode()
    assert url_of(share_of(order, people.camat_pelawan)) in shown
    assert url_of(share_of(order, people.camat_limun)) not in shown
    assert "Camat Limun" not in shown
    assert "Giliran hari ini" in shown


def test_a_giver_sees_who_is_silent_who_read_what_is_late_and_what_finished(
    people: Cast, clock: Clock
) -> None:
    late = EVE + timedelta(hours=10)
    order = order_to(
        people.camat_pelawan, people.camat_limun, people.camat_singkut, people.kadis_kesehatan,
        giver=people.bupati, at=EVE, finish_by=late, answer_by=late,
    )  # fmt: skip
    limun = share_of(order, people.camat_limun)
    Seen.objects.create(assignment=limun, person=people.camat_limun.person, channel="web", at=EVE)
    singkut = share_of(order, people.camat_singkut)
    actions.acknowledge(str(singkut.public_id), actor=actor(people.camat_singkut.person), at=EVE)
    kadis = str(share_of(order, people.kadis_kesehatan).public_id)
    actions.report(kadis, actor=actor(people.kadis_kesehatan.person), note="Sudah.", at=EVE)
    actions.accept(kadis, actor=actor(people.bupati.person), at=EVE)
    shown = plain(browser(people.bupati.person).get(PAGE))
    for words in ("2 Belum menjawab", "1 di antaranya sudah dibaca", "3 Terlambat"):
        assert words in shown
    assert "1 Selesai kemarin" in shown
    for head in ("Belum dibuka 1", "Sudah dibaca, belum menjawab 1", "Terlambat dikerjakan 1"):
        assert head in shown


def test_nothing_open_is_told_kindly(people: Cast) -> None:
    shown = text(browser(people.camat_singkut.person).get(PAGE))
    assert "Tidak ada yang menunggu pagi ini" in shown


def test_a_stranger_learns_nothing(people: Cast) -> None:
    order_to(people.camat_pelawan, giver=people.bupati, text="Hanya untuk camat.", at=EVE)
    assert "Hanya untuk camat" not in text(browser(people.stranger.person).get(PAGE))


def test_an_aide_is_shown_nothing_secret(people: Cast) -> None:
    order_to(
        people.camat_pelawan, giver=people.bupati, text="Sangat pribadi.",
        classification="rahasia", at=EVE,
    )  # fmt: skip
    shown = text(browser(people.ajudan.person).get(PAGE))
    assert "Sangat pribadi" not in shown
    assert "Tidak ada yang menunggu" in shown
    assert "Sangat pribadi" in text(browser(people.bupati.person).get(PAGE))


def test_other_hats_are_a_tap_away_and_only_ones_own(people: Cast) -> None:
    appoint(people.camat_limun.person, people.camat_singkut.position, capacity=Capacity.PLT)
    order = order_to(people.camat_singkut, giver=people.bupati, at=EVE)
    client = browser(people.camat_limun.person)
    shown = text(client.get(PAGE))
    assert "Plt. Camat Singkut" in shown
    other = client.get(f"{PAGE}?jabatan={people.camat_singkut.position.public_id}")
    assert url_of(share_of(order, people.camat_singkut)) in other.content.decode()
    not_theirs = client.get(f"{PAGE}?jabatan={people.bupati.position.public_id}")
    assert not_theirs.status_code == 403
    assert client.get(f"{PAGE}?jabatan=bukan-uuid").status_code == 403


def test_statements_do_not_depend_on_how_much_there_is(people: Cast) -> None:
    order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati, at=EVE)
    client = browser(people.bupati.person)
    client.get(PAGE)
    few = statements(client, PAGE)
    for _number in range(4):
        order_to(people.camat_pelawan, people.camat_limun, people.camat_singkut,
                 giver=people.bupati, at=EVE)  # fmt: skip
    assert statements(client, PAGE) == few


def test_the_message_is_switched_off_and_on_among_the_channels(people: Cast) -> None:
    client = browser(people.bupati.person)
    for value, wanted in (("mati", False), ("nyala", True)):
        answer = post(client, "/akun/pemberitahuan/pagi/", ringkasan=value)
        assert answer.status_code == 303
        assert digest.is_on(people.bupati.person) is wanted


def test_the_bell_leads_to_the_page(people: Cast) -> None:
    order_to(people.camat_pelawan, giver=people.bupati, at=EVE)
    digest.run(at=AT.replace(hour=7, minute=0))
    shown = browser(people.camat_pelawan.person).get("/pemberitahuan/").content.decode()
    assert "Ringkasan pagi" in shown
    assert f'href="{PAGE}"' in shown
