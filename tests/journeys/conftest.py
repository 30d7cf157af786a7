"""A real browser on a phone's screen, against a real server with the small regency in it.

Chromium comes from the machine (PATH). SCREENSHOTS=folder keeps a picture of every page looked at.
"""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.journeys.looks import Looks
from tests.notifications.fixtures import using
from tests.people import Cast, cast

__all__ = ["using"]

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage",
]  # fmt: skip
PATIENCE = 15_000  # milliseconds


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all journeys."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "The journeys need Chromium: apt-get install chromium"
    # The driver keeps an event loop in this thread; Django must not mind.
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=path, args=ARGUMENTS)
            yield browser
            browser.close()


@pytest.fixture
def people(chromium: Browser, transactional_db: None) -> Cast:
    """The small regency, written where the server sees it."""
    return cast()


@pytest.fixture
def open_page(chromium: Browser, live_server: Any, people: Cast) -> Iterator[Any]:
    """Opens a browser of its own for somebody: `open_page()`, `open_page(DESK, javascript=False)`."""
    contexts = []

    def open_(size: dict[str, int] | None = None, *, javascript: bool = True) -> Page:
        context = chromium.new_context(
            reduced_motion="reduce",
            base_url=live_server.url,
            viewport=size or PHONE,  # type: ignore[arg-type]
            device_scale_factor=2 if size is None else 1.5,
            locale="id-ID",
            timezone_id="Asia/Jakarta",
            java_script_enabled=javascript,
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context.new_page()

    yield open_
    for context in contexts:
        context.close()


@pytest.fixture
def looks() -> Looks:
    """What is looked at on every page."""
    return Looks(folder=os.environ.get("SCREENSHOTS", ""))
