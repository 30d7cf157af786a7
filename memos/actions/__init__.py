"""What people do with a memo: one function per verb of the table, by noun.

Each takes the memo's public id as `key` (`formalise` the order's; `begin` none), the actor and the
time, returns `Done`, and raises `Refused` as `workflow.door.act` does. No PDF is rendered inside a
transaction.
"""

from memos.actions.classes import follow_class
from memos.actions.dispatch import (
    agree,
    agree_with_notes,
    archive,
    disagree,
    dispatch,
    dispose,
    void,
)
from memos.actions.drafting import MemoDone, already_there, begin, edit, formalise, withdraw
from memos.actions.inking import number_and_scan
from memos.actions.numbers import insert_number, number
from memos.actions.review import approve, initial, release, return_for_repair, route, submit
from memos.actions.signing import Printed, pdf_for_reading, print_for_signing, record, scan
from memos.actions.words import Words

__all__ = [
    "MemoDone", "Printed", "Words", "agree", "agree_with_notes", "already_there", "approve",
    "archive", "begin", "disagree", "dispatch", "dispose", "edit", "follow_class", "formalise", "initial",
    "insert_number", "number", "number_and_scan", "pdf_for_reading", "print_for_signing", "record", "release",
    "return_for_repair", "route",
    "scan", "submit", "void", "withdraw",
]  # fmt: skip
