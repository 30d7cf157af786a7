"""From entries and readings to lines, in words."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _

from instructions.chronology import deeds
from instructions.chronology.lines import Event, File, Word
from instructions.chronology.names import Names
from instructions.models import Assignment, Attachment, Instruction, Seen
from workflow import destruction
from workflow.faults import Fault
from workflow.models import Content, Entry, Subject, subject_models
from workflow.table import BORN

ENTRY, SIGHT = 0, 1
"""Of one moment, acts come before readings."""

Place = tuple[str, int, int]
"""Kind, subject and number of an entry."""


def channel_label(channel: str) -> str:
    """The way an act came in, in words."""
    words = {
        "web": _("halaman Sigap"),
        "api": _("aplikasi ponsel"),
        "worker": _("otomatis"),
        "shell": _("petugas sistem"),
        "link": _("tautan dalam pesan"),
    }
    return words.get(channel, channel)


def strength_label(strength: str) -> str:
    """How sure it is who it was, in words."""
    words = {"strong": _("kuat"), "medium": _("sedang"), "weak": _("lemah")}
    return words.get(strength, strength)


@dataclass(frozen=True, slots=True)
class Telling:
    """Everything that words need, fetched before.

    `shares` have position and giver joined; `orders` are by id, `faults` sentences by entry,
    `destroyed` the entries of lawful destruction by what they took, `titles` those of positions that
    acts name, by public id, `below` hashes of files of reports that were adopted.
    """

    names: Names
    shares: Mapping[int, Assignment]
    orders: Mapping[int, Instruction]
    files: Mapping[int, Sequence[Attachment]]
    faults: Mapping[Place, Sequence[str]]
    destroyed: Mapping[tuple[Place, str], Entry] = field(default_factory=dict)
    readable: frozenset[int] | None = None
    """Entries whose words may be read; None for all."""
    titles: Mapping[str, str] = field(default_factory=dict)
    below: Collection[str] = ()
    counts: bool = True
    """Whether the reader may know to how many an order went."""

    def of_entry(self, entry: Entry) -> Event:
        """The line of an entry, whose contents are prefetched."""
        model = subject_models().get(entry.kind)
        who = self.names.who(
            entry.person_id, entry.position_id, entry.at, delegated=entry.delegated
        )
        reads = self.readable is None or entry.pk in self.readable
        return Event(
            at=entry.at,
            place=(ENTRY, entry.pk),
            kind=entry.kind,
            subject_id=entry.subject_id,
            n=entry.n,
            verb=entry.verb,
            sentence=self._sentence(entry, model),
            person=who.person,
            title=who.title,
            right=who.right,
            right_label=who.label,
            channel=entry.channel,
            channel_label=channel_label(entry.channel),
            strength=entry.strength,
            strength_label=strength_label(entry.strength),
            device_at=entry.device_at,
            about=self._about(entry),
            reference=self._reference(entry.root_id),
            state=state_label(model, entry.target),
            words=tuple(self._words(entry, model)) if reads else (),
            files=tuple(self._files(entry)) if reads else (),
            faults=tuple(self.faults.get((entry.kind, entry.subject_id, entry.n), ())),
        )

    def of_sight(self, row: Seen) -> Event:
        """The line of a first reading; its assignment is joined."""
        share = row.assignment
        who = self.names.who(row.person_id, share.position_id, row.at, delegated=row.delegated)
        return Event(
            at=row.at,
            place=(SIGHT, row.pk),
            kind=Assignment.kind,
            subject_id=share.pk,
            n=0,
            verb="seen",
            sentence=_("membuka perintah"),
            person=who.person,
            title=who.title,
            right=who.right,
            right_label=who.label,
            channel=row.channel,
            channel_label=channel_label(row.channel),
            strength="",
            strength_label="",
            device_at=None,
            about=self._title(share.pk),
            reference=self._reference(share.instruction_id),
            state="",
        )

    def subject(self, kind: str, subject_id: int) -> str:
        """What a chain is about: Perintah P-0412/2026; bagian Camat Pelawan."""
        if kind == Instruction.kind:
            return _("Perintah %(ref)s") % {"ref": self._reference(subject_id)}
        if kind == Assignment.kind:
            return _("bagian %(title)s") % {"title": self._title(subject_id)}
        words = {"memo": _("naskah"), "printout": _("cetakan kronologi")}
        return words.get(kind, kind)

    def _about(self, entry: Entry) -> str:
        if entry.kind != Assignment.kind:
            return ""
        return self._title(entry.subject_id)

    def _reference(self, order_id: int) -> str:
        order = self.orders.get(order_id)
        return order.reference if order else ""

    def _title(self, share_id: int) -> str:
        share = self.shares.get(share_id)
        return share.position.title if share else ""

    def _sentence(self, entry: Entry, model: type[Subject] | None) -> str:
        share = self.shares.get(entry.subject_id) if entry.kind == Assignment.kind else None
        return deeds.sentence(entry, model, share, counts=self.counts)

    def _words(self, entry: Entry, model: type[Subject] | None) -> Iterable[Word]:
        """In the order of the verb's inputs; also those that are gone."""
        told = {content.field: content for content in entry.contents.all()}
        vouched = deeds.mapping(entry.facts, "content")
        kept = model.kept_on_row if model and entry.verb in model.sealed_by else {}
        move = model.lifecycle.by_verb.get(entry.verb) if model else None
        # What stands on the row is sealed again by later verbs, and told once.
        again = kept if move is None or BORN not in move.source else {}
        for name in dict.fromkeys([*vouched, *told]):
            if name in again:
                continue
            label = _label(model, entry.verb, name)
            if name in kept:
                order = self.orders.get(entry.subject_id)
                if order is None:
                    continue
                body = getattr(order, name, "") or None
            else:
                body = told[name].body if name in told else None
            note = (
                ""
                if body is not None
                else self._gone(entry, name, told.get(name), on_row=name in kept)
            )
            yield Word(name, label, body, note)
        yield from deeds.facts_in_words(entry, model, self.titles)

    def _gone(self, entry: Entry, name: str, content: Content | None, *, on_row: bool) -> str:
        by = self._destruction(entry, name, any_number=on_row)
        if by is None:
            return _("isi hilang tanpa catatan pemusnahan")
        at = (content.destroyed_at if content else None) or by.at
        return _("isi dihapus menurut ketentuan %(basis)s pada %(day)s") % {
            "basis": deeds.text(by.facts, "basis"),
            "day": date_format(timezone.localtime(at), "j F Y"),
        }

    def _destruction(self, entry: Entry, name: str, *, any_number: bool) -> Entry | None:
        """The entry that took words; those on the row go with the last entry that sealed them."""
        place = (entry.kind, entry.subject_id, entry.n)
        if not any_number:
            return self.destroyed.get((place, name))
        found = self.destroyed.items()
        return next((by for (at, gone), by in found if at[:2] == place[:2] and gone == name), None)

    def _files(self, entry: Entry) -> Iterable[File]:
        """Each file, held against the hashes in the entry; also those that are missing."""
        wanted = deeds.texts(entry.facts, "files")
        below = self.below if deeds.texts(entry.facts, "adopted") else ()
        for row in self.files.get(entry.pk, ()):
            digest = row.blob.sha256
            if digest in wanted:
                wanted.remove(digest)
                note = ""
            elif digest in below:
                note = _("dari laporan di bawahnya")
            else:
                note = _("bukan berkas yang tercatat")
            yield File(row.name, digest, note)
        for digest in wanted:
            yield File(_("(berkas hilang)"), digest, _("tercatat, tetapi tidak ada"))


def state_label(model: type[Subject] | None, status: str) -> str:
    """A status in words; itself where this version does not know it."""
    if model is None or status not in model.lifecycle.statuses.values:
        return status
    return str(model.lifecycle.statuses(status).label)


def by_entry(faults: Iterable[Fault]) -> dict[Place, list[str]]:
    """Sentences by the entry they are about."""
    found: dict[Place, list[str]] = defaultdict(list)
    for fault in faults:
        if fault.subject_id is not None and fault.n is not None:
            found[fault.kind, fault.subject_id, fault.n].append(fault.sentence)
    return found


def destructions(entries: Iterable[Entry]) -> dict[tuple[Place, str], Entry]:
    """The entries of lawful destruction, by the entry and the field they took."""
    found = {}
    for entry in entries:
        n, name = deeds.number(entry.facts, "entry"), deeds.text(entry.facts, "field")
        if entry.verb == destruction.VERB:
            found[(entry.kind, entry.subject_id, n), name] = entry
    return found


def _label(model: type[Subject] | None, verb: str, name: str) -> str:
    own = {"text": _("Isi perintah"), "adopted": _("Laporan dari bawah")}
    if name in own:
        return own[name]
    move = model.lifecycle.by_verb.get(verb) if model else None
    for each in move.inputs if move else ():
        if each.name == name:
            return str(each.label)
    return name
