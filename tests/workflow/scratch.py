"""Commands as processes of their own, on the database of the test, for killing them."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.db import connection

from tests.house.tree import ROOT

PATIENCE = 60.0  # seconds


def database_url() -> str:
    """The address of the database that this test sees through `connection`."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    server = urlsplit(os.environ["DATABASE_URL"])
    return urlunsplit(server._replace(path=f"/{name}"))


def start(var: Path, *arguments: str) -> "subprocess.Popen[str]":
    """Start `manage.py` with a folder of its own; its output is to be read with communicate()."""
    kept = ("PATH", "HOME", "LANG", "SIGAP_SECRET_KEY", "SIGAP_LEDGER_KEY")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    environment |= {"SIGAP_VAR": str(var), "SIGAP_DEMO": "1", "DATABASE_URL": database_url()}
    return subprocess.Popen(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def wait_until(happened: Callable[[], bool], process: "subprocess.Popen[str]") -> bool:
    """Look again and again until it happened (True), or the process ended or a minute is over."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        if happened():
            return True
    return False
