"""Texts to begin from: kept by a unit for itself, by the sekretariat for everybody."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Position
from memos.body.allow import HTML, cleaned
from memos.body.models import NAME_LENGTH, TextTemplate
from memos.models import MemoType
from workflow.actors import Actor, Hat
from workflow.refusals import NOT_FOUND, Kind, Refusal, Refused, invalid
from workflow.text import clean_line

MOST = 50  # texts of one unit, and of all


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text as typed. `memo_type` empty means every type; `for_all` every unit."""

    name: str
    memo_type: str = ""
    for_all: bool = False
    html: str


def readable(actor: Actor, *, memo_type: str = "") -> QuerySet[TextTemplate]:
    """The texts of the actor's units and of all, for one type of naskah if it is given."""
    units = [_unit(hat) for hat in actor.hats]
    rows = TextTemplate.objects.filter(Q(unit__isnull=True) | Q(unit__in=units))
    if memo_type:
        rows = rows.filter(memo_type__in=["", memo_type])
    return rows.select_related("unit")


def find(key: UUID | str, actor: Actor) -> TextTemplate:
    """One text the actor may read. Raises Refused `not_found`."""
    found = readable(actor).filter(public_id=key).first()
    if found is None:
        raise Refused(NOT_FOUND)
    return found


def may_keep(text: TextTemplate, actor: Actor) -> bool:
    """Whether the actor may change it: of one's own unit; those for all, the sekretariat's."""
    return any(
        text.unit_id == _unit(hat) if text.unit_id else "registers" in hat.duties
        for hat in actor.hats
    )


def keep(
    text: Text, *, actor: Actor, hat: Hat, at: datetime, key: UUID | str | None = None
) -> TextTemplate:
    """Keep a new text for the hat's unit or for all, or change the one named by `key`.

    Raises Refused `not_found`, `text_not_yours`, `name_required`, `name_too_long`, `name_taken`,
    `unknown_memo_type`, `html_required`, `too_many_texts`, those of `allow.cleaned`.
    """
    row = find(key, actor) if key else TextTemplate(unit_id=_unit(hat))
    if text.for_all:
        row.unit = None
    if not may_keep(row, actor):
        raise Refused(_not_yours())
    name, html = _named(text.name), cleaned(text.html, HTML)
    if not html:
        raise Refused(invalid("body", "html_required", _("Isi teksnya dahulu.")))
    if text.memo_type and text.memo_type not in MemoType.values:
        raise Refused(invalid("memo_type", "unknown_memo_type", _("Jenis naskah tidak dikenal.")))
    if not key and TextTemplate.objects.filter(unit=row.unit).count() >= MOST:
        sentence = _("Paling banyak %(n)s teks tersimpan. Hapus yang tidak dipakai.") % {"n": MOST}
        raise Refused(Refusal("too_many_texts", sentence))
    row.name, row.memo_type, row.html = name, text.memo_type, html
    row.person_id, row.at = actor.person_id, at  # type: ignore[assignment]
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        sentence = _("Sudah ada teks dengan nama itu.")
        raise Refused(invalid("name", "name_taken", sentence)) from error
    return row


def remove(key: UUID | str, *, actor: Actor) -> None:
    """Delete a text; memos that began from it stay. Raises Refused `not_found`, `text_not_yours`."""
    row = find(key, actor)
    if not may_keep(row, actor):
        raise Refused(_not_yours())
    row.delete()


def _named(raw: str) -> str:
    name = clean_line(raw)
    if not name:
        raise Refused(invalid("name", "name_required", _("Beri nama teks ini.")))
    if len(name) > NAME_LENGTH:
        sentence = _("Paling panjang %(n)s huruf.") % {"n": NAME_LENGTH}
        raise Refused(invalid("name", "name_too_long", sentence))
    return name


def _not_yours() -> Refusal:
    sentence = _("Teks ini bukan milik unit Saudara; yang untuk semua unit disimpan sekretariat.")
    return Refusal("text_not_yours", sentence, Kind.NOT_YOURS)


def _unit(hat: Hat) -> int:
    position: Position = hat.position  # type: ignore[attr-defined]
    return position.unit_id
