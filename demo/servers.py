"""The two processes of an installation, started and stopped together: web server and worker."""

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, NoReturn

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
READY_WITHIN_S = 60
STOPPED_WITHIN_S = 15
PR_SET_PDEATHSIG = 1
# One process: a second could still be loading when the story is over, and miss the call to stop.
GRANIAN = [
    *("--interface", "wsgi", "--no-ws", "--workers", "1", "--workers-kill-timeout", "10"),
    *("--blocking-threads", "8", "--backpressure", "64"),
]


class DemoError(Exception):
    """The demo cannot go on; the text is one sentence for the person at the terminal."""


def refuse_busy_port(port: int) -> None:
    """Raise DemoError where another program already listens on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as reason:
            message = f"Port {port} is not free ({reason.strerror}); choose another one with PORT=."
            raise DemoError(message) from None


def end_with_parent() -> None:
    """Ask Linux to end this process when its parent ends, however that happens."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def run_step(arguments: list[str], environment: dict[str, str], what: str) -> None:
    """Run a preparing command of this Python to its end; raises DemoError if it fails."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment,
        check=False,
        stdin=subprocess.DEVNULL,
        preexec_fn=end_with_parent,
    )
    if done.returncode:
        message = f"{what} failed; the lines above say why."
        raise DemoError(message)


@dataclass(frozen=True)
class Servers:
    """The running processes and where they answer."""

    base_url: str
    log: Path | None
    children: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def wait_until_ready(self) -> None:
        """Return once /readyz says so; raises DemoError after a minute or when one has ended."""
        until = time.monotonic() + READY_WITHIN_S
        while time.monotonic() < until:
            self._refuse_ended()
            with contextlib.suppress(OSError):  # URLError is one: not listening, or not ready yet
                urllib.request.urlopen(f"{self.base_url}/readyz", timeout=5).close()  # noqa: S310
                return
            time.sleep(0.1)
        message = f"The server was not ready within {READY_WITHIN_S} seconds; see {self._where()}."
        raise DemoError(message)

    def wait_until_ended(self) -> NoReturn:
        """Block until Ctrl-C (KeyboardInterrupt); raises DemoError when a process has ended."""
        while True:
            self._refuse_ended()
            time.sleep(1)

    def stop(self) -> None:
        """Ask all to stop, wait for them, and kill what has not stopped in time."""
        for child in self.children:
            child.terminate()
        until = time.monotonic() + STOPPED_WITHIN_S
        for child in self.children:
            try:
                child.wait(timeout=max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)  # it leads a group of its own
                child.wait(timeout=5)

    def _refuse_ended(self) -> None:
        for name, child in zip(("web server", "worker"), self.children, strict=False):
            if child.poll() is not None:
                message = f"The {name} has ended (code {child.returncode}); see {self._where()}."
                raise DemoError(message)

    def _where(self) -> str:
        return os.path.relpath(self.log, ROOT) if self.log else "the lines above"


@contextlib.contextmanager
def serving(port: int, environment: dict[str, str], log: Path | None) -> Iterator[Servers]:
    """Run granian and the worker while the block runs; yields them once they are ready.

    Both write to `log`, or to the terminal where it is None. Raises DemoError if they do not become
    ready.
    """
    commands = [
        ["-m", "granian", *GRANIAN, "--host", HOST, "--port", str(port), "config.wsgi:application"],
        ["manage.py", "worker"],
    ]
    servers = Servers(f"http://{HOST}:{port}", log)
    with contextlib.ExitStack() as stack:
        out = stack.enter_context(log.open("wb")) if log else None
        stack.callback(servers.stop)
        for command in commands:
            servers.children.append(_start(command, environment, out))
        servers.wait_until_ready()
        yield servers


def _start(
    command: list[str], environment: dict[str, str], out: IO[bytes] | None
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=subprocess.STDOUT if out else None,
        # Ctrl-C reaches the demo alone, which then stops its children in order.
        process_group=0,
        preexec_fn=end_with_parent,  # noqa: PLW1509 - this program has one thread
    )
