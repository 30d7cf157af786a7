"""Is the ledger whole? Walks every chain, the rows they belong to, the words, and the seals.

Reads one moment of the database and blocks nobody. Memory does not grow with the ledger: entries,
subjects and words go by in batches, in the order of the chains.
"""

import hmac
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, islice
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from workflow import destruction, ledger, sealing
from workflow.faults import Code, Fault, Report
from workflow.models import Content, Entry, Subject, subject_models
from workflow.snapshot import snapshot

BATCH = 500

Row = Mapping[str, Any]
Words = Mapping[str, Content]


def verify(*, models: Mapping[str, type[Subject]] | None = None) -> Report:
    """Check everything, or only the chains of the given kinds, and report what was found."""
    report = Report()
    seals = sealing.files()  # before the database is read: a later seal would know more than it
    with snapshot(connection):
        for kind, model in (subject_models() if models is None else models).items():
            _walk(kind, model, report)
        if models is None:
            _find_strangers(report)
            sealing.check(seals, report)
    return report


def _walk(kind: str, model: type[Subject], report: Report) -> None:
    """Go along entries and subjects of one kind side by side, both in the order of the id."""
    entries = Entry.objects.filter(kind=kind).order_by("subject_id", "n").iterator(BATCH)
    rows = _rows(model)
    row = next(rows, None)
    for subject_id, chain in groupby(_with_words(entries), lambda pair: pair[0].subject_id):
        while row is not None and row["pk"] < subject_id:
            without_entries(kind, row, report)
            row = next(rows, None)
        own = row if row is not None and row["pk"] == subject_id else None
        check_chain(model, subject_id, own, chain, report)
        row = next(rows, None) if own is not None else row
    while row is not None:
        without_entries(kind, row, report)
        row = next(rows, None)


def check_chain(
    model: type[Subject],
    subject_id: int,
    row: Row | None,
    chain: Iterable[tuple[Entry, Words]],
    report: Report,
) -> None:
    """Check one whole chain, in order of `n`, against the subject's row; faults go to the report.

    `row` holds the columns of `columns_of`, or is None where the subject is gone.
    """
    checked = _Chain(model, subject_id, row, report)
    for entry, words in chain:
        checked.take(entry, words)
    checked.finish()


def columns_of(model: type[Subject]) -> tuple[str, ...]:
    """What of a subject's row a check reads."""
    kept = [*model.kept_on_row, *model.kept_on_row.values(), *model.fixed_columns]
    return ("pk", "public_id", "version", "head", "status", *kept)


def _rows(model: type[Subject]) -> Iterator[Row]:
    rows = model._base_manager.order_by("pk")  # noqa: SLF001 - Django's public-by-use name
    return iter(rows.values(*columns_of(model)).iterator(BATCH))


def _with_words(entries: Iterable[Entry]) -> Iterator[tuple[Entry, Words]]:
    source = iter(entries)
    while batch := list(islice(source, BATCH)):
        found: dict[int, dict[str, Content]] = defaultdict(dict)
        for content in Content.objects.filter(entry_id__in=[entry.pk for entry in batch]):
            found[content.entry_id][content.field] = content
        for entry in batch:
            yield entry, found.get(entry.pk, {})


def without_entries(kind: str, row: Row, report: Report) -> None:
    """Report a subject that has no chain at all."""
    sentence = _("Baris ini tidak punya satu catatan pun.")
    report.add(Fault(Code.CHAIN_MISSING, sentence, kind, row["pk"], row["version"]))


def _find_strangers(report: Report) -> None:
    strange = Entry.objects.exclude(kind__in=subject_models()).order_by("kind")
    for kind in strange.values_list("kind", flat=True).distinct():
        sentence = _("Catatan tentang jenis yang tidak dikenal versi ini.")
        report.add(Fault(Code.UNKNOWN_KIND, sentence, kind))


class _Chain:
    """What is remembered of one chain while its entries go by."""

    def __init__(
        self, model: type[Subject], subject_id: int, row: Row | None, report: Report
    ) -> None:
        self.model, self.subject_id, self.row, self.report = model, subject_id, row, report
        self.n, self.head, self.target = 0, "", ""
        self.absent: set[tuple[int, str]] = set()  # words an entry vouches for, not there
        self.destroyed: set[tuple[int, str]] = set()
        self.on_row: dict[str, tuple[int, str]] = {}  # column -> the last entry's n and hash
        self.fixed: dict[str, tuple[int, Any]] = {}  # column -> the last entry's n and value

    def fault(self, code: Code, sentence: str, n: int | None = None) -> None:
        """Report at an entry of this chain, by default the last one read."""
        place = self.n if n is None else n
        self.report.add(Fault(code, sentence, self.model.kind, self.subject_id, place))

    def take(self, entry: Entry, words: Words) -> None:
        """Check one entry against the one before it, its hash, and its words."""
        self.report.entries += 1
        if entry.n != self.n + 1:
            sentence = _("Catatan nomor %(first)s sampai %(last)s tidak ada.")
            numbers = {"first": self.n + 1, "last": entry.n - 1}
            self.fault(Code.ENTRY_MISSING, sentence % numbers, self.n + 1)
        elif entry.prev != self.head:
            sentence = _("Tidak menyambung ke catatan sebelumnya: urutan berubah.")
            self.fault(Code.ORDER_BROKEN, sentence, entry.n)
        genuine = self._is_genuine(entry)
        self._check_words(entry, dict(words))
        if genuine and entry.verb == destruction.VERB:
            self._note_destruction(entry)
        if genuine and entry.verb in self.model.sealed_by:
            self.fixed |= {name: (entry.n, it) for name, it in entry.facts.get("row", {}).items()}
        self.n, self.head, self.target = entry.n, entry.hash, entry.target

    def _is_genuine(self, entry: Entry) -> bool:
        """Whether the hash follows from what the entry says; without its subject, unknown."""
        if self.row is None:
            return False
        try:
            expected = ledger.seal_of(entry, str(self.row["public_id"]))
        except KeyError:
            sentence = _("Ditulis dengan kunci %(key)s, yang tidak dimiliki pemasangan ini.")
            self.fault(Code.UNKNOWN_KEY, sentence % {"key": entry.key_id}, entry.n)
            return False
        except ValueError:  # a number that no JSON knows: nothing that was ever written here
            expected = ""
        genuine = hmac.compare_digest(expected.encode(), entry.hash.encode())
        if not genuine:
            sentence = _("Isi catatan ini diubah setelah ditulis.")
            self.fault(Code.ENTRY_ALTERED, sentence, entry.n)
        return genuine

    def _check_words(self, entry: Entry, words: dict[str, Content]) -> None:
        hashes = entry.facts.get("content") if isinstance(entry.facts, dict) else None
        for field, wanted in (hashes if isinstance(hashes, dict) else {}).items():
            if field in self.model.kept_on_row and entry.verb in self.model.sealed_by:
                self.on_row[field] = (entry.n, wanted)
                continue
            content = words.pop(field, None)
            if content is None or content.body is None or content.salt is None:
                self.absent.add((entry.n, field))
            elif ledger.hash_of_content(content.body, content.salt) != wanted:
                sentence = _("Isi %(field)s bukan yang tercatat.")
                self.fault(Code.CONTENT_ALTERED, sentence % {"field": field}, entry.n)
        for field in words:
            sentence = _("Isi %(field)s ditambahkan kemudian; catatan tidak mengenalnya.")
            self.fault(Code.CONTENT_ADDED, sentence % {"field": field}, entry.n)

    def _note_destruction(self, entry: Entry) -> None:
        place = (entry.facts["entry"], entry.facts["field"])
        self.destroyed.add(place)
        if place not in self.absent and place[1] not in self.on_row:
            self._came_back(*place)

    def _came_back(self, n: int, field: str) -> None:
        sentence = _("Isi %(field)s sudah dimusnahkan menurut catatan, tetapi masih ada.")
        self.fault(Code.CONTENT_BACK, sentence % {"field": field}, n)

    def finish(self) -> None:
        """Check what only the end of the chain tells: the subject's row, and destroyed words."""
        self.report.chains += 1
        for n, field in sorted(self.absent - self.destroyed):
            sentence = _("Isi %(field)s hilang tanpa catatan pemusnahan.")
            self.fault(Code.CONTENT_MISSING, sentence % {"field": field}, n)
        if self.row is None:
            sentence = _("Catatan ada, tetapi baris yang dicatat sudah tidak ada.")
            self.fault(Code.SUBJECT_MISSING, sentence)
            return
        for column, (n, wanted) in self.on_row.items():
            self._check_on_row(self.row, column, n, wanted)
        for column, (n, vouched) in self.fixed.items():
            if self.row.get(column) != vouched:
                sentence = _("Isi %(field)s bukan yang tercatat.")
                self.fault(Code.ROW_ALTERED, sentence % {"field": column}, n)
        self._check_head(self.row)

    def _check_on_row(self, row: Row, column: str, n: int, wanted: str) -> None:
        body, salt = row[column], row[self.model.kept_on_row[column]]
        if (n, column) in self.destroyed:
            if body:
                self._came_back(n, column)
        elif not body:
            sentence = _("Isi %(field)s hilang tanpa catatan pemusnahan.")
            self.fault(Code.CONTENT_MISSING, sentence % {"field": column}, n)
        elif ledger.hash_of_content(body, salt) != wanted:
            sentence = _("Isi %(field)s bukan yang tercatat.")
            self.fault(Code.CONTENT_ALTERED, sentence % {"field": column}, n)

    def _check_head(self, row: Row) -> None:
        if row["version"] > self.n:
            sentence = _("Catatan terakhir hilang: seharusnya ada %(version)s, tersisa %(n)s.")
            numbers = {"version": row["version"], "n": self.n}
            self.fault(Code.CHAIN_CUT, sentence % numbers, self.n + 1)
        elif (row["version"], row["head"]) != (self.n, self.head):
            sentence = _("Baris tidak menunjuk ke catatan terakhirnya.")
            self.fault(Code.HEAD_MISMATCH, sentence)
        if row["status"] != self.target and row["version"] <= self.n:
            sentence = _("Keadaan %(status)s tidak berasal dari catatan terakhir.")
            self.fault(Code.STATUS_MISMATCH, sentence % {"status": row["status"]})
