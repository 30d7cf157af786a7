"""The demo's processes: they start on a free port, are noticed when they end, and always stop."""

import argparse
import signal
import socket
import subprocess
import sys

import pytest

from demo import servers
from demo.__main__ import port_number

STUBBORN = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("up", flush=True)
time.sleep(60)
"""


def child(code: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", code]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, process_group=0)
    assert process.stdout
    assert process.stdout.readline() == b"up\n"
    process.stdout.close()
    return process


def test_a_busy_port_is_refused_with_a_sentence():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(servers.DemoError, match=f"Port {port} is not free"):
            servers.refuse_busy_port(port)
    servers.refuse_busy_port(port)


@pytest.mark.parametrize("text", ["", "abc", "0", "65536", "-1", "80.5"])
def test_only_a_port_is_a_port(text):
    with pytest.raises(argparse.ArgumentTypeError):
        port_number(text)
    assert port_number("8001") == 8001


def test_a_process_that_ended_is_named():
    ended = child("print('up', flush=True)")
    ended.wait(timeout=10)
    running = servers.Servers("http://127.0.0.1:9", None, [ended])
    with pytest.raises(servers.DemoError, match=r"The web server has ended \(code 0\)"):
        running.wait_until_ready()


def test_a_process_that_will_not_stop_is_killed(monkeypatch):
    monkeypatch.setattr(servers, "STOPPED_WITHIN_S", 0)
    stubborn = child(STUBBORN)
    servers.Servers("http://127.0.0.1:9", None, [stubborn]).stop()
    assert stubborn.returncode == -signal.SIGKILL


def test_a_step_that_fails_stops_the_demo_with_a_sentence():
    with pytest.raises(servers.DemoError, match="Preparing failed"):
        servers.run_step(["-c", "raise SystemExit(3)"], {}, "Preparing")
