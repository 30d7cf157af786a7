"""Orders for tests, made the way people make them: through the actions."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from instructions import actions, issuing
from instructions.addressing import Recipient
from instructions.issuing import Order
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


# Who does a step, which, with what words.
WALK: dict[str, tuple[str, Callable[..., Any], dict[str, Any]]] = {
    "acknowledge": ("camat_pelawan", actions.acknowledge, {}),
    "start": ("camat_pelawan", actions.start, {}),
    "ask": ("camat_pelawan", actions.ask, {"question": "Termasuk desa yang belum banjir?"}),
    "request_formal": ("camat_pelawan", actions.request_formal, {"reason": "Untuk SPJ."}),
    "propose_redirect": (
        "camat_pelawan", actions.propose_redirect,
        {
            "target": lambda cast, _at: str(cast.kadis_kesehatan.position.public_id),
            "reason": "Urusan dinas.",
        },
    ),
    "report": ("camat_pelawan", actions.report, {"note": "Sudah diperiksa, 14 rumah."}),
    "pause": (
        "bupati", actions.pause,
        {"until": lambda _cast, at: at + timedelta(days=2), "reason": "Menunggu alat."},
    ),
    "accept": ("bupati", actions.accept, {}),
    "revoke": ("bupati", actions.revoke_share, {"reason": "Sudah ditangani BPBD."}),
    "close": ("bupati", actions.close, {"reason": "Cukup."}),
}  # fmt: skip
STEPS = {
    "acknowledged": ("acknowledge",), "in_progress": ("acknowledge", "start"),
    "clarifying": ("ask",), "awaiting": ("request_formal",), "paused": ("pause",),
    "redirect_proposed": ("propose_redirect",), "reported": ("report",),
    "completed": ("report", "accept"), "revoked": ("revoke",), "closed": ("close",),
}  # fmt: skip


def share_at(state: str, cast: Cast, *, at: datetime = AT) -> Assignment:
    """A share of an order from the bupati to the camat of Pelawan (and Limun), walked to `state`.

    Besides the states: `requested` (from outside the camat's line), `awaiting` (a written basis) and
    `paused`, all unanswered or nearly so.
    """
    giver = cast.kadis_kesehatan if state == "requested" else cast.bupati
    order = order_to(cast.camat_pelawan, cast.camat_limun, giver=giver, at=at)
    key = str(share_of(order, cast.camat_pelawan).public_id)
    for verb in STEPS.get(state, ()):
        by, done, words = WALK[verb]
        subject = str(order.public_id) if verb == "close" else key
        given = {name: word(cast, at) if callable(word) else word for name, word in words.items()}
        done(subject, actor=actor(getattr(cast, by).person), at=at, **given)
    return share_of(order, cast.camat_pelawan)
