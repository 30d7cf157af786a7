"""An SMTP server on loopback that speaks enough of RFC 5321 to take a letter, or to refuse it."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

LONGEST = 20.0


@dataclass
class Post:
    """Letters taken. `rcpt` is the reply to every recipient, `never` keeps silent from the start."""

    rcpt: bytes = b"250 OK"
    garbage: bool = False
    never: bool = False
    letters: list[EmailMessage] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)
    port: int = 0


@contextmanager
def post_office(**behaviour: Any) -> Iterator[Post]:
    """A running server."""
    made = Post(**behaviour)

    class Handler(socketserver.StreamRequestHandler):
        timeout = LONGEST

        def handle(self) -> None:
            if made.never:
                made.closing.wait(LONGEST)
                return
            self.wfile.write(b"\xff\x00what?\r\n" if made.garbage else b"220 fake ESMTP\r\n")
            while line := self.rfile.readline():
                word = line[:4].upper()
                if word == b"DATA":
                    self.wfile.write(b"354 go on\r\n")
                    self._take()
                elif word == b"RCPT":
                    self.wfile.write(made.rcpt + b"\r\n")
                elif word == b"QUIT":
                    self.wfile.write(b"221 bye\r\n")
                    return
                else:
                    self.wfile.write(b"250 OK\r\n")

        def _take(self) -> None:
            lines = []
            while (line := self.rfile.readline()) not in {b".\r\n", b""}:
                lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
            letter = message_from_bytes(b"".join(lines), policy=policy.default)
            made.letters.append(letter)
            self.wfile.write(b"250 taken\r\n")

    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    made.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield made
    finally:
        made.closing.set()
        server.shutdown()
        server.server_close()
        thread.join(LONGEST)
