"""What numbering a memo asks for: which book, a number kept free, a number from outside."""

from collections.abc import Sequence

from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _

from memos.books.models import ReservedNumber, Source
from memos.models import Memo, Register
from memos.numbering import registers_for
from web.cards import ActionField, Choice, FieldKind

NUMBER, INSERT = "number", "insert_number"
MOST_KEPT = 12


def fields(verb: str, memo: Memo, given: Sequence[ActionField]) -> tuple[ActionField, ...]:
    """Only what must be asked; `given` are the fields of the verb's row."""
    registers = registers_for(memo)
    which = (_which(registers),) if len(registers) > 1 else ()
    if verb == INSERT:
        return (*which, *(field for field in given if field.name != "register"))
    return (*which, *_kept_free(registers), *_from_outside(registers))


def _which(registers: Sequence[Register]) -> ActionField:
    choices = tuple(Choice(str(each.public_id), each.name) for each in registers)
    return ActionField(
        "register", _("Buku nomor"), FieldKind.CHOICES, required=True, choices=choices
    )


def _kept_free(registers: Sequence[Register]) -> tuple[ActionField, ...]:
    kept = ReservedNumber.objects.filter(register__in=registers, used__isnull=True)
    free = tuple(
        Choice(
            str(one.public_id), f"{one.number} · {date_format(one.day, 'j M Y')}", note=one.reason
        )
        for one in kept.order_by("day", "number")[:MOST_KEPT]
    )
    if not free:
        return ()
    following = Choice("", _("Nomor berikutnya"), on=True)
    hint = _("atau cadangan")
    choices = (following, *free)
    return (ActionField("reserved", _("Nomor"), FieldKind.CHOICES, hint=hint, choices=choices),)


def _from_outside(registers: Sequence[Register]) -> tuple[ActionField, ...]:
    outside = [each.source == Source.OUTSIDE for each in registers]
    if not any(outside):
        return ()
    hint = _("seperti diberi SRIKANDI atau buku lain")
    label = _("Nomor dari luar")
    return (ActionField("typed", label, FieldKind.LINE, required=all(outside), hint=hint),)
