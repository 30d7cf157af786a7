"""Orders for tests, made the way people make them: through the actions."""

from datetime import datetime
from typing import Any

from instructions import actions, issuing
from instructions.issuing import Order, Recipient
from instructions.models import Assignment, Instruction
from tests.people import AT, Cast, Member, actor

TEXT = "Periksa titik rawan banjir di kecamatan masing-masing. Laporkan rumah terdampak."


def order_to(
    *recipients: Member,
    giver: Member,
    at: datetime = AT,
    roles: dict[str, str] | None = None,
    **fields: Any,
) -> Instruction:
    """Issue an order from `giver` to recipients; `roles` by position title."""
    roles = roles or {}
    chosen = tuple(
        Recipient(str(m.position.public_id), roles.get(m.position.title, "pelaksana"))
        for m in recipients
    )
    fields.setdefault("text", TEXT)
    return issuing.issue(Order(recipients=chosen, **fields), actor=actor(giver.person), at=at)


def share_of(order: Instruction, member: Member) -> Assignment:
    """The share of one recipient, fresh from the database."""
    return Assignment.objects.select_related("instruction", "position").get(
        instruction=order, position=member.position
    )


def share_at(state: str, cast: Cast, *, at: datetime = AT) -> Assignment:
    """A share of an order from the bupati to the camat of Pelawan (and Limun), walked to `state`."""
    order = order_to(cast.camat_pelawan, cast.camat_limun, giver=cast.bupati, at=at)
    share = share_of(order, cast.camat_pelawan)
    key = str(share.public_id)
    camat, bupati = actor(cast.camat_pelawan.person), actor(cast.bupati.person)
    if state in {"acknowledged", "in_progress"}:
        actions.acknowledge(key, actor=camat, at=at)
    if state == "in_progress":
        actions.start(key, actor=camat, at=at)
    if state == "clarifying":
        actions.ask(key, actor=camat, at=at, question="Termasuk desa yang belum banjir?")
    if state in {"reported", "completed"}:
        actions.report(key, actor=camat, at=at, note="Sudah diperiksa, 14 rumah.")
    if state == "completed":
        actions.accept(key, actor=bupati, at=at)
    if state == "revoked":
        actions.revoke_share(key, actor=bupati, at=at, reason="Sudah ditangani BPBD.")
    if state == "closed":
        actions.close(str(order.public_id), actor=bupati, at=at, reason="Cukup.")
    return share_of(order, cast.camat_pelawan)
