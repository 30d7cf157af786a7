"""Profiles for tests: somebody who may adopt one, and short ways to do so."""

from datetime import date
from typing import Any

from accounts.actors import Actor
from accounts.models import Position, Unit
from memos.profiles.editing import ProfileDone, adopt
from tests.people import AT, TODAY, Cast, actor

BASIS = "Perbup Sarolangun 12/2026 Ps. 9"


def keeper(people: Cast) -> Actor:
    """The head of the office that keeps the registers, who administers its people."""
    setda = Unit.objects.get(code="setda")
    Position.objects.filter(pk=people.kabag_umum.position.pk).update(administers=setda)
    return actor(people.kabag_umum.person)


def adopted(people: Cast, *, on: date = TODAY, **values: Any) -> ProfileDone:
    """A version of these values, adopted at AT."""
    return adopt(values, effective_on=on, basis=BASIS, actor=keeper(people), at=AT)
