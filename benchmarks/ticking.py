"""`python -m benchmarks.ticking`: a tick of the clock with 100 shares due, among few and many open.

What is open but not due are copies of one issued order and its shares, each with a moment of its own
to be looked at later. The hundred that come due are of real orders, issued as the product issues.
"""

import argparse
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from django.db import connection, transaction

from benchmarks.__main__ import scratch_database, set_up

RECIPIENTS = 25
DUE = 100
AGO = timedelta(minutes=45)  # Sangat segera wants an answer within half an hour
ORDERS_AT_ONCE = 4_000


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
    """Copy the newest order and its shares until so many are open; none of the copies is due.

    By the database itself: a million rows take it a minute or two, and Django a quarter of an hour.
    """
    from instructions.models import Assignment, Instruction

    model = Instruction.objects.latest("pk")
    size = Assignment.objects.filter(instruction=model).count()
    missing = (wanted - Assignment.objects.count()) // size
    done = Instruction.objects.count()
    while missing > 0:
        some = min(missing, ORDERS_AT_ONCE)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                *copies(
                    Instruction,
                    "t.id = %s",
                    year="1999",
                    number=f"{done} + n.n",
                    given=[some, model.pk],
                )
            )
            newest = Instruction.objects.filter(year=1999).order_by("-pk")
            first = newest.values_list("pk", flat=True)[some - 1]
            cursor.execute(
                *copies(
                    Assignment,
                    "t.instruction_id = %s",
                    instruction_id=f"{first} - 1 + n.n",
                    look_at=_later(at),
                    given=[some, model.pk],
                )
            )
        done, missing = done + some, missing - some


def copies(model: Any, where: str, *, given: list[int], **other: str) -> tuple[str, list[int]]:
    """An INSERT of n copies (the first of `given`) of the rows that fit, some columns otherwise.

    A column may be any SQL over the number of the copy, `n.n` from 1, and the row that is copied, `t`.
    """
    table = model._meta.db_table  # noqa: SLF001 - Django's name
    fields = [one for one in model._meta.concrete_fields if not one.primary_key]  # noqa: SLF001
    changed = {**other, "public_id": _new_id()}
    names = ", ".join(f'"{one.column}"' for one in fields)
    values = ", ".join(changed.get(one.column, f't."{one.column}"') for one in fields)
    series = "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < %s)"
    rows = f'SELECT {values} FROM n, "{table}" t WHERE {where} ORDER BY n.n, t.id'  # noqa: S608 - ours
    return f'{series} INSERT INTO "{table}" ({names}) {rows}', given


def _new_id() -> str:
    return (
        "gen_random_uuid()" if connection.vendor == "postgresql" else "lower(hex(randomblob(16)))"
    )


def _later(at: datetime) -> str:
    """A moment of its own for each order, a minute after the one before."""
    day = (at + timedelta(days=1)).astimezone(UTC)
    if connection.vendor == "postgresql":
        return f"timestamptz '{day.isoformat()}' + n.n * interval '1 minute'"
    return f"datetime('{day:%Y-%m-%d %H:%M:%S}', '+' || n.n || ' minutes')"


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
