"""Lists that wait between the dry run and the yes: bounded by person and by time."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from uuid6 import uuid7

from accounts.models import HandedInTable, Person
from accounts.organisation.importing import TableFile
from files import intake, store
from files.models import NAME_LENGTH, Blob
from workflow.refusals import NOT_FOUND, Refused
from workflow.text import clean_line

CSV: Final = "text/csv"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def hand_in(files: Sequence[TableFile], *, person: Person, at: datetime) -> UUID:
    """Keep the files until their owner agrees; what they handed in before goes. Gives the batch.

    Call it outside a transaction.
    """
    try:
        return _hand_in(files, person=person, at=at)
    except IntegrityError:  # a purge took a blob of equal bytes meanwhile; a new one is too young
        return _hand_in(files, person=person, at=at)


def _hand_in(files: Sequence[TableFile], *, person: Person, at: datetime) -> UUID:
    batch = uuid7()
    blobs = [(file, _kept(file, at=at)) for file in files]
    with transaction.atomic():
        HandedInTable.objects.filter(person=person).delete()
        HandedInTable.objects.bulk_create(
            HandedInTable(
                batch=batch,
                person=person,
                name=file.name,
                blob=blob,
                at=at,
                expires_at=at + timedelta(hours=settings.UPLOAD_KEEP_HOURS),
            )
            for file, blob in blobs
        )
    return batch


def _kept(file: TableFile, *, at: datetime) -> Blob:
    media_type = XLSX if file.data.startswith(b"PK") else CSV
    return intake.keep(file.data, media_type=media_type, at=at)


def display_name(name: str) -> str:
    """The last part of a path as it may be shown, 1 to 120 letters."""
    last = clean_line(name.replace("\\", "/").rsplit("/", 1)[-1])
    return last[-NAME_LENGTH:] or "tabel"


def handed_in(batch: UUID, *, person: Person, at: datetime) -> list[TableFile]:
    """The files of a batch. Raises Refused `not_found` where it is another's, or gone."""
    rows = HandedInTable.objects.filter(batch=batch, person=person, expires_at__gt=at)
    files = []
    for row in rows.select_related("blob").order_by("pk"):
        with store.open_bytes(row.blob) as stream:
            files.append(TableFile(row.name, stream.read()))
    if not files:
        raise Refused(NOT_FOUND)
    return files


def discard(batch: UUID, *, person: Person) -> None:
    """Forget a batch; the bytes go with the next purge of files."""
    HandedInTable.objects.filter(batch=batch, person=person).delete()


def purge(*, at: datetime) -> int:
    """Forget what nobody agreed to in time; returns how many files."""
    return HandedInTable.objects.filter(expires_at__lte=at).delete()[0]
