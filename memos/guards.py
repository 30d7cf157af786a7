"""What a verb needs, as named predicates: None where it is met, else the refusal."""

from typing import TYPE_CHECKING, cast

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.hats import holders
from memos import completeness, profiles
from workflow.refusals import Refusal, invalid
from workflow.table import Moment

if TYPE_CHECKING:
    from memos.models import Memo
    from workflow.models import Subject


def is_complete(subject: "Subject", moment: Moment) -> Refusal | None:
    """A memo says what its type must say, and has a classification code for its number."""
    return completeness.missing(cast("Memo", subject))


def signer_is_there(subject: "Subject", moment: Moment) -> Refusal | None:
    """Somebody holds the post that signs, today."""
    memo = cast("Memo", subject)
    if not holders(memo.signer, on=timezone.localdate(moment.at)):
        return Refusal(
            "signer_vacant",
            _("Jabatan penanda tangan sedang kosong. Ganti penanda tangan naskah ini dahulu."),
        )
    return None


def signer_may_issue(subject: "Subject", moment: Moment) -> Refusal | None:
    """The profile of the day lets this post issue this type; a.n. counts whose authority it is."""
    memo = cast("Memo", subject)
    issuer = memo.behalf or memo.signer
    if profiles.may_issue(issuer, memo.memo_type, timezone.localdate(moment.at)):
        return None
    sentence = _("Menurut profil naskah, %(type)s tidak diterbitkan oleh %(title)s.")
    words = {"type": str(memo.get_memo_type_display()).lower(), "title": issuer.title}
    return Refusal("signer_not_for_type", sentence % words)


def reason_for_another_print(subject: "Subject", moment: Moment) -> Refusal | None:
    """One sheet gets the ink; a second says why. Without input there is nothing to judge."""
    memo = cast("Memo", subject)
    if memo.printed_at is None or "reason" not in moment.data or moment.data["reason"]:
        return None
    return invalid(
        "reason",
        "already_printed",
        _("Naskah ini sudah dicetak untuk ditandatangani. Sebutkan alasan mencetak ulang."),
    )
