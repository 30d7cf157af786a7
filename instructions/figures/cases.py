"""What one share counts for in a view: the position's, or one person's."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from instructions.clock import current
from instructions.figures.presence import FAR, Presence, Span
from instructions.figures.reading import Book, Row
from instructions.figures.stories import TURN, Act, Story
from instructions.lifecycle import SETTLED, State
from instructions.queries import GIVERS_TURN

Meter = Callable[[datetime], float]


@dataclass(frozen=True, slots=True)
class Case:
    """One share, judged. Times that are not there did not happen, or are not this view's.

    `open` and `late` are as of the moment of judging: late is the recipient's turn past a deadline,
    after what could not be used before it has been given back.
    """

    row: Row
    sent_at: datetime | None
    answered_at: datetime | None
    answer: timedelta | None
    finished_at: datetime | None
    finish: timedelta | None
    open: bool
    late: bool

    @property
    def waits_for_giver(self) -> bool:
        """Whether it is the giver's turn."""
        return self.open and self.row.status in GIVERS_TURN


class Judge:
    """Judges the shares of a book at a moment: for their positions, or for what one person did."""

    def __init__(self, book: Book, *, at: datetime, person: int | None = None) -> None:
        self.book, self.held, self.at, self.person = book, book.presence, at, person
        calendar = current()
        self.meters = {
            urgency: calendar.meter(policy.counts) for urgency, policy in calendar.policies.items()
        }

    def cases(self) -> Iterator[Case]:
        """Every share that counts: what the same person gave (or accepted) and did is left out."""
        for row, story in self.book.shares:
            if not self._same_person(row, story):
                yield self._case(row, story)

    def _case(self, row: Row, story: Story) -> Case:
        answer, report = story.answer, story.report
        is_open = row.status not in SETTLED and self._holds(row, self.at)
        if answer is not None and not self._did(answer):
            answer = None
        if row.status != State.COMPLETED or (report is not None and not self._did(report)):
            report = None
        accepted = story.accepted if report else None
        return Case(
            row,
            sent_at=story.sent.at if self._holds(row, story.sent.at) else None,
            answered_at=answer.at if answer else None,
            answer=self._took(row, story, answer.moment) if answer else None,
            finished_at=accepted.at if accepted else None,
            finish=self._took(row, story, report.moment) if accepted and report else None,
            open=is_open,
            late=is_open and self._is_late(row, story),
        )

    def _holds(self, row: Row, at: datetime) -> bool:
        return self.person is None or self.person in self.held.holders(row.position, at)

    def _did(self, act: Act) -> bool:
        return self.person is None or self.person in people(act, self.held)

    def _same_person(self, row: Row, story: Story) -> bool:
        """Whether one person stood on both sides; of a silent share, whoever would answer it."""
        giving = people(story.sent, self.held)
        if story.accepted:
            giving |= people(story.accepted, self.held)
        doing = [people(act, self.held) for act in (story.answer, story.report) if act]
        if not doing and row.status not in SETTLED:
            doing = [self.held.holders(row.position, self.at)]
        return any(giving & each for each in doing)

    def _took(self, row: Row, story: Story, until: datetime) -> timedelta:
        there = self.held.of(row.position, self.person)
        seconds = counted(self.meters[row.urgency], story.turns, there, until)
        return timedelta(seconds=round(seconds))

    def _is_late(self, row: Row, story: Story) -> bool:
        """Whether the recipient let a deadline pass that somebody was there to keep."""
        if row.status not in TURN:
            return False
        passed = [row.finish_by, None if story.answer else row.answer_by]
        return any(due and due < self.at and self._over(row, story, due) for due in passed)

    def _over(self, row: Row, story: Story, due: datetime) -> bool:
        """Whether more was used than there was up to the deadline.

        Time before it that could not be used (nobody there, the giver's turn) is given back after
        it; a pause and the wait for a memo moved the deadline itself already.
        """
        reading = self.meters[row.urgency]
        there = self.held.of(row.position, self.person)
        whole: list[Span] = [(story.delivered, FAR)]
        used = counted(reading, story.turns, there, due)
        stopped = counted(reading, story.stopped, whole, due)
        given_back = counted(reading, whole, whole, due) - stopped - used
        if given_back < 1:
            return True
        return counted(reading, story.turns, there, self.at) - used > given_back


def people(act: Act, held: Presence) -> frozenset[int]:
    """Whose act it was: the person's, or where an aide did it, that of whoever holds the position."""
    if act.delegated and act.position is not None:
        return held.holders(act.position, act.at)
    return frozenset() if act.person is None else frozenset({act.person})


def counted(meter: Meter, spans: list[Span], there: list[Span], until: datetime) -> float:
    """Seconds of `spans` up to `until` that the meter counts, while somebody was `there`."""
    seconds = 0.0
    for start, stop in spans:
        end = min(stop, until)
        for came, went in there:
            first, last = max(start, came), min(end, went)
            if first < last:
                seconds += meter(last) - meter(first)
    return seconds
