"""How bytes come in, are claimed by an act, and go when nothing needs them."""

import hashlib
import io
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import BinaryIO, Final, Protocol
from uuid import UUID

import uuid6
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Exists, ManyToOneRel, OuterRef, QuerySet

from files import photos, store
from files.models import Blob, Kind, Upload
from files.refusals import FileRefused
from files.sniff import FileType, display_name, identify

_CHUNK: Final = 262_144  # bytes
_SETTLING: Final = timedelta(hours=1)  # a younger blob may belong to an upload being written


class Readable(Protocol):
    """A Django UploadedFile or any binary stream."""

    def read(self, size: int = ..., /) -> bytes:
        """Give at most `size` bytes, none at the end."""


@dataclass(frozen=True)
class _Content:
    """What is to be kept, after sniffing and re-encoding."""

    file: BinaryIO
    sha256: str
    size: int
    media_type: str
    kind: Kind
    width: int | None = None
    height: int | None = None


def receive(
    file: Readable, *, name: str, person_id: int, at: datetime, public_id: UUID | None = None
) -> Upload:
    """Take a file from a person; it waits settings.UPLOAD_KEEP_HOURS for an act to claim it.

    Call it outside a transaction: hashing and re-encoding hold none. A repeat of `public_id` by
    the same person with the same bytes gives the same upload, waiting anew.
    Raises FileRefused: empty_file, too_large, id_taken, or what `sniff.identify` and
    `photos.reencode` raise. Nothing is kept of a refused file.
    """
    public_id = public_id or uuid6.uuid7()
    with tempfile.TemporaryFile(prefix="sigap-") as copy:
        source_sha256 = _copy(file, copy)
        repeated = _repeated(public_id, person_id=person_id, sha256=source_sha256, at=at)
        if repeated:
            return repeated
        found = identify(copy, name=name)
        content = _content(copy, found, sha256=source_sha256)
        wait = partial(
            _wait,
            content,
            public_id=public_id,
            person_id=person_id,
            source_sha256=source_sha256,
            name=display_name(name, found),
            at=at,
        )
        try:
            return wait()
        except Blob.DoesNotExist:
            return wait()  # a purge took the old blob meanwhile; a new one is too young for it


def claim(public_ids: Sequence[UUID], *, person_id: int, at: datetime) -> list[Upload]:
    """Lock a person's waiting uploads for an act and give them, in this order, with their blobs.

    Call it in the act's transaction and `consume` them there. An id given twice counts once.
    Raises FileRefused("unknown_upload") with `which`, for one that is not there, is another
    person's, or has expired.
    """
    wanted = list(dict.fromkeys(public_ids))
    locked = (
        Upload.objects.select_related("blob")
        .select_for_update(no_key=True, of=("self",))
        .filter(public_id__in=wanted, person_id=person_id, expires_at__gt=at)
        .order_by("pk")
    )
    waiting = {upload.public_id: upload for upload in locked}
    for public_id in wanted:
        if public_id not in waiting:
            raise FileRefused("unknown_upload", which=public_id)
    return [waiting[public_id] for public_id in wanted]


def consume(uploads: Iterable[Upload]) -> None:
    """Delete claimed uploads, in the act's transaction, once its own rows refer to the blobs."""
    Upload.objects.filter(pk__in=[upload.pk for upload in uploads]).delete()


def keep(data: bytes, *, media_type: str, at: datetime) -> Blob:
    """Keep a document that Sigap made itself; a row of the caller's must refer to it within an hour.

    Call it outside a transaction. Equal bytes give the same blob.
    """
    digest = hashlib.sha256(data).hexdigest()
    content = _Content(io.BytesIO(data), digest, len(data), media_type, Kind.DOCUMENT)
    return _keep(content, at=at)


def purge(*, at: datetime, batch: int = 50) -> int:
    """Delete expired uploads and blobs no row refers to, at most `batch` of each.

    Gives how many rows went: call again until it is 0. The bytes go after the rows are committed.
    """
    with transaction.atomic():
        expired = Upload.objects.filter(expires_at__lte=at).order_by("expires_at")[:batch]
        gone, _ = Upload.objects.filter(pk__in=[upload.pk for upload in expired]).delete()
    with transaction.atomic():
        idle = _unreferenced().filter(created_at__lte=at - _SETTLING).order_by("pk")[:batch]
        # Lock first, ask again: no row can begin to refer to a blob that is locked.
        held = Blob.objects.select_for_update().filter(pk__in=[blob.pk for blob in idle])
        doomed = list(_unreferenced().filter(pk__in=[blob.pk for blob in held.order_by("pk")]))
        Blob.objects.filter(pk__in=[blob.pk for blob in doomed]).delete()
        for blob in doomed:
            transaction.on_commit(_removal(blob.stored_name), robust=True)
    return gone + len(doomed)


def _removal(name: str) -> Callable[[], None]:
    """What takes a file away. Django logs a failure by the function's name; a partial has none."""

    def remove() -> None:
        store.remove(name)

    return remove


def _copy(file: Readable, copy: BinaryIO) -> str:
    """Copy the stream, never more of it than allowed; give the SHA-256 of its bytes."""
    digest, size = hashlib.sha256(), 0
    while chunk := file.read(_CHUNK):
        size += len(chunk)
        if size > settings.UPLOAD_MAX_BYTES:
            raise FileRefused("too_large", megabytes=settings.UPLOAD_MAX_BYTES // 1_048_576)
        digest.update(chunk)
        copy.write(chunk)
    if not size:
        raise FileRefused("empty_file")
    copy.flush()
    return digest.hexdigest()


def _content(copy: BinaryIO, found: FileType, *, sha256: str) -> _Content:
    size = copy.seek(0, io.SEEK_END)
    copy.seek(0)
    if found.kind != Kind.PHOTO:
        return _Content(copy, sha256, size, found.media_type, found.kind)
    photo = photos.reencode(copy, decoder=found.decoder)
    return _Content(
        file=io.BytesIO(photo.data),
        sha256=hashlib.sha256(photo.data).hexdigest(),
        size=len(photo.data),
        media_type="image/jpeg",
        kind=found.kind,
        width=photo.width,
        height=photo.height,
    )


def _keep(content: _Content, *, at: datetime) -> Blob:
    """Give the blob of these bytes, made if need be: bytes first, then the row.

    A crash between the two leaves a file without a row, which wastes space and breaks nothing.
    """
    kept = Blob.objects.filter(sha256=content.sha256).first()
    if kept:
        return kept
    stored_name = store.write(content.file, sha256=content.sha256)
    try:
        with transaction.atomic():
            return Blob.objects.create(
                sha256=content.sha256,
                size=content.size,
                media_type=content.media_type,
                kind=content.kind,
                width=content.width,
                height=content.height,
                stored_name=stored_name,
                created_at=at,
            )
    except IntegrityError:  # a twin was faster
        store.remove(stored_name)
        return Blob.objects.get(sha256=content.sha256)


def _wait(
    content: _Content,
    *,
    public_id: UUID,
    person_id: int,
    source_sha256: str,
    name: str,
    at: datetime,
) -> Upload:
    """Keep the bytes and make the upload that waits. Raises Blob.DoesNotExist after a purge."""
    blob = _keep(content, at=at)
    try:
        with transaction.atomic():
            Blob.objects.select_for_update(no_key=True).get(pk=blob.pk)
            return Upload.objects.create(
                public_id=public_id,
                person_id=person_id,
                blob=blob,
                source_sha256=source_sha256,
                name=name,
                at=at,
                expires_at=_expiry(at),
            )
    except IntegrityError:  # a twin was faster
        twin = _repeated(public_id, person_id=person_id, sha256=source_sha256, at=at)
        if twin is None:
            raise
        return twin


def _repeated(public_id: UUID, *, person_id: int, sha256: str, at: datetime) -> Upload | None:
    """Find the upload that this one repeats, and let it wait anew."""
    with transaction.atomic():
        known = (
            Upload.objects.select_related("blob")
            .select_for_update(no_key=True, of=("self",))
            .filter(public_id=public_id)
            .first()
        )
        if known is None:
            return None
        if (known.person_id, known.source_sha256) != (person_id, sha256):
            raise FileRefused("id_taken", which=public_id)
        known.expires_at = max(known.expires_at, _expiry(at))
        known.save(update_fields=["expires_at"])
        return known


def _expiry(at: datetime) -> datetime:
    return at + timedelta(hours=settings.UPLOAD_KEEP_HOURS)


def _unreferenced() -> QuerySet[Blob]:
    """Select the blobs that no row of any app refers to, whatever that relation is called."""
    blobs = Blob.objects.all()
    for relation in Blob._meta.get_fields(include_hidden=True):  # noqa: SLF001 -- public API
        if isinstance(relation, ManyToOneRel):
            rows = relation.related_model._base_manager  # noqa: SLF001 -- public API
            blobs = blobs.exclude(Exists(rows.filter(**{relation.field.name: OuterRef("pk")})))
    return blobs
