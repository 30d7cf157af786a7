"""Bukti dukung: the orders a person completed in a month, in whatever position, for e-kinerja.

Of the person and not of the position: it lists what they reported and the giver's side accepted.
What the same person gave or accepted is no evidence and is left out. Words classified above Biasa
are not carried to another system: the reference and the times stand for them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count

from accounts.actors import Actor
from accounts.models import Position
from instructions.figures import reading
from instructions.figures.cases import Judge
from instructions.figures.stories import Story
from instructions.figures.summary import month
from instructions.lifecycle import State
from instructions.models import Assignment, Classification


@dataclass(frozen=True, slots=True)
class Proof:
    """One completed share. `text` is empty where `withheld` names the class that keeps it.

    `accepted_by` is the title of the position that accepted; empty where the clock did.
    """

    key: str
    reference: str
    giver: str
    position: str
    text: str
    withheld: str
    acknowledged_at: datetime | None
    reported_at: datetime
    accepted_at: datetime
    accepted_by: str
    files: int


def of_month(actor: Actor, day: date, *, at: datetime) -> list[Proof]:
    """What the person completed in the calendar month of `day`, by time of acceptance.

    Ten statements, however many.
    """
    window = month(day)
    shares = reading.since(reading.received_by(actor), window.start).filter(
        status=State.COMPLETED, settled_at__lt=window.end
    )
    book = reading.read(shares, at=at)
    done = {
        case.row.pk
        for case in Judge(book, at=at, person=actor.person_id).cases()
        if window.has(case.finished_at)
    }
    stories = {row.pk: story for row, story in book.shares if row.pk in done}
    rows = Assignment.objects.filter(pk__in=done).select_related("instruction__giver", "position")
    titles = _titles(stories.values())
    proofs = [
        _proof(row, stories[row.pk], titles) for row in rows.annotate(files=Count("attachments"))
    ]
    return sorted(proofs, key=lambda proof: (proof.accepted_at, proof.reference))


def _titles(stories: Iterable[Story]) -> dict[int, str]:
    accepting = {story.accepted.position for story in stories if story.accepted}
    rows = Position.objects.filter(pk__in=[pk for pk in accepting if pk is not None])
    return dict(rows.values_list("pk", "title"))


def _proof(row: Assignment, story: Story, titles: dict[int, str]) -> Proof:
    order, accepted, report = row.instruction, story.accepted, story.report
    if accepted is None or report is None:
        message = f"share {row.pk} is completed without a report and its acceptance"
        raise ValueError(message)
    ordinary = order.classification == Classification.ORDINARY
    return Proof(
        key=str(row.public_id),
        reference=order.reference,
        giver=order.giver.title,
        position=row.position.title,
        text=order.text if ordinary else "",
        withheld="" if ordinary else str(Classification(order.classification).label),
        acknowledged_at=story.acknowledged.moment if story.acknowledged else None,
        reported_at=report.moment,
        accepted_at=accepted.at,
        accepted_by=titles.get(accepted.position or 0, ""),
        files=row.files,  # type: ignore[attr-defined] # annotated above
    )
