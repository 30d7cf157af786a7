"""Each test has a sender of its own, and one phone that reaches everybody unless it says otherwise."""

from collections.abc import Callable, Iterator

import pytest

from notifications import channels, sending
from tests.notifications.phones import Phones, only


@pytest.fixture
def using(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Replace the channels of the product by these, for one test."""
    sender = sending.Sender()
    monkeypatch.setattr(sending, "_sender", sender)

    def use(*made: Phones) -> None:
        monkeypatch.setattr(channels, "_channels", only(*made))

    yield use
    for pool in sender.pools.values():
        pool.shutdown(wait=True, cancel_futures=True)


@pytest.fixture
def phone(using: Callable[..., None]) -> Phones:
    """The only channel outside the product."""
    made = Phones()
    using(made)
    return made
