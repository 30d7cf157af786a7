"""Cards, PINs and lost phones: who may do what to whose account."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from accounts.access import actions, codes, people, pins, queries
from accounts.access.lifecycle import Status
from accounts.access.owner import owner_of
from accounts.models import Access, Person, PositionKind, Session
from tests.accounts.offices import PIN, activate, activated, card_for, key, office
from tests.api.calls import Api
from tests.people import AT, PASSWORD, TODAY, Member, actor, appoint, person, position, unit
from tests.statements import counted
from tests.web.visits import browser, status
from workflow.models import Entry, subject_models
from workflow.refusals import Refused
from workflow.verify import verify

pytestmark = pytest.mark.django_db


def refusal(act) -> str:
    with pytest.raises(Refused) as refused:
        act()
    assert str(refused.value.refusal.sentence)
    return refused.value.refusal.code


def app_token(who: Person) -> Api:
    """An app that signed in with NIP and PIN."""
    body = {"username": who.nip, "password": PIN}
    answer = Client().post("/_allauth/app/v1/auth/login", body, content_type="application/json")
    assert answer.status_code == 200, answer.content
    return Api(answer.json()["meta"]["session_token"])


def test_a_card_makes_its_person_a_pin_and_is_used_up() -> None:
    there = office()
    who = there.staff[0]
    code = card_for(who, there.clerk)
    access = Access.objects.get(person=who)
    assert access.status == Status.ISSUED
    assert code not in str(list(Access.objects.values()) + list(Entry.objects.values()))
    assert activate(codes.spoken(code).replace("-", "")) == who
    who.refresh_from_db()
    assert who.check_password(PIN)
    assert refusal(lambda: activate(code, "390172")) == "code_unknown"
    assert who.check_password(PIN)
    verbs = Entry.objects.filter(kind="access").order_by("id").values_list("verb", "person_id")
    assert list(verbs) == [
        ("register", there.clerk.person.pk),
        ("issue_card", there.clerk.person.pk),
        ("activate", who.pk),
    ]
    assert not mail.outbox
    assert verify(models=subject_models()).is_clean


def test_a_new_card_voids_the_one_before() -> None:
    there = office()
    first, second = (card_for(there.staff[0], there.clerk) for _ in range(2))
    assert refusal(lambda: activate(first)) == "code_unknown"
    assert activate(second) == there.staff[0]


def test_a_card_lives_seven_days_by_the_servers_clock() -> None:
    there = office()
    code = card_for(there.staff[0], there.clerk)
    late = AT + timedelta(days=7)
    assert refusal(lambda: activate(code, at=late)) == "code_expired"
    assert activate(code, at=late - timedelta(seconds=1)) == there.staff[0]


@pytest.mark.parametrize(
    ("pin", "again", "code"),
    [
        ("12345", "12345", "pin_not_six_digits"),
        ("1234567", "1234567", "pin_not_six_digits"),
        ("12345a", "12345a", "pin_not_six_digits"),
        ("١٢٣٤٥٦", "١٢٣٤٥٦", "pin_not_six_digits"),
        ("804615", "804616", "pins_differ"),
        *[(pin, pin, "pin_too_simple") for pin in (
            "123456", "654321", "890123", "111111", "000000", "121212", "123123", "112233",
            "170845", "010185", "850101", "198501",
        )],
    ],
)  # fmt: skip
def test_pins_that_a_colleague_would_try_are_refused(pin: str, again: str, code: str) -> None:
    there = office(staff=1)
    card = card_for(there.staff[0], there.clerk)
    assert refusal(lambda: activate(card, pin, again=again)) == code
    assert Access.objects.get().status == Status.ISSUED


def test_the_ends_of_ones_own_numbers_are_no_pin() -> None:
    who = Person(name="X", nip="198501012010017344", phone="+6281290736155")
    assert pins.is_simple("017344", person=who)
    assert pins.is_simple("736155", person=who)
    assert not pins.is_simple("736156", person=who)


def test_the_check_character_finds_every_slip_of_the_finger() -> None:
    code = codes.new_code()
    assert codes.read(codes.spoken(code).lower().replace("-", " ")) == code
    for place in range(codes.LENGTH):
        for letter in codes.ALPHABET.replace(code[place], ""):
            assert codes.read(code[:place] + letter + code[place + 1 :]) is None
    for a in range(codes.LENGTH - 2):
        swapped = code[:a] + code[a + 1] + code[a] + code[a + 2 :]
        assert code[a] == code[a + 1] or codes.read(swapped) is None
    assert codes.read("") is codes.read("O" * 12) is codes.read("\x00" * 12) is None


def test_a_clerk_of_another_unit_is_told_nothing() -> None:
    there, elsewhere = office(), office("Kecamatan Limun")
    stranger = actor(elsewhere.clerk.person)
    who = key(there.staff[0])
    acts = [
        lambda: actions.issue_cards([who], actor=stranger, at=AT),
        lambda: actions.issue_cards([key(elsewhere.staff[0]), who], actor=stranger, at=AT),
        lambda: actions.sign_out(who, actor=stranger, at=AT),
        lambda: actions.reset(who, actor=stranger, at=AT),
        lambda: actions.change_number(who, "081234567890", actor=stranger, at=AT),
        lambda: actions.block(who, "x", actor=stranger, at=AT),
        lambda: actions.unblock(who, actor=stranger, at=AT),
        lambda: actions.sign_out(who, actor=actor(there.staff[1]), at=AT),
    ]
    before = Entry.objects.count()
    assert {refusal(act) for act in acts} == {"not_found"}
    assert Entry.objects.count() == before
    assert people.access_of(stranger, who, at=AT) is None
    assert people.unit_of(stranger, str(there.unit.public_id)) is None


def test_an_administrator_reaches_the_whole_subtree_and_nothing_beside_it() -> None:
    top = unit("Pemerintah Kabupaten")
    regency = position("Operator Kabupaten", unit=top, kind=PositionKind.STAFF, administers=top)
    clerk = Member(person("Operator Kabupaten"), regency)
    appoint(clerk.person, regency)
    there = office(parent=top)
    beside = office("Dinas Lain")
    reach = set(queries.administered(actor(clerk.person)))
    assert {clerk.person, there.clerk.person, there.head.person, *there.staff} == reach
    assert not reach & set(beside.staff)
    assert not queries.administered(actor(there.staff[0])).exists()


def test_who_holds_posts_in_two_units_is_administered_by_both_until_one_ends() -> None:
    there, other = office(), office("Kecamatan Limun")
    both = there.staff[0]
    second = appoint(both, position("Plt. Kasi", unit=other.unit), capacity="plt")
    assert both in queries.administered(actor(other.clerk.person))
    assert both in queries.administered(actor(there.clerk.person))
    second.ends_on = TODAY - timedelta(days=1)
    second.save()
    assert both not in queries.administered(actor(other.clerk.person))


def test_a_card_can_be_there_on_the_first_day_and_not_a_month_before() -> None:
    there = office()
    soon, later = person("Mulai Senin"), person("Mulai nanti")
    appoint(soon, position("A", unit=there.unit), starts_on=TODAY + timedelta(days=6))
    appoint(later, position("B", unit=there.unit), starts_on=TODAY + timedelta(days=30))
    reach = set(queries.administered(actor(there.clerk.person)))
    assert soon in reach
    assert later not in reach


def test_the_systems_own_administrator_is_no_clerks_business() -> None:
    there = office()
    root = person("Admin", is_superuser=True, is_staff=True)
    appoint(root, position("Pranata Komputer", unit=there.unit))
    clerk = actor(there.clerk.person)
    assert refusal(lambda: actions.reset(key(root), actor=clerk, at=AT)) == "not_found"


def test_a_lent_hat_administers_nobody() -> None:
    from tests.people import delegate

    there = office()
    aide = person("Ajudan")
    delegate(aide, there.clerk.position, verbs=["issue_card", "reset"])
    assert not queries.administered(actor(aide)).exists()


def test_a_lost_phone_ends_every_session_and_token_at_once() -> None:
    there = office()
    who = activated(there.staff[0], there.clerk)
    phone, laptop, token = browser(who), browser(who), app_token(who)
    other = browser(there.staff[1])

    def seen() -> list[int]:
        return [status(phone, "/"), status(laptop, "/"), token.get("me").status_code]

    assert seen() == [200, 200, 200]
    assert sorted(one.is_app for one in Session.objects.filter(person=who)) == [False, False, True]
    actions.sign_out(key(who), actor=actor(there.clerk.person), at=AT)
    assert seen() == [302, 302, 401]
    assert status(other, "/") == 200
    assert not Session.objects.filter(person=who).exists()
    assert app_token(who).get("me").status_code == 200


def test_reset_voids_the_pin_and_the_person_reads_who_did_it() -> None:
    there = office()
    who = activated(there.staff[0], there.clerk)
    phone = browser(who)
    clerk = actor(there.clerk.person)
    people.mark_told(Access.objects.get())
    actions.reset(key(who), actor=clerk, at=AT)
    who.refresh_from_db()
    assert not who.has_usable_password()
    assert status(phone, "/") == 302
    assert activate(card_for(who, there.clerk), "390172") == who
    assert [entry.verb for entry in people.untold(who)] == ["issue_card", "reset"]
    assert {entry.position_id for entry in people.untold(who)} == {there.clerk.position.pk}
    people.mark_told(Access.objects.get(person=who))
    assert not people.untold(who)


def test_an_active_person_gets_no_card_unless_the_pin_was_voided_in_the_open() -> None:
    there = office()
    who = activated(there.staff[0], there.clerk)
    issued = actions.issue_cards([key(who)], actor=actor(there.clerk.person), at=AT)
    assert not issued.cards
    assert [refused.code for _who, refused in issued.refused] == ["not_now"]
    assert Access.objects.get().status == Status.ACTIVE


@pytest.mark.parametrize("whose", ["head", "clerk of a unit below"])
def test_nobody_alone_becomes_a_leader_or_another_administrator(whose: str) -> None:
    there = office()
    deputy = Member(
        person("Rekan"), position("Operator 2", unit=there.unit, administers=there.unit)
    )
    appoint(deputy.person, deputy.position)
    below = office("Kelurahan", parent=there.unit)
    leader = there.head.person if whose == "head" else below.clerk.person
    actions.reset(key(leader), actor=actor(there.clerk.person), at=AT)
    alone = actions.issue_cards([key(leader)], actor=actor(there.clerk.person), at=AT)
    assert [refused.code for _who, refused in alone.refused] == ["second_administrator"]
    assert activate(card_for(leader, deputy)) == leader


def test_a_changed_number_signs_in_and_the_old_one_does_not() -> None:
    there = office()
    who = activated(there.staff[0], there.clerk)
    clerk = actor(there.clerk.person)
    old = who.phone
    actions.change_number(key(who), "0812 7777 8888", actor=clerk, at=AT)
    who.refresh_from_db()
    assert who.phone == "+6281277778888"
    entry = Entry.objects.get(verb="change_number")
    assert "81277778888" not in str(entry.facts)
    taken = there.staff[1].phone or ""
    assert (
        refusal(lambda: actions.change_number(key(who), taken, actor=clerk, at=AT)) == "phone_taken"
    )
    assert (
        refusal(lambda: actions.change_number(key(who), "x", actor=clerk, at=AT))
        == "phone_unreadable"
    )
    assert old != who.phone


def test_a_blocked_person_is_out_at_once_and_comes_back_as_before() -> None:
    there = office()
    who = activated(there.staff[0], there.clerk)
    phone, clerk = browser(who), actor(there.clerk.person)
    assert refusal(lambda: actions.block(key(who), " ", actor=clerk, at=AT)) == "reason_required"
    actions.block(key(who), "Cuti di luar tanggungan negara.", actor=clerk, at=AT)
    assert status(phone, "/") == 302
    login = phone.post("/masuk/", {"login": who.nip, "password": PIN})
    assert login.status_code == 422
    actions.unblock(key(who), actor=clerk, at=AT)
    assert phone.post("/masuk/", {"login": who.nip, "password": PIN}).status_code == 303
    mine = key(there.clerk.person)
    assert refusal(lambda: actions.block(mine, "x", actor=clerk, at=AT)) == "own_account"


def test_a_card_of_a_blocked_person_opens_nothing() -> None:
    there = office()
    code = card_for(there.staff[0], there.clerk)
    actions.block(key(there.staff[0]), "Belum bertugas.", actor=actor(there.clerk.person), at=AT)
    assert refusal(lambda: activate(code)) == "code_unknown"


def test_a_person_signs_out_the_other_devices_and_keeps_this_one() -> None:
    there = office()
    who = activated(there.staff[0], there.clerk)
    here, there_ = browser(who), browser(who)
    me = owner_of(actor(who), who)
    actions.sign_out(key(who), actor=me, at=AT, but=here.session.session_key)
    assert [status(here, "/"), status(there_, "/")] == [200, 302]
    assert refusal(lambda: actions.reset(key(who), actor=me, at=AT)) == "not_yours"
    assert Entry.objects.get(verb="sign_out").position_id is None


def test_a_person_with_a_password_is_recognised_the_first_time() -> None:
    there = office()
    old = person("Lama", nip="197001011995031001")
    appoint(old, position("Lama", unit=there.unit))
    assert people.status_of(old) == Status.ACTIVE
    actions.sign_out(key(old), actor=actor(there.clerk.person), at=AT)
    assert Access.objects.get(person=old).status == Status.ACTIVE
    assert old.check_password(PASSWORD)


def test_sixty_cards_take_as_many_statements_as_three() -> None:
    few, many = office(staff=3), office("Dinas Besar", staff=60)

    def statements(there) -> int:
        keys = [key(who) for who in there.staff]
        with counted() as found:
            issued = actions.issue_cards(keys, actor=there_actor[there.unit.pk], at=AT)
        assert len(issued.cards) == len(keys)
        return found.count

    there_actor = {one.unit.pk: actor(one.clerk.person) for one in (few, many)}
    assert statements(few) == statements(many) <= 14
