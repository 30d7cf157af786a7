"""A lifecycle is one table.

Each row is a verb: from which statuses, to which, who may, what it needs, who is told, and the
words for it. From the table come the django-fsm transitions, the buttons, the API's
`available_actions`, the notifications, the documentation and the tests.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, TypeVar

from django.db.models import TextChoices
from django.utils.functional import Promise
from django_fsm import GET_STATE, transition

from workflow.actors import Actor
from workflow.refusals import Refusal

if TYPE_CHECKING:
    from workflow.models import Subject

BORN: Final = ""
"""The status before the first: a row that does not exist yet."""

SAME: Final = "="
"""The target of a verb that leaves the status as it is."""


@dataclass(frozen=True, slots=True)
class Back:
    """A target that is read from the row: the status it had before it left (`attribute`)."""

    attribute: str
    allowed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """What a guard may look at besides the subject: who, when, and the input."""

    actor: Actor
    at: datetime
    data: Mapping[str, Any]


Guard = Callable[["Subject", Moment], Refusal | None]


class FieldKind(StrEnum):
    """How an input of a verb is asked for on a page and described in the API."""

    TEXT = "text"
    MOMENT = "moment"
    DATE = "date"
    FILES = "files"
    CHOICE = "choice"
    POSITION = "position"
    POSITIONS = "positions"
    SUBJECTS = "subjects"


@dataclass(frozen=True, slots=True)
class Input:
    """One input of a verb: its name, its label, whether it must be given, and for a CHOICE of what."""

    name: str
    label: str | Promise
    kind: FieldKind = FieldKind.TEXT
    required: bool = False
    choices: tuple[tuple[str, str | Promise], ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """One row of the table.

    `settles` says that the verb can end or create something, so the root of the subject is locked
    before the subject itself. `offered` says whether the verb is a button of its own, and `fits` what
    must hold for it to make sense on this subject at all: unlike one that `needs` something first,
    a verb that does not fit is not shown.
    """

    verb: str
    source: tuple[str, ...]
    target: "str | Back"
    who: frozenset[str]
    label: str | Promise
    told: str | Promise
    needs: tuple[Guard, ...] = ()
    tells: frozenset[str] = frozenset()
    inputs: tuple[Input, ...] = ()
    confirm: str | Promise = ""
    fits: tuple[Guard, ...] = ()
    settles: bool = False
    offered: bool = True

    @property
    def method(self) -> str:
        """Name of the transition method on the model; `return` is a word of Python's own."""
        return "return_" if self.verb == "return" else self.verb

    @property
    def targets(self) -> tuple[str, ...]:
        """Every status this verb can lead to; for SAME the sources themselves."""
        if isinstance(self.target, Back):
            return self.target.allowed
        return tuple(s for s in self.source if s) if self.target == SAME else (self.target,)


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """A noun's whole life: its statuses, its parts (who plays what), and its moves."""

    noun: str
    statuses: type[TextChoices]
    parts: type[TextChoices]
    moves: tuple[Move, ...]
    turn: Mapping[str, str | None]
    final: frozenset[str] = frozenset()
    by_verb: Mapping[str, Move] = field(init=False)

    def __post_init__(self) -> None:
        """Index by verb, and refuse a table that contradicts itself."""
        by_verb = {move.verb: move for move in self.moves}
        if len(by_verb) != len(self.moves):
            message = f"{self.noun}: a verb stands in two rows"
            raise ValueError(message)
        known = set(self.statuses.values) | {BORN}
        for move in self.moves:
            strange = (set(move.source) | set(move.targets)) - known
            if strange or not move.who <= set(self.parts.values):
                message = f"{self.noun}.{move.verb}: unknown status or part"
                raise ValueError(message)
        turns = set(self.turn.values()) - {None}
        if set(self.turn) != set(self.statuses.values) or not turns <= set(self.parts.values):
            message = f"{self.noun}: every status needs a word on whose turn it is"
            raise ValueError(message)
        if not self.final <= set(self.statuses.values):
            message = f"{self.noun}: a final status is not one of its statuses"
            raise ValueError(message)
        object.__setattr__(self, "by_verb", by_verb)

    def move(self, verb: str) -> Move:
        """The row of a verb. Raises KeyError for an unknown one."""
        return self.by_verb[verb]


def may_leave(subject: Any) -> bool:
    """The condition on every transition: it is being called by the door and by nobody else."""
    return bool(subject.door_is_open)


F = TypeVar("F", bound=Callable[..., None])


def moves(lifecycle: Lifecycle, verb: str) -> Callable[[F], F]:
    """Turn a method into the django-fsm transition of its row. The body sets facts only."""
    move = lifecycle.move(verb)
    target: Any
    if isinstance(move.target, Back):
        attribute = move.target.attribute
        target = GET_STATE(
            lambda subject, **_input: getattr(subject, attribute),
            states=list(move.target.allowed),
        )
    else:
        target = None if move.target == SAME else move.target
    sources = [status for status in move.source if status != BORN]

    def decorate(method: F) -> F:
        if method.__name__ != move.method:
            message = f"{method.__name__} is not the method of {lifecycle.noun}.{verb}"
            raise ValueError(message)
        if not sources:
            return method
        wrapped: F = transition(
            field="status",
            source=sources,
            target=target,
            conditions=[may_leave],
            custom={"verb": verb},
        )(method)
        return wrapped

    return decorate


def parts(*names: Iterable[str] | str) -> frozenset[str]:
    """A set of parts, for writing rows without noise."""
    return frozenset(str(name) for name in names)
