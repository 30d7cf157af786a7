"""The largest and worst body that may come in is printed within a processor's minute and a gigabyte.

Printed in a child process of its own: the operating system keeps the bound, no clock here.
"""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
CPU_SECONDS = 100
MEMORY = 1_600_000_000

CHILD = """
import socket, sys
def refuse(*_): raise RuntimeError("rendering tried to reach something")
import django
django.setup()
from memos.body import HTML, blocks
from memos.body.allow import cleaned
from memos.pdf import render_html, to_pdf
from tests.memos.sheets import memo
socket.socket.connect = refuse
html = cleaned(sys.stdin.read(), HTML)
pdf = to_pdf(render_html(memo(body=blocks(html, HTML))))
sys.stdout.write(str(len(pdf)))
"""

WORST = {
    "points": "<ol>" + "<li>a</li>" * 1_190 + "</ol>",
    "cells": "<table>" + ("<tr>" + "<td>kata</td>" * 8 + "</tr>") * 124 + "</table>",
    "marks": "<p>" + "<b>a</b> <i>b</i> " * 1_450 + "</p>",
    "letters": "<p>" + "a" * 59_000 + "</p>",
    "fetches": (
        '<link rel=stylesheet href="http://127.0.0.1:9/x"><img src="http://127.0.0.1:9/x">'
        "<style>@import url(file:///etc/passwd)</style><svg><image href='file:///etc/passwd'/></svg>"
        '<p style="background:url(http://127.0.0.1:9/x)">kata</p><iframe src="data:text/html,x">'
        "</iframe><object data='file:///etc/passwd'></object><base href='http://127.0.0.1:9/'>"
    ),
}


def _bounded() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


@pytest.mark.parametrize("name", WORST)
def test_the_worst_body_is_printed_within_bounds(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CHILD],
        input=WORST[name].encode(),
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(ROOT)},
        preexec_fn=_bounded,
        timeout=400,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()[-800:]
    assert int(done.stdout.split()[-1]) > 10_000
