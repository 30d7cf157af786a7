"""What a verb needs, as named predicates: None where it is met, else the refusal."""

from typing import TYPE_CHECKING, cast

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.hats import holders
from memos import completeness, profiles
from workflow.refusals import Refusal, invalid
from workflow.table import Moment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from accounts.models import Position
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


def somebody_initials(subject: "Subject", moment: Moment) -> Refusal | None:
    """There is a chain of parafs to walk."""
    if cast("Memo", subject).parafs_asked:
        return None
    return Refusal("no_parafs", _("Belum ada pemaraf. Atur paraf dahulu, atau langsung disetujui."))


def nobody_initials(subject: "Subject", moment: Moment) -> Refusal | None:
    """Without a chain the head or the signer says yes alone."""
    if not cast("Memo", subject).parafs_asked:
        return None
    return Refusal("parafs_first", _("Naskah ini berjalan lewat paraf. Ajukan untuk diparaf."))


def compulsory_parafs_are_asked(subject: "Subject", moment: Moment) -> Refusal | None:
    """The chain names every post whose paraf the profile of the day demands."""
    memo = cast("Memo", subject)
    today = timezone.localdate(moment.at)
    demanded = profiles.compulsory_parafs(memo.memo_type, memo.signer, today, drafter=memo.drafter)
    if not demanded:
        return None
    asked = set(memo.parafs.values_list("position_id", flat=True)) if memo.parafs_asked else set()
    absent = [one for one in demanded if one.pk not in asked]
    return Refusal("paraf_compulsory", paraf_missing(memo, absent)) if absent else None


def paraf_missing(memo: "Memo", absent: "Sequence[Position]") -> str:
    """What is said where posts that the profile demands are left out of the chain."""
    sentence = _("Menurut profil naskah, %(type)s wajib diparaf %(titles)s.")
    words = {
        "type": str(memo.get_memo_type_display()).lower(),
        "titles": ", ".join(one.title for one in absent),
    }
    return str(sentence % words)


def is_signed_in_ink(subject: "Subject", moment: Moment) -> Refusal | None:
    """The paper gets the signature."""
    if cast("Memo", subject).signing == "wet":
        return None
    return Refusal("signed_electronically", _("Naskah ini ditandatangani secara elektronik."))


def is_signed_electronically(subject: "Subject", moment: Moment) -> Refusal | None:
    """The file gets the signature."""
    if cast("Memo", subject).signing == "electronic":
        return None
    return Refusal("signed_in_ink", _("Naskah ini ditandatangani basah di kertas."))


def is_ready_for_ink(subject: "Subject", moment: Moment) -> Refusal | None:
    """What is printed before its number is judged as numbering judges it; the rest was."""
    if cast("Memo", subject).number_text:
        return None
    needed = (is_complete, signer_is_there, signer_may_issue)
    refusals = (guard(subject, moment) for guard in needed)
    return next((one for one in refusals if one is not None), None)


def was_printed(subject: "Subject", moment: Moment) -> Refusal | None:
    """Only the recorded print gets the ink, so a scan shows that one."""
    if cast("Memo", subject).printed_at is not None:
        return None
    return Refusal("not_printed", _("Naskah ini belum dicetak untuk ditandatangani."))


def addressees_are_known(subject: "Subject", moment: Moment) -> Refusal | None:
    """A memo that runs clocks goes to posts that Sigap knows."""
    memo = cast("Memo", subject)
    if memo.expects == "information" or memo.addressees_known:
        return None
    return invalid(
        "to_lines",
        "addressee_unknown",
        _("Ada alamat yang bukan jabatan di Sigap, sehingga tidak dapat menerima perintah."),
    )


def is_between_two(subject: "Subject", moment: Moment) -> Refusal | None:
    """It asks about an order that nobody but giver and recipient knows of."""
    memo = cast("Memo", subject)
    if memo.share_id is not None and memo.order is not None and memo.order.only_me:
        return None
    return Refusal("desk_reads_it_already", _("Sekretariat sudah membaca naskah ini."))


def goes_upward(subject: "Subject", moment: Moment) -> Refusal | None:
    """Whoever stands above the signer answers in words of their own."""
    if cast("Memo", subject).upward:
        return None
    return Refusal("not_upward", _("Hanya nota dinas kepada atasan yang dijawab dengan cara ini."))


def is_unanswered(subject: "Subject", moment: Moment) -> Refusal | None:
    """One answer is the answer."""
    if not cast("Memo", subject).answer:
        return None
    return Refusal("already_answered", _("Nota dinas ini sudah dijawab."))


def work_is_over(subject: "Subject", moment: Moment) -> Refusal | None:
    """A memo whose order still runs is not filed."""
    order = cast("Memo", subject).order
    if order is None or order.status != "issued":
        return None
    return Refusal("order_is_running", _("Perintah yang bersandar pada naskah ini masih berjalan."))
