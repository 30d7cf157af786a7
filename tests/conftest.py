"""What holds in every test: no network but this machine's, and a flush that gets past the ledger."""

import gc
import ipaddress
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import SimpleTestCase, TransactionTestCase

from workflow import triggers

DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}


def stays_on_this_machine(family: int, address: Any) -> bool:
    """Is the address a Unix socket, localhost, or in a loopback range?"""
    if family == socket.AF_UNIX:
        return True
    host = address[0]
    if host in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The browser comes last; on PostgreSQL only what touches a database runs.

    A browser's driver keeps an event loop in its worker's thread, in which pyHanko can run no loop
    of its own. What touches no database said the same on SQLite a moment ago.
    """
    items.sort(key=lambda item: "chromium" in getattr(item, "fixturenames", ()))
    if os.environ.get("DATABASE") != "postgresql":
        return
    kept = [item for item in items if touches_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def pytest_collection_finish() -> None:
    """Look for garbage less often, and never among what was imported: a seventh of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 20, 100)


def touches_database(item: pytest.Item) -> bool:
    """By its marker, by any of its fixtures, or as a test case of Django's."""
    fixtures = set(getattr(item, "fixturenames", ()))
    marked = item.get_closest_marker("django_db") is not None
    case = getattr(item, "cls", None)
    of_django = case is not None and issubclass(case, SimpleTestCase)
    return marked or of_django or bool(fixtures & DATABASE_FIXTURES)


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Refuse every connection that would leave this machine."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            original = getattr(socket.socket, name)

            def guarded(self: socket.socket, address: Any, original: Any = original) -> Any:
                if not stays_on_this_machine(self.family, address):
                    message = f"A test tried to reach {address!r}."
                    raise RuntimeError(message)
                return original(self, address)

            patch.setattr(socket.socket, name, guarded)
        yield


@pytest.fixture(scope="session", autouse=True)
def flush_past_the_ledger() -> Iterator[None]:
    """Let the flush after a transactional test empty tables that refuse deletion.

    The triggers go first; post_migrate, which flush sends, installs them again. The cache is no
    model's table, so flush leaves it: the limits on sign-in would reach into the next test.
    """
    flush = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]

    def remove_triggers_then_flush(self: TransactionTestCase) -> None:
        triggers.remove(connection)
        cache.clear()
        flush(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", remove_triggers_then_flush)
        yield


@pytest.fixture(autouse=True)
def seals(settings: Any, tmp_path: Path) -> Path:
    """A folder of seals for each test: those of another test are not about this one's ledger."""
    settings.SEALS_DIR = tmp_path / "seals"
    return tmp_path / "seals"
