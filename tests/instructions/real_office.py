"""The real office beside the plain one: the same people and orders, held together after every act."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import uuid4

from django.db import transaction

from accounts.actors import Actor as RealActor
from accounts.hats import Hat as RealHat
from accounts.hats import hats_of
from accounts.models import Absence, Person, Position, PositionKind, Unit, UnitKind
from instructions import actions, issuing
from instructions.addressing import Recipient
from instructions.models import Assignment, Instruction
from tests.instructions.office.orders import Act, Given, Order, Part
from tests.instructions.office.posts import (
    DESK,
    ITS_DISTRICT,
    OFFICE,
    PERSONNEL,
    POSTS,
    RANK,
    SUPERIOR,
    VILLAGE,
)
from tests.instructions.office.seats import AIDES, Actor, Hat, Lent, Seat
from tests.instructions.office.whole import Office
from tests.instructions.orders import TEXT
from tests.people import START, Member, actor, appoint, delegate, person, position, unit
from workflow.actors import Clockwork
from workflow.models import Content, Entry
from workflow.refusals import Refused

AIDE, NEWCOMER = "ajudan", "calon"
PEOPLE = [*(f"orang_{post}" for post in POSTS), AIDE, NEWCOMER]

ON_PART: dict[str, Callable[..., Any]] = {
    verb: getattr(actions, verb)
    for verb in (
        "acknowledge", "promise", "start", "ask", "answer", "withdraw_question", "decline",
        "propose_redirect", "confirm_redirect", "refuse_redirect", "pass_down", "request_formal",
        "refuse_formal", "progress", "report", "withdraw_report", "accept", "remind", "extend",
        "pause", "resume", "comment", "rework",
    )
} | {"return": actions.return_, "revoke": actions.revoke_share}  # fmt: skip
ON_ORDER: dict[str, Callable[..., Any]] = {
    verb: getattr(actions, verb)
    for verb in (
        "prepare_memo", "confirm", "add_recipients", "reclassify", "close", "revoke", "reopen",
        "accept_all", "remind_silent",
    )
} | {
    "comment": actions.comment_order, "extend": actions.extend_order, "issue": issuing.issue_draft,
}  # fmt: skip
REASON = {"reason": "Hujan."}
SAID: dict[str, dict[str, str]] = {
    "ask": {"question": "Termasuk desa?"}, "answer": {"answer": "Termasuk."},
    "progress": {"note": "Separuh."}, "comment": {"note": "Baik."},
}  # fmt: skip
REASONED = {
    "decline", "propose_redirect", "refuse_redirect", "request_formal", "refuse_formal", "report",
    "return", "extend", "pause", "revoke", "rework", "add_recipients", "reclassify", "close",
    "reopen",
}  # fmt: skip
PART_FACTS = {
    "status": "status", "version": "acts", "role": "role", "finish_by": "finish_by",
    "answer_by": "answer_by", "giver_by": "giver_by", "look_at": "look_at",
    "finish_left": "finish_left", "awaits_memo": "awaits_memo",
    "paused_until": "paused_until", "answered_at": "answered_at", "promised_at": "promised_at",
    "reported_at": "reported_at", "reminded_at": "reminded_at", "settled_at": "settled_at",
    "asked_from": "asked_from",
}  # fmt: skip
ORDER_FACTS = {
    "status": "status", "version": "acts", "classification": "classification",
    "closed_list": "closed_list", "only_me": "only_me", "needs_paper": "needs_paper",
    "conveyed_by_aide": "conveyed", "answer_by": "answer_by", "finish_by": "finish_by",
    "closed_at": "closed_at",
}  # fmt: skip


@dataclass
class Known:
    """What the real office is known by, in the order of the plain one."""

    orders: list[int] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    parts: list[list[int]] = field(default_factory=list)
    aways: list[str] = field(default_factory=list)
    part_keys: dict[int, str] = field(default_factory=dict)
    heads: dict[tuple[str, int], str] = field(default_factory=dict)
    last: int = 0


class World:
    """Both offices."""

    def __init__(self) -> None:
        self.model, self.known = Office(), Known()
        self.read: dict[tuple[str, date], tuple[RealActor, dict[str, Hat]]] = {}
        self.last_order = 0
        root = unit("Kabupaten", kind=UnitKind.REGENCY)
        places = {"bupati": root}
        for post in sorted(SUPERIOR, key=lambda post: (post in OFFICE or post == VILLAGE, post)):
            parent = places[ITS_DISTRICT] if post == VILLAGE else root
            if post not in OFFICE and post not in places:
                places[post] = unit(f"Kantor {post}", parent=parent, keeps_registers=post == DESK)
        self.seats: dict[str, Position] = {}
        self.people: dict[str, Person] = {}
        for post, superior in SUPERIOR.items():
            self._place(post, superior, places[OFFICE.get(post, post)], root)
        for n, who in enumerate(PEOPLE):
            nip = None if who == AIDE else str(197001011995031000 + n)
            self.people[who] = person(who, nip=nip)
            if n < len(POSTS):
                appoint(self.people[who], self.seats[POSTS[n]])
                self.model.seating.seats.append(Seat(who, POSTS[n], START))
        for who in (AIDE, "orang_kadis"):
            delegate(self.people[who], self.seats["bupati"])
            self.model.seating.lent.append(Lent("bupati", who, AIDES, secret=False, since=START))
        self.titles = {seat.pk: post for post, seat in self.seats.items()}
        self.names = {one.pk: who for who, one in self.people.items()}

    def _place(self, post: str, superior: str | None, place: Unit, root: Unit) -> None:
        kinds = {VILLAGE: PositionKind.VILLAGE_HEAD, "sekcam_a": PositionKind.AGENCY_SECRETARY}
        self.seats[post] = position(
            post, unit=place, superior=self.seats[superior] if superior else None,
            rank=RANK[post], kind=kinds.get(post, PositionKind.AGENCY_HEAD),
            administers=root if post == PERSONNEL else None,
        )  # fmt: skip

    def key(self, post: str) -> str:
        return str(self.seats[post].public_id)

    def member(self, who: str, post: str) -> Member:
        return Member(self.people[who], self.seats[post])

    # --- Somebody ----------------------------------------------------------------------------------

    def both(self, who: str, at: datetime, named: str = "") -> tuple[RealActor, Actor]:
        """Somebody with the hats of the moment, in both offices."""
        hats = self.model.seating.hats(who, at.date())
        read, plain = self.read.get((who, at.date()), (None, None))
        if read is None or plain != hats:
            read = actor(self.people[who], at=at)
            self.read[who, at.date()] = read, hats
            self.wears_the_same(who, at.date(), read.hats)
        real = replace(read, request_id=str(uuid4()))
        return (real.wearing(self.key(named)) if named else real), Actor(who, hats, named)

    def wears_the_same(self, who: str, on: date, worn: Iterable[RealHat] = ()) -> None:
        """Somebody wears the hats the plain office says, and no other."""
        real = {
            self.titles[hat.position_id]: (hat.vacant, hat.is_delegated, hat.sees_secret)
            for hat in worn or hats_of(self.people[who], on=on)
        }
        plain = self.model.seating.hats(who, on)
        assert real == {post: _traits(hat) for post, hat in plain.items()}, (who, on)

    # --- An act ------------------------------------------------------------------------------------

    def give(
        self, by: tuple[RealActor, Actor], order: Order, at: datetime, verb: str = "issue"
    ) -> bool:
        """Give an order, or keep it as a draft."""
        done = {"issue": issuing.issue, "draft": issuing.save_draft}[verb]
        since = len(self.model.acts)
        real = self._attempt(partial(done, self._composed(order)), by[0], at)
        plain = self.model.give(by[1], order, at, verb)
        assert (real is not None) == plain, (verb, by[1], order)
        self.model.happened[f"order: {verb}: refused"] += real is None
        if real is None:
            return False
        self.known.orders.append(real.pk)
        self.known.keys.append(str(real.public_id))
        self.known.parts.append([])
        self.same(len(self.known.orders) - 1, self.model.acts[since:])
        return True

    def _composed(self, order: Order) -> issuing.Order:
        return issuing.Order(
            text=TEXT, recipients=self._recipients(order.chosen), urgency=order.urgency,
            classification=order.classification, closed_list=order.closed_list,
            controller=self.key(order.controller) if order.controller else "",
            needs_paper=order.needs_paper,
        )  # fmt: skip

    def _recipients(self, to: dict[str, str]) -> tuple[Recipient, ...]:
        return tuple(Recipient(self.key(post), role) for post, role in to.items())

    def on_part(
        self,
        number: int,
        n: int,
        verb: str,
        by: tuple[RealActor, Actor],
        at: datetime,
        given: Given,
    ) -> bool:
        """Try a verb on a part in both offices; whether it was done."""
        order = self.model.orders[number]
        work = partial(ON_PART[verb], self.part_key(number, n), **self._said(number, verb, given))
        since = len(self.model.acts)
        real = self._attempt(work, by[0], at)
        plain = self.model.on_part(order, order.parts[n], verb, by[1], at, given)
        assert self._wrote(real) == plain, (verb, by[1], order.parts[n], given, real)
        verb = self._as_told(order, verb)
        self.model.happened[f"share: {verb}: refused"] += real is None
        self.same(number, self.model.acts[since:])
        if plain and verb == "report":
            self._took_along(real.entry, given)
        return plain

    def on_order(
        self, number: int, verb: str, by: tuple[RealActor, Actor], at: datetime, given: Given
    ) -> bool:
        """Try a verb on an order in both offices; whether it was done."""
        order, key = self.model.orders[number], self.known.keys[number]
        if verb == "edit":
            blank = replace(order, chosen=given.to)
            work: Callable[..., Any] = partial(issuing.edit_draft, key, self._composed(blank))
        elif verb == "supply_memo":
            work = partial(actions.supply_memo, self.known.orders[number])
        else:
            work = partial(ON_ORDER[verb], key, **self._said(number, verb, given))
        since = len(self.model.acts)
        acting: Any = Clockwork("saat-itu") if verb == "supply_memo" else by[0]
        real = self._attempt(work, acting, at)
        plain = self.model.on_order(order, verb, by[1], at, given)
        assert self._wrote(real) == plain, (verb, by[1], order, given, real)
        self.model.happened[f"order: {verb}: refused"] += real is None
        self.same(number, self.model.acts[since:])
        return plain

    @staticmethod
    def _as_told(order: Order, verb: str) -> str:
        """What is proposed of the most urgent goes over at once."""
        at_once = verb == "propose_redirect" and order.urgency == "sangat_segera"
        return "redirect" if at_once else verb

    def part_key(self, number: int, n: int) -> str:
        return self.known.part_keys[self.known.parts[number][n]]

    def _said(self, number: int, verb: str, given: Given) -> dict[str, Any]:
        """The words of an act as its function takes them."""
        said: dict[str, Any] = dict(SAID.get(verb, {}))
        if verb in REASONED:
            said["reason"] = "Hujan." if given.reason else ""
        if verb in {"pass_down", "add_recipients"}:
            said["recipients"] = list(self._recipients(given.to))
        if verb in {"answer", "extend", "pass_down", "rework", "reopen"}:
            said["finish_by"] = given.finish_by
        if verb in {"acknowledge", "promise"}:
            said["promised_at"] = given.promised_at
        order = self.model.orders[number]
        keys = [self.part_key(number, order.parts.index(part)) for part in given.parts]
        of_verb: dict[str, dict[str, Any]] = {
            "propose_redirect": {"target": self.key(given.target) if given.target else ""},
            "pause": {"until": given.until},
            "report": {"note": given.note, "adopts": keys},
            "reopen": {"shares": keys},
            "reclassify": {"classification": given.classification},
        }
        return said | of_verb.get(verb, {})

    def _attempt(self, work: Callable[..., Any], by: Any, at: datetime) -> Any:
        """What came of it, None where it was refused; a refusal leaves nothing behind."""
        try:
            with transaction.atomic():
                return work(actor=by, at=at)
        except Refused as refused:
            self.model.happened[f"refused: {refused.refusal.code}"] += 1
            return None

    def _wrote(self, real: Any) -> bool:
        """Whether something happened: a repeat of one's own verb is success and no act."""
        return real is not None and Entry.objects.filter(pk__gt=self.known.last).exists()

    def _took_along(self, entry: Entry, given: Given) -> None:
        """A report carries the words of those below, each under the title of who said them."""
        found = Content.objects.filter(entry=entry, field="adopted")
        plain = [f"{part.position}: {part.last_report}" for part in given.parts]
        assert "\n\n".join(plain) == "".join(row.body or "" for row in found)

    # --- The comparison ----------------------------------------------------------------------------

    def same(self, number: int, acts: list[Act]) -> None:
        """This order stands where the plain one does, and the record says who did what."""
        order = self.model.orders[number]
        row = Instruction.objects.values(*ORDER_FACTS, "confirmed_at", "head").get(
            pk=self.known.orders[number]
        )
        differs = {
            name: (row[name], getattr(order, fact))
            for name, fact in ORDER_FACTS.items()
            if row[name] != getattr(order, fact) and (order.given or name != "only_me")
        }
        assert not differs, differs
        assert (row["confirmed_at"] is not None) == order.confirmed
        rows = list(
            Assignment.objects.filter(instruction=self.known.orders[number])
            .order_by("pk")
            .values(
                *PART_FACTS, "pk", "head", "position_id", "giver_id", "parent_id", "mode", "depth",
                "target_id", "public_id",
            )
        )  # fmt: skip
        pks = self.known.parts[number] = [one["pk"] for one in rows]
        assert len(rows) == len(order.parts), [self.titles[one["position_id"]] for one in rows]
        for one, part in zip(rows, order.parts, strict=True):
            self._same_part(one, part, pks[order.parts.index(part.parent)] if part.parent else None)
        self.known.part_keys |= {one["pk"]: str(one["public_id"]) for one in rows}
        heads = {("instruction", self.known.orders[number]): row["head"]}
        heads |= {("assignment", one["pk"]): one["head"] for one in rows}
        self._recorded(number, acts, heads)

    def _same_part(self, row: dict[str, Any], part: Part, parent: int | None) -> None:
        real = {name: row[name] for name in PART_FACTS} | {
            "position": self.titles[row["position_id"]], "giver": self.titles[row["giver_id"]],
            "parent": row["parent_id"], "depth": row["depth"], "mode": row["mode"],
            "target": self.titles.get(row["target_id"], ""),
        }  # fmt: skip
        plain = {name: getattr(part, fact) for name, fact in PART_FACTS.items()} | {
            "position": part.position, "giver": part.giver, "parent": parent,
            "depth": len(part.line) + 1, "mode": "perintah" if part.is_ordered else "koordinasi",
            "target": part.target,
        }  # fmt: skip
        assert real == plain, {
            name: (real[name], plain[name]) for name in real if real[name] != plain[name]
        }

    def _recorded(self, number: int, acts: list[Act], heads: dict[tuple[str, int], str]) -> None:
        """Each act is one entry, on its own chain, by the right person in the right post."""
        entries = self.new_entries()
        real = Counter(
            (
                entry.kind, entry.subject_id, entry.verb, entry.target, entry.at,
                self.names.get(entry.person_id or 0, ""), self.titles.get(entry.position_id or 0, ""),
                entry.delegated,
            )
            for entry in entries
        )  # fmt: skip
        plain = Counter(
            (*self._subject(number, act), act.verb, act.status, act.at, act.who, act.post,
             act.delegated)
            for act in acts
        )  # fmt: skip
        assert real == plain, (real - plain, plain - real)
        for entry in entries:
            subject = (entry.kind, entry.subject_id)
            assert entry.prev == self.known.heads.get(subject, ""), subject
            self.known.heads[subject] = entry.hash
        assert {subject: self.known.heads[subject] for subject in heads} == heads

    def new_entries(self) -> list[Entry]:
        """What was written since it was last asked."""
        entries = list(Entry.objects.filter(pk__gt=self.known.last).order_by("pk"))
        if entries:
            self.known.last = entries[-1].pk
        return entries

    def _subject(self, number: int, act: Act) -> tuple[str, int]:
        if act.part is None:
            return "instruction", self.known.orders[number]
        n = self.model.orders[number].parts.index(act.part)
        return "assignment", self.known.parts[number][n]

    def absence(self, n: int) -> Absence:
        return Absence.objects.get(public_id=self.known.aways[n])


def _traits(hat: Hat) -> tuple[bool, bool, bool]:
    return hat.last_resort, hat.delegated, hat.secret
