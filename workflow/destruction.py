"""Lawful destruction of words: they and their salt go, the chain stays whole and says so.

UU 27/2022 (personal data) gives people the right to have their data erased and destroyed (Ps. 8,
43, 44); records law wants to know that, when, by whom and on what ground. So destroying is itself
an entry, verb `destroy`, with the number of the entry the words belong to and the field.

This is the one entry that does not come through the door. It belongs to no lifecycle table, because
it changes no status and no fact of the subject and may come at any time, after the end as well;
it only takes words away. What the door promises holds here too: one transaction, the subject
locked, the version guarded, entry and outbox written together. Who may order it is for the caller
to decide.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from workflow import ledger
from workflow.actors import Actor
from workflow.models import Content, Entry, Subject, guard_version, subject_models

VERB = "destroy"
BASIS = re.compile(r"[a-z0-9][a-z0-9_.-]{0,39}")


class NothingToDestroy(Exception):
    """The words are not there, were destroyed before, or no entry vouches for them."""


@dataclass(frozen=True, slots=True)
class OnRow:
    """Words that live on the subject's own row: one of its `kept_on_row` columns."""

    subject: Subject
    column: str


def destroy(words: Content | OnRow, *, actor: Actor, at: datetime, basis: str) -> Entry:
    """Destroy words and their salt, and return the entry that says so.

    `basis` is a short code for the ground, such as `uu27-2022-ps44`; it stays for ever, so it must
    hold nothing personal. Raises ValueError for a basis that is no code, NothingToDestroy.
    """
    if not BASIS.fullmatch(basis):
        message = "the basis is a code of at most 40 of a-z, 0-9, '_', '.', '-'"
        raise ValueError(message)
    with transaction.atomic():
        if isinstance(words, OnRow):
            subject = _locked(words.subject.kind, words.subject.pk)
            n = _blank(subject, words.column)
            return _record(subject, n, words.column, actor=actor, at=at, basis=basis)
        said_in = words.entry
        subject = _locked(said_in.kind, said_in.subject_id)
        entry = _record(subject, said_in.n, words.field, actor=actor, at=at, basis=basis)
        gone = Content.objects.filter(pk=words.pk, destroyed_at__isnull=True)
        if not gone.update(body=None, salt=None, destroyed_at=entry.at):
            message = f"content {words.pk} is destroyed already"
            raise NothingToDestroy(message)
        return entry


def _locked(kind: str, pk: int) -> Subject:
    rows = subject_models()[kind]._base_manager  # noqa: SLF001 - Django's public-by-use name
    return rows.select_for_update(no_key=True, of=("self",)).get(pk=pk)


def _blank(subject: Subject, column: str) -> int:
    """Empty a column and its salt in memory; returns the number of the entry with their hash."""
    salt = subject.kept_on_row[column]
    chain = Entry.objects.filter(
        kind=subject.kind, subject_id=subject.pk, verb__in=subject.sealed_by
    )
    sealing = chain.order_by("-n").first()
    if not getattr(subject, column) or sealing is None:
        message = f"{subject.kind} {subject.pk}: nothing to destroy in {column}"
        raise NothingToDestroy(message)
    setattr(subject, column, "")
    setattr(subject, salt, "")
    return sealing.n


def _record(
    subject: Subject, n: int, field: str, *, actor: Actor, at: datetime, basis: str
) -> Entry:
    facts = {"entry": n, "field": field, "basis": basis}
    draft = ledger.Draft(subject, VERB, subject.status, None, facts, {})
    before = subject.version
    entry, _ = ledger.link(draft, actor=actor, at=max(at, subject.moved_at))
    guard_version(subject, before)
    subject.save()
    return ledger.write([(subject, entry, ())])[0]
