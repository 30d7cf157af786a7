"""What a delivery by hand says in histories and messages."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from instructions.hand_delivery.lifecycle import HAND_DELIVERY, RECEIVED, Outcome


def told(verb: str, facts: Mapping[str, Any]) -> str:
    """An act as it follows a title: "disampaikan langsung: diterima staf" for an outcome.

    `facts` are those of the entry; what they do not hold is left out.
    """
    outcome = facts.get("outcome")
    if verb == "record" and outcome in Outcome.values:
        came = str(Outcome(outcome).label).lower()
        if outcome in RECEIVED:
            return _("disampaikan langsung: %(outcome)s") % {"outcome": came}
        return _("tidak tersampaikan langsung: %(outcome)s") % {"outcome": came}
    move = HAND_DELIVERY.by_verb.get(verb)
    return str(move.told) if move else verb
