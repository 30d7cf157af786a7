"""Wrong PINs, counted on the person's own row under a lock.

A try is written down before the secret is looked at and forgiven when it was right: however many
guess at the same moment, no more than the limit are looked at. After five wrong ones each further
try waits, twice as long each time; after ten the PIN is dead and a new card is needed. Nobody else
behind the same address waits, and a phone that is signed in, or has a passkey, goes on working.
People without an activated card sign in with a long password: for them the limits of
ACCOUNT_RATE_LIMITS stand alone.
"""

from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import Access, Person

FREE = 5
MOST = 10
FIRST_WAIT = timedelta(minutes=1)


class Wait(Exception):
    """No secret is looked at now; `seconds` until one is, or None where only a new card helps."""

    def __init__(self, seconds: int | None) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def take(person: Person, *, at: datetime) -> None:
    """Write a try down before it is judged. Raises Wait."""
    with transaction.atomic():
        rows = Access.objects.filter(person=person, pin_set_at__isnull=False)
        access = rows.select_for_update(no_key=True).only("pk", *COUNTERS).first()
        if access is None:
            return
        if access.wrong >= MOST:
            raise Wait(None)
        if access.wait_until is not None and at < access.wait_until:
            raise Wait(int((access.wait_until - at).total_seconds()) + 1)
        wrong = access.wrong + 1
        until = at + FIRST_WAIT * 2 ** (wrong - FREE) if wrong >= FREE else None
        Access.objects.filter(pk=access.pk).update(wrong=wrong, wait_until=until)


COUNTERS = ("wrong", "wait_until")


def forgive(person: Person) -> None:
    """The secret was right: the count begins again."""
    Access.objects.filter(person=person, wrong__gt=0).update(wrong=0, wait_until=None)
