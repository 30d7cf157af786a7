"""The clock of every request stands at AT, and moves when a test says so."""

from datetime import datetime

import pytest

from config import middleware
from tests.people import AT


class Clock:
    """What the middleware reads; `at` may be set."""

    def __init__(self) -> None:
        self.at: datetime = AT

    def now(self) -> datetime:
        return self.at


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    standing = Clock()
    monkeypatch.setattr(middleware, "timezone", standing)
    return standing
