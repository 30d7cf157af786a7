"""Playing a hand-written grid: one walk to a status serves many cells."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import transaction

from tests.people import Member, actor
from workflow.actors import Actor
from workflow.models import Entry
from workflow.refusals import Refused

Act = Callable[[str, Actor], object]


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens inside is rolled back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def verdict(act: Act, key: str, by: Member) -> str:
    """'yes', 'again' (success without an entry), or the code of the refusal."""
    before = Entry.objects.count()
    try:
        with transaction.atomic():
            act(key, actor(by.person))
    except Refused as refused:
        sentence, code = str(refused.refusal.sentence), refused.refusal.code
        return code if sentence and Entry.objects.count() == before else "half-done"
    return "yes" if Entry.objects.count() > before else "again"
