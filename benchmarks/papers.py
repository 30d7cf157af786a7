"""Memos on paper: one page laid out, a stored sheet served, and a hundred pages by two processes."""

import multiprocessing
import os
import time
from collections.abc import Sequence
from functools import partial
from typing import Any

from weasyprint import HTML

from benchmarks.measure import SIGAP, Operation
from benchmarks.scene import Scene, Site
from files.press import OwnFilesOnly
from memos import actions, pdf, sheets
from memos.paper import DEFAULT
from tests.memos.signed import signed, signed_sheet
from tests.people import AT, TODAY, actor

ALIKE, PLAIN = "bare WeasyPrint, PDF/A", "bare WeasyPrint, plain PDF"
BARE = "reading the file"
PROCESSES = 2
PATIENCE = 120  # seconds for a batch
SLOW = "a process did not finish its memos"


def printing(scene: Scene) -> list[Operation]:
    """One page from its facts, and the whole reading, beside WeasyPrint given the finished page.

    WeasyPrint has fonts and style sheet parsed before, as the product has; once it writes the same
    tagged PDF/A, once a plain PDF.
    """
    memo = scene.memo
    reader = actor(scene.people.kabag_umum.person)
    facts = sheets.sheet(memo, on=TODAY)
    html = pdf.render_html(facts)
    ways = {
        ALIKE: lambda: partial(_bare, html, pdf_variant=pdf.PDF_VARIANT, pdf_tags=True),
        PLAIN: lambda: partial(_bare, html),
    }
    reading = partial(actions.pdf_for_reading, str(memo.public_id), reader, AT)
    return [
        Operation("one page", {SIGAP: lambda: partial(_page, facts), **ways}),
        Operation("memo read and laid out", {SIGAP: lambda: reading, **ways}),
    ]


def _page(facts: Any) -> bytes:
    return pdf.to_pdf(pdf.render_html(facts))


def _bare(html: str, **options: Any) -> bytes:
    fonts, style = pdf.look_of(DEFAULT)
    source = HTML(string=html, url_fetcher=OwnFilesOnly())
    return bytes(source.write_pdf(font_config=fonts, stylesheets=[style], **options))


def serving(scene: Scene) -> Operation:
    """A stored sheet over HTTP, session and hats included, beside opening the file."""
    memo = signed(scene.people)
    site = Site(scene.people.kabag_umum.person)
    return Operation(
        "stored PDF",
        {
            SIGAP: partial(site.get, f"/api/v1/memos/{memo.public_id}/pdf"),
            BARE: lambda: partial(signed_sheet, memo),
        },
    )


# --- A hundred on two processes -----------------------------------------------------------------------


def side_by_side(scene: Scene, *, count: int, repeats: int) -> str:
    """Seconds for `count` pages by one warm process and by two, and their ratio, as a sentence.

    The best of `repeats`; one and two take turns, so a busy moment meets both. Each process has a
    core of its own where the system can give it one.
    """
    facts = sheets.sheet(scene.memo, on=TODAY)
    _page(facts)  # the processes are forked from here: fonts and style sheet come with them
    best = dict.fromkeys((1, PROCESSES), float("inf"))
    for _ in range(repeats):
        for number in best:
            best[number] = min(best[number], _batch(facts, _shares(count, number)))
    ratio = best[1] / best[PROCESSES]
    return (
        f"{count} memos: {best[1]:.1f} s by one warm process,"
        f" {best[PROCESSES]:.1f} s by {PROCESSES} (ratio {ratio:.2f}; best of {repeats})"
    )


def _shares(count: int, number: int) -> list[int]:
    """`count` dealt out to so many, none forgotten."""
    return [count // number + (place < count % number) for place in range(number)]


def _batch(facts: Any, shares: Sequence[int]) -> float:
    """Wall seconds until every process, each warm before, has laid out its share of pages.

    Raises RuntimeError where one fails or takes too long; none outlives this call.
    """
    context = multiprocessing.get_context("fork")
    ready, go = context.Semaphore(0), context.Event()
    workers = [
        context.Process(target=_worker, args=(facts, share, place, ready, go), daemon=True)
        for place, share in enumerate(shares)
    ]
    try:
        for worker in workers:
            worker.start()
        if not all(ready.acquire(timeout=PATIENCE) for _ in workers):
            raise RuntimeError(SLOW)
        started = time.perf_counter()
        go.set()
        for worker in workers:
            worker.join(timeout=PATIENCE)
        spent = time.perf_counter() - started
        if any(worker.exitcode != 0 for worker in workers):
            raise RuntimeError(SLOW)
        return spent
    finally:
        for worker in workers:
            if worker.is_alive():
                worker.kill()


def _worker(facts: Any, share: int, place: int, ready: Any, go: Any) -> None:
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {cores[place % len(cores)]})
    _page(facts)
    ready.release()
    if not go.wait(timeout=PATIENCE):
        raise TimeoutError
    for _ in range(share):
        _page(facts)
