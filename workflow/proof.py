"""Proof of single subjects: their chains recomputed, and where the seals hold them.

`verify` walks the whole ledger; this answers for the few subjects of one document. What is said
here can be found again by anyone with the key: `manage.py verify_ledger`.
"""

import hashlib
import hmac
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from workflow import sealing
from workflow.faults import Code, Fault, Report
from workflow.models import Entry, subject_models
from workflow.sealing import Head, Seal
from workflow.verify import check_chain, columns_of, without_entries

Key = tuple[str, int]
"""Kind and id of a subject."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """The last seal in which a subject's chain was written down.

    `file` and `line` (from 1) are of the chain's head; `n` and `hash` are what stands there. `seal`,
    `at` (RFC 3339) and `hmac` are of the seal below it. `genuine` says that the seal and the lines
    above it are as they were written.
    """

    file: str
    line: int
    n: int
    hash: str
    seal: int
    at: str
    hmac: str
    genuine: bool


@dataclass(frozen=True, slots=True)
class Proof:
    """One subject's chain as it stands now: length, head, keys, what is wrong, and its seal.

    `n` and `head` are of the last entry found, 0 and empty where there is none.
    """

    kind: str
    subject_id: int
    public_id: str
    n: int
    head: str
    key_ids: tuple[str, ...]
    faults: tuple[Fault, ...]
    sealed: Sealed | None

    @property
    def is_whole(self) -> bool:
        """Whether nothing is wrong with it."""
        return not self.faults


def prove(subjects: Collection[Key], entries: Iterable[Entry]) -> dict[Key, Proof]:
    """Check subjects by their whole chains, given in order of `n` with their contents prefetched.

    One statement per kind. Reads the files of seals, the newest first, until each is found.
    """
    chains: dict[Key, list[Entry]] = defaultdict(list)
    for entry in entries:
        chains[entry.kind, entry.subject_id].append(entry)
    rows = _rows(subjects)
    seals = seals_of(subjects)
    return {key: _prove(key, chains[key], rows.get(key), seals.get(key)) for key in subjects}


def _rows(subjects: Collection[Key]) -> dict[Key, Mapping[str, Any]]:
    found: dict[Key, Mapping[str, Any]] = {}
    models = subject_models()
    for kind in sorted({kind for kind, _pk in subjects} & models.keys()):
        model = models[kind]
        ids = [pk for other, pk in subjects if other == kind]
        rows = model._base_manager.filter(pk__in=ids).values(*columns_of(model))  # noqa: SLF001 - Django's public-by-use name
        found |= {(kind, row["pk"]): row for row in rows}
    return found


def _prove(
    key: Key, chain: Sequence[Entry], row: Mapping[str, Any] | None, sealed: Sealed | None
) -> Proof:
    kind, subject_id = key
    report = Report()
    model = subject_models().get(kind)
    if model is None:
        sentence = _("Catatan tentang jenis yang tidak dikenal versi ini.")
        report.add(Fault(Code.UNKNOWN_KIND, sentence, kind, subject_id))
    elif chain:
        pairs = ((entry, {c.field: c for c in entry.contents.all()}) for entry in chain)
        check_chain(model, subject_id, row, pairs, report)
    elif row is not None:
        without_entries(kind, row, report)
    if sealed is not None:
        _check_sealed(key, chain, sealed, report)
    last = chain[-1] if chain else None
    return Proof(
        kind=kind,
        subject_id=subject_id,
        public_id=str(row["public_id"]) if row else "",
        n=last.n if last else 0,
        head=last.hash if last else "",
        key_ids=tuple(sorted({entry.key_id for entry in chain})),
        faults=tuple(report.faults),
        sealed=sealed,
    )


def _check_sealed(key: Key, chain: Sequence[Entry], sealed: Sealed, report: Report) -> None:
    kind, subject_id = key
    if not sealed.genuine:
        sentence = _("Segel %(seal)s (%(at)s) atau baris di atasnya diubah.")
        place = {"seal": sealed.seal, "at": sealed.at}
        report.add(Fault(Code.SEAL_BROKEN, sentence % place, kind, subject_id))
        return  # nothing it says can be relied on
    hashes = {entry.n: entry.hash for entry in chain}
    if sealed.n not in hashes:
        sentence = _("Catatan ini sudah disegel dan kini tidak ada.")
        report.add(Fault(Code.SEALED_ENTRY_MISSING, sentence, kind, subject_id, sealed.n))
    elif hashes[sealed.n] != sealed.hash:
        sentence = _("Catatan ini sudah disegel dan kini berbunyi lain.")
        report.add(Fault(Code.SEALED_ENTRY_CHANGED, sentence, kind, subject_id, sealed.n))


def seals_of(subjects: Collection[Key]) -> dict[Key, Sealed]:
    """Where each subject was last sealed; those never sealed are left out."""
    found: dict[Key, Sealed] = {}
    for path, size in reversed(sealing.files()):
        missing = set(subjects) - found.keys()
        if not missing:
            break
        found |= _in_file(path, size, missing)
    return found


def _in_file(path: Path, size: int, wanted: Collection[Key]) -> dict[Key, Sealed]:
    """The last seals in one file. Heads that no seal closes yet are not sealed."""
    found: dict[Key, Sealed] = {}
    waiting: dict[Key, tuple[int, Head]] = {}
    digest = hashlib.sha256()
    for number, raw in enumerate(sealing.lines_of(path, size), start=1):
        line = sealing.parse(raw)
        if isinstance(line, Seal):
            genuine = _is_genuine(line, digest.hexdigest())
            found |= {
                key: Sealed(
                    path.name, at, head.n, head.hash, line.seal, line.at, line.hmac, genuine
                )
                for key, (at, head) in waiting.items()
            }
            waiting, digest = {}, hashlib.sha256()
            continue
        digest.update(raw)
        if line is not None and (line.kind, line.subject) in wanted:
            waiting[line.kind, line.subject] = (number, line)
    return found


def _is_genuine(seal: Seal, lines: str) -> bool:
    try:
        expected = seal.expected()
    except KeyError:  # made with a key that this installation does not have
        return False
    return hmac.compare_digest(seal.hmac, expected) and seal.lines == lines
