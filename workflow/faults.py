"""What can be wrong with the ledger: a stable code, the place, and a sentence for people."""

from dataclasses import dataclass, field
from enum import StrEnum

MOST_KEPT = 1000


class Code(StrEnum):
    """Every fault there is. The words are stable; reports and alarms may rely on them."""

    # In a chain.
    ENTRY_ALTERED = "entry_altered"  # its hash does not follow from what it says
    ENTRY_MISSING = "entry_missing"  # a number between two others, or the first, is not there
    ORDER_BROKEN = "order_broken"  # it does not point to the entry before it
    UNKNOWN_KEY = "unknown_key"  # written with a key that this installation does not have
    CHAIN_CUT = "chain_cut"  # the subject counts more entries than there are: the end is gone
    CHAIN_MISSING = "chain_missing"  # the subject has no entry at all
    HEAD_MISMATCH = "head_mismatch"  # the subject does not point to its last entry
    STATUS_MISMATCH = "status_mismatch"  # the status is not where the last entry led
    SUBJECT_MISSING = "subject_missing"  # entries of a subject that is not there
    UNKNOWN_KIND = "unknown_kind"  # entries of a noun that this version does not know
    ROW_ALTERED = "row_altered"  # what the subject says is not what its entry vouches for
    # In the words beside it.
    CONTENT_ALTERED = "content_altered"  # not the words that the entry vouches for
    CONTENT_MISSING = "content_missing"  # words gone, and no entry says lawfully
    CONTENT_ADDED = "content_added"  # words that the entry does not know of
    CONTENT_BACK = "content_back"  # destroyed by an entry, and there all the same
    # Against the seals.
    SEAL_BROKEN = "seal_broken"  # a seal or its lines were changed
    SEAL_MISSING = "seal_missing"  # a seal between two others, or the first, is not there
    SEALED_ENTRY_MISSING = "sealed_entry_missing"
    SEALED_ENTRY_CHANGED = "sealed_entry_changed"
    SUBJECT_ERASED = "subject_erased"  # sealed once, and not one entry is left
    COUNT_SHRANK = "count_shrank"  # fewer entries or subjects than were sealed
    COUNT_GREW = "count_grew"  # entries slipped in between sealed ones


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. `kind`, `subject_id` and `n` tell the entry, as far as there is one."""

    code: Code
    sentence: str
    kind: str = ""
    subject_id: int | None = None
    n: int | None = None

    def __str__(self) -> str:
        place = f" [{self.kind} {self.subject_id} #{self.n}]" if self.kind else ""
        return f"{self.code}{place}: {self.sentence}"


@dataclass(slots=True)
class Report:
    """What a verification found: how much it read, and the faults.

    At most MOST_KEPT faults are kept, so that a wholly foreign ledger does not fill the memory;
    `found` counts all.
    """

    entries: int = 0
    chains: int = 0
    seals: int = 0
    found: int = 0
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Whether nothing is wrong."""
        return self.found == 0

    def add(self, fault: Fault) -> None:
        """Count a fault, and keep it while there is room."""
        self.found += 1
        if len(self.faults) < MOST_KEPT:
            self.faults.append(fault)
