"""Guessing a PIN: counted on the person's own row, however many guess at once."""

from datetime import timedelta

import pytest

from accounts.access import actions, tries
from accounts.models import Access, Person
from accounts.signin import SignInRefused, confirm
from tests.accounts.offices import PIN, activate, activated, card_for, key, office
from tests.people import AT, actor
from tests.races import race
from tests.web.visits import browser
from workflow.models import Entry
from workflow.refusals import Refused


def guess(person: Person, *, at=AT) -> int | str | None:
    """Seconds to wait, None where only a card helps, or 'looked at'."""
    try:
        tries.take(person, at=at)
    except tries.Wait as wait:
        return wait.seconds
    return "looked at"


@pytest.mark.django_db
def test_after_five_wrong_pins_each_try_waits_twice_as_long_and_after_ten_a_card_is_due() -> None:
    there = office()
    who = activated(there.staff[0], there.clerk)
    assert [guess(who) for _ in range(5)] == ["looked at"] * 5
    assert guess(who) == 61
    at, waits = AT, []
    for _ in range(5):
        seconds = guess(who, at=at)
        assert isinstance(seconds, int)
        waits.append(seconds - 1)
        at += timedelta(seconds=seconds)
        assert guess(who, at=at) == "looked at"
    assert waits == [60, 120, 240, 480, 960]
    assert guess(who, at=at + timedelta(days=365)) is None
    tries.forgive(who)  # what a new card does as well
    assert guess(who, at=at) == "looked at"


@pytest.mark.django_db
def test_a_dead_pin_is_revived_by_a_new_card_and_signs_nobody_out(client) -> None:
    there = office()
    who = activated(there.staff[0], there.clerk)
    phone = browser(who)
    Access.objects.filter(person=who).update(wrong=tries.MOST)
    answer = client.post("/masuk/", {"login": who.nip, "password": PIN})
    assert answer.status_code == 429
    assert "kartu baru" in answer.content.decode()
    assert phone.get("/").status_code == 200
    actions.reset(key(who), actor=actor(there.clerk.person), at=AT)
    assert activate(card_for(who, there.clerk), "390172") == who
    assert client.post("/masuk/", {"login": who.nip, "password": "390172"}).status_code == 303


@pytest.mark.django_db
def test_a_right_pin_ends_the_count_and_a_wrong_one_of_a_colleague_does_not_touch_it(
    client,
) -> None:
    there = office()
    who, colleague = (activated(one, there.clerk) for one in there.staff[:2])
    for _ in range(4):
        assert client.post("/masuk/", {"login": who.nip, "password": "999999"}).status_code == 422
    assert Access.objects.get(person=who).wrong == 4
    assert Access.objects.get(person=colleague).wrong == 0
    assert client.post("/masuk/", {"login": who.nip, "password": PIN}).status_code == 303
    assert Access.objects.get(person=who).wrong == 0


@pytest.mark.django_db
def test_one_careless_person_does_not_lock_the_office_behind_the_same_address(client) -> None:
    there = office(staff=8)
    careful = activated(there.staff[0], there.clerk)
    for one in there.staff[1:]:
        for _ in range(5):
            client.post("/masuk/", {"login": one.nip, "password": "999999"})
    assert client.post("/masuk/", {"login": careful.nip, "password": PIN}).status_code == 303


@pytest.mark.django_db(transaction=True)
def test_twelve_guesses_at_once_are_not_twelve_looks() -> None:
    there = office()
    who = activated(there.staff[0], there.clerk)
    found = race(*[lambda: guess(who)] * 12)
    assert found.count("looked at") == tries.FREE
    assert Access.objects.get(person=who).wrong == tries.FREE


@pytest.mark.django_db(transaction=True)
def test_of_two_who_use_one_card_at_once_one_wins() -> None:
    there = office()
    who = there.staff[0]
    code = card_for(who, there.clerk)
    first, second = race(lambda: activate(code, "804615"), lambda: activate(code, "390172"))
    outcomes = {type(first), type(second)}
    assert outcomes == {Person, Refused}
    who.refresh_from_db()
    won = "804615" if isinstance(first, Person) else "390172"
    assert who.check_password(won)
    assert Entry.objects.filter(verb="activate").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_clerks_who_print_the_same_card_at_once_leave_one_that_counts() -> None:
    there = office()
    keys = [key(who) for who in there.staff]

    def print_() -> list[str]:
        issued = actions.issue_cards(keys, actor=actor(there.clerk.person), at=AT)
        return [card.code for card in issued.cards]

    printed = race(print_, print_)
    assert all(isinstance(codes, list) and len(codes) == 3 for codes in printed), printed
    sound = 0
    for codes in printed:
        assert isinstance(codes, list)
        for code in codes:
            try:
                activate(code)
            except Refused:
                continue
            sound += 1
    assert sound == 3


@pytest.mark.django_db(transaction=True)
def test_a_card_used_while_it_is_replaced_opens_the_account_once_or_not_at_all() -> None:
    there = office()
    who = there.staff[0]
    code = card_for(who, there.clerk)
    used, _new = race(lambda: activate(code), lambda: card_for(who, there.clerk))
    access = Access.objects.get(person=who)
    assert access.status == ("active" if isinstance(used, Person) else "issued")
    assert not isinstance(used, Exception) or isinstance(used, Refused)


@pytest.mark.django_db
def test_a_secret_is_never_looked_at_without_counting(rf) -> None:
    there = office()
    who = activated(there.staff[0], there.clerk)
    Access.objects.filter(person=who).update(wrong=tries.MOST)
    request = rf.post("/masuk/")
    request.at = AT
    with pytest.raises(SignInRefused) as refused:
        confirm(request, who.nip or "", PIN)
    assert refused.value.code == "too_many_attempts"
