"""The base of everything with a status, and the tables the door writes.

`Entry` is history: append-only, chained by HMAC, never content. `Content` is what was said, apart
from the chain, so that it can lawfully be destroyed. `Outbox` is work. `Request` remembers answers.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, ClassVar, Self

from django.apps import apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Q
from django.db.models.sql.compiler import SQLCompiler
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMModelMixin
from uuid6 import uuid7

from workflow.actors import Actor, Hat
from workflow.table import Lifecycle

HASH_LENGTH = 64


class LostUpdate(Exception):
    """The row changed between reading and saving; the door's lock should make this impossible."""


class Subject(FSMModelMixin, models.Model):
    """A row with a life: one status, one chain of entries, one version.

    `version` is the `n` of its last entry and `head` that entry's hash. Subclasses declare
    `status` (a `fields.StatusField`), `kind` and `lifecycle`.
    """

    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    head = models.CharField(max_length=HASH_LENGTH, default="", editable=False)
    moved_at = models.DateTimeField(editable=False)

    kind: ClassVar[str]
    lifecycle: ClassVar[Lifecycle]
    # Words that live on the row itself (column -> column of the salt), and the verbs after which
    # they never change again: those entries carry their hash.
    kept_on_row: ClassVar[Mapping[str, str]] = {}
    sealed_by: ClassVar[frozenset[str]] = frozenset()
    # Plain columns that never change after those verbs either: the entries carry their values.
    fixed_columns: ClassVar[tuple[str, ...]] = ()
    # Columns besides the status that a verb on many rows at once may change.
    facts_of_many: ClassVar[tuple[str, ...]] = ()

    # Declared here for types; each subclass has its own field with its own choices.
    status: Any
    door_is_open: bool = False

    class Meta:
        abstract = True

    @property
    def root_key(self) -> tuple[str, int] | None:
        """Kind and id of the subject whose timeline this belongs to; None if its own."""
        return None

    def parts_of(self, hat: Hat) -> frozenset[str]:
        """The parts this hat plays in this row. Must not query."""
        raise NotImplementedError

    def has_moved(self) -> None:
        """Called after every move, before the row is saved: sets facts that follow from any of them."""

    @classmethod
    def visible_to(cls, actor: Actor) -> models.QuerySet[Self]:
        """Rows the actor may see, with everything joined that acting on one needs.

        The rule itself is the method of the same name on the model's QuerySet, in queries.py.
        """
        rows: models.QuerySet[Self] = cls._default_manager.visible_to(actor)  # type: ignore[attr-defined]
        return rows

    @classmethod
    def lock_root(cls, key: str) -> None:
        """Lock what must be locked before the row `key` itself; by default nothing."""

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        """Reload, with the status too.

        django-fsm-2 lifts the protection on the class-wide field while it reloads, for every
        thread; taking the value out of the instance first makes the assignment legal without it.
        Whatever happens the instance has a status afterwards: one without takes any assignment.
        """
        status = self.__dict__.pop("status", None)
        self.__dict__["_reloading"] = status is not None
        try:
            super().refresh_from_db(*args, **kwargs)
        finally:
            del self.__dict__["_reloading"]
            if status is not None:
                self.__dict__.setdefault("status", status)

    def get_deferred_fields(self) -> set[str]:
        """Columns not loaded; a status taken out for reloading is to be loaded with the rest."""
        deferred = super().get_deferred_fields()
        return deferred - {"status"} if self.__dict__.get("_reloading") else deferred

    def _get_protected_fsm_fields(self) -> set[str]:
        return set()

    def _do_update(self, base_qs: models.QuerySet[Self], *args: Any, **kwargs: Any) -> Any:
        """Update only the version that was read, so that no change is ever lost silently."""
        guarded = base_qs.filter(version=self.__dict__.get("_read_version", self.version))
        hit = super()._do_update(guarded, *args, **kwargs)
        if not hit:
            message = f"{self.kind} {self.pk} changed while it was being saved"
            raise LostUpdate(message)
        return hit


class CurrentTransaction(models.Func):
    """The number of the running transaction on PostgreSQL; 0 on SQLite, where ids commit in order."""

    arity = 0

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, *_args: Any, **_extra: Any
    ) -> tuple[str, tuple[str | int, ...]]:
        """SQL for databases without numbered transactions."""
        return "0", ()

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_extra: Any
    ) -> tuple[str, tuple[str | int, ...]]:
        """SQL for PostgreSQL; the 64-bit number, which never wraps."""
        return "(pg_current_xact_id()::text::bigint)", ()


class Entry(models.Model):
    """One act on one subject, for ever. No foreign keys: history outlives what it tells of."""

    kind = models.CharField(max_length=24)
    subject_id = models.BigIntegerField()
    n = models.PositiveIntegerField()
    root_kind = models.CharField(max_length=24)
    root_id = models.BigIntegerField()
    verb = models.CharField(max_length=32)
    source = models.CharField(max_length=24, blank=True)
    target = models.CharField(max_length=24)
    person_id = models.BigIntegerField(null=True)
    position_id = models.BigIntegerField(null=True)
    delegated = models.BooleanField(default=False)
    channel = models.CharField(max_length=12)
    strength = models.CharField(max_length=8)
    at = models.DateTimeField()
    device_at = models.DateTimeField(null=True)
    request = models.CharField(max_length=64)
    facts = models.JSONField(default=dict)
    schema = models.PositiveSmallIntegerField()
    key_id = models.CharField(max_length=16)
    prev = models.CharField(max_length=HASH_LENGTH, blank=True)
    hash = models.CharField(max_length=HASH_LENGTH)
    tx = models.BigIntegerField(
        db_default=CurrentTransaction(output_field=models.BigIntegerField())
    )

    class Meta:
        verbose_name = _("catatan")
        verbose_name_plural = _("catatan")
        ordering = ("id",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "subject_id", "n"], name="entry_n_once"),
            models.CheckConstraint(
                name="entry_prev_only_after_first",
                condition=(Q(n=1) & Q(prev="")) | (Q(n__gt=1) & ~Q(prev="")),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["root_kind", "root_id", "id"], name="entry_timeline"),
            models.Index(fields=["tx", "id"], name="entry_feed"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id} #{self.n} {self.verb}"


class Content(models.Model):
    """What was said in one entry: a note, a reason, a question. Empty once lawfully destroyed."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="contents")
    field = models.CharField(max_length=24)
    body = models.TextField(null=True)
    salt = models.CharField(max_length=32, null=True)
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry", "field"], name="content_field_once"),
            models.CheckConstraint(
                name="content_is_there_or_destroyed",
                condition=(
                    Q(body__isnull=False, salt__isnull=False, destroyed_at__isnull=True)
                    | Q(body__isnull=True, salt__isnull=True, destroyed_at__isnull=False)
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.field} of entry {self.entry_id}"


class Outbox(models.Model):
    """One piece of work that an entry means for one consumer."""

    consumer = models.CharField(max_length=24)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consumer", "entry"], name="outbox_work_once")
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["due_at", "id"],
                name="outbox_due",
                condition=Q(done_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.consumer}: entry {self.entry_id}"


class Request(models.Model):
    """The answer once given to a request that carried a key; a repeat gets the same bytes."""

    person_id = models.BigIntegerField()
    key = models.CharField(max_length=80)
    fingerprint = models.CharField(max_length=HASH_LENGTH)
    status = models.PositiveSmallIntegerField(null=True)
    headers = models.JSONField(default=dict)
    body = models.BinaryField(default=b"")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person_id", "key"], name="request_key_once")
        ]
        indexes: ClassVar = [models.Index(fields=["at"], name="request_age")]

    def __str__(self) -> str:
        return f"{self.key} of person {self.person_id}"


@cache
def subject_models() -> dict[str, type[Subject]]:
    """Every noun with a life, by its kind: all concrete subclasses of Subject, in order of apps."""
    return {model.kind: model for model in apps.get_models() if issubclass(model, Subject)}


def guard_version(subject: Subject, read: int) -> None:
    """Remember the version that was read, for the update's condition."""
    subject.__dict__["_read_version"] = read
