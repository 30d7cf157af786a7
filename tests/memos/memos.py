"""Memos for tests, made the way people make them: through the actions."""

from datetime import datetime
from typing import Any

from accounts.models import PositionKind, Unit
from instructions.models import Instruction
from memos import actions
from memos.actions import Words
from memos.models import ClassificationCode, Memo, Register, RegisterYear
from tests.instructions.orders import order_to
from tests.people import AT, Cast, Member, actor, member

CODE = "300.2.3"


def register(*, opening: int = 0, unit_code: str = "setda", **fields: Any) -> Register:
    """A book of the setda, with a classification code to go with it."""
    ClassificationCode.objects.get_or_create(code=CODE, defaults={"name": "Kesiapsiagaan"})
    fields.setdefault("name", "Nota Dinas Sekretariat Daerah")
    book = Register.objects.create(unit=Unit.objects.get(code=unit_code), **fields)
    if opening:
        RegisterYear.objects.create(
            register=book, year=2026, last=opening, opening_number=opening, basis="Buku 2026"
        )
    return book


def clerk() -> Member:
    """Somebody of the secretariat who does not lead it."""
    return member(
        "Pengelola Naskah",
        name="Siti Aminah",
        unit=Unit.objects.get(code="umum"),
        kind=PositionKind.STAFF,
    )


def order_for_paper(people: Cast, **fields: Any) -> Instruction:
    """An order of the bupati to two camats, to be put on paper."""
    fields.setdefault("needs_paper", True)
    return order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati, **fields)


def memo_at(
    status: str, people: Cast, *, drafter: Member | None = None, at: datetime = AT, **fields: Any
) -> Memo:
    """A memo of such an order walked to `status`: drafted by the desk, approved by the sekda."""
    order = order_for_paper(people, **fields)
    by = drafter or people.kabag_umum
    done = actions.formalise(str(order.public_id), actor=actor(by.person), at=at)
    key = str(done.subject.public_id)
    desk, sekda = actor(people.kabag_umum.person), actor(people.sekda.person)
    actions.edit(key, Words(classification_code=CODE), actor=desk, at=at)
    if status == "withdrawn":
        actions.withdraw(key, actor=desk, at=at, reason="Tidak jadi.")
    if status in {"approved", "numbered"}:
        actions.approve(key, actor=sekda, at=at)
    if status == "numbered":
        actions.number(key, actor=desk, at=at)
    return Memo.objects.select_related("order", "signer__unit", "from_position").get(public_id=key)
