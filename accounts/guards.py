"""What the verbs of absences need, as named predicates: None where it is met, else the refusal.

Days that are over stay as they were: somebody acted, or did not, in that time.
"""

from datetime import date, timedelta
from typing import TYPE_CHECKING, cast

from django.utils import dateformat, timezone
from django.utils.translation import gettext_lazy as _

from workflow.refusals import Refusal, invalid
from workflow.table import Moment

if TYPE_CHECKING:
    from accounts.models import Absence
    from workflow.models import Subject

A_DAY = timedelta(days=1)


def returns_earlier(subject: "Subject", moment: Moment) -> Refusal | None:
    """The new last day lies before the old one and, at the earliest, was yesterday."""
    absence = cast("Absence", subject)
    yesterday = timezone.localdate(moment.at) - A_DAY
    if absence.ends_on <= yesterday:
        return Refusal("absence_is_over", _("Ketidakhadiran ini sudah selesai."))
    last = moment.data.get("ends_on")
    if last is None:
        return None
    if last >= absence.ends_on:
        sentence = _("Hari terakhir yang baru harus sebelum %(day)s.")
        return invalid("ends_on", "not_earlier", sentence % {"day": spoken(absence.ends_on)})
    earliest = max(absence.starts_on, yesterday)
    if last < earliest:
        sentence = _("Hari terakhir paling awal %(day)s. Yang sudah lewat tetap tercatat.")
        return invalid("ends_on", "day_has_passed", sentence % {"day": spoken(earliest)})
    return None


def no_day_has_passed(subject: "Subject", moment: Moment) -> Refusal | None:
    """Only what has not begun, or began today, can be undone as a whole."""
    if cast("Absence", subject).starts_on < timezone.localdate(moment.at):
        sentence = _("Ketidakhadiran ini sudah berjalan. Catat hari kembalinya.")
        return Refusal("absence_has_begun", sentence)
    return None


def spoken(day: date) -> str:
    """A day in words: '5 Desember 2026'."""
    return dateformat.format(day, "j F Y")
