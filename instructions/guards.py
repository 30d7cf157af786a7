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


# --- Of the whole order ----------------------------------------------------------------------------


def typed_by_aide_and_not_confirmed(subject: "Subject", moment: Moment) -> Refusal | None:
    """Only what an aide conveyed is confirmed, and once."""
    order = cast("Instruction", subject)
    if not order.conveyed_by_aide:
        return Refusal("not_typed_by_aide", _("Perintah ini Anda berikan sendiri."))
    if order.confirmed_at is not None:
        return Refusal("already_confirmed", _("Perintah ini sudah ditegaskan."))
    return None


def class_is_raised(subject: "Subject", moment: Moment) -> Refusal | None:
    """Secrecy is only ever raised: what was told openly cannot be called back."""
    order = cast("Instruction", subject)
    wanted = moment.data.get("classification")
    if wanted is not None and order.rank_of_class(wanted) <= order.rank_of_class():
        return invalid(
            "classification", "class_not_raised", _("Pilih sifat yang lebih tinggi dari sekarang.")
        )
    return None


def new_date_is_later(subject: "Subject", moment: Moment) -> Refusal | None:
    """More time is more than now given, and lies ahead."""
    wanted = moment.data.get("finish_by")
    if wanted is None:
        return None
    if wanted <= moment.at:
        return invalid("finish_by", "deadline_in_the_past", _("Batas waktu harus di depan."))
    running = cast("Assignment", subject).finish_by
    if running is not None and wanted <= running:
        return invalid(
            "finish_by", "not_later", _("Pilih waktu sesudah batas selesai yang sekarang.")
        )
    return None


def order_is_running(subject: "Subject", moment: Moment) -> Refusal | None:
    """What is over as a whole is first opened again as a whole."""
    if cast("Assignment", subject).instruction.is_running:
        return None
    return Refusal(
        "order_is_over", _("Perintahnya sudah selesai. Buka lagi perintahnya lebih dahulu.")
    )


# --- Of handing on ---------------------------------------------------------------------------------


def is_coordination(subject: "Subject", moment: Moment) -> Refusal | None:
    """An order within the line of command is not declined; a request to others may be."""
    if cast("Assignment", subject).is_coordination:
        return None
    sentence = _("Ini perintah, bukan permintaan. Mohon arahan atau mohon dialihkan.")
    return Refusal("order_is_not_declined", sentence)


def is_not_secret(subject: "Subject", moment: Moment) -> Refusal | None:
    """Rahasia goes to those the giver chose and no further."""
    if cast("Assignment", subject).instruction.is_secret:
        sentence = _(
            "Perintah rahasia tidak diteruskan. Mintalah pemberi perintah menambah penerima."
        )
        return Refusal("secret_stays_with_recipient", sentence)
    return None


def not_too_deep(subject: "Subject", moment: Moment) -> Refusal | None:
    """Four levels reach from the regent to a kasi in a kelurahan; deeper is lost from sight."""
    if cast("Assignment", subject).is_at_the_bottom:
        return Refusal("too_deep", _("Sudah empat tingkat; tidak dapat diteruskan lagi."))
    return None


def date_is_within_own(subject: "Subject", moment: Moment) -> Refusal | None:
    """Whoever hands down leaves himself no less time than he gives."""
    wanted = moment.data.get("finish_by")
    if wanted is None:
        return None
    if wanted <= moment.at:
        return invalid("finish_by", "deadline_in_the_past", _("Batas waktu harus di depan."))
    own = cast("Assignment", subject).finish_by
    if own is not None and wanted > own:
        return invalid(
            "finish_by", "later_than_own", _("Batas waktu bawahan melewati batas waktu Anda.")
        )
    return None


def part_above_is_running(subject: "Subject", moment: Moment) -> Refusal | None:
    """Work below a part that is over would be nobody's to accept."""
    above = cast("Assignment", subject).parent
    if above is None or above.status not in above.lifecycle.final:
        return None
    return Refusal("part_above_is_over", _("Bagian atasannya sudah selesai; buka itu dahulu."))


def holds_no_other_share(subject: "Subject", moment: Moment) -> Refusal | None:
    """A position works on an order once at a time. Without input there is nothing to judge."""
    if moment.data and cast("Assignment", subject).held_twice():
        sentence = _("Jabatan ini sedang mengerjakan perintah yang sama dari jalur lain.")
        return Refusal("already_holds_it", sentence)
    return None


def nobody_else_leads(subject: "Subject", moment: Moment) -> Refusal | None:
    """Two coordinators coordinate nothing. Without input there is nothing to judge."""
    share = cast("Assignment", subject)
    if not moment.data or share.role != "koordinator":
        return None
    others = share.instruction.assignments.leading(share.parent).exclude(pk=share.pk)
    if not others.exists():
        return None
    return Refusal("two_coordinators", _("Satu perintah hanya punya satu koordinator."))


def reason_while_parts_below_are_open(subject: "Subject", moment: Moment) -> Refusal | None:
    """Reporting over the unfinished work of others says why."""
    share = cast("Assignment", subject)
    if not moment.data or moment.data.get("reason") or not share.below().to_do().exists():
        return None
    return invalid(
        "reason",
        "reason_required",
        _("Masih ada bawahan yang belum selesai; sebutkan alasannya."),
    )


# --- Of waiting ------------------------------------------------------------------------------------


def memo_not_yet_asked(subject: "Subject", moment: Moment) -> Refusal | None:
    """A written basis is asked for once at a time."""
    if cast("Assignment", subject).awaits_memo:
        return Refusal("memo_already_asked", _("Dasar tertulisnya sudah dimohon."))
    return None


def awaits_memo(subject: "Subject", moment: Moment) -> Refusal | None:
    """There is a request for a written basis to answer."""
    if cast("Assignment", subject).awaits_memo:
        return None
    return Refusal("memo_not_asked", _("Dasar tertulis tidak sedang dimohon."))


def is_not_paused(subject: "Subject", moment: Moment) -> Refusal | None:
    """One pause at a time."""
    if cast("Assignment", subject).is_paused(moment.at):
        return Refusal("already_paused", _("Pekerjaan ini sedang ditunda."))
    return None


def is_paused(subject: "Subject", moment: Moment) -> Refusal | None:
    """There is a pause to end."""
    if cast("Assignment", subject).is_paused(moment.at):
        return None
    return Refusal("not_paused", _("Pekerjaan ini tidak sedang ditunda."))


def pause_has_an_end_ahead(subject: "Subject", moment: Moment) -> Refusal | None:
    """A pause without an end would be a silent revoking."""
    until = moment.data.get("until")
    if until is not None and until <= moment.at:
        return invalid("until", "pause_ends_in_the_past", _("Akhir penundaan harus di depan."))
    return None
