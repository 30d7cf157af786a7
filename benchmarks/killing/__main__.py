"""`python -m benchmarks.killing`: workers killed with -9 again and again, and what was lost by it.

A thousand shares come due while three thousand messages go to five providers on loopback that
answer badly now and then. The workers are real passes of `manage.py worker` in processes of their
own; half of them are killed at a named point of sending and half after a random time, until there
were as many kills as asked for. Then the rest is done in peace, and everything is counted.
"""

import argparse
import os
import signal
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from benchmarks.__main__ import scratch_database, set_up

BASE_URL = "https://sigap.contoh.example"


def arguments() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(prog="benchmarks.killing", description=__doc__)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def stand_at(start: datetime) -> None:
    """From now on, and in every process that comes of this one, the clock runs from `start`."""
    from django.utils import timezone

    begun = time.monotonic()
    timezone.now = lambda: start + timedelta(seconds=time.monotonic() - begun)


@contextmanager
def web_server(listening: socket.socket) -> Iterator[None]:
    """The product's pages in a process of their own, for the webhook."""
    from socketserver import ThreadingMixIn
    from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

    from django.core.wsgi import get_wsgi_application

    from benchmarks.killing.workers import spawn

    class Quiet(WSGIRequestHandler):
        def log_message(self, *_: object) -> None:
            """Be silent."""

    class Server(ThreadingMixIn, WSGIServer):
        daemon_threads = True

    def serve() -> None:
        server = Server(("127.0.0.1", 0), Quiet, bind_and_activate=False)
        server.socket.close()
        server.socket = listening
        server.server_name, server.server_port = "127.0.0.1", listening.getsockname()[1]
        server.setup_environ()
        server.set_app(get_wsgi_application())
        stop = threading.Event()
        signal.signal(signal.SIGTERM, lambda *_: stop.set())
        threading.Thread(target=server.serve_forever, daemon=True).start()
        while not stop.wait(0.2):
            pass

    child = spawn(serve)
    try:
        yield
    finally:
        os.kill(child, signal.SIGTERM)
        os.waitpid(child, 0)


def measure(asked: argparse.Namespace, var: Path) -> None:
    """Everything between a fresh database and its end; prints what was found."""
    from cryptography.hazmat.primitives.asymmetric import ec
    from django.test.utils import override_settings

    from benchmarks.killing import office, tally
    from benchmarks.killing.providers import providers
    from benchmarks.killing.workers import Slaughter
    from tests.people import AT

    log, ends = var / "providers.jsonl", var / "ends"
    log.touch()
    ends.touch()
    stand_at(AT)
    key = ec.generate_private_key(ec.SECP256R1())
    listening = socket.create_server(("127.0.0.1", 0))
    hook = f"http://127.0.0.1:{listening.getsockname()[1]}/kait/whatsapp/"
    with (
        providers(log, asked.seed, hook=hook, key=key) as settings,
        override_settings(**settings),
        scratch_database(),
        web_server(listening),
    ):
        positions = office.prepare(settings["PUSH_SERVICES"][0], key)
        given = 0

        def feed(killed: int) -> bool:
            nonlocal given
            wanted: int = min(office.ORDERS, 5 + office.ORDERS * killed // asked.kills)
            for number in range(given, wanted):
                office.give(number, positions)
            found, given = given < wanted, wanted
            return found

        ended = Slaughter(asked.workers, asked.kills, asked.seed, ends, feed).run()
        time.sleep(2)  # the last receipts
        found = tally.report(ended, log, ends)
    print(f"{asked.database}, {asked.workers} workers, seed {asked.seed}")
    for name, value in found.items():
        print(f"{name}: {value}")


def main() -> None:
    """Everything in a folder and a database that leave nothing behind."""
    asked = arguments()
    with tempfile.TemporaryDirectory(prefix="sigap-killing-") as var:
        set_up(
            asked.database,
            var,
            SIGAP_BASE_URL=BASE_URL,
            SIGAP_LADDER_TRIAL_DAYS="0",
            SIGAP_SEND_TIMEOUT="2",
            SIGAP_VAPID_KEY="Wlpa" * 10 + "Wlo",
            SIGAP_EMAIL_TLS="0",
        )
        measure(asked, Path(var))


if __name__ == "__main__":
    main()
