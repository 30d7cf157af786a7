"""`make bench` still runs, and measures what it says. How fast anything is, people look at."""

import os
import re
import subprocess
import sys

from django.db import connection

from tests.house import tree

OPERATIONS = {
    "list of 50",
    "acknowledge",
    "issue to 5",
    "issue to 500",
    "one page",
    "memo read and laid out",
    "stored PDF",
    "sign 1 (B-B)",
    "sign 10 (B-B)",
}
FIGURE = r" +[\d.]+ \| +\d+ \|"
FEW = "--repeats 1 --shares 200 --burst 2 --memos 4"
PATIENCE = 300  # seconds; an idle machine needs a tenth of them


def test_every_promised_operation_is_measured_beside_its_bare_way() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--database", connection.vendor, *FEW.split()],
        cwd=tree.ROOT,
        env=dict(os.environ),
        check=False,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    row = re.compile(rf"^\| (\w[\w ()-]*?) +\|{FIGURE}(?:{FIGURE} +[\d.]+× \|)+$", re.MULTILINE)
    assert set(row.findall(done.stdout)) == OPERATIONS, done.stdout
    assert re.search(r"^\| burst of 2 \|( [\d.]+ \|){7}$", done.stdout, re.MULTILINE), done.stdout
    assert re.search(r"^4 memos: [\d.]+ s by one .*\(ratio [\d.]+;", done.stdout, re.MULTILINE)
    assert connection.display_name in done.stdout.splitlines()[-1]
