"""Real threads with real connections, all starting at once, none waiting for ever."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, BrokenBarrierError
from typing import TypeVar

from django.db import connections

T = TypeVar("T")
PATIENCE = 120  # seconds until a race is called a hang


def race(*contestants: Callable[[], T]) -> list[T | Exception]:
    """Run all at the same moment; what each returned or raised, in the order given."""
    gate = Barrier(len(contestants))

    def run(contestant: Callable[[], T]) -> T | Exception:
        try:
            gate.wait(PATIENCE)
            return contestant()
        except BrokenBarrierError:
            raise
        except Exception as error:  # noqa: BLE001 - the test judges what came out
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(contestants)) as pool:
        futures = [pool.submit(run, contestant) for contestant in contestants]
        return [future.result(PATIENCE) for future in futures]


def crowd(contestants: Sequence[Callable[[], T]], *, at_once: int) -> list[T | Exception]:
    """Run many with at most `at_once` side by side, each with a connection of its own."""

    def run(contestant: Callable[[], T]) -> T | Exception:
        try:
            return contestant()
        except Exception as error:  # noqa: BLE001 - the test judges what came out
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(at_once) as pool:
        futures = [pool.submit(run, contestant) for contestant in contestants]
        return [future.result(PATIENCE) for future in futures]
