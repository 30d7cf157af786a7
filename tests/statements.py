"""Counting SQL the way the budgets are written: without BEGIN, COMMIT and SAVEPOINT."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connection
from django.test.utils import CaptureQueriesContext

NOT_WORK = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


@dataclass
class Statements:
    """The statements of a block, once it is over."""

    sql: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many."""
        return len(self.sql)

    def __str__(self) -> str:
        return "\n".join(f"{n:3} {sql[:200]}" for n, sql in enumerate(self.sql, 1))


@contextmanager
def counted() -> Iterator[Statements]:
    """Count the statements of this thread's connection inside the block."""
    statements = Statements()
    with CaptureQueriesContext(connection) as captured:
        yield statements
    statements.sql = [
        query["sql"] for query in captured if not query["sql"].upper().startswith(NOT_WORK)
    ]
