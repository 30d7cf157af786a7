"""What comes in from chats and what is answered: rows of work, no history. Acts go to the ledger.

Words stand here only until they are acted on; afterwards an `Inbound` keeps its id alone, so that a
repeat is known.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import Position

ID = 200  # characters of a provider's id of a message


class Topic(models.TextChoices):
    """What the next message in a chat is taken for, until `expires_at`."""

    NONE = "", "-"
    ORDER = "order", "draft waits for 1, 2 or recipients"
    WORDS = "words", "a question or report was begun by a button"
    WHICH = "which", "an answer waits for the order's number"


class Chat(models.Model):
    """One address on one channel: who it is, when they last wrote, where the talk stands."""

    channel = models.CharField(max_length=12)
    # A number as +62..., or the id of a Telegram chat.
    address = models.CharField(max_length=32)
    # Set where the channel knows no numbers: the account was linked by a code.
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    last_inbound_at = models.DateTimeField(null=True)
    # When a stranger here was last told that Sigap does not know them.
    refused_at = models.DateTimeField(null=True)
    topic = models.CharField(max_length=8, blank=True, choices=Topic.choices)
    about = models.JSONField(default=dict)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["channel", "address"], name="chat_once"),
            models.UniqueConstraint(
                fields=["channel", "person"],
                condition=Q(person__isnull=False),
                name="one_linked_chat_per_person",
            ),
            models.CheckConstraint(name="chat_topic_is_known", condition=Q(topic__in=Topic.values)),
            models.CheckConstraint(
                name="chat_topic_expires",
                condition=Q(topic="", expires_at__isnull=True)
                | (~Q(topic="") & Q(expires_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.address}"


class Kind(models.TextChoices):
    """What a message is."""

    TEXT = "text", "text"
    TAP = "tap", "button"
    FILE = "file", "photo, voice, document"
    OTHER = "other", "nothing Sigap reads"


class Inbound(models.Model):
    """One message of somebody, once: work for the worker."""

    chat = models.ForeignKey(Chat, on_delete=models.PROTECT, related_name="inbound")
    channel = models.CharField(max_length=12)
    message_id = models.CharField(max_length=ID)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    text = models.TextField(blank=True)
    payload = models.CharField(max_length=256, blank=True)
    media = models.CharField(max_length=300, blank=True)
    # The provider's id of the message that this one answers.
    quoted = models.CharField(max_length=ID, blank=True)
    forwarded = models.BooleanField(default=False)
    said_at = models.DateTimeField()
    at = models.DateTimeField()
    due_at = models.DateTimeField()
    locked_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=40, blank=True)
    last_error = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["channel", "message_id"], name="inbound_once"),
            models.CheckConstraint(name="inbound_kind_is_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(
                name="inbound_keeps_no_words_once_done",
                condition=Q(done_at__isnull=True) | Q(text="", payload="", media=""),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["due_at", "id"], name="inbound_due", condition=Q(done_at__isnull=True)
            ),
            models.Index(fields=["at"], name="inbound_age"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.message_id}"


class Reply(models.Model):
    """What is written back to one message: at most one, sent until the provider takes it."""

    inbound = models.OneToOneField(Inbound, on_delete=models.CASCADE, related_name="reply")
    chat = models.ForeignKey(Chat, on_delete=models.PROTECT, related_name="replies")
    channel = models.CharField(max_length=12)
    text = models.TextField()
    # Pairs of signed payload and label.
    taps = models.JSONField(default=list)
    # Public id of the share it is about: whoever quotes it means that one.
    share = models.UUIDField(null=True)
    # Whether it asks "Laporan selesai?", which is asked once.
    asks = models.BooleanField(default=False)
    at = models.DateTimeField()
    due_at = models.DateTimeField()
    locked_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    provider_id = models.CharField(max_length=ID, blank=True)
    last_error = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["channel", "provider_id"],
                condition=~Q(provider_id=""),
                name="reply_provider_id_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["due_at", "id"], name="reply_due", condition=Q(done_at__isnull=True)
            ),
            models.Index(fields=["chat", "share"], name="reply_asked", condition=Q(asks=True)),
        ]

    def __str__(self) -> str:
        return f"{self.channel}: reply to {self.inbound_id}"


class LinkCode(models.Model):
    """A code shown once on a page; whoever writes it to the bot is that person from then on."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    channel = models.CharField(max_length=12)
    code_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "channel"], name="one_link_code_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.channel}: person {self.person_id}"


MOST_TRIES = 5


class SmsCode(models.Model):
    """The short code in one SMS, without which an answer by SMS counts for nothing."""

    # Public id of the delivery.
    delivery = models.UUIDField(unique=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="+")
    # Public id of the share.
    share = models.UUIDField()
    code_hash = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(default=0)
    # By the clock of the database: a channel sends without being told the time.
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="sms_code_dies_of_wrong_tries", condition=Q(tries__lte=MOST_TRIES)
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "share"], name="sms_code_of_share")]

    def __str__(self) -> str:
        return f"delivery {self.delivery}"
