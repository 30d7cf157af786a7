"""What an SMS does: it acknowledges, with the code of the SMS it answers, and nothing else.

| somebody writes | is taken for |
|---|---|
| SIAP 0412 K7QF (letter case, commas and full stops do not matter) | acknowledge |
| anything else | nothing; the row says so |

Nobody is answered: an SMS back costs, and its sender may be forged.
"""

import re
from datetime import datetime
from typing import Final

from django.db import transaction

from accounts.actors import Actor
from instructions import actions
from instructions.models import Assignment
from notifications.channels.sms_in import codes
from notifications.chats.saying import Answer
from workflow.refusals import Refused

_SIAP: Final = re.compile(
    r"siap(?:[\s,]+laksanakan)?[\s,.]+(?:p-?)?0*([1-9][0-9]{0,5})(?:/[0-9]{4})?[\s,.]+([a-z0-9]{4})[\s.]*",
    re.IGNORECASE,
)


def act(text: str, actor: Actor, *, at: datetime) -> Answer:
    """Acknowledge, or say in one word why not; a wrong code stays counted."""
    found = _SIAP.fullmatch(text.strip())
    if found is None:
        return Answer(outcome="not_understood")
    rows = Assignment.objects.addressed_to(actor).filter(instruction__number=int(found[1]))
    share = rows.order_by("-instruction__year", "-pk").first()
    if share is None:
        return Answer(outcome="no_such_order")
    position = codes.use(actor.person_id, str(share.public_id), found[2])
    if position is None:
        return Answer(outcome="wrong_code", share=share.public_id)
    hats = [hat for hat in actor.hats if hat.position_id == position]
    if not hats:
        return Answer(outcome="hat_ended", share=share.public_id)
    try:
        with transaction.atomic():
            wearing = actor.wearing(hats[0].key)
            done = actions.acknowledge(str(share.public_id), actor=wearing, at=at)
    except Refused as refused:
        return Answer(outcome=refused.refusal.code, share=share.public_id)
    return Answer(outcome="repeated" if done.repeated else "acknowledge", share=share.public_id)
