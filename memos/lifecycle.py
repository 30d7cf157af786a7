"""START HERE: the life of a memo, in one table.

A memo is drafted, approved as complete, numbered, and printed once for the ink. Any change to an
approved memo makes it a draft again. Adding a verb: a row here, a one-line method in models.py, a
function in actions.py. Picture: docs/lifecycle.md.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from memos import guards
from workflow.table import BORN, SAME, Input, Lifecycle, Move, parts


class Status(TextChoices):
    """Where a memo stands."""

    DRAFT = "draft", _("konsep")
    APPROVED = "approved", _("disetujui")
    NUMBERED = "numbered", _("bernomor")
    WITHDRAWN = "withdrawn", _("ditarik")


class Part(TextChoices):
    """What somebody is in a memo."""

    DRAFTER = "drafter", _("Penyusun")
    SECRETARIAT = "secretariat", _("Sekretariat")
    HEAD = "head", _("Kepala sekretariat")
    SIGNER = "signer", _("Penanda tangan")
    GIVER = "giver", _("Pemberi perintah")


DESK = parts(Part.SECRETARIAT)
WRITERS = parts(Part.DRAFTER, Part.SECRETARIAT)

M = Status
MEMO = Lifecycle(
    noun="memo",
    statuses=Status,
    parts=Part,
    turn={
        M.DRAFT: Part.SECRETARIAT, M.APPROVED: Part.SECRETARIAT,
        M.NUMBERED: Part.SIGNER, M.WITHDRAWN: None,
    },
    final=frozenset({M.WITHDRAWN}),
    moves=(
        Move(
            "draft", (BORN,), M.DRAFT, parts(Part.SECRETARIAT, Part.GIVER),
            label=_("Buat naskah"), told=_("menyusun konsep naskah"), offered=False,
        ),
        Move(
            "edit", (M.DRAFT, M.APPROVED), M.DRAFT, WRITERS,
            label=_("Ubah naskah"), told=_("mengubah naskah"),
        ),
        Move(
            "approve", (M.DRAFT,), M.APPROVED, parts(Part.HEAD, Part.SIGNER),
            label=_("Setujui naskah"), told=_("menyetujui naskah"), tells=DESK,
            needs=(guards.is_complete, guards.signer_is_there, guards.signer_may_issue),
            confirm=_("Naskah siap diberi nomor. Perubahan sesudah ini membatalkan persetujuan."),
        ),
        Move(
            "number", (M.APPROVED,), M.NUMBERED, DESK,
            label=_("Beri nomor"), told=_("memberi nomor naskah"),
            needs=(guards.is_complete, guards.signer_is_there, guards.signer_may_issue),
            tells=parts(Part.GIVER, Part.SIGNER), inputs=(Input("register", _("Buku nomor")),),
            settles=True,
            confirm=_("Nomor langsung terpakai dan isi naskah tidak dapat diubah lagi."),
        ),
        Move(
            "print_for_signing", (M.NUMBERED,), SAME, DESK,
            label=_("Cetak untuk ditandatangani"), told=_("mencetak naskah untuk ditandatangani"),
            needs=(guards.reason_for_another_print,),
            inputs=(Input("reason", _("Alasan mencetak ulang")),),
            confirm=_("Hanya satu lembar yang ditandatangani; pencetakan ini dicatat."),
        ),
        Move(
            "withdraw", (M.DRAFT, M.APPROVED), M.WITHDRAWN, WRITERS,
            label=_("Tarik naskah"), told=_("menarik naskah"), tells=parts(Part.GIVER),
            inputs=(Input("reason", _("Alasan"), required=True),),
            confirm=_("Naskah ini tidak dilanjutkan. Perintahnya tetap berjalan."),
        ),
    ),
)  # fmt: skip
