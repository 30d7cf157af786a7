"""A server on loopback that misbehaves on demand, under the fakes of each provider.

`script` holds what the next requests meet, in order: "ok", an HTTP status, "garbage" (200 and no
JSON), "half" (a body that ends early), "never" (nothing until the client leaves), or a provider's
own word. When it is empty everything goes well.
"""

import json
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

LONGEST = 30.0  # seconds that "never" lasts, should a client never leave


class Fake:
    """What every fake has: an address, a script, and a list of what was asked of it."""

    def __init__(self) -> None:
        self.script: deque[Any] = deque()
        self.requests: list[tuple[str, str, Any]] = []
        self.headers: dict[str, str] = {}
        self.over = threading.Event()
        self.url = ""

    def word(self) -> Any:
        """What the next request meets."""
        return self.script.popleft() if self.script else "ok"

    def answer(self, method: str, path: str, headers: Any, given: Any) -> tuple[int, Any]:
        """Status and body (bytes, or something for JSON) of a request that goes well."""
        raise NotImplementedError

    def trouble(self, word: Any) -> tuple[int, Any] | None:
        """Status and body of a provider's own word in the script."""
        return None

    def sent(self) -> list[Any]:
        """Bodies of what was posted."""
        return [given for method, _path, given in self.requests if method == "POST"]


def _met(fake: Fake, word: Any, status: int, body: Any) -> tuple[int, Any]:
    """What a request meets: the good answer, or what the script says instead."""
    if word == "garbage":
        return 200, b"<html>gateway</html>"
    if isinstance(word, int):
        return word, {"error": {"message": "trouble"}}
    if word in {"ok", "half"}:
        return status, body
    return fake.trouble(word) or (500, {})


def _handler(fake: Fake) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_args: Any) -> None:
            """Quiet."""

        def do_GET(self) -> None:
            self._serve(None)

        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            try:
                self._serve(json.loads(raw))
            except ValueError:
                self._send(400, {"error": {"code": 100, "message": "not JSON"}})

        def _serve(self, given: Any) -> None:
            word = fake.word()
            if word == "never":
                fake.over.wait(LONGEST)
                self.close_connection = True
                return
            status, body = fake.answer(self.command, self.path, self.headers, given)
            fake.requests.append((self.command, self.path, given))
            self._send(*_met(fake, word, status, body), half=word == "half")

        def _send(self, status: int, body: Any, *, half: bool = False) -> None:
            raw = body if isinstance(body, bytes) else json.dumps(body).encode()
            self.send_response(status)
            for name, value in fake.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw[: len(raw) // 2] if half else raw)
            if half:
                self.close_connection = True

    return Handler


@contextmanager
def serving(fake: Fake) -> Iterator[Fake]:
    """Run it on a free port while inside."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(fake))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    fake.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield fake
    finally:
        fake.over.set()
        server.shutdown()
        server.server_close()
        thread.join(10)
