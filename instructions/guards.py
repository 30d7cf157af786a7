"""What a verb needs, as named predicates: None where it is met, else the refusal.

A guard looks at the row and at the input; who may act is the table's question, not one for here.
"""

from datetime import timedelta
from typing import TYPE_CHECKING, cast

from django.utils.translation import gettext_lazy as _

from workflow.refusals import Refusal, invalid
from workflow.table import Moment

if TYPE_CHECKING:
    from instructions.models import Assignment, Instruction
    from workflow.models import Subject

BETWEEN_REMINDERS = timedelta(minutes=30)


def has_words(subject: "Subject", moment: Moment) -> Refusal | None:
    """An order says something."""
    order = cast("Instruction", subject)
    if not order.text.strip():
        return invalid("text", "text_required", _("Perintah belum berisi kata-kata."))
    return None


def paper_not_yet_asked(subject: "Subject", moment: Moment) -> Refusal | None:
    """The secretariat is asked once."""
    if cast("Instruction", subject).needs_paper:
        return Refusal("paper_already_asked", _("Naskahnya sudah dimintakan."))
    return None


def reason_while_work_is_open(subject: "Subject", moment: Moment) -> Refusal | None:
    """Closing over somebody's unfinished work says why. Without input there is nothing to judge."""
    order = cast("Instruction", subject)
    if "reason" not in moment.data or moment.data["reason"]:
        return None
    if order.unsettled().exists():
        return invalid(
            "reason", "reason_required", _("Masih ada bagian yang berjalan; sebutkan alasannya.")
        )
    return None


def reason_once_issued(subject: "Subject", moment: Moment) -> Refusal | None:
    """A draft may be dropped in silence, an issued order not."""
    order = cast("Instruction", subject)
    if order.issued_at and "reason" in moment.data and not moment.data["reason"]:
        return invalid("reason", "reason_required", _("Sebutkan alasan perintah dicabut."))
    return None


def is_to_be_done(subject: "Subject", moment: Moment) -> Refusal | None:
    """A copy for information asks nothing of its recipient."""
    if cast("Assignment", subject).is_for_information:
        return Refusal("only_for_information", _("Ini hanya untuk diketahui; tidak perlu dijawab."))
    return None


def promise_is_ahead(subject: "Subject", moment: Moment) -> Refusal | None:
    """A promised time lies ahead."""
    promised = moment.data.get("promised_at")
    if promised is not None and promised <= moment.at:
        return invalid(
            "promised_at", "promise_in_the_past", _("Waktu yang dijanjikan sudah lewat.")
        )
    return None


def granted_date_is_ahead(subject: "Subject", moment: Moment) -> Refusal | None:
    """An answer may grant a later date, which lies ahead."""
    granted = moment.data.get("finish_by")
    if granted is not None and granted <= moment.at:
        return invalid("finish_by", "deadline_in_the_past", _("Batas waktu harus di depan."))
    return None


def says_or_shows_something(subject: "Subject", moment: Moment) -> Refusal | None:
    """Progress has a note or a file."""
    given = moment.data
    if given and not given.get("note") and not given.get("attachments"):
        return invalid("note", "note_required", _("Isi keterangan atau lampirkan foto."))
    return None


def evidence_if_demanded(subject: "Subject", moment: Moment) -> Refusal | None:
    """Where the giver demands evidence, a report carries some, now or from earlier progress."""
    share = cast("Assignment", subject)
    if not moment.data or not share.instruction.evidence_demanded or moment.data.get("attachments"):
        return None
    if share.attachments.exists():
        return None
    return invalid(
        "attachments", "evidence_required", _("Pemberi perintah meminta bukti; lampirkan foto.")
    )


def not_reminded_just_now(subject: "Subject", moment: Moment) -> Refusal | None:
    """One reminder in half an hour is enough for anybody."""
    last = cast("Assignment", subject).reminded_at
    if last is not None and moment.at < last + BETWEEN_REMINDERS:
        return Refusal("reminded_just_now", _("Baru saja diingatkan. Tunggu setengah jam."))
    return None
