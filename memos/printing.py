"""Who prints a sheet for an envelope, and what they may have on it."""

from datetime import datetime

from instructions.hand_delivery.lifecycle import HAND_DELIVERY, HandPart
from instructions.models import HandDelivery
from memos import order_sheet
from memos.chronology_sheet import Printing, indonesian
from workflow import door
from workflow.actors import Actor
from workflow.refusals import NOT_FOUND, Refused
from workflow.table import Moment


def sheet_of(key: str, *, actor: Actor, at: datetime) -> order_sheet.Sheet:
    """The sheet as this reader may print it; nothing is recorded here.

    Raises Refused as the door does for `print`: `not_found`, `not_yours`, `choose_hat`, `not_now`.
    """
    row = HandDelivery.visible_to(actor).filter(public_id=key).first()
    if row is None:
        raise Refused(NOT_FOUND)
    move = HAND_DELIVERY.move("print")
    hat = door.pick_hat(row, move, actor)
    refusal = door.refusal_of(row, move, Moment(actor, at, {}))
    if refusal is not None:
        raise Refused(refusal)
    with indonesian():
        printing = Printing("", hat.title, hat.position, at, "")  # type: ignore[attr-defined]
        by_desk = HandPart.ORDERER not in row.parts_of(hat)
        return order_sheet.of_delivery(row, printing, by_desk=by_desk)
