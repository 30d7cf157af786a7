"""The clocks of a share: the recipient's, to the answer and to the end of the work; the giver's.

Deadlines are moments, not countdowns: a pause moves them by its length when it begins, so that
whatever compares a deadline with now is right without knowing of pauses.
"""

from datetime import datetime, timedelta

from django.db import models


class Clocks(models.Model):
    """Columns and arithmetic; when they may be used is the lifecycle's question."""

    answer_by = models.DateTimeField(null=True)
    finish_by = models.DateTimeField(null=True)
    # By when the giver's side decides a question, a redirect or a report; only then there is one.
    giver_by = models.DateTimeField(null=True)
    # When a report that nobody gave back counts as accepted; only while one waits.
    accept_by = models.DateTimeField(null=True)
    # While a written basis is awaited no finish clock runs; this is what was left of it.
    finish_left = models.DurationField(null=True)
    awaits_memo = models.BooleanField(default=False)
    paused_until = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    def is_paused(self, at: datetime) -> bool:
        """Whether the giver told the recipient to wait, and the pause has not run out."""
        return self.paused_until is not None and self.paused_until > at

    def stop_clocks(self, at: datetime) -> None:
        """Settled: nothing runs, and nothing is waited for."""
        self.settled_at, self.answer_by, self.finish_by = at, None, None
        self.giver_by = self.accept_by = None
        self.finish_left, self.awaits_memo, self.paused_until = None, False, None

    def set_finish(self, moment: datetime | None, at: datetime) -> None:
        """Be done by `moment`; a date that is named ends a pause, and None changes nothing."""
        if moment is None:
            return
        self.paused_until = None
        if self.awaits_memo:
            self.finish_left = moment - at
        else:
            self.finish_by = moment

    def pause_clocks(self, until: datetime, at: datetime) -> None:
        """Move all clocks by the length of the pause, which then ends by itself."""
        self.paused_until = until
        self._give(until - at)

    def end_pause(self, at: datetime) -> None:
        """Take back what was not used of the pause."""
        if self.paused_until is not None:
            self._give(at - self.paused_until)
            self.paused_until = None

    def _give(self, more: timedelta) -> None:
        if self.answer_by is not None:
            self.answer_by += more
        if self.giver_by is not None:
            self.giver_by += more
        if self.accept_by is not None:
            self.accept_by += more
        if self.finish_by is not None:
            self.finish_by += more
        elif self.finish_left is not None:
            self.finish_left += more

    def await_memo(self, at: datetime) -> None:
        """Stop the clock of the work until there is a written basis, or a no."""
        self.awaits_memo = True
        if self.finish_by is not None:
            self.finish_left, self.finish_by = self.finish_by - at, None

    def memo_is_settled(self, at: datetime) -> None:
        """Run on with what was left."""
        left, self.finish_left, self.awaits_memo = self.finish_left, None, False
        self.finish_by = at + left if left is not None else None
