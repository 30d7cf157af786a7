"""Idempotent requests: the same key gives the same bytes again, and the work is done once.

The row is inserted first, inside the transaction of the act itself. A twin that arrives meanwhile
waits on the unique key and then finds the answer; a crash or a refusal leaves nothing, so that the
client may try again with the same key.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from workflow.models import Request
from workflow.refusals import Kind, Refusal, Refused

KEY_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Answer:
    """A stored answer. `replayed` tells that it was given before."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    replayed: bool = False


def fingerprint(*parts: str | bytes) -> str:
    """Hash of what makes two requests the same: method, path, hat and body."""
    digest = hashlib.sha256()
    for part in parts:
        raw = part.encode() if isinstance(part, str) else part
        digest.update(len(raw).to_bytes(8, "big") + raw)
    return digest.hexdigest()


def once(
    *, person_id: int, key: str, print_: str, at: datetime, work: Callable[[], Answer]
) -> Answer:
    """Run `work` once per person and key, in one transaction with remembering its answer.

    Raises Refused `key_reused` (422) where the key came before with another request, and whatever
    `work` raises, in which case nothing is kept.
    """
    if len(key) > KEY_LENGTH:
        sentence = _("Kunci permintaan terlalu panjang.")
        raise Refused(Refusal("key_too_long", sentence, Kind.INVALID))
    with transaction.atomic():
        row_id = _insert(person_id, key, print_, at)
        if row_id is None:
            return _stored(person_id, key, print_)
        answer = work()
        Request.objects.filter(pk=row_id).update(
            status=answer.status, headers=dict(answer.headers), body=answer.body
        )
    return answer


def _insert(person_id: int, key: str, print_: str, at: datetime) -> int | None:
    """Insert the row and return its id, or None where the key is taken; waits for a twin."""
    table = Request._meta.db_table  # noqa: SLF001 - Django's public-by-use name
    sql = (
        f"INSERT INTO {table} (person_id, key, fingerprint, at, headers, body)"  # noqa: S608
        " VALUES (%s, %s, %s, %s, '{}', %s)"
        " ON CONFLICT (person_id, key) DO NOTHING RETURNING id"
    )
    moment = connection.ops.adapt_datetimefield_value(at)
    with connection.cursor() as cursor:
        cursor.execute(sql, [person_id, key, print_, moment, b""])
        row = cursor.fetchone()
    return int(row[0]) if row else None


def _stored(person_id: int, key: str, print_: str) -> Answer:
    row = Request.objects.get(person_id=person_id, key=key)
    if row.fingerprint != print_:
        sentence = _("Kunci permintaan ini sudah dipakai untuk permintaan lain.")
        raise Refused(Refusal("key_reused", sentence, Kind.INVALID))
    return Answer(row.status or 200, bytes(row.body), row.headers, replayed=True)


def purge(*, at: datetime, batch: int = 50) -> int:
    """Forget answers older than the setting allows, at most `batch` at a time; returns how many."""
    oldest = at - timedelta(days=settings.REQUEST_KEEP_DAYS)
    old = list(
        Request.objects.filter(at__lt=oldest).order_by("at").values_list("pk", flat=True)[:batch]
    )
    return Request.objects.filter(pk__in=old).delete()[0] if old else 0
