"""A remark with files: what came from a chat and changes no status."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from instructions import attachments as files_of
from instructions.models import Assignment
from workflow import door
from workflow.actors import Actor
from workflow.door import Deed, Done
from workflow.text import said


def remark(
    key: str, *, actor: Actor, at: datetime, note: str, attachments: Sequence[UUID] = ()
) -> Done[Assignment]:
    """As `comment`, with photos that stand as evidence beside it.

    Raises Refused as the door does, and FileRefused `unknown_upload`.
    """
    with transaction.atomic():
        uploads = files_of.claim(attachments, key, actor=actor, at=at)
        deed = Deed(facts=files_of.facts(uploads), contents={"note": said("note", note)})
        done = door.act(Assignment, key, "comment", actor=actor, at=at, deed=deed)
        if done.entry is not None:
            share = done.subject
            files_of.keep(uploads, order=share.instruction, share=share, entry=done.entry)
    return done
