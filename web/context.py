"""Context of every page: `now`, and `chrome` for the kop, the dock's ends and the menu."""

from typing import Any

from django.http import HttpRequest
from django.utils import dateformat
from django.utils.translation import gettext as _

from accounts import oncall
from accounts.actors import Actor
from accounts.hats import Hat as Worn
from accounts.models import Capacity
from accounts.organisation.access import may_organise
from instructions.lifecycle import ASSIGNMENT, INSTRUCTION
from notifications.channels.in_app import fetched
from web import cards
from web.actor import Visit, worn
from web.bound import bound
from web.waiting import Waiting, waiting_for

LARGE = "huruf"
"""Cookie of the reader who wants large text; its value is then LARGE_ON."""
LARGE_ON = "besar"


def page(request: HttpRequest) -> dict[str, Any]:
    """`now` (aware datetime) and `chrome` (cards.Chrome; bare for whoever is not signed in).

    `bound` is the hat of whoever came by a link.
    """
    large = request.COOKIES.get(LARGE) == LARGE_ON
    at = getattr(request, "at", None)
    if at is None or not getattr(request, "user", None) or not request.user.is_authenticated:
        return {"now": at, "chrome": cards.Chrome(large_text=large)}
    opened = bound(request)
    if opened is not None and opened.hat is not None:
        # Whoever came by a link sees one order, and nothing of what else there is.
        return {"now": at, "chrome": cards.Chrome(large_text=large), "bound": opened.hat.title}
    return {"now": at, "chrome": _chrome(request, large)}  # type: ignore[arg-type]


def waiting(request: Visit) -> Waiting:
    """What waits for the person, counted once per request."""
    known: Waiting | None = getattr(request, "_waiting", None)
    if known is None:
        known = waiting_for(request.actor)
        if known.rung:
            fetched(request.actor.person_id, at=request.at)
        request._waiting = known  # type: ignore[attr-defined]  # noqa: SLF001 - our own
    return known


def _chrome(request: Visit, large: bool) -> cards.Chrome:  # noqa: FBT001 - a fact, not a mode
    hat = worn(request)
    counted = waiting(request)
    hats = tuple(
        _hat(each, counted, current=each is hat)
        for each in request.actor.hats
        # A vacant position below is worth a line only while something waits there.
        if not each.vacant or each is hat or counted.turn[each.position_id]
    )
    return cards.Chrome(
        hat=next((each for each in hats if each.current), None),
        hats=hats,
        person=request.actor.person.full_name,
        notices=counted.notices,
        waiting=sum(counted.turn.values()),
        secretariat=any("registers" in each.duties for each in request.actor.hats),
        carries=any(each.position.carries for each in request.actor.hats),
        gives=any(each.allows("issue") for each in request.actor.hats),
        organises=may_organise(request.actor, at=request.at),
        administers=any(each.administers for each in request.actor.hats),
        plans=oncall.plans_any(request.actor),
        large_text=large,
        recorded_by=_recorded_by(request.actor) if hat and hat.is_delegated else "",
    )


def _hat(hat: Worn, counted: Waiting, *, current: bool) -> cards.Hat:
    return cards.Hat(
        id=hat.key,
        title=hat.title,
        capacity=_capacity(hat),
        waiting=counted.turn[hat.position_id],
        acting=hat.is_acting,
        current=current,
    )


def _capacity(hat: Worn) -> str:
    """In what right, and how far it goes."""
    if hat.vacant:
        desk, superior = _("Kosong, dijalankan sekretariat"), _("Kosong, dijalankan atasan")
        return desk if hat.is_delegated else superior
    if hat.verbs is not None:
        moves = {**ASSIGNMENT.by_verb, **INSTRUCTION.by_verb}
        lent = [str(move.label).lower() for verb, move in moves.items() if verb in hat.verbs]
        return _("Boleh: %(verbs)s.") % {"verbs": ", ".join(dict.fromkeys(lent))}
    if hat.until is not None:
        return _("Sampai %(day)s") % {"day": dateformat.format(hat.until, "j F Y")}
    acting = {Capacity.PLT: _("Pelaksana tugas"), Capacity.PLH: _("Pelaksana harian")}
    return acting.get(Capacity(hat.capacity)) or str(Capacity(hat.capacity).label)


def _recorded_by(actor: Actor) -> str:
    """Under whose name the acts for somebody else stand."""
    own = next((hat.title for hat in actor.hats if not hat.is_delegated), "")
    return own or actor.person.full_name
