"""Five providers on loopback that speak their documented protocols, in a process of their own.

Each writes down what it took. One request in `EVERY` is answered badly: refused, asked to come back,
or taken with an answer that breaks off.
"""

import json
import os
import queue
import random
import re
import signal
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from uuid import uuid4

import requests

from tests.fakes import telegram_bot as tg
from tests.fakes import whatsapp_cloud as wa
from tests.fakes.provider import Answer, Got, Provider, provider
from tests.fakes.push import Browser, vapid_claims
from tests.fakes.server import serving
from tests.fakes.smtp import Post, post_office

EVERY = 50
RECEIPT_AFTER = 0.3  # seconds until WhatsApp tells that a message is on the device
LINK = re.compile(r"/l/([A-Za-z0-9_-]{22})")
TAKEN, UNCLEAR, REFUSED, AGAINST_RULES = "taken", "unclear", "refused", "against the rules"
"""What became of a request; unclear is a message that was taken and an answer that does not say so."""


class Book:
    """What was taken, a line each, and chance; threads share it."""

    def __init__(self, path: Path, seed: int) -> None:
        self.lines = path.open("a", buffering=1)
        self.chance = random.Random(seed)  # noqa: S311 - chance, not secrets
        self.lock = threading.Lock()

    def write(self, channel: str, key: str, what: str) -> None:
        """One request; `key` names the delivery as this provider's protocol does."""
        with self.lock:
            self.lines.write(json.dumps([channel, key, what]) + "\n")

    def draw(self, good: Any, bad: Sequence[Any]) -> Any:
        """What the next request meets."""
        with self.lock:
            return self.chance.choice(bad) if not self.chance.randrange(EVERY) else good


@dataclass
class Receipts:
    """Statuses that WhatsApp posts to the webhook, again until it is answered with 200."""

    hook: str
    waiting: "queue.Queue[tuple[float, str, str]]" = field(default_factory=queue.Queue)
    heard: int = 0

    def run(self, stop: threading.Event) -> None:
        """Post what is due until told to stop."""
        while not stop.is_set():
            try:
                due, wamid, key = self.waiting.get(timeout=0.2)
            except queue.Empty:
                continue
            stop.wait(max(0.0, due - time.monotonic()))
            if self._post(wamid, key):
                self.heard += 1
            else:
                self.waiting.put((time.monotonic() + 1.0, wamid, key))

    def _post(self, wamid: str, key: str) -> bool:
        raw = json.dumps(wa.status(wamid, "delivered", carried=key)).encode()
        heads = {"X-Hub-Signature-256": wa.signature(raw), "Content-Type": "application/json"}
        try:
            return requests.post(self.hook, raw, headers=heads, timeout=30).ok
        except requests.RequestException:
            return False


class WhatsApp(wa.WhatsAppCloud):
    """The Cloud API: message ids nobody else has, and a status afterwards."""

    bad = (500, 429, "garbage", "half", ("error", 131026), ("error", 130429))

    def __init__(self, book: Book, receipts: Receipts) -> None:
        super().__init__()
        self.book, self.receipts, self.met = book, receipts, threading.local()

    def word(self) -> Any:
        """Good or bad by chance."""
        self.met.word = self.book.draw("ok", self.bad)
        return self.met.word

    def answer(self, method: str, path: str, headers: Any, given: Any) -> tuple[int, Any]:
        """As documented; what it took is written down before it says so."""
        status, body = super().answer(method, path, headers, given)
        key = str(given.get("biz_opaque_callback_data"))
        what = _became(status, self.met.word)
        self.book.write("whatsapp", key, what)
        if what in {TAKEN, UNCLEAR}:
            wamid = f"wamid.{uuid4().hex}"
            body["messages"][0]["id"] = wamid
            self.receipts.waiting.put((time.monotonic() + RECEIPT_AFTER, wamid, key))
        return status, body


class Telegram(tg.TelegramBot):
    """The Bot API. A message names its delivery only by the link it carries."""

    bad = (500, "garbage", "half", ("error", 403), ("error", 429, 1))

    def __init__(self, book: Book) -> None:
        super().__init__()
        self.book, self.met = book, threading.local()

    def word(self) -> Any:
        """Good or bad by chance."""
        self.met.word = self.book.draw("ok", self.bad)
        return self.met.word

    def answer(self, method: str, path: str, headers: Any, given: Any) -> tuple[int, Any]:
        """As documented; what it took is written down before it says so."""
        status, body = super().answer(method, path, headers, given)
        found = LINK.search(str(given.get("text")))
        self.book.write("telegram", found[1] if found else "", _became(status, self.met.word))
        if "result" in body:
            body["result"]["message_id"] = uuid4().int % 10**12
        return status, body


def _became(status: int, word: Any) -> str:
    if status != 200:  # noqa: PLR2004
        return AGAINST_RULES
    if word == "ok":
        return TAKEN
    return UNCLEAR if word in {"garbage", "half"} else REFUSED


@dataclass
class Sms(Provider):
    """A gateway that repeats nothing by itself and knows a message by its Idempotency-Key."""

    book: Book | None = None
    bad = (
        Answer(500), Answer(429, headers={"Retry-After": "1"}), Answer(400),
        Answer(200, b"ok", half=True), Answer(never=True),
    )  # fmt: skip

    def next(self, got: Got) -> Answer:
        """Good or bad by chance."""
        assert self.book is not None
        answer: Answer = self.book.draw(Answer(200, b"ok"), self.bad)
        self.book.write("sms", got.headers["Idempotency-Key"], _taken(answer))
        return answer


@dataclass
class PushService(Provider):
    """A push service of RFC 8030; what is gone stays gone. It reads each message as its browser would."""

    book: Book | None = None
    public_key: str = ""
    browser: Browser = field(default_factory=lambda: Browser(""))
    gone: set[str] = field(default_factory=set)
    bad = (
        Answer(500), Answer(429, headers={"Retry-After": "1"}), Answer(404), Answer(410),
        Answer(201, b"ok", half=True), Answer(never=True),
    )  # fmt: skip

    def next(self, got: Got) -> Answer:
        """Verify the sender (RFC 8292), decrypt (RFC 8291), and answer by chance."""
        assert self.book is not None
        try:
            vapid_claims(got, self.public_key)
            key = self.browser.read(got).get("id", "")
        except Exception:  # noqa: BLE001 - whatever it is, no browser could read it
            self.book.write("web_push", "", AGAINST_RULES)
            return Answer(400)
        if got.path in self.gone:
            return Answer(410)
        answer: Answer = self.book.draw(Answer(201), self.bad)
        if answer.status in {404, 410}:
            self.gone.add(got.path)
        self.book.write("web_push", key, _taken(answer))
        return answer


def _taken(answer: Answer) -> str:
    if answer.never or answer.status >= 400:  # noqa: PLR2004
        return REFUSED
    return UNCLEAR if answer.half else TAKEN


@dataclass
class Office(Post):
    """An SMTP server; a letter names its delivery by its Message-ID."""

    book: Book | None = None

    def to_recipient(self) -> bytes:
        """Good or bad by chance."""
        assert self.book is not None
        bad = (b"451 later", b"550 no such mailbox")
        said: bytes = self.book.draw(b"250 OK", bad)
        return said

    def take(self, letter: EmailMessage) -> bytes:
        """Keep it; by chance the line breaks before that is said."""
        assert self.book is not None
        reply: bytes = self.book.draw(b"250 taken", (b"",))
        key = str(letter["Message-ID"]).strip("<>").partition("@")[0]
        self.book.write("email", key, TAKEN if reply else UNCLEAR)
        return reply


@contextmanager
def providers(log: Path, seed: int, *, hook: str, key: Any) -> Iterator[dict[str, Any]]:
    """The five in a process of their own; gives the settings that lead to them.

    `hook` is the address of WhatsApp's webhook, `key` the private key of every browser.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        try:
            _serve(writing, Book(log, seed), hook, key)
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as told:
        found = json.loads(told.readline())
    try:
        yield found
    finally:
        os.kill(child, signal.SIGTERM)
        os.waitpid(child, 0)


def _serve(writing: int, book: Book, hook: str, key: Any) -> None:
    from notifications.channels.web_push import public_key

    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    # A client that is killed leaves a broken pipe, and socketserver would tell each.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    receipts = Receipts(hook)
    browser = Browser("", key)
    with ExitStack() as open_now:
        sms = open_now.enter_context(provider(made=Sms(book=book)))
        push = PushService(book=book, public_key=public_key(), browser=browser)
        open_now.enter_context(provider(made=push))
        whatsapp = open_now.enter_context(serving(WhatsApp(book, receipts)))
        telegram = open_now.enter_context(serving(Telegram(book)))
        post = open_now.enter_context(post_office(Office(book=book)))
        found = {
            "SMS_URL": sms.url, "PUSH_SERVICES": [push.url],
            "WHATSAPP_URL": whatsapp.url, "TELEGRAM_URL": telegram.url,
            "EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": post.port,
            "WHATSAPP_VERSION": wa.VERSION, "WHATSAPP_PHONE_ID": wa.PHONE_ID,
            "WHATSAPP_TOKEN": wa.TOKEN, "WHATSAPP_APP_SECRET": wa.SECRET,
            "TELEGRAM_BOT": tg.BOT, "TELEGRAM_TOKEN": tg.TOKEN,
        }  # fmt: skip
        os.write(writing, (json.dumps(found) + "\n").encode())
        posting = threading.Thread(target=receipts.run, args=(stop,), daemon=True)
        posting.start()
        while not stop.wait(0.2):
            pass
