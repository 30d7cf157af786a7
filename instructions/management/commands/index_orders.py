"""Write the words of all issued orders anew: after a stemmer that cuts otherwise, or out of doubt."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from instructions.index import index
from instructions.models import Instruction

BATCH = 500


class Command(BaseCommand):
    """Five hundred orders a transaction, so that writers wait no longer than for one of them."""

    help = "Write the search index of orders anew."

    def handle(self, *args: Any, **options: Any) -> None:
        last, count = 0, 0
        while rows := self._next(last):
            with transaction.atomic():
                index(rows)
            last, count = rows[-1].pk, count + len(rows)
        self.stdout.write(f"{count} orders")

    def _next(self, last: int) -> list[Instruction]:
        return list(Instruction.objects.filter(pk__gt=last).order_by("pk")[:BATCH])
