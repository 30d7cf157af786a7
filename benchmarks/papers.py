"""Memos on paper: one page laid out, a stored sheet served, and a hundred pages by two processes."""

import multiprocessing
import time
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


def side_by_side(scene: Scene, *, count: int = 100) -> str:
    """Seconds for `count` pages by one warm process and by two, and their ratio, as a sentence."""
    facts = sheets.sheet(scene.memo, on=TODAY)
    spent = {number: _batch(facts, number, count) for number in (1, PROCESSES)}
    ratio = spent[1] / spent[PROCESSES]
    return (
        f"{count} memos: {spent[1]:.1f} s by one warm process,"
        f" {spent[PROCESSES]:.1f} s by {PROCESSES} (ratio {ratio:.2f})"
    )


def _batch(facts: Any, number: int, count: int) -> float:
    """Wall seconds of `number` processes that had all laid out a page before."""
    context = multiprocessing.get_context("fork")
    ready, go = context.Semaphore(0), context.Event()
    share = count // number
    workers = [
        context.Process(target=_worker, args=(facts, share, ready, go)) for _ in range(number)
    ]
    for worker in workers:
        worker.start()
    for _ in workers:
        ready.acquire(timeout=60)
    started = time.perf_counter()
    go.set()
    for worker in workers:
        worker.join(timeout=300)
    if any(worker.exitcode != 0 for worker in workers):
        message = "a process did not finish its memos"
        raise RuntimeError(message)
    return time.perf_counter() - started


def _worker(facts: Any, share: int, ready: Any, go: Any) -> None:
    _page(facts)
    ready.release()
    go.wait(timeout=60)
    for _ in range(share):
        _page(facts)
