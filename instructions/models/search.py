"""The words by which orders are found."""

from typing import ClassVar

from django.db import models

from instructions.models.orders import Instruction
from instructions.stems import LONGEST


class SearchWord(models.Model):
    """One stem of one issued order. Derived: `instructions.index` writes and removes it.

    Nothing of class Rahasia or above is ever here, nor what was lawfully destroyed.
    """

    order = models.ForeignKey(Instruction, on_delete=models.CASCADE, related_name="search_words")
    stem = models.CharField(max_length=LONGEST)

    class Meta:
        constraints: ClassVar = [
            # Stem first: this is also the index by which orders are found.
            models.UniqueConstraint(fields=["stem", "order"], name="search_word_once_per_order")
        ]

    def __str__(self) -> str:
        return self.stem
