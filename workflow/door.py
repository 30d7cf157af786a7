"""The one door: the only way a status changes.

`act` in an order that never varies: one transaction; lock; visible?; may this person, in this hat,
and does the hat still stand?; can it now?; the django-fsm transition; save with version; entry and
outbox rows; return.
Refusals are raised as `Refused` and leave nothing behind. Repeating one's own verb is success.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.db import models, transaction
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from workflow import ledger
from workflow.actors import Actor, Hat
from workflow.models import Entry, LostUpdate, Subject, guard_version
from workflow.refusals import HAT_ENDED, NOT_FOUND, STALE, Choice, Kind, Refusal, Refused, invalid
from workflow.table import BORN, Moment, Move

if TYPE_CHECKING:
    from collections.abc import Iterator

S = TypeVar("S", bound=Subject)
H = TypeVar("H", bound=Hat)


@dataclass(frozen=True, slots=True)
class Done(Generic[S]):
    """What came of an act. `entry` is None where the person's own verb was only repeated."""

    subject: S
    hat: Hat | None
    entry: Entry | None = None

    @property
    def repeated(self) -> bool:
        """Whether nothing changed because the same person had already done it."""
        return self.entry is None


@dataclass(frozen=True, slots=True)
class Offer:
    """A verb a person may see on a subject now, and why not yet, if not."""

    move: Move
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Deed:
    """The input of an act: values for guards and transition, facts for the entry, words beside it."""

    data: Mapping[str, Any] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    contents: Mapping[str, str] = field(default_factory=dict)
    sets: Mapping[str, Any] = field(default_factory=dict)


EMPTY = Deed()


@contextmanager
def _opened(subject: Subject) -> "Iterator[None]":
    """While inside, and only then, the subject's transitions may be called."""
    subject.door_is_open = True
    try:
        yield
    finally:
        subject.door_is_open = False


def act(
    model: type[S],
    key: str,
    verb: str,
    *,
    actor: Actor,
    at: datetime,
    deed: Deed = EMPTY,
    if_version: int | None = None,
) -> Done[S]:
    """Do one verb on the subject with public id `key`.

    Raises Refused: `not_found`, `not_yours`, `choose_hat`, `hat_ended`, `stale`, the codes of the
    move's own guards, `<input>_required`, or `not_now`.
    """
    move = model.lifecycle.move(verb)
    with transaction.atomic():
        if move.settles:
            model.lock_root(key)
        subject = _locked(model, key, actor)
        if subject is None:
            raise Refused(NOT_FOUND)
        hat = confirm(pick_hat(subject, move, actor), verb, actor=actor, at=at)
        if not subject.parts_of(hat) & move.who:
            raise Refused(HAT_ENDED)
        moment = Moment(actor, max(at, subject.moved_at), deed.data)
        refusal = refusal_of(subject, move, moment)
        if refusal is not None and _is_repeat(subject, move, actor):
            return Done(subject, hat)
        if if_version is not None and if_version != subject.version:
            raise Refused(STALE)
        refusal = refusal or _missing_input(move, deed)
        if refusal is not None:
            raise Refused(refusal)
        entry = _move(subject, move, hat, moment, deed)
    return Done(subject, hat, entry)


def _locked(model: type[S], key: str, actor: Actor) -> S | None:
    rows = model.visible_to(actor).filter(public_id=key)
    return rows.select_for_update(no_key=True, of=("self",)).first()


def pick_hat(subject: Subject, move: Move, actor: Actor) -> Hat:
    """The hat in which the actor does this: the named one, or the only one that fits.

    Raises Refused `not_yours`, or `choose_hat` where several fit and none was named.
    """
    fitting = [
        hat for hat in actor.hats if hat.allows(move.verb) and subject.parts_of(hat) & move.who
    ]
    return one_hat(fitting, actor, otherwise=lambda: _not_yours(subject, move, actor))


def one_hat(
    fitting: Sequence[H], actor: Actor, *, otherwise: Callable[[], Refusal], ask: str = ""
) -> H:
    """The one of the hats that fit: the named one, or the only one; one's own before a stand-in's.

    Raises Refused with what `otherwise` says where none fits, and `choose_hat` (in the words of
    `ask`) where several do and none was named.
    """
    found = list(fitting)
    if actor.hat is not None:
        found = [hat for hat in found if hat.position_id == actor.hat.position_id]
    found = [hat for hat in found if not hat.is_fallback] or found
    if not found:
        raise Refused(otherwise())
    if len(found) > 1:
        sentence = ask or _("Anda dapat melakukan ini dalam beberapa jabatan. Pilih salah satu.")
        choices = [Choice(hat.key, hat.title) for hat in found]
        raise Refused(Refusal("choose_hat", sentence, choices=choices))
    return found[0]


def not_yours(sentence: str) -> Callable[[], Refusal]:
    """What to say where no hat fits."""
    return lambda: Refusal("not_yours", sentence, Kind.NOT_YOURS)


def confirm(hat: Hat, verb: str, *, actor: Actor, at: datetime) -> Hat:
    """The hat as it stands under the lock of the running transaction, which keeps it from ending.

    `act` does this itself; whoever creates rows or acts on many asks it once. Raises Refused
    `hat_ended` where the hat ended, or no longer covers the verb, since it was read.
    """
    now = actor.confirm(hat, at=at)
    if now is None or not now.allows(verb):
        raise Refused(HAT_ENDED)
    return now


def _not_yours(subject: Subject, move: Move, actor: Actor) -> Refusal:
    lent = any(subject.parts_of(hat) & move.who for hat in actor.hats if hat.is_delegated)
    sentence = (
        _("%(verb)s tidak termasuk yang dilimpahkan kepada Anda. Hanya pejabatnya sendiri.")
        if lent
        else _("%(verb)s bukan bagian jabatan yang sedang Anda pakai.")
    )
    return Refusal("not_yours", sentence % {"verb": move.label}, Kind.NOT_YOURS)


def refusal_of(subject: Subject, move: Move, moment: Moment) -> Refusal | None:
    """Why this verb cannot be done now, whoever asks; None if it can."""
    if subject.status not in move.source:
        return Refusal("not_now", _not_now(move, subject.lifecycle.statuses(subject.status)))
    for guard in (*move.fits, *move.needs):
        refusal = guard(subject, moment)
        if refusal is not None:
            return refusal
    return None


def _word_not_now(move: Move, status: models.TextChoices) -> str:
    sentence = _("%(verb)s tidak dapat dilakukan: keadaannya sekarang %(state)s.")
    return sentence % {"verb": move.label, "state": status.label}


# Lists judge every verb of every row and show few of the refusals, so they are worded when read.
_not_now = lazy(_word_not_now, str)


def _missing_input(move: Move, deed: Deed) -> Refusal | None:
    given = {**deed.data, **deed.contents}
    for wanted in move.inputs:
        if wanted.required and not given.get(wanted.name):
            return invalid(
                wanted.name,
                f"{wanted.name}_required",
                _("%(label)s wajib diisi.") % {"label": wanted.label},
            )
    return None


def _is_repeat(subject: Subject, move: Move, actor: Actor) -> bool:
    """Whether this person already did it, and the subject was never since where it could be done.

    A verb that may be done again where it leads (an edit, a comment) has new words each time and is
    never a repeat.
    """
    if subject.status in move.source or actor.person_id is None:
        return False
    chain = Entry.objects.filter(kind=subject.kind, subject_id=subject.pk)
    mine = chain.filter(verb=move.verb, person_id=actor.person_id).order_by("-n").first()
    if mine is None or mine.target in move.source:
        return False
    return not chain.filter(n__gt=mine.n, target__in=move.source).exists()


def _move(subject: S, move: Move, hat: Hat | None, moment: Moment, deed: Deed) -> Entry:
    draft, before = _transition(subject, move, hat, moment, deed)
    told = _claimed(subject, moment)
    entry, contents = ledger.link(draft, actor=moment.actor, at=moment.at, device_at=told)
    guard_version(subject, before)
    subject.save()
    ledger.write([(subject, entry, contents)])
    return entry


def _claimed(subject: Subject, moment: Moment) -> datetime | None:
    """When the device says it was, unless that is before the subject itself, or still to come.

    A statement more, and only for what was said to be done earlier.
    """
    claimed = moment.actor.device_at
    if claimed is None or claimed > moment.at:
        return None
    born = Entry.objects.filter(kind=subject.kind, subject_id=subject.pk, n=1, at__lte=claimed)
    return claimed if born.exists() else None


def _transition(
    subject: S, move: Move, hat: Hat | None, moment: Moment, deed: Deed
) -> tuple[ledger.Draft, int]:
    source, before = subject.status, subject.version
    with _opened(subject):
        getattr(subject, move.method)(at=moment.at, **deed.sets)
    draft = ledger.Draft(subject, move.verb, source, hat, deed.facts, deed.contents)
    return draft, before


def offers(subject: Subject, *, actor: Actor, at: datetime) -> list[Offer]:
    """The verbs this actor may see, in the table's order, with the reason where one must wait."""
    parts: dict[Hat, frozenset[str]] = {hat: subject.parts_of(hat) for hat in actor.hats}
    hats = [actor.hat] if actor.hat is not None else list(actor.hats)
    moment = Moment(actor, at, {})
    return [
        Offer(move, refusal_of(subject, move, moment))
        for move in subject.lifecycle.moves
        if move.offered
        and any(hat.allows(move.verb) and parts[hat] & move.who for hat in hats)
        and not any(guard(subject, moment) for guard in move.fits)
    ]


def create_many(
    subjects: Sequence[S],
    verb: str,
    *,
    actor: Actor,
    hat: Hat | None,
    at: datetime,
    deed: Deed = EMPTY,
    first: Sequence[ledger.Linked] = (),
) -> list[Entry]:
    """Birth rows with their first entry: one bulk insert each of rows, entries, words and work.

    `first` is what `birth` left to be written, before these and in the same inserts.
    Must be called inside a transaction; whether the actor may is the caller's question, and so is
    `confirm`.
    """
    linked = birth(subjects, verb, actor=actor, hat=hat, at=at, deed=deed)
    return ledger.write([*first, *linked]) if first or linked else []


def birth(
    subjects: Sequence[S],
    verb: str,
    *,
    actor: Actor,
    hat: Hat | None,
    at: datetime,
    deed: Deed = EMPTY,
) -> list[ledger.Linked]:
    """Insert rows and make their first entries, which the caller hands to `create_many` as `first`.

    For a root and its parts that are born in one transaction. The entries have no id until then.
    """
    if not subjects:
        return []
    model = type(subjects[0])
    move = model.lifecycle.move(verb)
    linked: list[ledger.Linked] = []
    for subject in subjects:
        subject.__dict__["status"] = move.targets[0]
        draft = ledger.Draft(subject, verb, BORN, hat, deed.facts, deed.contents)
        entry, contents = ledger.link(draft, actor=actor, at=at, device_at=actor.device_at)
        linked.append((subject, entry, contents))
    model._default_manager.bulk_create(subjects)  # noqa: SLF001 - Django's public-by-use name
    return linked


@dataclass(frozen=True, slots=True)
class DoneMany(Generic[S]):
    """What came of an act on a set: the rows that moved, and why others did not."""

    moved: list[S]
    refused: list[tuple[S, Refusal]]


def act_many(
    rows: "models.QuerySet[S]",
    verb: str,
    *,
    actor: Actor,
    hat: Hat | None,
    at: datetime,
    deed: Deed = EMPTY,
) -> DoneMany[S]:
    """Do one verb on every row of a set, inside the caller's transaction.

    Locks in order of id, judges each row by itself, and moves those that can with one bulk update,
    which must hit exactly that many rows (LostUpdate otherwise), one insert of entries and one of
    work. Whether the actor may is the caller's question, asked once on the root (`confirm` too).
    """
    model = rows.model
    move = model.lifecycle.move(verb)
    moved: list[S] = []
    refused: list[tuple[S, Refusal]] = []
    linked: list[ledger.Linked] = []
    for subject in rows.order_by("id").select_for_update(no_key=True, of=("self",)):
        moment = Moment(actor, max(at, subject.moved_at), deed.data)
        refusal = refusal_of(subject, move, moment)
        if refusal is not None:
            refused.append((subject, refusal))
            continue
        draft, _before = _transition(subject, move, hat, moment, deed)
        entry, contents = ledger.link(draft, actor=actor, at=moment.at, device_at=actor.device_at)
        moved.append(subject)
        linked.append((subject, entry, contents))
    if moved:
        _update_exactly(model, moved)
        ledger.write(linked)
    return DoneMany(moved, refused)


def _update_exactly(model: type[S], moved: Sequence[S]) -> None:
    fields = ["status", "version", "head", "moved_at", *model.facts_of_many]
    hit = model._default_manager.bulk_update(moved, fields)  # noqa: SLF001 - Django's own name
    if hit != len(moved):
        message = f"{model.__name__}: {len(moved)} rows to update, {hit} were hit"
        raise LostUpdate(message)
