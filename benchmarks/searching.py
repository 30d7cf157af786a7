"""`python -m benchmarks.searching`: words and filters over many memos, orders and letters.

For a clerk's head, who reads nearly all, and for a camat, who reads every twentieth: what the pages of
the search ask of the database, the rows of a page and their count. Beside it the same rules over the
full text of the database itself, on the same rows and the same stems: a tsvector with a GIN index, or
FTS5.
"""

import argparse
import gc
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from benchmarks.__main__ import scratch_database, set_up
from benchmarks.archive import COMMON, RARE, SECOND, fill

PAGE = 25
SLOW = 300  # milliseconds
READERS = ("kabag_umum", "camat_pelawan")


def arguments() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(prog="benchmarks.searching", description=__doc__)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--memos", type=int, default=10_000, help="and as many orders")
    parser.add_argument("--letters", type=int, default=20_000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--explain", action="store_true", help=f"plans of what takes {SLOW} ms")
    return parser.parse_args()


@dataclass(frozen=True, slots=True)
class Case:
    """A search, and the same over the database's own full text where there is one."""

    name: str
    rows: Callable[[], Any]
    order: tuple[str, ...]
    beside: Callable[[], Any] | None = None
    far: bool = False


@dataclass(frozen=True, slots=True)
class Cost:
    """Best CPU of this process and of its database server, best time on the wall, in ms."""

    cpu: float
    wall: float
    statements: int
    found: int

    def __str__(self) -> str:
        return f"{self.cpu:7.0f} {self.wall:7.0f} {self.statements:3d}"


# --- What is searched ------------------------------------------------------------------------------

QUESTIONS: tuple[tuple[str, tuple[str, ...], bool, bool], ...] = (
    ("a common word", (COMMON,), False, False),
    ("the same, last page", (COMMON,), False, True),
    ("two words", (COMMON, SECOND), False, False),
    ("a rare word", (RARE,), False, False),
    ("a word and filters", (COMMON,), True, False),
    ("no word, filters", (), True, False),
    ("a word with a digit", ("300.2.3",), False, False),
    ("a title's word", ("sekretaris",), False, False),
)


def memo_cases(actor: Any) -> Iterator[Case]:
    """What `cari/naskah/` asks."""
    from memos.search.finding import MemoFilter, find

    for name, words, filtered, far in QUESTIONS:
        narrow: dict[str, Any] = {}
        if filtered:
            narrow = {"memo_type": "surat_tugas", "status": "dispatched"}
            narrow |= {"dated_from": date(2026, 6, 1), "dated_to": date(2026, 10, 31)}
        asked = MemoFilter(q=" ".join(words), **narrow)
        plain = MemoFilter(**narrow)

        def ours(asked: MemoFilter = asked) -> Any:
            return find(asked, actor=actor)

        def theirs(plain: MemoFilter = plain, words: tuple[str, ...] = words) -> Any:
            return _full(find(plain, actor=actor).exclude(security__in=_secret()), words)

        beside = theirs if words and words[0] in {COMMON, RARE} else None
        yield Case(f"memos: {name}", ours, ("-moved_at", "-id"), beside, far)


def order_cases(actor: Any, at: Any) -> Iterator[Case]:
    """What `cari/` asks of orders."""
    from instructions.search import Filter, search

    for name, words, filtered, far in QUESTIONS:
        narrow: dict[str, Any] = {}
        if filtered:
            narrow = {"status": "issued", "urgency": "biasa", "form": "informal"}
            narrow |= {"issued_from": date(2026, 6, 1), "issued_to": date(2026, 10, 31)}
        asked, plain = Filter(q=" ".join(words), **narrow), Filter(**narrow)

        def ours(asked: Filter = asked) -> Any:
            return search(asked, actor=actor, at=at).orders().filter(issued_at__isnull=False)

        def theirs(plain: Filter = plain, words: tuple[str, ...] = words) -> Any:
            found = search(plain, actor=actor, at=at).orders().filter(issued_at__isnull=False)
            return _full(found.exclude(classification__in=_secret()), words)

        beside = theirs if words and words[0] in {COMMON, RARE} else None
        yield Case(f"orders: {name}", ours, ("-year", "-number"), beside, far)


def letter_cases(actor: Any) -> Iterator[Case]:
    """What the list of incoming letters asks of the words."""
    from memos.letters.models import IncomingLetter

    order = ("group", "-moved_at", "-id")
    for name, words in (
        ("a common word", COMMON),
        ("two words", f"{COMMON} {SECOND}"),
        ("a rare word", RARE),
    ):

        def ours(words: str = words) -> Any:
            return IncomingLetter.objects.by_turn(actor).found(words)

        yield Case(f"letters: {name}", ours, order)


def _secret() -> tuple[str, ...]:
    from instructions.queries import SECRET

    return SECRET


# --- The database's own ----------------------------------------------------------------------------


def full_text(model: Any, words: Any, column: str) -> tuple[float, float]:
    """Give the rows full text over the same stems: seconds it took, megabytes of its index."""
    table, source = model._meta.db_table, words._meta.db_table  # noqa: SLF001 - Django's name
    began = time.perf_counter()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f'ALTER TABLE "{table}" ADD COLUMN full_text tsvector')
            cursor.execute(
                f'UPDATE "{table}" t SET full_text = w.said FROM (SELECT {column}, to_tsvector('  # noqa: S608
                f"'simple', string_agg(stem, ' ')) AS said FROM \"{source}\" GROUP BY {column}) w"
                f" WHERE w.{column} = t.id"
            )
            cursor.execute(f'CREATE INDEX "{table}_full" ON "{table}" USING gin (full_text)')
            cursor.execute(f'VACUUM ANALYZE "{table}"')
            cursor.execute("SELECT pg_relation_size(%s)", [f"{table}_full"])
            size = cursor.fetchone()[0]
        else:
            cursor.execute(f"CREATE VIRTUAL TABLE {table}_full USING fts5(said, content='')")
            cursor.execute(
                f"INSERT INTO {table}_full (rowid, said) SELECT {column}, group_concat(stem, ' ')"  # noqa: S608
                f' FROM "{source}" GROUP BY {column}'
            )
            cursor.execute(f"SELECT sum(length(block)) FROM {table}_full_data")  # noqa: S608
            size = cursor.fetchone()[0]
    return time.perf_counter() - began, size / 1e6


def _full(found: Any, words: Sequence[str]) -> Any:
    """Rows with every word, by stem or beginning, as the database's own full text has it."""
    table = found.model._meta.db_table  # noqa: SLF001 - Django's name
    if connection.vendor == "postgresql":
        said = " & ".join(f"{word}:*" for word in words)
        where = f"\"{table}\".full_text @@ to_tsquery('simple', %s)"
    else:
        said = " ".join(f"{word}*" for word in words)
        where = f'"{table}".id IN (SELECT rowid FROM {table}_full WHERE {table}_full MATCH %s)'  # noqa: S608
    return found.extra(where=[where], params=[said])  # noqa: S610 - ours


# --- Measuring -------------------------------------------------------------------------------------


def server_cpu() -> float:
    """CPU seconds of this connection's PostgreSQL process; 0 where there is none to be seen."""
    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        spent = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
    return int(spent.read_text(encoding="ascii").split()[0]) / 1e9 if spent.exists() else 0.0


def asked(rows: QuerySet[Any], order: tuple[str, ...], begun: int) -> int:
    """A page and the count, as the views ask for them; how many fit."""
    list(rows.order_by(*order)[begun : begun + PAGE + 1])
    return rows.count()


def cost(case: Case, rows: Callable[[], Any], repeats: int) -> Cost:
    """The best of some repeats, after one that counts statements and warms what is kept."""
    from tests.statements import counted

    begun = max(rows().count() - PAGE, 0) if case.far else 0
    with counted() as seen:
        found = asked(rows(), case.order, begun)
    cpus, walls = [], []
    gc.collect()
    for _ in range(repeats):
        cpu, wall = time.process_time() + server_cpu(), time.perf_counter()
        asked(rows(), case.order, begun)
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() + server_cpu() - cpu)
    return Cost(min(cpus) * 1000, min(walls) * 1000, seen.count, found)


def plans(case: Case, rows: Callable[[], Any]) -> Iterator[str]:
    """How the database finds the rows of the page, and their count."""
    found = rows()
    yield found.order_by(*case.order)[: PAGE + 1].explain(**_analysed())


def _analysed() -> dict[str, bool]:
    return {"analyze": True} if connection.vendor == "postgresql" else {}


def report(cases: Sequence[Case], repeats: int, *, explain: bool) -> None:
    """A line for each case."""
    for case in cases:
        own = cost(case, case.rows, repeats)
        line = f"  {case.name:30} {own.found:7,d} {own}"
        if case.beside is not None:
            other = cost(case, case.beside, repeats)
            line += f"   {other} {other.found:7,d}  {own.cpu / other.cpu:5.2f}x {own.wall / other.wall:5.2f}x"
        print(line, flush=True)
        if explain and max(own.cpu, own.wall) > SLOW:
            print(*plans(case, case.rows), sep="\n", flush=True)


def measure(memos: int, letters: int, repeats: int, *, explain: bool) -> None:
    """Fill, and print what every search takes for every reader."""
    from accounts.models import Person
    from instructions.models import Instruction, SearchWord
    from memos.models import Memo
    from memos.search.models import MemoWord
    from tests.people import AT, actor

    began = time.perf_counter()
    fill(memos, letters)
    print(f"filled in {time.perf_counter() - began:.0f} s", flush=True)
    for model, words, column in (
        (Memo, MemoWord, "memo_id"),
        (Instruction, SearchWord, "order_id"),
    ):
        took, size = full_text(model, words, column)
        print(f"full text of {model.__name__}: {took:.0f} s, {size:.0f} MB", flush=True)
    if connection.vendor == "postgresql":  # workers beside it would not be counted
        with connection.cursor() as cursor:
            cursor.execute("SET max_parallel_workers_per_gather = 0")
    print("    found, CPU-ms, ms on the wall, statements; the database's own full text; ratios")
    for name in READERS:
        reader = actor(Person.objects.get(username=name))
        print(f"{name}:")
        cases = [*memo_cases(reader), *order_cases(reader, AT)]
        cases += letter_cases(reader) if name == READERS[0] else ()
        report(cases, repeats, explain=explain)


def main() -> None:
    """Measure in a folder and a database that leave nothing behind."""
    options = arguments()
    with tempfile.TemporaryDirectory(prefix="sigap-searching-") as var:
        set_up(options.database, var)
        with scratch_database():
            measure(options.memos, options.letters, options.repeats, explain=options.explain)
        print(f"{options.database}, {options.memos:,} memos, best of {options.repeats}")


if __name__ == "__main__":
    main()
