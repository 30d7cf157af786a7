"""A regency's archive for `benchmarks.searching`: orders, memos and letters by the ten thousand.

One of each is made as the product makes it; the database copies it. Their words are drawn by Zipf's
law from invented stems, so that some are everywhere and most are rare, and three are placed: COMMON
in a third of the rows, SECOND in a fifth, RARE in ten.
"""

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from django.db import connection, transaction

from benchmarks.ticking import copies

COMMON, SECOND, RARE = "laksana", "siap", "banjir"
VOCABULARY = 20_000
SYLLABLES = ("ba", "ci", "du", "ga", "ji", "ku", "la", "mo", "na", "pe", "ra", "se", "ti", "wu")
ORDER_WORDS, MEMO_WORDS = 15, 40
PAGE_OF_TEXT = "Kesiapsiagaan menghadapi musim hujan di kecamatan masing-masing. " * 25
OFTEN = 20  # the camat has a part in every twentieth
RARELY = 10
CROWD = 19
AT_ONCE = 20_000


def fill(memos: int, letters: int) -> None:
    """So many memos and as many orders, so many letters, and the words they are found by."""
    from instructions.models import SearchWord
    from memos.models import Memo
    from memos.search.models import MemoWord
    from tests.memos.memos import register
    from tests.people import cast

    people = cast()
    register()
    with transaction.atomic():
        if connection.vendor == "sqlite":
            _run("PRAGMA cache_size = -200000")
        first = _orders(people, memos)
        _index(SearchWord, "order_id", first, memos, ORDER_WORDS)
        _memos(people, memos, orders=first)
        _index(MemoWord, "memo_id", Memo.objects.latest("pk").pk - memos + 1, memos, MEMO_WORDS)
        _letters(people, letters)
    _run("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _run(sql: str, given: list[int] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)


def _orders(people: Any, wanted: int) -> int:
    """Orders of the bupati to one post each; every second is to be put on paper. The first's id."""
    from accounts.models import Position
    from instructions.models import Assignment, Instruction
    from tests.instructions.orders import order_to
    from tests.people import AT, unit

    home = unit("Kantor Contoh")
    crowd = Position.objects.bulk_create(
        Position(unit=home, title=f"Kepala Seksi {n}", kind="kasi", rank=80) for n in range(CROWD)
    )
    model = order_to(people.camat_pelawan, giver=people.bupati)
    _run(
        *copies(
            Instruction, "t.id = %s", given=[wanted, model.pk],
            year="2026 - n.n / 25000", number="200000 - n.n",
            needs_paper="n.n %% 2 = 1", issued_at=_ago(AT),
        )
    )  # fmt: skip
    first = Instruction.objects.latest("pk").pk - wanted + 1
    camat, other = people.camat_pelawan.position.pk, f"{crowd[0].pk} + n.n %% {CROWD}"
    _run(
        *copies(
            Assignment, "t.instruction_id = %s", given=[wanted, model.pk],
            instruction_id=f"{first} - 1 + n.n",
            position_id=f"CASE n.n %% {OFTEN} WHEN 1 THEN {camat} ELSE {other} END",
        )
    )  # fmt: skip
    return first


def _memos(people: Any, wanted: int, *, orders: int) -> None:
    """Memos of the sekda, dispatched or filed; two in three rest on an order."""
    from memos.course_rows import MemoAddressee
    from memos.models import Memo
    from tests.memos.course import begun, walked
    from tests.people import AT

    draft = begun(people, people.camat_pelawan, expects="information", body=PAGE_OF_TEXT)
    sent = walked(draft, people, "dispatched")
    basis = f"CASE WHEN n.n %% 3 = 0 THEN NULL ELSE {orders} - 1 + n.n END"
    kinds = "CASE n.n %% 4 WHEN 0 THEN 'memo' WHEN 1 THEN 'surat_tugas' ELSE 'nota_dinas' END"
    status = "CASE WHEN n.n %% 10 = 0 THEN 'archived' ELSE 'dispatched' END"
    _run(
        *copies(
            Memo, "t.id = %s", given=[wanted, sent.pk],
            order_id=basis, memo_type=kinds, status=status, moved_at=_ago(AT), dated=_day(AT),
            number_text="'7/' || n.n || '/300.2.3/2026'",
        )
    )  # fmt: skip
    first = Memo.objects.latest("pk").pk - wanted + 1
    own = f"{first} + (n.n - 1) * {OFTEN}"
    given = [wanted // OFTEN, sent.pk]
    _run(*copies(MemoAddressee, "t.memo_id = %s", memo_id=own, given=given))


def _letters(people: Any, wanted: int) -> None:
    """Letters in the agenda; COMMON, SECOND and RARE stand in the hal as in the rest."""
    from memos.letters.models import IncomingLetter
    from memos.models import RegisterNumber
    from tests.memos.letters import letter
    from tests.people import AT

    model = letter(people)
    hal = (
        f"'Permohonan ' || CASE WHEN n.n %% 3 = 0 THEN '{COMMON} ' ELSE 'data ' END"
        f" || CASE WHEN n.n %% 5 = 0 THEN '{SECOND} ' ELSE 'bantuan ' END"
        f" || CASE WHEN n.n %% {max(wanted // RARELY, 1)} = 0 THEN '{RARE} ' ELSE '' END || n.n"
    )
    changed = {"hal": hal, "sender": "'Kepala Desa ' || (n.n %% 250)", "moved_at": _ago(AT)}
    _run(*copies(IncomingLetter, "t.id = %s", given=[wanted, model.pk], **changed))
    first = IncomingLetter.objects.latest("pk").pk - wanted
    line = {"number": "n.n + 100", "text": "'A/' || (n.n + 100) || '/2026'"}
    line["letter_id"] = f"{first} + n.n"
    _run(*copies(RegisterNumber, "t.letter_id = %s", given=[wanted, model.pk], **line))


def _ago(at: datetime) -> str:
    """A moment of its own for each copy, twenty minutes before the one before."""
    day = at.astimezone(UTC)
    if connection.vendor == "postgresql":
        return f"timestamptz '{day.isoformat()}' - n.n * interval '20 minutes'"
    return f"datetime('{day:%Y-%m-%d %H:%M:%S}', '-' || (n.n * 20) || ' minutes')"


def _day(at: datetime) -> str:
    """Seventy-two copies a day, backwards."""
    if connection.vendor == "postgresql":
        return f"date '{at:%Y-%m-%d}' - n.n / 72"
    return f"date('{at:%Y-%m-%d}', '-' || (n.n / 72) || ' days')"


# --- Words -----------------------------------------------------------------------------------------


def _index(model: Any, column: str, first: int, rows: int, words: int) -> None:
    """Give every row its stems, in the order in which a worker would write them."""
    table = model._meta.db_table  # noqa: SLF001 - Django's name
    pairs = _pairs(first, rows, words)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{table}" (stem, {column}) FROM STDIN') as sink:
                for pair in pairs:
                    sink.write_row(pair)
            return
        sql = f'INSERT INTO "{table}" (stem, {column}) VALUES (%s, %s)'  # noqa: S608 - ours
        while some := list(islice(pairs, AT_ONCE)):
            cursor.executemany(sql, some)


def _pairs(first: int, rows: int, words: int) -> Iterator[tuple[str, int]]:
    chance = random.Random(1)  # noqa: S311 - the same archive each time
    stems = list(_stems(chance))
    rare = max(rows // RARELY, 1)
    for n in range(rows):
        said = {stems[int(VOCABULARY ** chance.random()) - 1] for _ in range(words)}
        placed = ((COMMON, chance.random() * 3 < 1), (SECOND, chance.random() * 5 < 1))
        said |= {word for word, there in (*placed, (RARE, n % rare == 0)) if there}
        for stem in said:
            yield stem, first + n


def _stems(chance: random.Random) -> Iterator[str]:
    made: set[str] = set()
    while len(made) < VOCABULARY:
        word = "".join(chance.choices(SYLLABLES, k=chance.choice((2, 3, 4, 5))))
        if word not in made and not word.startswith((COMMON, SECOND, RARE)):
            made.add(word)
            yield word
