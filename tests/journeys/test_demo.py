"""`make demo` as a newcomer runs it: the story over HTTP, and memos on disk that read and check right."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

from memos.signing.inspect import signatures_of
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


def words_of(paper: Path) -> str:
    """The text of a PDF, in one line."""
    command = ["pdftotext", "-layout", str(paper), "-"]
    read = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return " ".join(read.split())


def test_the_demo_plays_both_directions_and_leaves_a_signed_memo(
    tmp_path: Path, settings: Any
) -> None:
    done = demo(tmp_path, free_port())
    assert done.returncode == 0, done.stdout + done.stderr
    told = done.stdout
    for line in (
        "puts a paraf on it",
        "the basis of P-0001/2026, whose answers stay",
        "signs it electronically",
        "it gives order P-0002/2026",
        "sees on the memo: 1 of 1 answered",
    ):
        assert line in told
    assert told.count("accepts the report") == 2
    signed, paper = sorted(
        (tmp_path / "demo").glob("*.pdf"), key=lambda one: "-tte" not in one.name
    )
    _is_signed(signed, told, settings, tmp_path / "keys" / "trust")
    text = words_of(paper)
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


def _is_signed(paper: Path, told: str, settings: Any, trust: Path) -> None:
    """Poppler and pyHanko agree; its code is the one whose page the story names."""
    command = ["pdfsig", "-nocert", str(paper)]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid." in said
    assert "Total document signed" in said
    settings.SIGNING_TRUST = trust
    [found] = signatures_of(paper.read_bytes())
    assert (found.intact, found.trusted, found.whole) == (True, True, True)
    assert "CONTOH" in found.name
    code = re.search(r"/v/([2-9A-Z]{10})\b", told)
    assert code is not None
    assert code[1] in words_of(paper)
    assert str(paper) in told
    assert "pdfsig" in told


def test_a_busy_port_is_said_in_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        done = demo(tmp_path, busy.getsockname()[1])
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert "PORT=" in done.stderr
