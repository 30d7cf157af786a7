"""Files with an order, a report or a word of progress: from upload to attachment, in the act's transaction."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from files import intake
from files.models import Upload
from files.refusals import FileRefused
from instructions.models import Assignment, Attachment, Instruction
from workflow.actors import Actor
from workflow.models import Entry


def claim(
    public_ids: Sequence[UUID], share_key: str, *, actor: Actor, at: datetime
) -> list[Upload]:
    """The uploads an act names, locked; none where this very share has them all already.

    The latter is a repeat, which the door will recognise. Raises FileRefused `unknown_upload`.
    """
    if not public_ids or actor.person_id is None:
        return []
    try:
        return intake.claim(public_ids, person_id=actor.person_id, at=at)
    except FileRefused:
        kept = Attachment.objects.filter(
            public_id__in=public_ids, assignment__public_id=share_key, person=actor.person_id
        )
        if kept.count() == len(set(public_ids)):
            return []
        raise


def facts(uploads: Sequence[Upload]) -> dict[str, Any]:
    """What the entry says of the files: their hashes, so that none can be swapped later."""
    return {"files": [upload.blob.sha256 for upload in uploads]} if uploads else {}


def keep(
    uploads: Sequence[Upload], *, order: Instruction, share: Assignment | None, entry: Entry
) -> list[Attachment]:
    """Make attachments of the uploads, in their order, under the same public ids.

    Raises FileRefused `id_taken` where a client uploaded again under the id of a file already kept.
    """
    if not uploads:
        return []
    ids = [upload.public_id for upload in uploads]
    if Attachment.objects.filter(public_id__in=ids).exists():
        raise FileRefused("id_taken")
    rows = [
        Attachment(
            public_id=upload.public_id,
            instruction=order,
            assignment=share,
            entry=entry,
            blob=upload.blob,
            name=upload.name,
            person_id=upload.person_id,
            at=entry.at,
        )
        for upload in uploads
    ]
    kept = Attachment.objects.bulk_create(rows)
    intake.consume(uploads)
    return kept


def any_of(entries: Sequence[Entry]) -> bool:
    """Whether files came with any of these entries."""
    ids = [entry.pk for entry in entries]
    return bool(ids) and Attachment.objects.filter(entry__in=ids).exists()


def adopt(entries: Sequence[Entry], *, share: Assignment, entry: Entry) -> None:
    """Let the files that came with `entries` stand with `entry` of another share as well."""
    ids = [one.pk for one in entries]
    rows = [
        Attachment(
            instruction_id=share.instruction_id,
            assignment=share,
            entry=entry,
            blob_id=kept.blob_id,
            name=kept.name,
            person_id=kept.person_id,
            at=entry.at,
        )
        for kept in (Attachment.objects.filter(entry__in=ids) if ids else ())
    ]
    Attachment.objects.bulk_create(rows)
