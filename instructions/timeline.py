"""Riwayat: what happened to an order, as one person may see it, newest first.

The giver's side reads everything. A recipient reads what concerns the whole order, its own share
and what it handed down, and what those beside it chose to say (comments and progress), never their
silence or returns nor what the giver said to them; where the list is closed, nothing of them. Whoever
the ladder asked for help reads the part they were asked about. The
desk reads what concerns the whole order.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Position
from instructions.hand_delivery import words as by_hand
from instructions.ladder import words as ladder
from instructions.ladder.causes import NOT_RETURNED
from instructions.lifecycle import Part
from instructions.models import Assignment, Attachment, HandDelivery, Instruction, Seen
from instructions.models.ladder import Outcome
from instructions.queries import keeps_registers
from workflow.actors import Actor
from workflow.models import Entry, subject_models

SAID_TO_ALL = ("comment", "progress")
OF_OTHERS = ("add_recipients", "reopen")
"""What is said of an order as a whole and yet names others."""

APART = timedelta(minutes=2)
"""So much later than it was done something must come in for both moments to be told."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the history.

    `who` is the title of the position that acted (empty for the system), `sentence` what it did,
    `contents` the words said with it by field, `share_of` the recipient a line is about where the
    reader sees several. `entry` is None for a line that is no act: the first opening of the order.
    """

    at: datetime
    verb: str
    who: str
    sentence: str
    aide: bool
    contents: Mapping[str, str]
    attachments: tuple[Attachment, ...]
    share_of: str
    entry: Entry | None = None

    @property
    def device_at(self) -> datetime | None:
        """When the device says it was done, where that is told apart from when it came in."""
        told = self.entry.device_at if self.entry is not None else None
        return told if told is not None and self.at - told >= APART else None


def of_order(order: Instruction, *, actor: Actor) -> list[Line]:
    """The history of an order for this reader; six statements at the most."""
    shares = list(order.assignments.with_line())
    mine = [share for share in shares if received(share, actor)]
    entries = Entry.objects.filter(root_kind=Instruction.kind, root_id=order.pk)
    kept = order.attachments.all()
    if not any(order.parts_of(hat) for hat in actor.hats):
        ids = [share.pk for share in shares if share in mine or set(share.ancestors()) & set(mine)]
        if not mine:  # the desk, or somebody the ladder asked for help
            ids += (
                Assignment.visible_to(actor).filter(instruction=order).values_list("pk", flat=True)
            )
        whole = Q(kind=Instruction.kind)
        if order.closed_list:
            whole &= ~Q(verb__in=OF_OTHERS)
        readable = whole | Q(kind=Assignment.kind, subject_id__in=ids)
        if mine and not order.closed_list:
            readable |= _said_by_recipients(_beside(mine, shares))
        entries = entries.filter(readable)
        # Of others one reads the words; their photos are for the giver's side.
        kept = kept.filter(Q(assignment__isnull=True) | Q(assignment__in=ids))
    return _lines(entries, order, kept=kept, seen_of=mine, counts=knows_addressees(order, actor))


def _beside(mine: Iterable[Assignment], shares: Iterable[Assignment]) -> list[int]:
    """Ids of the shares that came from the same hand as one of the reader's."""
    parents = {share.parent_id for share in mine}
    return [share.pk for share in shares if share.parent_id in parents]


def _said_by_recipients(ids: Sequence[int]) -> Q:
    own_share = Assignment.objects.filter(
        pk=OuterRef("subject_id"), position=OuterRef("position_id")
    )
    said = Q(kind=Assignment.kind, subject_id__in=ids, verb__in=SAID_TO_ALL)
    return Q(Exists(own_share)) & said


def of_share(share: Assignment, *, actor: Actor) -> list[Line]:
    """The history of one recipient's share, with what concerns the whole order."""
    order = share.instruction
    whole = Q(kind=Instruction.kind, subject_id=order.pk)
    if order.closed_list and not giver_side(order, actor):
        whole &= ~Q(verb__in=OF_OTHERS)
    own = Q(kind=Assignment.kind, subject_id=share.pk)
    gives = any(share.parts_of(hat) & {Part.GIVER, Part.CONTROLLER} for hat in actor.hats)
    if gives:
        carried = HandDelivery.objects.filter(share=share).order_by().values("pk")
        own |= Q(kind=HandDelivery.kind, subject_id__in=carried)
    entries = Entry.objects.filter(whole | own)
    kept = order.attachments.filter(Q(assignment__isnull=True) | Q(assignment=share))
    counts = knows_addressees(order, actor)
    lines = _lines(entries, order, kept=kept, seen_of=[share], counts=counts)
    if gives:
        lines = sorted([*lines, *_climbed(share)], key=lambda line: line.at, reverse=True)
    return lines


def _climbed(share: Assignment) -> list[Line]:
    """What the ladder did about one share, with what it took back since; one statement."""
    steps = share.steps.filter(outcome=Outcome.CLIMBED).order_by("-id")
    return [
        Line(
            at=one.at,
            verb=one.rung,
            who="",
            sentence=ladder.step(one),
            aide=False,
            contents={},
            attachments=(),
            share_of="",
        )
        for one in steps
    ]


def _lines(
    entries: "QuerySet[Entry]",
    order: Instruction,
    *,
    kept: "QuerySet[Attachment]",
    seen_of: Iterable[Assignment],
    counts: bool,
) -> list[Line]:
    """The lines; `counts` says whether the reader may know how many recipients there are."""
    # The birth of each share says no more than the order's own issue.
    rows = list(entries.exclude(verb="send").prefetch_related("contents").order_by("-id"))
    files: dict[int, list[Attachment]] = defaultdict(list)
    for attachment in kept.select_related("blob"):
        files[attachment.entry_id].append(attachment)
    shares = _titles_of_shares(rows)
    titles = _titles(rows, order, shares)
    carried = _titles_of_carried(rows)
    lines = [
        _line(entry, titles, shares, files.get(entry.pk, []), order, counts=counts)
        if entry.kind != HandDelivery.kind
        else _carried(entry, titles, carried)
        for entry in rows
    ]
    lines += _openings(seen_of)
    return sorted(lines, key=lambda line: line.at, reverse=True)


def _titles_of_shares(rows: list[Entry]) -> dict[int, tuple[int, str]]:
    """Position and title of every share spoken of, by the share's id."""
    ids = {row.subject_id for row in rows if row.kind == Assignment.kind}
    found = Assignment.objects.filter(pk__in=ids).values_list(
        "pk", "position_id", "position__title"
    )
    return {pk: (position_id, title) for pk, position_id, title in found}


def _titles_of_carried(rows: list[Entry]) -> dict[int, str]:
    """Title of the recipient of every delivery by hand spoken of, by its id; often no statement."""
    ids = {row.subject_id for row in rows if row.kind == HandDelivery.kind}
    found = HandDelivery.objects.filter(pk__in=ids).order_by() if ids else None
    return dict(found.values_list("pk", "share__position__title")) if found is not None else {}


def _titles(
    rows: list[Entry], order: Instruction, shares: Mapping[int, tuple[int, str]]
) -> dict[int, str]:
    """Titles of everyone who acted, by position id; asks only for those not known yet."""
    known = dict(shares.values())
    known[order.giver_id] = order.giver.title
    if order.controller is not None:
        known[order.controller.pk] = order.controller.title
    strange = {row.position_id for row in rows if row.position_id} - known.keys()
    if strange:
        known |= dict(Position.objects.filter(pk__in=strange).values_list("pk", "title"))
    return known


def _line(
    entry: Entry,
    titles: Mapping[int, str],
    shares: Mapping[int, tuple[int, str]],
    files: list[Attachment],
    order: Instruction,
    *,
    counts: bool,
) -> Line:
    model = subject_models().get(entry.kind)
    move = model.lifecycle.by_verb.get(entry.verb) if model else None
    sentence = str(move.told) if move else _("menghapus isi menurut ketentuan")  # verb `destroy`
    if entry.kind == Instruction.kind and entry.verb == "issue" and counts:
        sentence = _("memberi perintah kepada %(count)s %(noun)s") % {
            "count": (count := entry.facts.get("recipients", 0)),
            "noun": order.recipient_noun or ngettext("penerima", "penerima", count),
        }
    if entry.verb in {"add_recipients", "pass_down"}:
        count = entry.facts.get("recipients", 0)
        words = ngettext("%(what)s: %(count)s jabatan", "%(what)s: %(count)s jabatan", count)
        sentence = words % {"what": sentence, "count": count}
    if entry.facts.get("cause") == "last_settlement":
        sentence = _("perintah selesai: semua bagian sudah diterima")
    if entry.facts.get("cause") == NOT_RETURNED:
        sentence = _("laporan diterima otomatis: tiga hari kerja tidak dikembalikan")
    about = shares.get(entry.subject_id, (0, ""))[1] if entry.kind == Assignment.kind else ""
    who = titles.get(entry.position_id or 0, "")
    return Line(
        at=entry.at,
        verb=entry.verb,
        who="" if entry.facts.get("cause") == "last_settlement" else who,
        sentence=sentence,
        aide=entry.delegated,
        contents={c.field: c.body for c in entry.contents.all() if c.body is not None},
        attachments=tuple(files),
        share_of="" if about == who else about,
        entry=entry,
    )


def _carried(entry: Entry, titles: Mapping[int, str], carried: Mapping[int, str]) -> Line:
    """An act on a delivery by hand, about whom the envelope is for."""
    return Line(
        at=entry.at,
        verb=entry.verb,
        who=titles.get(entry.position_id or 0, ""),
        sentence=by_hand.told(entry.verb, entry.facts),
        aide=entry.delegated,
        contents={c.field: c.body for c in entry.contents.all() if c.body is not None},
        attachments=(),
        share_of=carried.get(entry.subject_id, ""),
        entry=entry,
    )


def _openings(shares: Iterable[Assignment]) -> list[Line]:
    """The first time each share was on its official's screen."""
    by_id = {share.pk: share for share in shares}
    if not by_id:
        return []
    rows = Seen.objects.filter(assignment_id__in=by_id).order_by("assignment_id", "at")
    lines = []
    for row in rows:
        title = by_id[row.assignment_id].position.title
        sentence = _("dibuka oleh ajudan") if row.delegated else _("membuka perintah")
        lines.append(Line(row.at, "seen", title, sentence, row.delegated, {}, (), ""))
    return lines


def giver_side(order: Instruction, actor: Actor) -> bool:
    """Whether the reader gives or controls this order, in any hat."""
    return any(order.parts_of(hat) & {Part.GIVER, Part.CONTROLLER} for hat in actor.hats)


def knows_addressees(order: Instruction, actor: Actor) -> bool:
    """Whether the reader may know who else got the order; the desk needs it for the memo."""
    return not order.closed_list or giver_side(order, actor) or keeps_registers(actor)


def received(share: Assignment, actor: Actor) -> bool:
    """Whether the reader is the recipient of this share, in any hat that may know of it."""
    return any(Part.RECIPIENT in share.parts_of(hat) for hat in actor.hats)
