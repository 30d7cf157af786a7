"""The pertinggal: the file copy of a numbered memo, with the table of who initialled it and when."""

from dataclasses import replace
from datetime import datetime

from memos import final, pdf, sheets
from memos.course_rows import Paraf, ParafKind
from memos.lifecycle import Part
from memos.models import Memo
from memos.paper import FileCopy
from memos.paper import Paraf as Initial
from workflow.actors import Actor
from workflow.refusals import NOT_FOUND, Refused

INSIDE = frozenset({Part.DRAFTER, Part.SECRETARIAT, Part.SIGNER, Part.GIVER, Part.INITIALLER})
"""Parts that may read how the memo came to be; whoever it was sent to may not."""


def may_be_read(memo: Memo, actor: Actor) -> bool:
    """Whether there is a file copy and the reader is inside; one statement for who initialled."""
    if not memo.number_text or not memo.parafs_asked:
        return False
    if any(memo.parts_of(hat) & INSIDE for hat in actor.hats):
        return True
    held = [hat.position_id for hat in actor.hats]
    return memo.parafs.filter(position__in=held).exists()


def pdf_of(key: str, *, actor: Actor, at: datetime) -> bytes:
    """The file copy as PDF. Raises Refused `not_found`. Leaves no entry."""
    memo = Memo.visible_to(actor).filter(public_id=key).first()
    if memo is None or memo.dated is None or not may_be_read(memo, actor):
        raise Refused(NOT_FOUND)
    look = sheets.profile_of(memo, on=memo.dated)
    paper = sheets.sheet(memo, on=memo.dated, draft=False, profile=look)
    sheet = replace(final.dressed(paper, memo, look), file_copy=copy_of(memo))
    return pdf.copy_to_pdf(sheet, profile=look)


def copy_of(memo: Memo) -> FileCopy:
    """Who initialled, the highest of the line of command first; an open cell waits for ink."""
    rows = list(memo.parafs.select_related("position").order_by("n"))
    line = [_initial(row) for row in rows if row.kind == ParafKind.SUPERIOR]
    beside = [_initial(row) for row in rows if row.kind == ParafKind.COORDINATION]
    return FileCopy(hierarchy=tuple(reversed(line)), coordination=tuple(beside))


def _initial(row: Paraf) -> Initial:
    return Initial(row.position.title, row.at)
