"""`python -m benchmarks`: a scratch database, a small regency, a table of figures on the terminal."""

import argparse
import io
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path

import django
from django.db import connection

BATCHES = 3
"""How often a batch of memos is laid out at most: it takes ten seconds, not milliseconds."""


def arguments() -> argparse.Namespace:
    """What the command line asks for; DATABASE chooses the database as it does for the tests."""
    parser = argparse.ArgumentParser(
        prog="benchmarks", description="Measure the product beside bare Django and DRF."
    )
    parser.add_argument(
        "--database",
        choices=("sqlite", "postgresql"),
        default=os.environ.get("DATABASE", "sqlite"),
        help="postgresql: the server of DATABASE_URL, else one from a wheel",
    )
    parser.add_argument("--repeats", type=int, default=20, help="the best of so many counts")
    parser.add_argument(
        "--shares", type=int, default=10_000, help="rows in the inbox's table, at most 40,000"
    )
    parser.add_argument("--burst", type=int, default=100, help="orders given at once")
    parser.add_argument("--memos", type=int, default=100, help="memos for one and two processes")
    return parser.parse_args()


def set_up(database: str, var: str, **own: str) -> None:
    """Start Django on production's defaults, demo mode for plain HTTP, keys that nobody needs.

    `own` are settings of the environment for this run.
    """
    for name in [name for name in os.environ if name.startswith("SIGAP_")]:
        del os.environ[name]
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        "SIGAP_VAR": var,
        "SIGAP_SECRET_KEY": secrets.token_hex(32),
        "SIGAP_LEDGER_KEY": secrets.token_hex(32),
        "SIGAP_DEMO": "1",
        **own,
    }
    (Path(var) / "static").mkdir()  # WhiteNoise warns of a missing folder
    if database != "postgresql":
        os.environ.pop("DATABASE_URL", None)
    elif "DATABASE_URL" not in os.environ:
        from tests import postgresql

        os.environ["DATABASE_URL"] = postgresql.start()
    django.setup()


@contextmanager
def scratch_database() -> Iterator[None]:
    """A migrated database that is gone afterwards."""
    name = str(connection.settings_dict["NAME"])
    with redirect_stdout(io.StringIO()):  # it talks of the cache table whatever the verbosity
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def run(repeats: int, shares: int, burst: int, memos: int) -> None:
    """Measure everything and print it."""
    from benchmarks import operations, papers, reaching, scene, signing
    from benchmarks.measure import machine, measure, table

    at = scene.prepare(shares)
    groups = (
        operations.over_http(at),
        papers.printing(at),
        [papers.serving(at)],
        signing.operations(at),
    )
    for group in groups:
        rows = [(one.name, measure(one, repeats=repeats)) for one in group]
        print(*table(rows), "", sep="\n", flush=True)
    print(*reaching.lines(repeats, burst), "", sep="\n", flush=True)
    print(
        papers.side_by_side(at, count=memos, repeats=min(repeats, BATCHES)),
        "",
        sep="\n",
        flush=True,
    )
    print(f"{machine()}; {shares:,} shares; best of {repeats}")


def main() -> None:
    """Measure in a folder and a database that leave nothing behind."""
    options = arguments()
    with tempfile.TemporaryDirectory(prefix="sigap-bench-") as var:
        set_up(options.database, var)
        with scratch_database():
            run(options.repeats, options.shares, options.burst, options.memos)


if __name__ == "__main__":
    main()
