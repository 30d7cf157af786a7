"""`python -m benchmarks.killing`: workers killed with -9 again and again, and what was lost by it.

A thousand shares come due while three thousand messages go to an SMS gateway on loopback that
answers badly now and then. The workers are real passes of `manage.py worker` in processes of their
own; each is killed at a named point of sending or after a random time, until there were as many kills
as asked for. Then the rest is done in peace, and everything is counted.
"""

import argparse
import json
import os
import random
import signal
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from benchmarks.__main__ import scratch_database, set_up

POINTS = ("claimed", "accepted", "before_commit")
ORDERS, RECIPIENTS = 40, 25
LIVES = (0.05, 2.0)  # seconds until a worker is killed that came to no named point
LEASE = timedelta(seconds=6)  # two minutes in production: nobody waits for that two hundred times
PATIENCE = 900.0  # seconds until what is not done counts as lost


def arguments() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(prog="benchmarks.killing", description=__doc__)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


@contextmanager
def gateway(log: Path, seed: int) -> Iterator[str]:
    """An SMS gateway in a process of its own; each request it took is a line of `log`."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        _serve(writing, log, random.Random(seed))  # noqa: S311 - chance, not secrets
    with os.fdopen(reading) as told:
        url = told.readline().strip()
    try:
        yield url
    finally:
        os.kill(child, signal.SIGTERM)
        os.waitpid(child, 0)


def _serve(writing: int, log: Path, chance: random.Random) -> None:
    from tests.fakes.provider import Answer, Got, Provider, provider

    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    bad = (Answer(500), Answer(429, headers={"Retry-After": "1"}), Answer(200, b"ok", half=True))
    lock = threading.Lock()
    with log.open("a", buffering=1) as lines, provider() as made:

        def answer(got: Got) -> Answer:
            with lock:
                chosen = chance.choice(bad) if chance.randrange(50) == 0 else Answer(200, b"ok")
                taken = chosen.status == 200  # noqa: PLR2004 - half an answer is a message too
                lines.write(json.dumps([got.headers["Idempotency-Key"], taken]) + "\n")
            return chosen

        made.next = answer  # type: ignore[method-assign]
        assert isinstance(made, Provider)
        os.write(writing, f"{made.url}\n".encode())
        while not stop.wait(0.2):
            pass
    os._exit(0)


def prepare() -> None:
    """Forty orders, Sangat segera, given 45 minutes ago to 25 each, and reminded of just now."""
    from django.utils import timezone

    from accounts.models import Appointment, Person, Position
    from instructions import actions, issuing
    from instructions.addressing import Recipient
    from instructions.issuing import Order
    from tests.people import actor, cast, unit

    now = timezone.now()
    people = cast()
    home = unit("Kantor Contoh")
    many = range(ORDERS * RECIPIENTS)
    positions = Position.objects.bulk_create(
        Position(unit=home, title=f"Kepala Seksi {n}", kind="kasi", rank=80) for n in many
    )
    persons = Person.objects.bulk_create(
        Person(name=f"Orang {n}", phone=f"+62811{n:07d}") for n in many
    )
    Appointment.objects.bulk_create(
        Appointment(person=person, position=position, starts_on=now.date() - timedelta(days=9))
        for person, position in zip(persons, positions, strict=True)
    )
    giver = actor(people.bupati.person)
    for n in range(ORDERS):
        chosen = positions[n * RECIPIENTS : (n + 1) * RECIPIENTS]
        order = issuing.issue(
            Order(
                text=f"Periksa tanggul {n}.",
                urgency="sangat_segera",
                recipients=tuple(Recipient(str(each.public_id)) for each in chosen),
            ),
            actor=giver,
            at=now - timedelta(minutes=45),
        )
        actions.remind_silent(str(order.public_id), actor=giver, at=now)


def die(ends: Path, where: str) -> None:
    """Killed with -9 here and now; the line is written first, since nothing comes after."""
    with ends.open("a") as lines:
        lines.write(f"{where}\n")
    os.kill(os.getpid(), signal.SIGKILL)


def work(seed: int | None, ends: Path) -> None:
    """Passes of a worker until it is killed; without a seed until nothing is left to be done."""
    from django.utils import timezone

    from config.management.commands.worker import Worker
    from notifications import sending

    sending.LEASE = LEASE  # type: ignore[attr-defined]
    if seed is not None:
        chance = random.Random(seed)  # noqa: S311 - chance, not secrets
        wanted = chance.choice((*POINTS, "any time"))

        def reached(point: str) -> None:
            if point == wanted:
                die(ends, point)

        sending.reached = reached
        # Whatever was drawn: nobody lives longer than this, so that there is work until the last kill.
        doom = threading.Timer(chance.uniform(*LIVES), die, (ends, "any time"))
        doom.daemon = True
        doom.start()
    worker = Worker()
    while seed is not None or not is_done():
        if not worker.one_pass(at=timezone.now()):
            time.sleep(0.1)
    sending.finish(at=timezone.now())


def is_done() -> bool:
    """Whether nothing waits any more: no entry, no look that is due, no delivery."""
    from django.utils import timezone

    from instructions.models import Assignment
    from notifications.lifecycle import UNFINISHED
    from notifications.models import Delivery
    from workflow.models import Outbox

    waits = (
        Outbox.objects.filter(done_at=None),
        Assignment.objects.filter(look_at__lte=timezone.now()),
        Delivery.objects.filter(status__in=UNFINISHED),
    )
    return not any(rows.exists() for rows in waits)


def spawn(seed: int | None, ends: Path) -> int:
    """A worker in a process of its own, on connections of its own."""
    from django.db import connections

    connections.close_all()
    child = os.fork()
    if child:
        return child
    try:
        work(seed, ends)
    except BaseException:  # noqa: BLE001 - it is told by its code
        import traceback

        traceback.print_exc()
        os._exit(1)
    os._exit(0)


@dataclass(frozen=True, slots=True)
class Killed:
    """How the workers ended."""

    kills: int
    faults: int
    seconds: float


def run(workers: int, kills: int, seed: int, ends: Path) -> Killed:
    """Keep `workers` running until so many were killed, then until all is done."""
    begun, killed, faults, number = time.monotonic(), 0, 0, seed * 1_000_000
    running: set[int] = set()
    while killed < kills:
        while len(running) < workers:
            number += 1
            running.add(spawn(number, ends))
        pid, status = os.wait()
        if pid not in running:
            continue
        running.discard(pid)
        killed += os.WIFSIGNALED(status)
        faults += not os.WIFSIGNALED(status)
        if is_done():
            print(f"All was done after {killed} kills.")
            break
    for pid in running:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        killed += 1
    pids = {spawn(None, ends) for _ in range(workers)}
    end = time.monotonic() + PATIENCE
    while pids and time.monotonic() < end:
        for pid in list(pids):
            found, status = os.waitpid(pid, os.WNOHANG)
            if found:
                pids.discard(pid)
                faults += status != 0
        time.sleep(0.2)
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    return Killed(killed, faults + len(pids), time.monotonic() - begun)


def report(ended: Killed, log: Path, ends: Path) -> dict[str, object]:
    """What is on record, beside what the gateway saw."""
    from instructions.models import Climb, Step
    from notifications.models import Delivery
    from workflow.verify import verify

    deliveries = Delivery.objects.filter(channel="sms")
    retries = dict(deliveries.values_list("public_id", "retries"))
    attempts = dict(deliveries.values_list("public_id", "attempts"))
    taken = Counter(key for key, ok in map(json.loads, log.read_text().splitlines()) if ok)
    keys = {str(key): key for key in retries}
    steps = Counter(Step.objects.values_list("share", "rung"))
    climbs = Counter(Climb.objects.values_list("instruction", "rung"))
    repeats = {key: count - 1 for key, count in taken.items() if count > 1}
    return {
        "kills": ended.kills,
        "killed where": dict(Counter(ends.read_text().split("\n")[:-1])),
        "workers that ended otherwise": ended.faults,
        "seconds": round(ended.seconds),
        "rungs climbed": len(steps),
        "rungs climbed twice": sum(count > 1 for count in steps.values()),
        "messages of a rung made twice": sum(count > 1 for count in climbs.values()),
        "deliveries": len(retries),
        "by status": dict(Counter(Delivery.objects.values_list("status", flat=True))),
        "never taken by the gateway": sum(not taken[key] for key in keys),
        "of no delivery": sum(key not in keys for key in taken),
        "taken more than once": len(repeats),
        "of these not counted as a try": sum(
            attempts[keys[key]] <= more for key, more in repeats.items()
        ),
        "retries on record": sum(retries.values()),
        "ledger faults": len(verify().faults),
    }


def main() -> None:
    """Everything in a folder and a database that leave nothing behind."""
    asked = arguments()
    with tempfile.TemporaryDirectory(prefix="sigap-killing-") as var:
        log = Path(var) / "gateway.jsonl"
        ends = Path(var) / "ends"
        log.touch()
        ends.touch()
        with gateway(log, asked.seed) as url:
            set_up(
                asked.database,
                var,
                SIGAP_SMS_URL=url,
                SIGAP_LADDER_TRIAL_DAYS="0",
                SIGAP_SEND_TIMEOUT="2",
            )
            with scratch_database():
                prepare()
                ended = run(asked.workers, asked.kills, asked.seed, ends)
                found = report(ended, log, ends)
        print(f"{asked.database}, {asked.workers} workers, seed {asked.seed}")
        for name, value in found.items():
            print(f"{name}: {value}")


if __name__ == "__main__":
    main()
