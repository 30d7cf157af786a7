"""CPU time and statements of a call, and the table of them."""

import gc
import os
import platform
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.db import connection

from benchmarks.scene import Call
from tests.statements import counted

SIGAP = "Sigap"


@dataclass(frozen=True, slots=True)
class Operation:
    """One question, and the ways to answer it by name, SIGAP first.

    A way is called once per measurement, off the clock, and returns the call to measure.
    """

    name: str
    ways: dict[str, Callable[[], Call]]


@dataclass(frozen=True, slots=True)
class Figure:
    """What one way took: CPU of this process in milliseconds, and SQL statements."""

    cpu_ms: float
    statements: int


def measure(operation: Operation, *, repeats: int) -> dict[str, Figure]:
    """The best of `repeats` per way, the ways in turn, so that a busy moment meets all of them.

    Each is called twice before: to warm up, and to count its statements.
    """
    statements = {}
    for name, ready in operation.ways.items():
        ready()()
        call = ready()
        with counted() as found:
            call()
        statements[name] = found.count
    best = dict.fromkeys(operation.ways, float("inf"))
    gc.collect()
    gc.freeze()  # what is loaded by now is not looked at again
    for _ in range(repeats):
        for name, ready in operation.ways.items():
            best[name] = min(best[name], _cpu_ms(ready()))
    return {name: Figure(best[name], statements[name]) for name in operation.ways}


def _cpu_ms(call: Call) -> float:
    """CPU time of this process for one call, with nobody else's garbage collected meanwhile."""
    gc.collect()
    gc.disable()
    try:
        started = time.process_time()
        call()
        return (time.process_time() - started) * 1000
    finally:
        gc.enable()


def table(rows: Sequence[tuple[str, dict[str, Figure]]]) -> Iterator[str]:
    """Lines of a Markdown table: operation, Sigap, then each bare way with what Sigap takes of it."""
    names = list(rows[0][1])
    head = ["operation", f"{SIGAP} CPU-ms", "SQL"]
    for name in names[1:]:
        head += [f"{name} CPU-ms", "SQL", "ratio"]
    lines = [head]
    for operation, figures in rows:
        ours = figures[SIGAP]
        line = [operation, f"{ours.cpu_ms:.2f}", str(ours.statements)]
        for name in names[1:]:
            theirs = figures[name]
            line += [f"{theirs.cpu_ms:.2f}", str(theirs.statements)]
            line += [f"{ours.cpu_ms / theirs.cpu_ms:.1f}×"]
        lines.append(line)
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    lines.insert(1, ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])])
    for first, *rest in lines:
        cells = [first.ljust(widths[0]), *map(str.rjust, rest, widths[1:])]
        yield f"| {' | '.join(cells)} |"


def machine() -> str:
    """What the figures were measured on."""
    version = ".".join(map(str, connection.get_database_version()))
    cores = len(os.sched_getaffinity(0))
    return (
        f"{cores} cores ({platform.machine()}), Python {platform.python_version()},"
        f" {connection.display_name} {version}"
    )
