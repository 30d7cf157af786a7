"""Waiting until the change feed may tell what was written."""

import threading

from django.db import connection
from django.db.models import Max

from workflow.models import Entry


def until_settled() -> None:
    """Wait, for a minute at most, until the feed may tell everything that is written so far.

    On PostgreSQL it holds back while any older transaction of the server runs, and another process
    of this test run keeps its own open, in a database beside this one, for as long as a test.
    """
    if connection.vendor != "postgresql":
        return
    newest = Entry.objects.aggregate(newest=Max("tx"))["newest"] or 0
    for _try in range(1200):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
            if cursor.fetchone()[0] > newest:
                return
        threading.Event().wait(0.05)
    raise AssertionError("a transaction of another test did not end")
