"""A long chronology in parts of a bearable length: lines, and what those lines concern."""

from dataclasses import replace

from instructions.chronology.lines import Chronology
from instructions.models import Assignment


def count_of(told: Chronology, *, size: int) -> int:
    """How many parts of `size` lines there are; at least one."""
    return max(1, -(-len(told.events) // size))


def part_of(told: Chronology, number: int, *, size: int) -> Chronology:
    """One part, from 1: its lines, and standings, people and proofs of what they concern.

    Chains without a line go with the first part. A number beyond the ends gives the nearest part.
    """
    number = min(max(number, 1), count_of(told, size=size))
    events = told.events[(number - 1) * size : number * size]
    shown = {(event.kind, event.subject_id) for event in events}
    recipients = {event.about for event in events if event.kind == Assignment.kind}
    anywhere = {(event.kind, event.subject_id) for event in told.events}
    proofs = tuple(
        proven
        for proven in told.proofs
        if (key := (proven.proof.kind, proven.proof.subject_id)) in shown
        or (number == 1 and key not in anywhere)
    )
    return replace(
        told,
        events=events,
        standings=tuple(row for row in told.standings if row.recipient in recipients),
        knowers=tuple(row for row in told.knowers if row.recipient in recipients),
        proofs=proofs,
    )
