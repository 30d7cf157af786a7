"""Where the change feed begins."""

from uuid import uuid4

from django.db import models


class FeedEpoch(models.Model):
    """One row: the cursors of which database are good here, and what was there when it began.

    A restore begins a new epoch. Entries up to `floor` were in the restored data: their transaction
    numbers belong to another server's count, so the feed reads them in order of id.
    """

    mark = models.UUIDField(default=uuid4)
    floor = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = "feed epoch"

    def __str__(self) -> str:
        return str(self.mark)
