"""What an act was, in words: its sentence, and what was said with it in dates and names.

A sentence follows the name of whoever acted: "Ahmad Fauzi · Camat Pelawan: mohon arahan".
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from instructions.chronology.lines import Word
from instructions.hand_delivery import words as by_hand
from instructions.ladder.causes import NOT_RETURNED
from instructions.models import Assignment, HandDelivery, Instruction, Mode, Role
from workflow import destruction
from workflow.models import Entry, Subject
from workflow.table import FieldKind, Input

# An altered entry may hold anything: what is not of its kind is read as nothing.


def mapping(facts: Any, name: str) -> Mapping[str, Any]:
    """A mapping in the facts of an entry."""
    value = facts.get(name) if isinstance(facts, dict) else None
    return value if isinstance(value, dict) else {}


def text(facts: Any, name: str) -> str:
    """Words in the facts of an entry."""
    value = facts.get(name) if isinstance(facts, dict) else None
    return value if isinstance(value, str) else ""


def number(facts: Any, name: str) -> int:
    """A number in the facts of an entry."""
    value = facts.get(name) if isinstance(facts, dict) else None
    return value if type(value) is int else 0


def texts(facts: Any, name: str) -> list[str]:
    """A list of words in the facts of an entry."""
    value = facts.get(name) if isinstance(facts, dict) else None
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


# --- Sentences -------------------------------------------------------------------------------------


def sentence(
    entry: Entry, model: type[Subject] | None, share: Assignment | None, *, counts: bool
) -> str:
    """What the entry says was done; `share` is the one it concerns, if it concerns one.

    Without `counts` nothing is said of how many others an order went to.
    """
    if entry.verb == destruction.VERB:
        return _("menghapus isi menurut ketentuan %(basis)s") % {
            "basis": text(entry.facts, "basis")
        }
    if entry.kind == Assignment.kind and entry.n == 1:
        return _birth(share)
    if entry.kind == HandDelivery.kind:
        return by_hand.told(entry.verb, entry.facts if isinstance(entry.facts, dict) else {})
    caused = _caused(entry)
    if caused:
        return caused
    move = model.lifecycle.by_verb.get(entry.verb) if model else None
    told = str(move.told) if move else entry.verb
    return _with_count(entry, told) if counts or entry.kind != Instruction.kind else told


def _birth(share: Assignment | None) -> str:
    """How a share came to its recipient: from the giver, or handed down."""
    title = share.position.title if share else ""
    if share is not None and share.parent_id:
        told = _("meneruskan perintah kepada %(title)s") % {"title": title}
    else:
        told = _("menyampaikan perintah kepada %(title)s") % {"title": title}
    asked = asked_of(share) if share else ""
    return f"{told} ({asked})" if asked else told


def asked_of(share: Assignment) -> str:
    """What is asked of a recipient besides doing it, in words; empty for a plain order."""
    role = str(Role(share.role).label) if share.role != Role.EXECUTOR else ""
    mode = str(Mode(share.mode).label) if share.mode != Mode.ORDER else ""
    return ", ".join(word.lower() for word in (role, mode) if word)


def _caused(entry: Entry) -> str:
    """What followed from another act, said as the act of whoever did that; else empty."""
    cause = text(entry.facts, "cause")
    if entry.kind == Instruction.kind and cause == "last_settlement":
        return _("menyelesaikan perintah: bagian terakhir sudah selesai")
    if entry.kind != Assignment.kind:
        return ""
    if entry.verb == "close":
        words = {
            "settled_above": _("menutup bagian ini bersama bagian di atasnya"),
            "redirect": _("menutup bagian ini karena perintah dialihkan kepadanya"),
        }
        return words.get(cause) or _("menutup bagian ini bersama perintahnya")
    if entry.verb == "accept" and cause == NOT_RETURNED:
        return _("menerima laporan: tiga hari kerja tidak dikembalikan")
    if entry.verb == "supply_memo":
        return _("memberi dasar tertulis: naskah terbit")
    return ""


def _with_count(entry: Entry, told: str) -> str:
    count = number(entry.facts, "recipients")
    if entry.kind == Instruction.kind and entry.verb == "issue":
        told = ngettext(
            "memberi perintah kepada %(count)s penerima",
            "memberi perintah kepada %(count)s penerima",
            count,
        )
        return told % {"count": count}
    if entry.verb in {"add_recipients", "pass_down"}:
        words = ngettext("%(what)s: %(count)s jabatan", "%(what)s: %(count)s jabatan", count)
        return words % {"what": told, "count": count}
    return told


# --- Dates and names -------------------------------------------------------------------------------


def facts_in_words(
    entry: Entry, model: type[Subject] | None, titles: Mapping[str, str]
) -> Iterable[Word]:
    """Dates, choices and positions that were given with an act; `titles` by public id."""
    move = model.lifecycle.by_verb.get(entry.verb) if model else None
    for each in move.inputs if move else ():
        body = _in_words(each, text(entry.facts, each.name), titles)
        if body:
            yield Word(each.name, str(each.label), body)


def _in_words(given: Input, value: str, titles: Mapping[str, str]) -> str:
    if given.kind is FieldKind.MOMENT:
        return moment(value)
    if given.kind is FieldKind.CHOICE:
        return str(dict(given.choices).get(value, value))
    if given.kind is FieldKind.POSITION:
        return titles.get(value, "")
    return ""


def moment(value: str) -> str:
    """A moment of an entry in words: 25 November 2026, 16.00."""
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        return ""
    return date_format(timezone.localtime(at), "j F Y, H.i") if at.tzinfo else ""


def targets(entries: Iterable[Entry]) -> set[str]:
    """Public ids of positions that acts name."""
    return {key for entry in entries if _is_id(key := text(entry.facts, "target"))}


def adopted(entries: Iterable[Entry]) -> set[str]:
    """Public ids of shares whose reports became part of another."""
    return {key for entry in entries for key in texts(entry.facts, "adopted") if _is_id(key)}


def _is_id(key: str) -> bool:
    try:
        UUID(key)
    except ValueError:
        return False
    return True
