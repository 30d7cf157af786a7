"""What is done with a part of an order, and what follows from it for the others."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from tests.instructions.office.orders import (
    DOES,
    LEADS,
    OPEN,
    OVER,
    TO_KNOW,
    TURN,
    WORKING,
    Given,
    Order,
    Part,
)
from tests.instructions.office.posts import SECRETARY_OF, is_ordered, may_be_handed
from tests.instructions.office.record import Record
from tests.instructions.office.seats import Actor, Hat
from tests.instructions.office.times import due, due_later, giver_due

DEEPEST = 4
HALF_AN_HOUR = timedelta(minutes=30)

# Verb: from, to ("" stays, "back" where it was asked from), who may.
PART_VERBS: dict[str, tuple[tuple[str, ...], str, str]] = {
    "acknowledge": (("sent",), "acknowledged", "R"),
    "promise": (("acknowledged", "in_progress"), "", "R"),
    "start": (("acknowledged",), "in_progress", "R"),
    "ask": (WORKING, "clarifying", "R"),
    "answer": (("clarifying",), "back", "GC"),
    "withdraw_question": (("clarifying",), "back", "R"),
    "decline": (("sent", "acknowledged"), "declined", "R"),
    "propose_redirect": (WORKING, "redirect_proposed", "R"),
    "redirect": (WORKING, "redirected", "R"),
    "confirm_redirect": (("redirect_proposed",), "redirected", "GC"),
    "refuse_redirect": (("redirect_proposed",), "back", "GC"),
    "pass_down": (WORKING, "in_progress", "R"),
    "request_formal": (WORKING, "", "R"),
    "refuse_formal": (OPEN, "", "GC"),
    "progress": ((*WORKING, "clarifying"), "in_progress", "R"),
    "report": ((*WORKING, "clarifying"), "reported", "R"),
    "withdraw_report": (("reported",), "in_progress", "R"),
    "accept": (("reported",), "completed", "GC"),
    "return": (("reported",), "in_progress", "GC"),
    "remind": (WORKING, "", "GC"),
    "extend": (OPEN, "", "GC"),
    "pause": (OPEN, "", "GC"),
    "resume": (OPEN, "", "GC"),
    "comment": ((*OPEN, *OVER), "", "GCRA"),
    "revoke": (OPEN, "revoked", "GC"),
    "rework": (("completed", "closed"), "in_progress", "GC"),
}
NOT_A_BUTTON = {"redirect"}
# Nothing of this is asked of whoever is only to know.
ASKS = {
    "acknowledge", "ask", "decline", "propose_redirect", "redirect", "pass_down",
    "request_formal", "progress", "report", "remind", "extend", "pause", "rework",
}  # fmt: skip
ANSWERS = {
    "acknowledge", "ask", "decline", "propose_redirect", "redirect", "pass_down",
    "request_formal", "progress", "report",
}  # fmt: skip
WITH_REASON = {
    "decline", "propose_redirect", "redirect", "refuse_redirect", "request_formal",
    "refuse_formal", "return", "extend", "pause", "revoke", "rework",
}  # fmt: skip


def is_later(day: datetime | None, than: datetime | None) -> bool:
    return day is not None and (than is None or day > than)


class OfParts(Record):
    """An office with the verbs of a part."""

    # --- Whether -----------------------------------------------------------------------------------

    def open_on_part(self, order: Order, part: Part, actor: Actor, at: datetime) -> set[str]:
        """What somebody may do now with this part, in one hat or another."""
        return {
            verb for verb, (_source, _target, who) in PART_VERBS.items()
            if verb not in NOT_A_BUTTON and self.fits(order, part, verb, at)
            and any(
                hat.allows(verb) and self.opens(order, hat)
                and order.letters(hat.post, part) & set(who)
                for hat in actor.hats.values()
            )
        }  # fmt: skip

    def on_part(
        self, order: Order, part: Part, verb: str, actor: Actor, at: datetime, given: Given
    ) -> bool:
        """Do it if it can be done; whether it was."""
        if verb == "propose_redirect" and order.urgency == "sangat_segera":
            verb = "redirect"
        hat = self.hat_on_part(order, part, verb, PART_VERBS[verb][2], actor, at.date())
        if hat is None or not self.could(order, part, verb, at, given):
            self._note_refusal(part, verb, at, given, order)
            return False
        self.done_by(actor, hat, part, at)
        self._say(order, part, verb, at, given)
        target = PART_VERBS[verb][1]
        part.status = {"": part.status, "back": part.asked_from}.get(target, target)
        self.note(order, part, verb, actor, hat, at)
        self._follow(order, part, verb, actor, hat, at, given)
        return True

    def _note_refusal(
        self, part: Part, verb: str, at: datetime, given: Given, order: Order
    ) -> None:
        """Count what is refused only for what happened since it was said."""
        taken_back = [one for one in given.parts if one.last_report and one.reported_at is None]
        self.happened["not taken along: a report that was taken back"] += verb == "report" and bool(
            taken_back
        )
        self.happened["not confirmed: a target that can take it no more"] += (
            verb == "confirm_redirect"
            and self.fits(order, part, verb, at)
            and not self.may_take(order, part, part.target, at)
        )

    def fits(self, order: Order, part: Part, verb: str, at: datetime) -> bool:
        """Whether the part stands where this can be done, whoever does it."""
        if part.status not in PART_VERBS[verb][0] or (part.to_know and verb in ASKS):
            return False
        if verb in {"propose_redirect", "redirect", "pass_down"} and order.is_secret:
            return False
        last, above = part.reminded_at, part.parent
        return {
            "remind": last is None or at >= last + HALF_AN_HOUR,
            "pause": not part.is_paused(at),
            "resume": part.is_paused(at),
            "request_formal": not part.awaits_memo,
            "refuse_formal": part.awaits_memo,
            "decline": not part.is_ordered,
            "pass_down": len(part.line) + 1 < DEEPEST,
            "rework": order.status == "issued" and (above is None or above.is_open),
        }.get(verb, True)

    def could(self, order: Order, part: Part, verb: str, at: datetime, given: Given) -> bool:
        """The same, with what is said along with it."""
        if not self.fits(order, part, verb, at) or (verb in WITH_REASON and not given.reason):
            return False
        day, promised, until = given.finish_by, given.promised_at, given.until
        ahead = day is None or day > at
        checks: dict[str, Callable[[], bool]] = {
            "acknowledge": lambda: promised is None or promised > at,
            "promise": lambda: is_later(promised, at),
            "answer": lambda: ahead,
            "extend": lambda: is_later(day, at) and is_later(day, part.finish_by),
            "pause": lambda: is_later(until, at),
            "propose_redirect": lambda: self.may_take(order, part, given.target, at),
            "redirect": lambda: self.may_take(order, part, given.target, at),
            "confirm_redirect": lambda: self.may_take(order, part, part.target, at),
            "pass_down": lambda: ahead and self._may_hand_down(order, part, given),
            "report": lambda: self._may_report(order, part, given),
            "rework": lambda: ahead and self._may_work_again(order, part),
        }
        return checks.get(verb, lambda: True)()

    @staticmethod
    def _may_report(order: Order, part: Part, given: Given) -> bool:
        below = order.below(part)
        known = all(one in below and one.reported_at is not None for one in given.parts)
        return known and (given.reason or not order.work_below(part))

    def may_take(self, order: Order, part: Part, post: str, at: datetime) -> bool:
        """Nobody it came from, no empty chair, nobody who wants to be rid of it."""
        passed_on = any(
            one.position == post and one.status in {"redirected", "redirect_proposed"}
            for one in order.parts
        )
        theirs = {part.position, part.giver, order.giver, *(one.position for one in part.line)}
        vacant = self.seating.vacant(post, at.date())
        return post not in theirs and not passed_on and not vacant

    def _may_hand_down(self, order: Order, part: Part, given: Given) -> bool:
        to, day = given.to, given.finish_by
        in_time = day is None or part.finish_by is None or day <= part.finish_by
        free = not any(order.held_by(post) for post in to)
        theirs = all(may_be_handed(post, part.position) for post in to)
        return bool(in_time and free and theirs and self.well_cast(order, part, to))

    @staticmethod
    def well_cast(order: Order, parent: Part | None, to: dict[str, str]) -> bool:
        """At least one works, and at most one of those from this hand leads."""
        roles = list(to.values())
        leads = roles.count(LEADS) + order.led(parent)
        return bool(set(roles) - {TO_KNOW}) and (leads < 2 or LEADS not in roles)

    @staticmethod
    def _may_work_again(order: Order, part: Part) -> bool:
        alone = not (part.role == LEADS and order.led(part.parent))
        return alone and not order.held_by(part.position)

    # --- What of it --------------------------------------------------------------------------------

    def _say(self, order: Order, part: Part, verb: str, at: datetime, given: Given) -> None:
        """What a verb changes on its own part, besides where it stands."""
        self.happened["acted after a pause ran out"] += (
            part.paused_until is not None and part.paused_until <= at
        )
        if verb in ANSWERS:
            part.answered_at = part.answered_at or at
        self._of_words(part, verb, at, given)
        self._of_clocks(order, part, verb, at, given)
        if PART_VERBS[verb][1] in OVER:
            part.end(at)

    @staticmethod
    def _of_words(part: Part, verb: str, at: datetime, given: Given) -> None:
        match verb:
            case "acknowledge" | "promise":
                part.promised_at = given.promised_at or part.promised_at
            case "ask" | "propose_redirect":
                part.asked_from, part.target = part.status, given.target or part.target
            case "redirect":
                part.target = given.target
            case "refuse_redirect":
                part.target = ""
            case "report":
                part.reported_at, part.last_report = at, given.note
            case "withdraw_report" | "return" | "rework":
                part.reported_at = None
            case "remind":
                part.reminded_at = at

    def _of_clocks(self, order: Order, part: Part, verb: str, at: datetime, given: Given) -> None:
        if PART_VERBS[verb][1]:  # it moved: whoever gave it decides by then, or has not to any more
            came_back = TURN.get(PART_VERBS[verb][1]) == "giver"
            part.giver_by = giver_due(order.urgency, at) if came_back else None
        match verb:
            case "answer" | "extend" if given.finish_by is not None:
                part.finish_at(given.finish_by, at)
            case "pause" if given.until is not None:
                part.wait_longer(given.until - at)
                part.paused_until = given.until
                self.happened["paused over work below"] += bool(order.work_below(part))
            case "resume" if part.paused_until is not None:
                part.wait_longer(at - part.paused_until)
                part.paused_until = None
            case "request_formal":
                part.awaits_memo = True
                if part.finish_by is not None:
                    part.finish_left, part.finish_by = part.finish_by - at, None
            case "refuse_formal":
                part.run_on(at)
            case "rework":
                part.settled_at = None
                part.finish_by = given.finish_by or due(order.urgency, at)[1]

    def _follow(
        self,
        order: Order,
        part: Part,
        verb: str,
        actor: Actor,
        hat: Hat,
        at: datetime,
        given: Given,
    ) -> None:
        """What it means for the others."""
        if verb == "pass_down":
            self._hand_down(order, part, actor, hat, at, given)
        elif verb in {"confirm_redirect", "redirect"}:
            self._hand_over(order, part, actor, hat, at)
        elif verb in {"accept", "decline", "revoke"}:
            self.settled(order, [part], actor, hat, at)
        elif verb == "report":
            self.happened["reported with words from below"] += bool(given.parts)

    def _hand_down(
        self, order: Order, part: Part, actor: Actor, hat: Hat, at: datetime, given: Given
    ) -> None:
        to, secretary = dict(given.to), SECRETARY_OF.get(part.position, "")
        between_few = order.only_me or order.is_secret
        self.happened["kept from the secretary"] += bool(secretary) and between_few
        if secretary and not between_few and not order.held_by(secretary):
            self.happened["told the secretary"] += secretary not in to
            to.setdefault(secretary, TO_KNOW)
        dates = due_later(order.urgency, at, given.finish_by or part.finish_by)
        self.send(order, part, part.position, to, dates, actor, hat, at)
        self.happened[f"handed down to level {len(part.line) + 2}"] += 1

    def _hand_over(self, order: Order, part: Part, actor: Actor, hat: Hat, at: datetime) -> None:
        """The target works on it from now on, on one part and no more."""
        self._close_below(order, [part], actor, hat, at, "redirected")
        held = order.held_by(part.target)
        for one in [one for one in held if one.to_know]:
            self._end_part(order, one, "closed", "close", actor, hat, at)
            self.happened["redirected to one who was to know"] += 1
        if order.held_by(part.target):
            self.happened["redirected to one who has it already"] += 1
        else:
            until = part.parent.finish_by if part.parent else order.finish_by
            dates = due_later(order.urgency, at, until)
            to = {part.target: part.role}
            self.send(order, part.parent, part.giver, to, dates, actor, hat, at)
            self.happened[f"redirected on level {len(part.line) + 1}"] += 1
        self.settled(order, [part], actor, hat, at)

    def send(
        self,
        order: Order,
        parent: Part | None,
        giver: str,
        to: dict[str, str],
        dates: tuple[datetime, datetime],
        actor: Actor,
        hat: Hat,
        at: datetime,
    ) -> None:
        """A part for each."""
        for post in sorted(to, key=lambda post: (post != "bupati", post != "sekda", post)):
            part = Part(post, giver, at, to[post], parent)
            if to[post] != TO_KNOW:
                part.answer_by, part.finish_by = dates
            order.parts.append(part)
            self.note(order, part, "send", actor, hat, at)
            self.happened["asked, not ordered"] += not is_ordered(post, giver)
            self.happened["worked under somebody who leads"] += to[post] == DOES and order.led(
                parent
            )

    # --- The end of it -----------------------------------------------------------------------------

    def settled(
        self, order: Order, parts: Iterable[Part], actor: Actor, hat: Hat, at: datetime
    ) -> None:
        """Whatever lies below is closed, and with the last of it the order."""
        self._close_below(order, parts, actor, hat, at, "settled")
        roots = {one.status for one in order.roots if not one.to_know}
        if order.status == "issued" and not roots & set(OPEN) and "completed" in roots:
            known = any(one.to_know and one.is_open for one in order.roots)
            self.happened["closed with the last part, though one knows of it still"] += known
            self.end_order(order, "completed", "close", actor, hat, at)
            self.happened["closed with the last part"] += 1

    def _close_below(
        self, order: Order, parts: Iterable[Part], actor: Actor, hat: Hat, at: datetime, why: str
    ) -> None:
        for part in parts:
            for one in order.below(part):
                if one.is_open:
                    self._end_part(order, one, "closed", "close", actor, hat, at)
                    far = "great-" * (one.line.index(part) - 1) + "grand" * (part is not one.parent)
                    self.happened[f"{why}: a {far}child closed"] += 1
                    self.happened[f"{part.status}: work below closed"] += not one.to_know

    def _end_part(
        self, order: Order, part: Part, status: str, verb: str, actor: Actor, hat: Hat, at: datetime
    ) -> None:
        part.status = status
        part.end(at)
        self.note(order, part, verb, actor, hat, at)

    def end_order(
        self, order: Order, status: str, verb: str, actor: Actor, hat: Hat, at: datetime
    ) -> None:
        """The order is over, and with it whatever is still open, at any depth."""
        order.status, order.closed_at = status, at
        self.note(order, None, verb, actor, hat, at)
        for part in order.parts:
            if part.is_open:
                ended = {"close": "closed", "revoke": "revoked"}[verb]
                self._end_part(order, part, ended, verb, actor, hat, at)
                depth = len(part.line) + 1
                self.happened[f"{verb} of an order: level {depth} with it"] += not part.to_know
                self.happened[f"{verb} of an order: one to know with it"] += part.to_know
