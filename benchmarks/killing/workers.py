"""Workers in processes of their own, each killed with -9: half at a named point, half at any time."""

import os
import random
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.utils import timezone

POINTS = ("claimed", "accepted", "before_commit")
LIVES = (0.2, 4.0)  # seconds until a worker is killed that was drawn for no named point
IN_VAIN = 45.0  # seconds until one is killed that never came to its point
LEASE = timedelta(seconds=6)  # two minutes in production: nobody waits for that two hundred times
PATIENCE = 600.0  # seconds until what is not done counts as lost


@dataclass(frozen=True, slots=True)
class Killed:
    """How the workers ended: killed, or otherwise than they should have; seconds with and without."""

    kills: int
    faults: int
    killing: float
    peace: float


def die(ends: Path, where: str) -> None:
    """Killed with -9 here and now; the line is written first, since nothing comes after."""
    with ends.open("a") as lines:
        lines.write(f"{where}\n")
    os.kill(os.getpid(), signal.SIGKILL)


def doom(number: int, seed: int, ends: Path) -> None:
    """Every second worker dies when it comes to its point for the first, second or third time."""
    from notifications import sending

    chance = random.Random(f"{seed} {number}")  # noqa: S311 - chance, not secrets
    named = number % 2 == 0
    wanted = POINTS[number // 2 % len(POINTS)]
    left = chance.randint(1, 3)

    def reached(point: str) -> None:
        nonlocal left
        left -= point == wanted
        if left <= 0:
            die(ends, point)

    if named:
        sending.reached = reached
    seconds = IN_VAIN if named else chance.uniform(*LIVES)
    timer = threading.Timer(seconds, die, (ends, "waited in vain" if named else "any time"))
    timer.daemon = True
    timer.start()


def work(*, until: Callable[[], bool]) -> None:
    """Passes of `manage.py worker`."""
    from config.management.commands.worker import Worker
    from notifications import sending

    sending.LEASE = LEASE  # type: ignore[attr-defined]
    worker = Worker()
    while not until():
        if not worker.one_pass(at=timezone.now()):
            time.sleep(0.1)
    sending.finish(at=timezone.now())


def is_done() -> bool:
    """Whether nothing waits any more: no entry, no look that is due, no delivery."""
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


def spawn(job: Callable[[], None]) -> int:
    """A process of its own, on connections of its own; returns its id."""
    from django.db import connections

    connections.close_all()
    child = os.fork()
    if child:
        return child
    try:
        job()
    except BaseException:  # noqa: BLE001 - it is told by its code
        import traceback

        traceback.print_exc()
        os._exit(1)
    os._exit(0)


@dataclass
class Slaughter:
    """`workers` at a time, until `kills` of them were killed."""

    workers: int
    kills: int
    seed: int
    ends: Path
    feed: Callable[[int], bool]
    """Gives the next order once so many were killed; whether there was one left."""

    def run(self) -> Killed:
        """Kill, then let as many work in peace until all is done."""
        begun, killed, faults, number = time.monotonic(), 0, 0, 0
        running: set[int] = set()
        while killed < self.kills:
            self.feed(killed)
            while len(running) < self.workers:
                number += 1
                running.add(self._doomed(number))
            pid, status = self._ended(running)
            running.discard(pid)
            killed += os.WIFSIGNALED(status)
            faults += not os.WIFSIGNALED(status)
            if killed % 20 == 0:
                print(f"{killed} killed, {time.monotonic() - begun:.0f} s", flush=True)
        for pid in running:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            killed += 1
        while self.feed(killed):
            pass
        peace = time.monotonic()
        faults += self._rest()
        return Killed(killed, faults, peace - begun, time.monotonic() - peace)

    def _doomed(self, number: int) -> int:
        def job() -> None:
            doom(number, self.seed, self.ends)
            work(until=lambda: False)

        return spawn(job)

    @staticmethod
    def _ended(running: set[int]) -> tuple[int, int]:
        """The next of them that ends; each has its hour, so this does."""
        while True:
            for pid in running:
                found, status = os.waitpid(pid, os.WNOHANG)
                if found:
                    return pid, status
            time.sleep(0.02)

    def _rest(self) -> int:
        """Work on unkilled; how many ended badly or had to be stopped."""
        pids = {spawn(lambda: work(until=is_done)) for _ in range(self.workers)}
        end, faults = time.monotonic() + PATIENCE, 0
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
        return faults + len(pids)
