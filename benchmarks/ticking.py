"""`python -m benchmarks.ticking`: a tick of the clock with 100 shares due, among few and many open.

What is open but not due are copies of one issued order and its shares, each with a moment of its own
to be looked at later. The hundred that come due are of real orders, issued as the product issues.
"""

import argparse
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.db import connection

from benchmarks.__main__ import scratch_database, set_up

RECIPIENTS = 25
DUE = 100
AGO = timedelta(minutes=45)  # Sangat segera wants an answer within half an hour
ORDERS_AT_ONCE = 400


def arguments() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(prog="benchmarks.ticking", description=__doc__)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--open", type=int, nargs="+", default=[10_000, 1_000_000])
    parser.add_argument("--repeats", type=int, default=10)
    return parser.parse_args()


@dataclass(frozen=True, slots=True)
class Tick:
    """What a tick took: CPU of this process and time on the wall in milliseconds, statements."""

    cpu_ms: float
    wall_ms: float
    statements: int


def issue(orders: int, crowd: Sequence[str], *, at: datetime) -> None:
    """Real orders of the bupati, Sangat segera, to RECIPIENTS each."""
    from accounts.models import Person
    from instructions import issuing
    from instructions.addressing import Recipient
    from instructions.issuing import Order
    from tests.people import actor

    giver = actor(Person.objects.get(appointments__position__kind="bupati"))
    for n in range(orders):
        issuing.issue(
            Order(
                text=f"Periksa tanggul {n}.",
                urgency="sangat_segera",
                recipients=tuple(Recipient(key) for key in crowd[:RECIPIENTS]),
            ),
            actor=giver,
            at=at,
        )


def office() -> list[str]:
    """The small regency and a crowd of posts that somebody holds; their public ids."""
    from accounts.models import Appointment, Person, Position
    from tests.people import AT, cast, unit

    cast()
    home = unit("Kantor Contoh")
    many = range(RECIPIENTS)
    positions = Position.objects.bulk_create(
        Position(unit=home, title=f"Kepala Seksi {n}", kind="kasi", rank=80) for n in many
    )
    people = Person.objects.bulk_create(Person(name=f"Orang {n}") for n in many)
    Appointment.objects.bulk_create(
        Appointment(person=person, position=position, starts_on=AT.date() - timedelta(days=9))
        for person, position in zip(people, positions, strict=True)
    )
    return [str(position.public_id) for position in positions]


def fill(wanted: int, *, at: datetime) -> None:
    """Copy the newest order and its shares until so many are open; none of the copies is due."""
    from instructions.models import Assignment, Instruction

    model = Instruction.objects.latest("pk")
    shares = list(Assignment.objects.filter(instruction=model))
    missing = (wanted - Assignment.objects.count()) // len(shares)
    done = Instruction.objects.count()
    while missing > 0:
        some = min(missing, ORDERS_AT_ONCE)
        orders = Instruction.objects.bulk_create(_orders(model, some, after=done))
        Assignment.objects.bulk_create(_shares(orders, shares, at))
        done, missing = done + some, missing - some


def _orders(model: Any, some: int, *, after: int) -> Iterator[Any]:
    for n in range(some):
        yield _copy(model, year=1999, number=after + n + 1)


def _shares(orders: Sequence[Any], shares: Sequence[Any], at: datetime) -> Iterator[Any]:
    for n, order in enumerate(orders):
        later = at + timedelta(days=1, minutes=n)
        for share in shares:
            yield _copy(share, instruction_id=order.pk, look_at=later)


def _copy(row: Any, **other: object) -> Any:
    """An unsaved copy of a row, with a public id of its own."""
    from uuid6 import uuid7

    model = type(row)
    fields = model._meta.concrete_fields  # noqa: SLF001 - Django's name
    values = {
        field.attname: getattr(row, field.attname) for field in fields if not field.primary_key
    }
    return model(**{**values, "public_id": uuid7(), **other})


def ticked(crowd: Sequence[str], *, at: datetime) -> Tick:
    """One tick with DUE shares due; issuing them is off the clock."""
    from instructions.ladder import clock
    from tests.statements import counted

    issue(DUE // RECIPIENTS, crowd, at=at - AGO)
    with counted() as found:
        wall, cpu = time.perf_counter(), time.process_time()
        done = clock.tick(at=at)
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    if (done.looked, done.faults) != (DUE, 0):
        message = f"Expected {DUE} shares to be due, and the tick said {done}."
        raise RuntimeError(message)
    return Tick(cpu * 1000, wall * 1000, found.count)


def measure(sizes: Sequence[int], repeats: int) -> None:
    """Print the best tick of `repeats` for each number of open shares, the smallest first."""
    from instructions.ladder import clock
    from tests.people import AT

    crowd = office()
    issue(1, crowd, at=AT - AGO)
    clock.tick(at=AT)
    moments = (AT + timedelta(seconds=n) for n in count(1))
    first: Tick | None = None
    for size in sorted(sizes):
        fill(size, at=AT + timedelta(days=30))
        if connection.vendor == "postgresql":  # what autovacuum does within a minute
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        ticks = [ticked(crowd, at=next(moments)) for _ in range(repeats + 1)][1:]
        best = Tick(
            min(tick.cpu_ms for tick in ticks),
            min(tick.wall_ms for tick in ticks),
            max(tick.statements for tick in ticks),
        )
        first = first or best
        print(
            f"{size:>9,} open: {best.cpu_ms:.0f} CPU-ms ({best.cpu_ms / first.cpu_ms:.2f}x),"
            f" {best.wall_ms:.0f} ms on the wall ({best.wall_ms / first.wall_ms:.2f}x),"
            f" {best.statements} statements",
            flush=True,
        )


def main() -> None:
    """Measure in a folder and a database that leave nothing behind."""
    asked = arguments()
    with tempfile.TemporaryDirectory(prefix="sigap-ticking-") as var:
        set_up(asked.database, var, SIGAP_LADDER_TRIAL_DAYS="0")
        with scratch_database():
            measure(asked.open, asked.repeats)
        print(f"{asked.database}, {DUE} due, best of {asked.repeats}")


if __name__ == "__main__":
    main()
