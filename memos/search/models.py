"""The words by which memos are found."""

from typing import ClassVar

from django.db import models

from instructions.stems import LONGEST


class MemoWord(models.Model):
    """One stem of one memo. Derived: `memos.search.index` writes and removes it.

    Nothing of class Rahasia or above is ever here.
    """

    memo = models.ForeignKey("memos.Memo", on_delete=models.CASCADE, related_name="search_words")
    stem = models.CharField(max_length=LONGEST)

    class Meta:
        constraints: ClassVar = [
            # Stem first: this is also the index by which memos are found.
            models.UniqueConstraint(fields=["stem", "memo"], name="memo_word_once_per_memo")
        ]

    def __str__(self) -> str:
        return self.stem
