"""From entries and readings to lines, in words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from instructions.chronology.lines import Event, File, Word
from instructions.chronology.names import Names
from instructions.models import Assignment, Attachment, Instruction, Seen
from workflow import destruction
from workflow.faults import Fault
from workflow.models import Content, Entry, Subject, subject_models

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
    }
    return words.get(channel, channel)


def strength_label(strength: str) -> str:
    """How sure it is who it was, in words."""
    words = {"strong": _("kuat"), "medium": _("sedang"), "weak": _("lemah")}
    return words.get(strength, strength)


@dataclass(frozen=True, slots=True)
class Telling:
    """Everything that words need, fetched before.

    `recipients` are titles of shares' positions by share, `references` of orders by id, `texts`
    orders whose own words may be shown, `faults` sentences by entry, `destroyed` the entries of
    lawful destruction by what they took.
    """

    names: Names
    recipients: Mapping[int, str]
    references: Mapping[int, str]
    texts: Mapping[int, Instruction]
    files: Mapping[int, Sequence[Attachment]]
    faults: Mapping[Place, Sequence[str]]
    destroyed: Mapping[tuple[Place, str], Entry] = field(default_factory=dict)
    readable: frozenset[int] | None = None
    """Entries whose words may be read; None for all."""

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
            reference=self.references.get(entry.root_id, ""),
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
            about=self.recipients.get(share.pk, ""),
            reference=self.references.get(share.instruction_id, ""),
            state="",
        )

    def subject(self, kind: str, subject_id: int) -> str:
        """What a chain is about: Perintah P-0412/2026; bagian Camat Pelawan."""
        if kind == Instruction.kind:
            return _("Perintah %(ref)s") % {"ref": self.references.get(subject_id, "")}
        if kind == Assignment.kind:
            return _("bagian %(title)s") % {"title": self.recipients.get(subject_id, "")}
        words = {"memo": _("naskah"), "printout": _("cetakan kronologi")}
        return words.get(kind, kind)

    def _about(self, entry: Entry) -> str:
        if entry.kind != Assignment.kind:
            return ""
        return self.recipients.get(entry.subject_id, "")

    def _sentence(self, entry: Entry, model: type[Subject] | None) -> str:
        if entry.kind == Instruction.kind and entry.verb == "issue":
            count = _number(entry.facts, "recipients")
            told = ngettext(
                "memberi perintah kepada %(count)s penerima",
                "memberi perintah kepada %(count)s penerima",
                count,
            )
            return told % {"count": count}
        if entry.kind == Assignment.kind and entry.n == 1:
            return _("menyampaikan perintah kepada %(title)s") % {"title": self._about(entry)}
        if entry.verb == destruction.VERB:
            return _("menghapus isi menurut ketentuan %(basis)s") % {
                "basis": _text(entry.facts, "basis")
            }
        move = model.lifecycle.by_verb.get(entry.verb) if model else None
        return str(move.told) if move else entry.verb

    def _words(self, entry: Entry, model: type[Subject] | None) -> Iterable[Word]:
        """In the order of the verb's inputs; also those that are gone."""
        told = {content.field: content for content in entry.contents.all()}
        vouched = _mapping(entry.facts, "content")
        kept = model.kept_on_row if model and entry.verb in model.sealed_by else {}
        for name in dict.fromkeys([*vouched, *told]):
            label = _label(model, entry.verb, name)
            if name in kept:
                order = self.texts.get(entry.subject_id)
                if order is None:
                    continue
                body = getattr(order, name, "") or None
            else:
                body = told[name].body if name in told else None
            note = "" if body is not None else self._gone(entry, name, told.get(name))
            yield Word(name, label, body, note)

    def _gone(self, entry: Entry, name: str, content: Content | None) -> str:
        place = ((entry.kind, entry.subject_id, entry.n), name)
        by = self.destroyed.get(place)
        if by is None:
            return _("isi hilang tanpa catatan pemusnahan")
        at = (content.destroyed_at if content else None) or by.at
        return _("isi dihapus menurut ketentuan %(basis)s pada %(day)s") % {
            "basis": _text(by.facts, "basis"),
            "day": date_format(timezone.localtime(at), "j F Y"),
        }

    def _files(self, entry: Entry) -> Iterable[File]:
        """Each file, held against the hashes in the entry; also those that are missing."""
        vouched = entry.facts.get("files") if isinstance(entry.facts, dict) else None
        wanted = list(vouched) if isinstance(vouched, list) else []
        for row in self.files.get(entry.pk, ()):
            known = row.blob.sha256 in wanted
            note = "" if known else _("bukan berkas yang tercatat")
            if known:
                wanted.remove(row.blob.sha256)
            yield File(row.name, row.blob.sha256, note)
        for sha256 in wanted:
            yield File(_("(berkas hilang)"), str(sha256), _("tercatat, tetapi tidak ada"))


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
        n, name = _number(entry.facts, "entry"), _text(entry.facts, "field")
        if entry.verb == destruction.VERB:
            found[(entry.kind, entry.subject_id, n), name] = entry
    return found


def _label(model: type[Subject] | None, verb: str, name: str) -> str:
    if name == "text":
        return _("Isi perintah")
    move = model.lifecycle.by_verb.get(verb) if model else None
    for each in move.inputs if move else ():
        if each.name == name:
            return str(each.label)
    return name


# An altered entry may hold anything: what is not of its kind is read as nothing.


def _mapping(facts: Any, name: str) -> Mapping[str, Any]:
    value = facts.get(name) if isinstance(facts, dict) else None
    return value if isinstance(value, dict) else {}


def _text(facts: Any, name: str) -> str:
    value = facts.get(name) if isinstance(facts, dict) else None
    return value if isinstance(value, str) else ""


def _number(facts: Any, name: str) -> int:
    value = facts.get(name) if isinstance(facts, dict) else None
    return value if type(value) is int else 0
