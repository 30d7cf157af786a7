"""`make bench` still runs, and measures what it says. How fast anything is, people look at."""

import os
import re
import subprocess
import sys

from django.db import connection

from tests.house import tree

OPERATIONS = {
    "list of 50", "acknowledge", "issue to 5", "issue to 500",
    "one page", "memo read and laid out", "stored PDF",
}  # fmt: skip
FIGURE = r" +[\d.]+ \| +\d+ \|"


def test_every_promised_operation_is_measured_beside_its_bare_way():
    options = ["--database", connection.vendor, "--repeats", "1", "--shares", "400", "--burst", "5"]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", *options],
        cwd=tree.ROOT,
        env=dict(os.environ),
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    row = re.compile(rf"^\| (\w[\w ]*?) +\|{FIGURE}(?:{FIGURE} +[\d.]+× \|)+$", re.MULTILINE)
    assert set(row.findall(done.stdout)) == OPERATIONS, done.stdout
    assert re.search(r"^\| burst of 5 \|( [\d.]+ \|){7}$", done.stdout, re.MULTILINE), done.stdout
    assert connection.display_name in done.stdout.splitlines()[-1]
