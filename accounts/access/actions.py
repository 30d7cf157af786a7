"""What an administrator does with people's access, and the person with their own.

People are named by their public id (`key`). Each raises `Refused` as `workflow.door.act` does, and
is one transaction: what is void is void when it returns. PINs are hashed before it begins.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, make_password
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts import nik
from accounts.access import codes, devices, people, pins, queries
from accounts.access.guards import CARD_LIFE, unknown_code
from accounts.access.owner import Owner
from accounts.models import Access, Person
from accounts.signin import normal_phone
from workflow import door
from workflow.actors import Actor, Hat
from workflow.door import Deed, Done
from workflow.refusals import NOT_FOUND, Choice, Refusal, Refused, invalid
from workflow.text import said

AccessDone = Done[Access]
T = TypeVar("T")

MOST_CARDS = 100


@dataclass(frozen=True, slots=True)
class Card:
    """A card to be printed: the only place where the code stands in clear."""

    person: Person
    code: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Issued:
    """What came of issuing: the cards, and the people who get none, with the reason."""

    cards: list[Card]
    refused: list[tuple[Person, Refusal]]


# --- Cards ------------------------------------------------------------------------------------------


def issue_cards(keys: Sequence[str], *, actor: Actor, at: datetime) -> Issued:
    """New cards for people who are not active, at most MOST_CARDS; earlier cards are void.

    The number of statements does not depend on the number of people. Raises Refused `not_found`
    where one of them is not the actor's to administer, `nobody_chosen`, `too_many_cards`,
    `choose_hat`.
    """
    wanted = list(dict.fromkeys(keys))
    if not wanted:
        raise Refused(invalid("orang", "nobody_chosen", _("Pilih paling sedikit satu orang.")))
    if len(wanted) > MOST_CARDS:
        sentence = _("Paling banyak %(count)s kartu sekaligus.") % {"count": MOST_CARDS}
        raise Refused(invalid("orang", "too_many_cards", sentence))
    fresh = {key: codes.new_code() for key in wanted}
    return _again_if_met(lambda: _issue(fresh, actor, at))


def _issue(fresh: dict[str, str], actor: Actor, at: datetime) -> Issued:
    people = list(queries.administered(actor).filter(public_id__in=fresh))
    if len(people) != len(fresh):
        raise Refused(NOT_FOUND)
    hat = _administering(actor, people)
    by_id = {person.pk: fresh[str(person.public_id)] for person in people}
    until = at + CARD_LIFE
    deed = Deed(
        facts={"until": until.isoformat()},
        sets={
            "code_hash": {pk: codes.hash_of(code) for pk, code in by_id.items()},
            "code_until": until,
        },
    )
    with transaction.atomic():
        _open(people, actor, hat, at)
        rows = Access.visible_to(actor).filter(person__in=people)
        done = door.act_many(rows, "issue_card", actor=actor, hat=hat, at=at, deed=deed)
    cards = [Card(row.person, by_id[row.person_id], until) for row in done.moved]
    return Issued(cards, [(row.person, refusal) for row, refusal in done.refused])


def _administering(actor: Actor, people: Sequence[Person]) -> Hat:
    """The hat that administers all of them: the named one, or the only one that does."""
    hats = queries.administering(actor)
    if actor.hat is not None:
        hats = [hat for hat in hats if hat.position_id == actor.hat.position_id]
    fitting = [hat for hat in hats if queries.covers(actor, hat, people)]
    if not fitting:
        raise Refused(NOT_FOUND)
    if len(fitting) > 1:
        sentence = _("Anda mengelola orang ini dalam beberapa jabatan. Pilih salah satu.")
        choices = [Choice(hat.key, hat.title) for hat in fitting]
        raise Refused(Refusal("choose_hat", sentence, choices=choices))
    return fitting[0]


def _open(people: Sequence[Person], actor: Actor, hat: Hat | None, at: datetime) -> None:
    """Birth the rows of those who have none, in their right first status."""
    known = set(Access.objects.filter(person__in=people).values_list("person_id", flat=True))
    fresh = [person for person in people if person.pk not in known]
    for verb, has_secret in (("register", False), ("recognise", True)):
        rows = [
            Access(person=person, moved_at=at)
            for person in fresh
            if can_sign_in(person) is has_secret
        ]
        door.create_many(rows, verb, actor=actor, hat=hat, at=at)


def can_sign_in(person: Person) -> bool:
    """Whether a password or PIN is set at all."""
    return bool(person.password) and not person.password.startswith(UNUSABLE_PASSWORD_PREFIX)


def _again_if_met(work: Callable[[], T]) -> T:
    """Two who open the same person's row at once: the second finds it there."""
    try:
        return work()
    except IntegrityError:
        return work()


# --- What an administrator does with one person -----------------------------------------------------


def sign_out(key: str, *, actor: Actor, at: datetime, but: str | None = None) -> AccessDone:
    """A lost phone: every session and token of the person ends now, but the one with key `but`."""

    def after(access: Access) -> None:
        devices.sign_out(access.person, but=but)

    return _act(key, "sign_out", actor, at, after=after)


def reset(key: str, *, actor: Actor, at: datetime) -> AccessDone:
    """Void PIN, password and passkeys, and sign every device out; a new card is due."""

    def after(access: Access) -> None:
        Person.objects.filter(pk=access.person_id).update(password=make_password(None))
        Authenticator.objects.filter(user_id=access.person_id).delete()
        devices.sign_out(access.person)

    deed = Deed(sets={"by": actor.person_id})
    return _act(key, "reset", actor, at, deed, after=after)


def change_number(key: str, phone: str, *, actor: Actor, at: datetime) -> AccessDone:
    """Give a person another phone number. Raises Refused `phone_unreadable`, `phone_taken`."""
    number = normal_phone(phone)
    if number is None:
        sentence = _("Nomor ponsel ditulis seperti 0812 3456 7890 atau +6281234567890.")
        raise Refused(invalid("phone", "phone_unreadable", sentence))

    def after(access: Access) -> None:
        Person.objects.filter(pk=access.person_id).update(phone=number)

    deed = Deed(data={"phone": number}, contents={"phone": number})
    try:
        return _act(key, "change_number", actor, at, deed, after=after)
    except IntegrityError as error:
        if not Person.objects.filter(phone=number).exclude(public_id=key).exists():
            raise
        sentence = _("Nomor ini sudah dipakai orang lain.")
        raise Refused(invalid("phone", "phone_taken", sentence)) from error


def keep_nik(key: str, number: str, *, actor: Actor, at: datetime) -> AccessDone:
    """Seal a person's NIK for the signing service: by themselves or the administrator of their unit.

    The entry says that it was done and holds nothing of the number (UU 27/2022 Ps. 4). Raises
    Refused `nik_required`, `nik_malformed`, `nik_taken`, `nik_not_set_up`.
    """

    def after(access: Access) -> None:
        try:
            nik.keep(access.person, number, at=at)
        except ImproperlyConfigured as error:
            sentence = _("Penyimpanan NIK belum disiapkan di server ini. Hubungi Diskominfo.")
            raise Refused(Refusal("nik_not_set_up", sentence)) from error

    return _act(key, "keep_nik", actor, at, Deed(data={"nik": number.strip()}), after=after)


def block(key: str, reason: str, *, actor: Actor, at: datetime) -> AccessDone:
    """Nobody signs in as this person until it is lifted; what is running ends now."""

    def after(access: Access) -> None:
        Person.objects.filter(pk=access.person_id).update(is_active=False)
        devices.sign_out(access.person)

    deed = Deed(contents={"reason": said("reason", reason)})
    return _act(key, "block", actor, at, deed, after=after)


def unblock(key: str, *, actor: Actor, at: datetime) -> AccessDone:
    """Lift the block."""

    def after(access: Access) -> None:
        Person.objects.filter(pk=access.person_id).update(is_active=True)

    return _act(key, "unblock", actor, at, after=after)


def _act(
    key: str,
    verb: str,
    actor: Actor,
    at: datetime,
    deed: Deed = door.EMPTY,
    *,
    after: Callable[[Access], None] | None = None,
) -> AccessDone:
    """Do one verb, opening the person's row first; `after` runs in the same transaction."""

    def work() -> AccessDone:
        with transaction.atomic():
            access = _row(key, actor, at)
            done = door.act(Access, str(access.public_id), verb, actor=actor, at=at, deed=deed)
            if after is not None and not done.repeated:
                after(done.subject)
        return done

    return _again_if_met(work) if verb != "change_number" else work()


def _row(key: str, actor: Actor, at: datetime) -> Access:
    seen = Access.visible_to(actor).filter(person__public_id=key)
    access = seen.first()
    if access is not None:
        return access
    own = Person.objects.filter(pk=actor.person_id or 0, public_id=key)
    person = queries.administered(actor).filter(public_id=key).first() or own.first()
    if person is None:
        raise Refused(NOT_FOUND)
    is_own = person.pk == actor.person_id
    hat = None if is_own else _administering(actor, [person])
    _open([person], actor, hat, at)
    return seen.get()


# --- What a person does with their own --------------------------------------------------------------


def holder_of(code: str) -> Access:
    """Whose card this is, before anything is decided; changes nothing. Raises Refused."""
    known = Access.objects.filter(code_hash=codes.hash_of(code), person__is_active=True)
    access = known.select_related("person").first()
    if access is None:
        raise Refused(invalid("kode", "code_unknown", unknown_code()))
    return access


def activate(
    code: str, pin: str, *, again: str, by: Callable[[Person], Owner], at: datetime
) -> Person:
    """Use a card up: its person has a PIN from now on. Of two at once one wins.

    `by` makes the actor from the person. Raises Refused `code_unknown`, `code_expired`, and those
    of `pins.check`.
    """
    access = holder_of(code)
    person = access.person
    pins.check(pin, again=again, person=person)
    secret = make_password(pin)
    deed = Deed(data={"code_hash": codes.hash_of(code)})
    with transaction.atomic():
        key = str(access.public_id)
        try:
            done = door.act(Access, key, "activate", actor=by(person), at=at, deed=deed)
        except Refused as refused:
            if refused.refusal.code == "not_now":
                raise Refused(invalid("kode", "code_unknown", unknown_code())) from refused
            raise
        if done.repeated:
            raise Refused(invalid("kode", "code_unknown", unknown_code()))
        _set_secret(person, secret)
        if access.reset_by is None and not access.told:
            people.mark_told(done.subject)  # a first card is no news to whoever holds it
    return person


def change_pin(pin: str, *, again: str, owner: Owner, at: datetime, but: str | None) -> Person:
    """Another PIN for oneself; the old one was asked for before. Ends every session but `but`."""
    pins.check(pin, again=again, person=owner.person)
    secret = make_password(pin)

    def after(access: Access) -> None:
        _set_secret(owner.person, secret)
        devices.sign_out(owner.person, but=but)

    _act(str(owner.person.public_id), "change_pin", owner, at, after=after)
    return owner.person


def _set_secret(person: Person, secret: str) -> None:
    person.password = secret
    Person.objects.filter(pk=person.pk).update(password=secret)


def sign_out_device(handle: UUID, *, owner: Owner, at: datetime) -> AccessDone:
    """End one of one's own sign-ins. Raises Refused `not_found` where there is none such."""

    def after(access: Access) -> None:
        if not devices.sign_out_one(owner.person, handle):
            raise Refused(NOT_FOUND)

    return _act(str(owner.person.public_id), "sign_out_device", owner, at, after=after)


def add_passkey(*, owner: Owner, at: datetime, save: Callable[[], None]) -> AccessDone:
    """Enter a passkey; `save` writes allauth's row of it, in the same transaction."""
    return _act(str(owner.person.public_id), "add_passkey", owner, at, after=lambda _row: save())


def remove_passkey(pk: int, *, owner: Owner, at: datetime) -> AccessDone:
    """Forget one of one's own passkeys. Raises Refused `not_found`."""

    def after(access: Access) -> None:
        own = Authenticator.objects.filter(pk=pk, user_id=owner.person_id)
        if not own.delete()[0]:
            raise Refused(NOT_FOUND)

    return _act(str(owner.person.public_id), "remove_passkey", owner, at, after=after)
