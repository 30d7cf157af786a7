"""The ledger: entries, chained by HMAC, that cannot be changed unnoticed.

Each subject is its own chain. An entry's hash covers everything in it and the hash before it; the
last hash and its number stand on the subject's row. The key lives outside the database, so whoever
can write to the database still cannot write a valid history. What people said is not in the chain,
only a salted hash of it: destroying the words and their salt leaves the chain valid.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.conf import settings

from workflow import outbox
from workflow.actors import Actor, Hat
from workflow.models import Content, Entry, Subject
from workflow.triggers import append_only

SCHEMA = 1


def register_triggers() -> None:
    """Entries refuse every change, on both databases."""
    append_only(
        "workflow_entry",
        prefix="ledger",
        keys=[["id"], ["kind", "subject_id", "n"]],
        message="the ledger is append-only",
    )


@lru_cache(maxsize=4)
def _keys(current: str, key_id: str, old: tuple[str, ...]) -> dict[str, bytes]:
    keys = {name: bytes.fromhex(value) for name, _, value in (pair.partition("=") for pair in old)}
    keys[key_id] = bytes.fromhex(current)
    return keys


def key(key_id: str) -> bytes:
    """The HMAC key of that name. Raises KeyError for a key this installation does not have."""
    old = tuple(settings.LEDGER_OLD_KEYS)
    return _keys(settings.LEDGER_KEY, settings.LEDGER_KEY_ID, old)[key_id]


def canonical(value: Mapping[str, Any]) -> bytes:
    """One and only one spelling of a JSON object: sorted keys, no spaces, UTF-8."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()


def _moment(value: datetime | None) -> str | None:
    return value.astimezone(UTC).isoformat(timespec="microseconds") if value else None


def seal_of(entry: Entry, subject_key: str) -> str:
    """The hash an entry must carry. `subject_key` is the subject's public id."""
    own_root = (entry.root_kind, entry.root_id) == (entry.kind, entry.subject_id)
    covered = {
        "schema": entry.schema,
        "kind": entry.kind,
        "subject": subject_key,
        "root": None if own_root else [entry.root_kind, entry.root_id],
        "n": entry.n,
        "verb": entry.verb,
        "from": entry.source,
        "to": entry.target,
        "person": entry.person_id,
        "position": entry.position_id,
        "delegated": entry.delegated,
        "channel": entry.channel,
        "strength": entry.strength,
        "at": _moment(entry.at),
        "device_at": _moment(entry.device_at),
        "request": entry.request,
        "facts": entry.facts,
        "prev": entry.prev,
    }
    return hmac.new(key(entry.key_id), canonical(covered), hashlib.sha256).hexdigest()


def hash_of_content(body: str, salt: str) -> str:
    """The salted hash that stands in the entry for words that stand elsewhere."""
    return hashlib.sha256(f"{salt}:{body}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry about to be written, with the words that go beside it."""

    subject: Subject
    verb: str
    source: str
    hat: Hat | None
    facts: Mapping[str, Any]
    contents: Mapping[str, str]


def new_salt() -> str:
    """128 random bits, so that short words cannot be guessed from their hash."""
    return secrets.token_hex(16)


def link(
    draft: Draft, *, actor: Actor, at: datetime, device_at: datetime | None = None
) -> tuple[Entry, list[Content]]:
    """Make the next entry of the subject's chain, in memory, and move the subject's head to it.

    `device_at` is when the device says it was, as far as the caller believes it.
    The subject may not have an id yet (a birth); `write` fills it in.
    """
    subject = draft.subject
    salted = {field: (body, new_salt()) for field, body in draft.contents.items() if body}
    hashes = {field: hash_of_content(body, salt) for field, (body, salt) in salted.items()}
    vouched = _vouched_for(subject, hashes, sealing=draft.verb in subject.sealed_by)
    root = subject.root_key or (subject.kind, subject.pk)
    entry = Entry(
        kind=subject.kind,
        subject_id=subject.pk,
        n=subject.version + 1,
        root_kind=root[0],
        root_id=root[1],
        verb=draft.verb,
        source=draft.source,
        target=subject.status,
        person_id=actor.person_id,
        position_id=draft.hat.position_id if draft.hat else None,
        delegated=bool(draft.hat and draft.hat.is_delegated),
        channel=actor.channel,
        strength=actor.strength,
        at=at,
        device_at=device_at,
        request=actor.request_id,
        facts={**draft.facts, **vouched},
        schema=SCHEMA,
        key_id=settings.LEDGER_KEY_ID,
        prev=subject.head,
    )
    entry.hash = seal_of(entry, str(subject.public_id))
    subject.version, subject.head, subject.moved_at = entry.n, entry.hash, at
    subject.has_moved()
    rows = [
        Content(entry=entry, field=field, body=body, salt=salt)
        for field, (body, salt) in salted.items()
    ]
    return entry, rows


def _vouched_for(
    subject: Subject, hashes: Mapping[str, str], *, sealing: bool
) -> dict[str, Mapping[str, Any]]:
    """What an entry holds of what stands elsewhere: hashes of words, columns set for ever."""
    columns = subject.kept_on_row.items() if sealing else ()
    kept = {
        column: hash_of_content(getattr(subject, column), getattr(subject, salt))
        for column, salt in columns
        if getattr(subject, column)
    }
    fixed = {column: getattr(subject, column) for column in subject.fixed_columns if sealing}
    found = {"content": {**hashes, **kept}, "row": fixed}
    return {name: values for name, values in found.items() if values}


Linked = tuple[Subject, Entry, Sequence[Content]]
"""A subject, its next entry, and the words that go beside it; not written yet."""


def write(linked: Sequence[Linked]) -> list[Entry]:
    """Insert entries, their contents and their outbox rows: one statement each, however many."""
    for subject, entry, _ in linked:
        if not entry.subject_id:
            entry.subject_id = subject.pk
            if subject.root_key is None:
                entry.root_id = subject.pk
    entries = Entry.objects.bulk_create([entry for _, entry, _ in linked])
    contents = [row for _, _, rows in linked for row in rows]
    for row in contents:
        row.entry_id = row.entry.pk
    if contents:
        Content.objects.bulk_create(contents)
    outbox.enqueue(entries)
    return entries
