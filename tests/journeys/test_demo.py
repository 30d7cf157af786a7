"""`make demo` as a newcomer runs it: the story over HTTP, and a memo on disk that reads right."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

from tests.house.tree import ROOT

PATIENCE = 240  # seconds; the first run collects and compresses the static files


def demo(var: Path, port: int) -> subprocess.CompletedProcess[str]:
    """Run the demo once with a folder and a port of its own."""
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("SIGAP_", "DATABASE", "DJANGO_", "PYTEST_"))
    }
    return subprocess.run(
        [sys.executable, "-m", "demo", "--once", "--port", str(port)],
        cwd=ROOT,
        env={**inherited, "SIGAP_VAR": str(var)},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def test_the_demo_tells_its_story_and_prints_a_memo(tmp_path: Path) -> None:
    done = demo(tmp_path, free_port())
    assert done.returncode == 0, done.stdout + done.stderr
    assert "accepts the report" in done.stdout
    (paper,) = (tmp_path / "demo").glob("*.pdf")
    read = subprocess.run(
        ["pdftotext", "-layout", str(paper), "-"], capture_output=True, text=True, check=True
    ).stdout
    text = " ".join(read.split())
    for words in (
        "NOTA DINAS",
        "Yth. : Para Camat se-Kabupaten Sarolangun",
        "45/300.2.3/2026",
        "P-0001/2026",
        "Periksa titik rawan banjir di kecamatan masing-masing.",
    ):
        assert re.sub(r"20\d\d", "2026", words) in re.sub(r"/20\d\d", "/2026", text), words
    fonts = subprocess.run(["pdffonts", str(paper)], capture_output=True, text=True, check=True)
    rows = fonts.stdout.splitlines()[2:]
    assert rows
    assert all(row.split()[-5] == "yes" for row in rows), fonts.stdout


def test_a_busy_port_is_said_in_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        done = demo(tmp_path, busy.getsockname()[1])
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert "PORT=" in done.stderr
