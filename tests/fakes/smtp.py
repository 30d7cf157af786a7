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

    def to_recipient(self) -> bytes:
        """The reply to a recipient."""
        return self.rcpt

    def take(self, letter: EmailMessage) -> bytes:
        """Keep a letter; the reply to it, of which nothing ends the conversation."""
        self.letters.append(letter)
        return b"250 taken"


def _handler(made: Post) -> type[socketserver.StreamRequestHandler]:  # noqa: C901 - a dialogue
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
                    if not self._take():
                        return
                elif word == b"RCPT":
                    self.wfile.write(made.to_recipient() + b"\r\n")
                elif word == b"QUIT":
                    self.wfile.write(b"221 bye\r\n")
                    return
                else:
                    self.wfile.write(b"250 OK\r\n")

        def _take(self) -> bool:
            lines = []
            while (line := self.rfile.readline()) != b".\r\n":
                if not line:  # who leaves before the end has sent nothing
                    return False
                lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
            letter = message_from_bytes(b"".join(lines), policy=policy.default)
            reply = made.take(letter)
            self.wfile.write(reply + b"\r\n" if reply else b"")
            return bool(reply)

    return Handler


@contextmanager
def post_office(made: Post | None = None, **behaviour: Any) -> Iterator[Post]:
    """A running server, `made` where it has a mind of its own."""
    made = made or Post(**behaviour)
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _handler(made))
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
