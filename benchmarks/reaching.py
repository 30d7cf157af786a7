"""One order to five until five messages were tried: alone, and a hundred orders at once.

The messages go as SMS to a gateway on loopback in a process of its own, one request each; the work
is that of the product's own actions, outbox and sending.
"""

import os
import signal
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from django.test import override_settings

from accounts.models import Appointment, Person, Position
from instructions import issuing
from instructions.addressing import Recipient
from instructions.issuing import Order
from notifications import sending
from notifications.lifecycle import UNFINISHED
from notifications.models import Delivery
from tests.fakes.provider import Answer, provider
from tests.instructions.orders import TEXT
from tests.people import AT, TODAY, actor, unit
from tests.statements import counted
from workflow import outbox
from workflow.actors import Actor
from workflow.models import Outbox

RECIPIENTS = 5
PATIENCE = 120.0  # seconds for the sending of a burst
PEER = "Grafana OnCall: 444 SQL, 1,340-1,480 CPU-ms, a burst of 100 in 95.5 s"


@dataclass(frozen=True, slots=True)
class Reached:
    """What it took: CPU of this process in milliseconds and seconds on the wall."""

    cpu_ms: float
    seconds: float


@contextmanager
def gateway() -> Iterator[str]:
    """The address of an SMS gateway that takes everything; a process of its own."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        _serve(writing)
    with os.fdopen(reading) as told:
        os.close(writing)
        url = told.readline().strip()
    try:
        yield url
    finally:
        os.kill(child, signal.SIGTERM)
        os.waitpid(child, 0)


def _serve(writing: int) -> None:
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    with provider(Answer(200, b"ok")) as made:
        os.write(writing, f"{made.url}\n".encode())
        while not stop.wait(0.2) and os.getppid() != 1:
            pass
    os._exit(0)


def people() -> list[str]:
    """Five who hold a post and have a phone; the public ids of their posts."""
    home = unit("Kantor Contoh")
    many = range(RECIPIENTS)
    posts = Position.objects.bulk_create(
        Position(unit=home, title=f"Kepala Urusan {n}", kind="kasi", rank=80) for n in many
    )
    persons = Person.objects.bulk_create(
        Person(name=f"Penerima {n}", phone=f"+62812{n:07d}") for n in many
    )
    Appointment.objects.bulk_create(
        Appointment(person=person, position=post, starts_on=TODAY - timedelta(days=9))
        for person, post in zip(persons, posts, strict=True)
    )
    return [str(post.public_id) for post in posts]


def settle() -> None:
    """Leave nothing behind that would be told or sent on the clock."""
    Outbox.objects.filter(done_at=None).update(done_at=AT)
    Delivery.objects.filter(status__in=UNFINISHED).delete()


def give(orders: int, posts: Sequence[str], giver: Actor) -> None:
    """So many orders of the bupati's to the five."""
    for _ in range(orders):
        chosen = tuple(Recipient(key) for key in posts)
        issuing.issue(Order(text=TEXT, recipients=chosen), actor=giver, at=AT)


def tell() -> None:
    """What the outbox makes of them."""
    while outbox.drain(at=AT):
        pass


def send(wanted: int) -> None:
    """Passes of sending until so many messages are out. Raises RuntimeError where they take too long."""
    done, end = 0, time.monotonic() + PATIENCE
    while done < wanted and time.monotonic() < end:
        done += sending.send_due(at=AT)
    if done != wanted or Delivery.objects.filter(status__in=UNFINISHED).exists():
        message = f"Expected {wanted} messages to be tried, and {done} were."
        raise RuntimeError(message)


def timed(orders: int, posts: Sequence[str], giver: Actor) -> Reached:
    """Give so many orders and work until every message was tried."""
    wall, cpu = time.perf_counter(), time.process_time()
    give(orders, posts, giver)
    tell()
    send(orders * RECIPIENTS)
    return Reached((time.process_time() - cpu) * 1000, time.perf_counter() - wall)


def statements(orders: int, posts: Sequence[str], giver: Actor) -> tuple[int, int, int]:
    """How many it takes to give, to tell and to send; counting costs CPU and is done apart."""
    with counted() as given:
        give(orders, posts, giver)
    with counted() as told:
        tell()
    with counted() as sent:
        send(orders * RECIPIENTS)
    return given.count, told.count, sent.count


def lines(repeats: int, burst: int) -> Iterator[str]:
    """A Markdown table: alone (the best of `repeats`) and in a burst, beside the peer."""
    settle()
    posts = people()
    giver = actor(Person.objects.get(appointments__position__kind="bupati"))
    yield (
        "| order to 5 until tried | SQL to give | to tell | to send | per recipient, told and sent"
        " | with the giving | CPU-ms each | seconds |"
    )
    yield f"| --- {'| --: ' * 7}|"
    with gateway() as url, override_settings(SMS_URL=url):
        timed(1, posts, giver)
        for name, orders, tries in (
            ("alone", 1, repeats),
            (f"burst of {burst}", burst, min(repeats, 2)),
        ):
            given, told, sent = statements(orders, posts, giver)
            best = min(
                (timed(orders, posts, giver) for _ in range(tries)), key=lambda one: one.cpu_ms
            )
            people_told = orders * RECIPIENTS
            yield (
                f"| {name} | {given} | {told} | {sent} | {(told + sent) / people_told:.1f}"
                f" | {(given + told + sent) / people_told:.1f}"
                f" | {best.cpu_ms / orders:.1f} | {best.seconds:.2f} |"
            )
    yield f"Beside it {PEER}."
