"""Write the words of all memos anew: after a stemmer that cuts otherwise, or out of doubt."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from memos.models import Memo
from memos.search.index import index

BATCH = 500


class Command(BaseCommand):
    """Five hundred memos a transaction, so that writers wait no longer than for one of them."""

    help = "Write the search index of memos anew."

    def handle(self, *args: Any, **options: Any) -> None:
        """Index in order of id."""
        last, count = 0, 0
        while rows := self._next(last):
            with transaction.atomic():
                index(rows)
            last, count = rows[-1].pk, count + len(rows)
        self.stdout.write(f"{count} memos")

    def _next(self, last: int) -> list[Memo]:
        return list(Memo.objects.filter(pk__gt=last).order_by("pk")[:BATCH])
