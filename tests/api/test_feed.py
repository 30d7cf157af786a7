"""The change feed: everything once, nothing behind a cursor, nothing that is not one's own."""

import threading

import pytest
from django.db import connection, transaction

from api import feed
from instructions import actions
from tests.api.calls import address, app
from tests.api.settled import until_settled
from tests.instructions.orders import order_to, share_at, share_of
from tests.people import AT, actor, appoint, cast
from workflow.models import Entry


def follow(caller, cursor=""):
    """All items after a cursor once they are settled, and the cursor to go on with."""
    until_settled()
    found = []
    for _page in range(50):
        page = caller.get("changes", cursor=cursor).data
        found += page["results"]
        cursor = page["next"]
        if not page["more"]:
            return found, cursor
    raise AssertionError("the feed does not end")


@pytest.mark.django_db(transaction=True)
def test_a_client_starts_from_nothing_and_then_hears_only_what_changed():
    people = cast()
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    share = share_of(order, people.camat_pelawan)
    camat = app(people.camat_pelawan)
    first, cursor = follow(camat)
    assert [(one["kind"], one["id"]) for one in first] == [
        ("instruction", str(order.public_id)),
        ("assignment", str(share.public_id)),
    ]
    assert first[1]["item"]["status"] == "sent"
    assert follow(camat, cursor) == ([], cursor)

    camat.post(address(share, "acknowledge"))
    camat.post(address(share, "start"))
    other = str(share_of(order, people.camat_limun).public_id)
    actions.acknowledge(other, actor=actor(people.camat_limun.person), at=AT)
    [one], cursor = follow(camat, cursor)
    assert (one["id"], one["verb"], one["version"]) == (str(share.public_id), "start", 3)
    assert one["item"]["status"] == "in_progress"
    heard, _cursor = follow(app(people.bupati), "")
    assert {one["id"] for one in heard} == {str(order.public_id), str(share.public_id), other}


@pytest.mark.django_db(transaction=True)
def test_pages_follow_each_other_without_loss_or_repeat(monkeypatch):
    monkeypatch.setattr(feed, "PAGE", 3)
    people = cast()
    for _order in range(5):
        order_to(people.camat_pelawan, giver=people.bupati)
    found, _cursor = follow(app(people.camat_pelawan))
    assert len(found) == 10
    assert len({one["id"] for one in found}) == 10


@pytest.mark.django_db(transaction=True)
def test_a_slow_transaction_does_not_come_in_behind_the_cursor():
    if connection.vendor != "postgresql":
        # SQLite has one writer at a time: what is written later is committed later.
        assert "tx" not in str(feed._settled(Entry.objects.all()).query.where)
        return
    people = cast()
    first, second = (
        share_at("sent", people),
        share_of(order_to(people.camat_singkut, giver=people.bupati), people.camat_singkut),
    )
    bupati = app(people.bupati)
    _all, cursor = follow(bupati)
    began, go_on, done = threading.Event(), threading.Event(), threading.Event()

    def slow():
        with transaction.atomic():
            camat = actor(people.camat_pelawan.person)
            actions.acknowledge(str(first.public_id), actor=camat, at=AT)
            began.set()
            go_on.wait(20)
        connection.close()
        done.set()

    thread = threading.Thread(target=slow)
    thread.start()
    try:
        assert began.wait(20)
        singkut = actor(people.camat_singkut.person)
        actions.acknowledge(str(second.public_id), actor=singkut, at=AT)
        early = bupati.get("changes", cursor=cursor).data
        assert early["results"] == []
        cursor = early["next"]
    finally:
        go_on.set()
        thread.join(20)
    assert done.is_set()
    late, _cursor = follow(bupati, cursor)
    assert {one["id"] for one in late} == {str(first.public_id), str(second.public_id)}


@pytest.mark.django_db(transaction=True)
def test_a_restore_makes_every_cursor_start_again_and_loses_nothing(monkeypatch):
    monkeypatch.setattr(feed, "PAGE", 2)
    people = cast()
    share = share_at("sent", people)
    camat = app(people.camat_pelawan)
    before, cursor = follow(camat)
    feed.begin_epoch()
    ended = camat.get("changes", cursor=cursor)
    assert (ended.status_code, ended.data["code"]) == (410, "resync")
    again, cursor = follow(camat)
    assert [one["id"] for one in again] == [one["id"] for one in before]
    camat.post(address(share, "acknowledge"))
    [one], _cursor = follow(camat, cursor)
    assert one["verb"] == "acknowledge"


@pytest.mark.django_db(transaction=True)
def test_a_new_or_ended_hat_makes_the_client_fetch_everything_again():
    people = cast()
    order_to(people.camat_singkut, giver=people.bupati)
    camat = app(people.camat_pelawan)
    nothing, cursor = follow(camat)
    assert nothing == []
    appoint(people.camat_pelawan.person, people.camat_singkut.position, capacity="plh")
    assert camat.get("changes", cursor=cursor).status_code == 410
    found, _cursor = follow(camat)
    assert len(found) == 2


@pytest.mark.django_db
@pytest.mark.parametrize("cursor", ["x", "W10", "WzEsMiwzLDQsNV0", "WyJhIiwiYiIsMCwwLC0xXQ"])
def test_a_cursor_that_was_never_given_is_refused(cursor):
    people = cast()
    answer = app(people.bupati).get("changes", cursor=cursor)
    assert (answer.status_code, answer.data["code"]) == (422, "bad_cursor")
