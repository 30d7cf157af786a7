"""The daily seal: the heads of all chains, written where the database cannot reach.

A chain shows what was changed inside it, not that its end or all of it was taken away together
with the subject's row. So once a day the heads that moved are appended to a file outside the
database, closed by a seal line with the counts and an HMAC over it and everything since the seal
before. One file per month under SIGAP_SEALS; each seal names the HMAC of the one before it, across
files.

What this catches: everything sealed stays for ever, or is missed by name. What it cannot catch by
itself: cutting the newest seals off the newest file, or emptying the folder, which looks like an
earlier day. Keep the folder on another machine's disk, or mark the files append-only (`chattr +a`).
Workers on several machines each keep seals of their own.

A crash while sealing leaves lines without a seal, the last one perhaps torn; the next seal covers
them as they are, and a torn line says nothing.
"""

import fcntl
import hashlib
import hmac
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Count, Exists, Max, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from workflow import ledger
from workflow.faults import Code, Fault, Report
from workflow.models import Entry
from workflow.snapshot import snapshot

if TYPE_CHECKING:
    from hashlib import _Hash as Digest

BATCH = 500

# A file of seals and how much of it to read: what was there when the reading began.
Files = Sequence[tuple[Path, int]]


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry of one chain at the time of a seal."""

    kind: str
    subject: int
    n: int
    hash: str
    entry: int


@dataclass(frozen=True, slots=True)
class Seal:
    """One seal: all entries up to an id, how many, of how many subjects, and the seal before.

    `lines` is the SHA-256 of the file's bytes between the seal before (or the file's beginning) and
    this one.
    """

    seal: int
    at: str
    upto: int
    entries: int
    subjects: int
    previous: str
    lines: str
    key: str
    hmac: str = ""

    def expected(self) -> str:
        """The HMAC it must carry. Raises KeyError for a key this installation does not have."""
        covered = {name: value for name, value in asdict(self).items() if name != "hmac"}
        text = b"seal:" + ledger.canonical(covered)
        return hmac.new(ledger.key(self.key), text, hashlib.sha256).hexdigest()


NOTHING = Seal(0, "", 0, 0, 0, "", "", "")


# --- Writing -------------------------------------------------------------------------------------


def is_due(*, at: datetime) -> bool:
    """Whether nothing was sealed yet on the local day of `at`."""
    last = _last()
    if not last.at:
        return True
    return timezone.localdate(datetime.fromisoformat(last.at)) < timezone.localdate(at)


def seal(*, at: datetime) -> Seal | None:
    """Seal what came since the last time; None where another process is doing so right now.

    A day without entries is sealed too: it proves that nothing was there. Waits for transactions
    that are writing entries, and holds new ones off for that moment. Raises OSError where the
    folder cannot be written.
    """
    folder = Path(settings.SEALS_DIR)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _alone(folder) as alone:
        if not alone:
            return None
        last = _last()
        upto = _settled_id()
        if last.at:
            at = max(at, datetime.fromisoformat(last.at))  # a clock set back must not undo order
        path = folder / f"{timezone.localdate(at):%Y-%m}.jsonl"
        digest = _tail(path, path.stat().st_size)[1] if path.exists() else hashlib.sha256()
        with _appending(path) as out, snapshot(connection):
            if _is_torn(path):
                digest.update(b"\n")
                out.write(b"\n")
            _write_heads(out, digest, last.upto, upto)
            made = _closing(last, upto, at=at, lines=digest.hexdigest())
            out.write(ledger.canonical(asdict(made)) + b"\n")
        return made


@contextmanager
def _alone(folder: Path) -> Iterator[bool]:
    """Whether this process is the only one sealing into the folder, held while inside."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield True
    except BlockingIOError:
        yield False
    finally:
        os.fsync(descriptor)
        os.close(descriptor)


@contextmanager
def _appending(path: Path) -> Iterator[BinaryIO]:
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "ab") as out:
        yield out
        out.flush()
        os.fsync(descriptor)


def _settled_id() -> int:
    """The id up to which all entries are committed, so that none can appear below it any more.

    PostgreSQL gives an id before the commit: the lock waits until no transaction holds one.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '5s'")
                cursor.execute("LOCK TABLE workflow_entry IN SHARE MODE")
        newest: int | None = Entry.objects.aggregate(newest=Max("pk"))["newest"]
    return newest or 0


def _write_heads(out: BinaryIO, digest: "Digest", after: int, upto: int) -> None:
    follows = Entry.objects.filter(
        kind=OuterRef("kind"), subject_id=OuterRef("subject_id"), n=OuterRef("n") + 1, pk__lte=upto
    )
    heads = Entry.objects.filter(~Exists(follows), pk__gt=after, pk__lte=upto).order_by("pk")
    columns = ("kind", "subject_id", "n", "hash", "pk")
    for values in heads.values_list(*columns).iterator():
        line = ledger.canonical(asdict(Head(*values))) + b"\n"
        digest.update(line)
        out.write(line)


def _is_torn(path: Path) -> bool:
    """Whether a crash left a line without an end."""
    with path.open("rb") as file:
        if not file.seek(0, os.SEEK_END):
            return False
        file.seek(-1, os.SEEK_END)
        return file.read(1) != b"\n"


def _closing(last: Seal, upto: int, *, at: datetime, lines: str) -> Seal:
    entries, subjects = _counts(last.upto, upto)
    made = Seal(
        seal=last.seal + 1,
        at=timezone.localtime(at).isoformat(),
        upto=upto,
        entries=last.entries + entries,
        subjects=last.subjects + subjects,
        previous=last.hmac,
        lines=lines,
        key=settings.LEDGER_KEY_ID,
    )
    return replace(made, hmac=made.expected())


def _counts(after: int, upto: int) -> tuple[int, int]:
    """How many entries, and how many of them the first of their subject, in a range of ids."""
    found = Entry.objects.filter(pk__gt=after, pk__lte=upto).aggregate(
        entries=Count("pk"), subjects=Count("pk", filter=Q(n=1))
    )
    return found["entries"], found["subjects"]


# --- Reading -------------------------------------------------------------------------------------


def files() -> Files:
    """The files of seals, oldest first, each with its size now."""
    folder = Path(settings.SEALS_DIR)
    return [(path, path.stat().st_size) for path in sorted(folder.glob("????-??.jsonl"))]


def parse(raw: bytes) -> Head | Seal | None:
    """A line as what it is; None for a torn or foreign one, which only the digest knows."""
    try:
        values = json.loads(raw)
    except ValueError:
        return None
    if not isinstance(values, dict):
        return None
    found = {name: type(value) for name, value in values.items()}
    if found == {field.name: field.type for field in fields(Head)}:
        return Head(**values)
    if found == {field.name: field.type for field in fields(Seal)}:
        return Seal(**values)
    return None


def lines_of(path: Path, size: int) -> Iterator[bytes]:
    """The lines of the first `size` bytes of a file."""
    with path.open("rb") as file:
        while size > 0 and (raw := file.readline(size)):
            size -= len(raw)
            yield raw


def _tail(path: Path, size: int) -> "tuple[Seal, Digest]":
    """The last seal of a file (NOTHING where it has none) and the digest of what follows it."""
    last, digest = NOTHING, hashlib.sha256()
    for raw in lines_of(path, size):
        line = parse(raw)
        if isinstance(line, Seal):
            last, digest = line, hashlib.sha256()
        else:
            digest.update(raw)
    return last, digest


def _last() -> Seal:
    for path, size in reversed(files()):
        last, _digest = _tail(path, size)
        if last is not NOTHING:
            return last
    return NOTHING


# --- Checking ------------------------------------------------------------------------------------


def check(found: Files, report: Report) -> None:
    """Compare the seals with each other and with the entries in the database."""
    last, erased = NOTHING, set[tuple[str, int]]()
    for path, size in found:
        digest, heads = hashlib.sha256(), list[Head]()
        for raw in lines_of(path, size):
            line = parse(raw)
            if isinstance(line, Seal):
                last = _check_seal(line, last, digest.hexdigest(), report)
                digest = hashlib.sha256()
                continue
            digest.update(raw)
            if line is not None:
                heads.append(line)
            if len(heads) == BATCH:
                _check_heads(heads, erased, report)
                heads = []
        _check_heads(heads, erased, report)


def _check_seal(seal: Seal, last: Seal, lines: str, report: Report) -> Seal:
    """Check a seal against the one before; returns the one that the next is to be held against."""
    report.seals += 1
    place = {"seal": seal.seal, "at": seal.at}
    try:
        genuine = hmac.compare_digest(seal.hmac, seal.expected())
    except KeyError:
        sentence = _("Segel %(seal)s dibuat dengan kunci yang tidak dimiliki pemasangan ini.")
        report.add(Fault(Code.UNKNOWN_KEY, sentence % place))
        return seal
    if not genuine or seal.lines != lines:
        sentence = _("Segel %(seal)s (%(at)s) atau baris di atasnya diubah.")
        report.add(Fault(Code.SEAL_BROKEN, sentence % place))
    if not genuine:
        return last  # nothing it says can be relied on
    if (seal.seal, seal.previous) != (last.seal + 1, last.hmac):
        sentence = _("Sebelum segel %(seal)s (%(at)s) ada segel yang hilang atau rusak.")
        report.add(Fault(Code.SEAL_MISSING, sentence % place))
    _check_counts(seal, last, report)
    return seal


def _check_counts(seal: Seal, last: Seal, report: Report) -> None:
    entries, subjects = _counts(last.upto, seal.upto)
    more = entries - (seal.entries - last.entries)
    births = subjects - (seal.subjects - last.subjects)
    place = {"seal": seal.seal, "at": seal.at, "count": max(abs(more), abs(births))}
    if more < 0 or births < 0:
        sentence = _("Sampai segel %(seal)s (%(at)s) ada %(count)s catatan yang hilang.")
        report.add(Fault(Code.COUNT_SHRANK, sentence % place))
    if more > 0 or births > 0:
        sentence = _("Sampai segel %(seal)s (%(at)s) ada %(count)s catatan yang disisipkan.")
        report.add(Fault(Code.COUNT_GREW, sentence % place))


def _check_heads(heads: Sequence[Head], erased: set[tuple[str, int]], report: Report) -> None:
    """Every sealed head still stands at its number; `erased` are subjects already reported."""
    found = Entry.objects.filter(pk__in=[head.entry for head in heads])
    stands = set(found.values_list("kind", "subject_id", "n", "hash"))
    for head in heads:
        place = (head.kind, head.subject)
        if (*place, head.n, head.hash) in stands or place in erased:
            continue
        chain = Entry.objects.filter(kind=head.kind, subject_id=head.subject)
        if chain.filter(n=head.n).exists():
            code = Code.SEALED_ENTRY_CHANGED
            sentence = _("Catatan ini sudah disegel dan kini berbunyi lain.")
        elif chain.exists():
            code = Code.SEALED_ENTRY_MISSING
            sentence = _("Catatan ini sudah disegel dan kini tidak ada.")
        else:
            code = Code.SUBJECT_ERASED
            sentence = _("Pernah disegel, dan kini tidak ada satu catatan pun tentangnya.")
            erased.add(place)
        report.add(Fault(code, sentence, *place, head.n))
