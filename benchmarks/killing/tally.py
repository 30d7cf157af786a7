"""What is on record, beside what the providers saw."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from benchmarks.killing.office import CHANNELS
from benchmarks.killing.providers import AGAINST_RULES, TAKEN, UNCLEAR
from benchmarks.killing.workers import Killed

Facts = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Row:
    """One delivery, and how often its provider took it."""

    message: tuple[int, int]
    channel: str
    status: str
    attempts: int
    retries: int
    taken: int

    @property
    def repeats(self) -> int:
        """How often it was taken more than once."""
        return max(self.taken - 1, 0)


def report(ended: Killed, log: Path, ends: Path) -> Facts:
    """The whole run, by name."""
    from workflow.verify import verify

    lines = [json.loads(line) for line in log.read_text().splitlines()]
    rows = _rows(lines)
    arrived = Counter(row.message for row in rows if row.taken)
    repeated = [row for row in rows if row.repeats]
    return {
        "kills": ended.kills,
        "killed where": dict(Counter(ends.read_text().splitlines())),
        "workers that ended otherwise": ended.faults,
        "seconds of killing": round(ended.killing),
        "seconds of peace afterwards": round(ended.peace),
        **_ladder(),
        "messages to send": len({row.message for row in rows}),
        "messages that no provider took": len({row.message for row in rows} - arrived.keys()),
        "messages taken on two channels": sum(count > 1 for count in arrived.values()),
        "deliveries": len(rows),
        "by status": dict(Counter(row.status for row in rows)),
        "requests against a protocol's rules": sum(what == AGAINST_RULES for *_, what in lines),
        "deliveries taken more than once": len(repeated),
        "repeats": sum(row.repeats for row in repeated),
        "repeats marked as retry": sum(min(row.repeats, row.retries) for row in repeated),
        "repeats after an unclear answer, on record as a try": sum(
            max(min(row.repeats, row.attempts - 1) - row.retries, 0) for row in repeated
        ),
        "repeats on no record": sum(max(row.taken - row.attempts, 0) for row in repeated),
        "retries on record": sum(row.retries for row in rows),
        "answers that broke off": sum(what == UNCLEAR for *_, what in lines),
        **dict(_by_channel(rows)),
        "ledger faults": len(verify().faults),
    }


def _ladder() -> Facts:
    from instructions.models import Assignment, Climb, Step

    steps = Counter(Step.objects.values_list("share", "rung"))
    climbs = Counter(Climb.objects.values_list("instruction", "rung"))
    return {
        "assignments": Assignment.objects.count(),
        "rungs climbed": dict(Counter(rung for _, rung in steps.elements())),
        "rungs climbed twice": sum(count > 1 for count in steps.values()),
        "messages of a rung": len(climbs),
        "messages of a rung made twice": sum(count > 1 for count in climbs.values()),
    }


def _rows(lines: list[tuple[str, str, str]]) -> list[Row]:
    from notifications.links import hash_of
    from notifications.models import Delivery, Link

    links: dict[str, UUID] = dict(Link.objects.values_list("token_hash", "delivery__public_id"))
    taken: Counter[str] = Counter()
    for channel, key, what in lines:
        if what in {TAKEN, UNCLEAR}:
            own = str(links.get(hash_of(key), "")) if channel == "telegram" else key
            taken[own] += 1
    fields = ("public_id", "person", "entry", "channel", "status", "attempts", "retries")
    found = Delivery.objects.filter(channel__in=CHANNELS).values_list(*fields)
    rows = [
        Row((person, entry), channel, status, attempts, retries, taken.pop(str(key), 0))
        for key, person, entry, channel, status, attempts, retries in found
    ]
    if taken:
        print(f"Taken, and of no delivery: {dict(taken)}")
    return rows


def _by_channel(rows: list[Row]) -> Iterator[tuple[str, Any]]:
    for name in CHANNELS:
        mine = [row for row in rows if row.channel == name]
        yield (
            name,
            {
                "deliveries": len(mine),
                "taken": sum(row.taken > 0 for row in mine),
                "repeats": sum(row.repeats for row in mine),
                "retries": sum(row.retries for row in mine),
                **Counter(row.status for row in mine),
            },
        )
