"""A provider over HTTP on loopback: it remembers what it got, and answers well or badly as told.

Every wait in it is bounded, and it ends with the test.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LONGEST = 20.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What comes back. `half` breaks off in the middle of the body; `never` says nothing at all."""

    status: int = 200
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=dict)
    half: bool = False
    never: bool = False


@dataclass(frozen=True, slots=True)
class Got:
    """A request as it came."""

    method: str
    path: str
    headers: Message
    body: bytes


@dataclass
class Provider:
    """Requests in their order; `answers` are given one by one, the last one for ever."""

    answers: list[Answer] = field(default_factory=lambda: [Answer()])
    got: list[Got] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)
    port: int = 0

    @property
    def url(self) -> str:
        """The origin it listens on."""
        return f"http://127.0.0.1:{self.port}"

    def next(self, got: Got) -> Answer:
        """What a request meets."""
        self.got.append(got)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@contextmanager
def provider(*answers: Answer, made: Provider | None = None) -> Iterator[Provider]:
    """A running provider, `made` where it has a mind of its own; ends what it still owes an answer to."""
    running = made or Provider(list(answers) or [Answer()])

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = LONGEST

        def answer(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            got = Got(self.command, self.path, self.headers, self.rfile.read(length))
            answer = running.next(got)
            self.close_connection = True
            if answer.never:
                running.closing.wait(LONGEST)
                return
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body) * (2 if answer.half else 1)))
            self.end_headers()
            self.wfile.write(answer.body)

        do_POST = do_PUT = do_GET = answer  # noqa: N815 - named by http.server

        def log_message(self, *_: object) -> None:
            """Be silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    running.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield running
    finally:
        running.closing.set()
        server.shutdown()
        server.server_close()
        thread.join(LONGEST)
