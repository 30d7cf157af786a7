"""Lending a position's verbs to another person, and taking them back: by the principal's own hand.

Lent are only the verbs listed here. An aide's usual ones are drafting, issuing, reminding,
commenting and putting on paper; deciding, answering for the official, and anything of class Rahasia
only where the principal says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actors import Actor
from accounts.guards import spoken
from accounts.hats import AIDE_VERBS, Hat
from accounts.models import Delegation, Grant, Person, Position
from workflow import door
from workflow.door import Deed
from workflow.refusals import NOT_FOUND, Kind, Refusal, Refused, invalid

DELEGABLE: Mapping[str, Promise] = {
    "draft": gettext_lazy("Menyusun perintah"),
    "edit": gettext_lazy("Mengubah konsep"),
    "issue": gettext_lazy("Menyampaikan perintah"),
    "remind": gettext_lazy("Mengingatkan"),
    "comment": gettext_lazy("Menanggapi"),
    "prepare_memo": gettext_lazy("Menyiapkan naskah"),
    "answer": gettext_lazy("Menjawab pertanyaan"),
    "accept": gettext_lazy("Menerima laporan"),
    "return": gettext_lazy("Mengembalikan laporan"),
    "extend": gettext_lazy("Memperpanjang waktu"),
    "acknowledge": gettext_lazy("Menyatakan siap"),
    "ask": gettext_lazy("Memohon arahan"),
    "progress": gettext_lazy("Mengabarkan kemajuan"),
    "report": gettext_lazy("Melaporkan selesai"),
    "pass_down": gettext_lazy("Meneruskan ke bawahan"),
    "approve": gettext_lazy("Menyetujui naskah (paraf)"),
    "sign": gettext_lazy("Menandatangani naskah"),
}
USUAL = frozenset(AIDE_VERBS)


@dataclass(frozen=True, slots=True)
class Lending:
    """What is lent, to whom (public id), for how long; `secret` opens Rahasia and above."""

    person: UUID
    verbs: tuple[str, ...] = AIDE_VERBS
    secret: bool = False
    starts_on: date | None = None
    ends_on: date | None = None


def grant(lending: Lending, *, actor: Actor, at: datetime) -> Grant:
    """Lend verbs of a position the actor holds; in force from its first day, by default today.

    Raises Refused: `not_yours`, `choose_hat`, `hat_ended`, `unknown_person`, `same_person`,
    `no_verbs`, `unknown_verb`, `day_has_passed`, `ends_before_start`, `already_lent`.
    """
    today = timezone.localdate(at)
    starts_on = lending.starts_on or today
    hat = _principals_hat(actor)
    _check(lending, starts_on, today)
    with transaction.atomic():
        hat = _as_held(door.confirm(hat, "grant", actor=actor, at=at))
        person = _person(lending, actor)
        # Two grants to one person at once: the second waits here, and then finds the first.
        Position.objects.select_for_update(no_key=True).get(pk=hat.position_id)
        _refuse_second(person, hat.position, starts_on, lending.ends_on)
        made = Grant(
            principal=hat.position, person=person, starts_on=starts_on, ends_on=lending.ends_on,
            moved_at=at,
        )  # fmt: skip
        lent = Delegation(
            principal=hat.position, person=person, verbs=sorted(set(lending.verbs)),
            secret=lending.secret, starts_on=starts_on, ends_on=lending.ends_on,
        )  # fmt: skip
        deed = Deed(facts=_facts(lent))
        door.create_many([made], "grant", actor=actor, hat=hat, at=at, deed=deed)
        lent.grant = made
        lent.save()
    return made


def end(person: UUID, *, actor: Actor, at: datetime) -> list[Grant]:
    """Take back everything lent to a person (public id) for the actor's position, at once.

    What an administrator had written down gets its record first. Raises Refused `not_found` where
    nothing is lent, `not_yours`, `choose_hat`, `hat_ended`.
    """
    hat = _principals_hat(actor)
    with transaction.atomic():
        rows = Delegation.objects.filter(principal=hat.position, person__public_id=person)
        lent = list(rows.select_for_update(no_key=True, of=("self",)).select_related("grant"))
        if not lent:
            raise Refused(NOT_FOUND)
        hat = _as_held(door.confirm(hat, "end", actor=actor, at=at))
        _adopt([row for row in lent if row.grant is None], actor, hat, at)
        keys = [row.grant.pk for row in lent if row.grant]
        Delegation.objects.filter(pk__in=[row.pk for row in lent]).delete()
        grants = Grant.visible_to(actor).filter(pk__in=keys)
        return door.act_many(grants, "end", actor=actor, hat=hat, at=at).moved


def _adopt(rows: list[Delegation], actor: Actor, hat: Hat, at: datetime) -> None:
    """Give what has no record of its own one, so that its end stands somewhere."""
    for row in rows:
        row.grant = Grant(
            principal_id=row.principal_id, person_id=row.person_id, starts_on=row.starts_on,
            ends_on=row.ends_on, moved_at=at,
        )  # fmt: skip
        deed = Deed(facts=_facts(row))
        door.create_many([row.grant], "adopt", actor=actor, hat=hat, at=at, deed=deed)


def _facts(row: Delegation) -> dict[str, object]:
    return {
        "verbs": list(row.verbs),
        "secret": row.secret,
        "starts_on": row.starts_on.isoformat(),
        "ends_on": row.ends_on.isoformat() if row.ends_on else None,
    }


def _principals_hat(actor: Actor) -> Hat:
    """The held hat that lends: the named one, or the only one."""
    held = [hat for hat in actor.hats if hat.is_held]
    nobody = door.not_yours(_("Hanya pemegang jabatan yang dapat melimpahkannya."))
    return door.one_hat(held, actor, otherwise=nobody, ask=_("Pilih jabatan yang dilimpahkan."))


def _as_held(hat: object) -> Hat:
    """What was confirmed is still held, not only lent back."""
    if not isinstance(hat, Hat) or not hat.is_held:
        sentence = _("Hanya pemegang jabatan yang dapat melimpahkannya.")
        raise Refused(Refusal("not_yours", sentence, Kind.NOT_YOURS))
    return hat


def _check(lending: Lending, starts_on: date, today: date) -> None:
    if not lending.verbs:
        raise Refused(invalid("verbs", "no_verbs", _("Pilih paling sedikit satu wewenang.")))
    if set(lending.verbs) - set(DELEGABLE):
        raise Refused(invalid("verbs", "unknown_verb", _("Ada wewenang yang tidak dikenal.")))
    if starts_on < today:
        sentence = _("Hari pertama paling awal %(day)s.") % {"day": spoken(today)}
        raise Refused(invalid("starts_on", "day_has_passed", sentence))
    if lending.ends_on is not None and lending.ends_on < starts_on:
        sentence = _("Hari terakhir mendahului hari pertama.")
        raise Refused(invalid("ends_on", "ends_before_start", sentence))


def _person(lending: Lending, actor: Actor) -> Person:
    person = Person.objects.filter(public_id=lending.person, is_active=True).first()
    if person is None:
        raise Refused(invalid("person", "unknown_person", _("Pilih orang yang diberi wewenang.")))
    if person.pk == actor.person_id:
        sentence = _("Wewenang sendiri tidak perlu dilimpahkan kepada diri sendiri.")
        raise Refused(invalid("person", "same_person", sentence))
    return person


def _refuse_second(person: Person, principal: Position, first: date, last: date | None) -> None:
    rows = Delegation.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=first), principal=principal, person=person
    )
    if last is not None:
        rows = rows.filter(starts_on__lte=last)
    if rows.exists():
        sentence = _("Sudah ada pelimpahan kepada orang ini pada waktu itu. Akhiri dulu yang lama.")
        raise Refused(invalid("person", "already_lent", sentence))
