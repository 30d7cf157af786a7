"""Deliveries by hand, drawn: the carrier's list, one envelope, what is offered about a share."""

from datetime import timedelta
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.queries import seats_of
from instructions.hand_delivery import offers, words
from instructions.hand_delivery.lifecycle import Handing, Outcome
from instructions.hand_delivery.reading import Envelope, envelopes
from instructions.models import Assignment, HandDelivery
from web import buttons, delivery_pages
from web.actor import Visit
from web.cards import Action, Choice, Style
from web.posting import Attempt, typed
from workflow.refusals import NOT_FOUND, Refused

PAGE = 50
RECENT = timedelta(days=2)


def find(request: Visit, key: UUID) -> Envelope:
    """One delivery by hand as this reader may know it. Raises Refused `not_found`."""
    row = HandDelivery.visible_to(request.actor).filter(public_id=key).first()
    if row is None:
        raise Refused(NOT_FOUND)
    return envelopes([row], request.actor, at=request.at)[0]


def tasks(request: Visit) -> delivery_pages.Tasks:
    """What this person carries, and what ended in the last two days; two statements."""
    rows = HandDelivery.objects.to_carry(request.actor, since=request.at - RECENT)
    found = list(rows[: PAGE + 1])
    made = [_task(each) for each in envelopes(found[:PAGE], request.actor, at=request.at)]
    return delivery_pages.Tasks(
        open=tuple(task for task in made if task.open),
        over=tuple(task for task in made if not task.open),
        more=len(found) > PAGE,
    )


def _task(each: Envelope) -> delivery_pages.Task:
    return delivery_pages.Task(
        url=reverse("web:delivery", args=[each.row.public_id]),
        title=each.title,
        name=each.name,
        address=each.address or each.unit,
        state=state(each.row),
        at=each.row.ended_at or each.row.taken_at or each.row.ordered_at,
        open=not each.row.is_over,
    )


def state(row: HandDelivery) -> str:
    """Where it stands; what was answered meanwhile says so before the worker ends it."""
    if not row.is_over and not row.is_needed:
        return str(Handing.LAPSED.label)
    if row.outcome:
        return str(Outcome(row.outcome).label)
    return str(Handing(row.status).label)


def page(request: Visit, each: Envelope, attempt: Attempt | None = None) -> delivery_pages.Envelope:
    """One delivery: for the carrier the address and the form, for the giver what came of it."""
    row = each.row
    made = {
        one.verb: one
        for one in buttons.offered(row, request=request, url=lambda verb: _verb(row, verb))
        if not one.refusal
    }
    mine = attempt if attempt is not None and attempt.verb == "record" else None
    return delivery_pages.Envelope(
        back_url=_back(each),
        title=each.title,
        name=each.name,
        unit=each.unit,
        address=each.address,
        state=state(row),
        since=row.ended_at or row.taken_at or row.ordered_at,
        needless=each.carries and not row.is_needed and not row.outcome,
        carrier=row.carrier.title if each.knows_order else "",
        reference=row.instruction.reference if each.knows_order else "",
        share_url=reverse("web:assignment", args=[row.share.public_id]) if each.gives else "",
        take=made.get("take"),
        record=made.get("record"),
        cancel=made.get("cancel"),
        print=made.get("print"),
        outcomes=tuple(
            Choice(value, str(label), on=typed(mine, "outcome") == value)
            for value, label in Outcome.choices
        ),
        receiver=typed(mine, "receiver"),
        handed_at=typed(mine, "handed_at"),
        error=attempt.sentence if attempt else "",
        error_field=(attempt.refusal.field or "") if attempt else "",
        result=_result(row),
    )


def _back(each: Envelope) -> str:
    if each.carries:
        return reverse("web:deliveries")
    if each.gives:
        return reverse("web:assignment", args=[each.row.share.public_id])
    return reverse("web:more")


def _verb(row: HandDelivery, verb: str) -> str:
    named = {"record": "web:delivery_record", "print": "web:delivery_print"}
    if verb in named:
        return reverse(named[verb], args=[row.public_id])
    return reverse("web:delivery_verb", args=[row.public_id, verb])


def _result(row: HandDelivery) -> delivery_pages.Result | None:
    if not row.outcome or row.handed_at is None:
        return None
    said = words.told("record", {"outcome": row.outcome})
    return delivery_pages.Result(
        words=said[:1].upper() + said[1:],
        receiver=row.receiver,
        at=row.handed_at,
        signature_url=_picture(row, "signature") if row.signature_id else "",
        photo_url=_picture(row, "photo") if row.photo_id else "",
    )


def _picture(row: HandDelivery, which: str) -> str:
    return reverse(f"web:delivery_{which}", args=[row.public_id])


def sending(
    request: Visit, share: Assignment, attempt: Attempt | None = None
) -> delivery_pages.Sending:
    """The form that orders a delivery, with the first carrier chosen already."""
    offered = offers.for_shares([share])[share.pk]
    seat = seats_of([share.position], on=timezone.localdate(request.at))[0]
    unit = share.position.unit
    carriers = [one for one in offers.carriers() if one.pk != share.position_id]
    chosen = typed(attempt, "carrier", otherwise=carriers[0].public_id if carriers else "")
    refusal = str(offered.by_hand.sentence) if offered.by_hand else ""
    if not carriers:
        refusal = _("Belum ada jabatan pengantar. Hubungi pengelola organisasi.")
    return delivery_pages.Sending(
        back_url=reverse("web:assignment", args=[share.public_id]),
        action=_form(reverse("web:send_by_hand", args=[share.public_id]), _("Minta diantar")),
        title=seat.title,
        name=seat.person.full_name if seat.person else "",
        address=unit.address or unit.name,
        carriers=tuple(
            Choice(
                str(one.public_id), one.title, on=str(one.public_id) == chosen, note=one.unit.name
            )
            for one in carriers
        ),
        refusal=refusal,
        error=attempt.sentence if attempt else "",
    )


def _form(url: str, label: str) -> Action:
    return Action(verb="order", label=label, url=url, style=Style.LAUT, key=buttons.new_key())


def offered(request: Visit, share: Assignment) -> delivery_pages.Offers | None:
    """What the giver's side may do about this share now, and what a courier did; two statements.

    None for anybody else, and while the ladder still climbs.
    """
    if not offers.gives(share, request.actor):
        return None
    found = offers.for_shares([share])[share.pk]
    latest = found.latest
    if not found.any and latest is None:
        return None
    return delivery_pages.Offers(
        by_hand_url=by_hand_url(found),
        explain=_explain(share) if found.explanation is None else None,
        under_way=state(latest) if latest else "",
        under_way_url=reverse("web:delivery", args=[latest.public_id]) if latest else "",
    )


def by_hand_url(found: offers.Offered) -> str:
    """Where a delivery is ordered; empty where it may not be yet."""
    if found.by_hand is not None:
        return ""
    return reverse("web:send_by_hand", args=[found.share.public_id])


def _explain(share: Assignment) -> Action:
    return Action(
        verb="explain",
        label=_("Siapkan permintaan penjelasan"),
        url=reverse("web:ask_explanation", args=[share.public_id]),
        icon="file",
        key=buttons.new_key(),
    )


def links(found: offers.Offered | None) -> tuple[tuple[str, str], ...]:
    """The offers as links for a row of the list; the tap itself is on the share's own page."""
    if found is None:
        return ()
    made = []
    if found.by_hand is None:
        made.append((_("Antar langsung"), by_hand_url(found)))
    if found.explanation is None:
        page_url = reverse("web:assignment", args=[found.share.public_id])
        made.append((_("Minta penjelasan"), f"{page_url}#tawaran"))
    return tuple(made)
