"""START HERE: the life of a memo, in one table.

A memo is drafted, initialled by those between drafter and signer, approved, numbered, signed,
dispatched and filed. Any change before the number makes it a draft again, without initials. Adding
a verb: a row here, a one-line method in models/memo.py, a function in actions/. Picture:
docs/lifecycle.md.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from memos import guards
from workflow.table import BORN, SAME, Back, FieldKind, Input, Lifecycle, Move, parts


class Status(TextChoices):
    """Where a memo stands."""

    DRAFT = "draft", _("konsep")
    IN_REVIEW = "in_review", _("diparaf")
    APPROVED = "approved", _("disetujui")
    NUMBERED = "numbered", _("bernomor")
    SIGNED = "signed", _("ditandatangani")
    DISPATCHED = "dispatched", _("dikirim")
    ARCHIVED = "archived", _("diarsipkan")
    WITHDRAWN = "withdrawn", _("ditarik")
    VOIDED = "voided", _("dibatalkan")


class Part(TextChoices):
    """What somebody is in a memo."""

    DRAFTER = "drafter", _("Penyusun")
    INITIALLER = "initialler", _("Pemaraf berikutnya")
    SECRETARIAT = "secretariat", _("Sekretariat")
    HEAD = "head", _("Kepala sekretariat")
    SIGNER = "signer", _("Penanda tangan")
    GIVER = "giver", _("Pemberi perintah")
    ADDRESSEE = "addressee", _("Alamat naskah")


DESK = parts(Part.SECRETARIAT)
WRITERS = parts(Part.DRAFTER, Part.SECRETARIAT)
READY = (guards.is_complete, guards.signer_is_there, guards.signer_may_issue)
LIVE = tuple(status for status in Status if status != Status.WITHDRAWN)
UNNUMBERED = (Status.DRAFT, Status.IN_REVIEW, Status.APPROVED)

REASON = Input("reason", _("Alasan"), required=True)

M = Status
MEMO = Lifecycle(
    noun="memo",
    statuses=Status,
    parts=Part,
    turn={
        M.DRAFT: Part.SECRETARIAT, M.IN_REVIEW: Part.INITIALLER, M.APPROVED: Part.SECRETARIAT,
        M.NUMBERED: Part.SIGNER, M.SIGNED: Part.SECRETARIAT, M.DISPATCHED: None, M.ARCHIVED: None,
        M.WITHDRAWN: None, M.VOIDED: None,
    },
    final=frozenset({M.ARCHIVED, M.WITHDRAWN, M.VOIDED}),
    moves=(
        Move(
            "draft", (BORN,), M.DRAFT, parts(Part.SECRETARIAT, Part.GIVER, Part.DRAFTER),
            label=_("Buat naskah"), told=_("menyusun konsep naskah"), offered=False,
        ),
        Move(
            "edit", UNNUMBERED, M.DRAFT, WRITERS,
            label=_("Ubah naskah"), told=_("mengubah naskah"),
        ),
        Move(
            "release", (M.DRAFT,), SAME, parts(Part.DRAFTER, Part.GIVER),
            label=_("Serahkan ke sekretariat"), told=_("menyerahkan konsep kepada sekretariat"),
            fits=(guards.is_between_two,), tells=DESK,
            confirm=_("Sekretariat akan membaca konsep ini dan perintah mana yang dimaksud."),
        ),
        Move(
            "route", (M.DRAFT,), SAME, WRITERS,
            label=_("Atur paraf"), told=_("mengatur urutan paraf"),
            inputs=(
                Input("superiors", _("Paraf hierarki"), FieldKind.POSITIONS),
                Input("coordinators", _("Paraf koordinasi"), FieldKind.POSITIONS),
            ),
        ),
        Move(
            "submit", (M.DRAFT,), M.IN_REVIEW, WRITERS,
            label=_("Ajukan untuk diparaf"), told=_("mengajukan naskah untuk diparaf"),
            fits=(guards.somebody_initials,), needs=(*READY, guards.compulsory_parafs_are_asked),
            tells=parts(Part.INITIALLER),
            confirm=_("Naskah berjalan ke pemaraf menurut urutan. Perubahan menghapus paraf."),
        ),
        Move(
            "initial", (M.IN_REVIEW,), Back("after_initial", (M.IN_REVIEW, M.APPROVED)),
            parts(Part.INITIALLER),
            label=_("Bubuhkan paraf"), told=_("membubuhkan paraf"),
            needs=READY, tells=parts(Part.INITIALLER),
        ),
        Move(
            "return_for_repair", (M.IN_REVIEW, M.APPROVED), M.DRAFT,
            parts(Part.INITIALLER, Part.HEAD, Part.SIGNER),
            label=_("Mohon diperbaiki"), told=_("mengembalikan naskah untuk diperbaiki"),
            tells=WRITERS, inputs=(Input("reason", _("Yang perlu diperbaiki"), required=True),),
            confirm=_("Naskah kembali menjadi konsep dan paraf yang sudah ada dihapus."),
        ),
        Move(
            "approve", (M.DRAFT,), M.APPROVED, parts(Part.HEAD, Part.SIGNER),
            label=_("Setujui naskah"), told=_("menyetujui naskah"), tells=DESK,
            fits=(guards.nobody_initials,), needs=(*READY, guards.compulsory_parafs_are_asked),
            confirm=_("Naskah siap diberi nomor. Perubahan sesudah ini membatalkan persetujuan."),
        ),
        Move(
            "number", (M.APPROVED,), M.NUMBERED, DESK,
            label=_("Beri nomor"), told=_("memberi nomor naskah"),
            needs=READY,
            tells=parts(Part.GIVER, Part.SIGNER),
            inputs=(
                Input("register", _("Buku nomor")),
                Input("reserved", _("Nomor cadangan")),
                Input("typed", _("Nomor dari buku luar")),
            ),
            settles=True,
            confirm=_("Nomor langsung terpakai dan isi naskah tidak dapat diubah lagi."),
        ),
        Move(
            "insert_number", (M.APPROVED,), M.NUMBERED, parts(Part.HEAD),
            label=_("Beri nomor sisipan"), told=_("memberi nomor sisipan"),
            needs=READY,
            tells=parts(Part.GIVER, Part.SIGNER),
            inputs=(
                Input("register", _("Buku nomor")),
                Input("day", _("Tanggal naskah"), FieldKind.DATE, required=True),
                Input("reason", _("Alasan"), required=True),
            ),
            settles=True,
            confirm=_("Naskah bertanggal mundur; alasannya tercatat di buku."),
        ),
        Move(
            "print_for_signing", (M.APPROVED, M.NUMBERED), SAME, DESK,
            label=_("Cetak untuk ditandatangani"), told=_("mencetak naskah untuk ditandatangani"),
            fits=(guards.is_signed_in_ink,),
            needs=(guards.is_ready_for_ink, guards.reason_for_another_print),
            inputs=(Input("reason", _("Alasan mencetak ulang")),),
            confirm=_("Hanya satu lembar yang ditandatangani; pencetakan ini dicatat."),
        ),
        Move(
            "number_and_scan", (M.APPROVED,), M.SIGNED, DESK,
            label=_("Nomor dan pindaian"),
            told=_("memberi nomor dan mengunggah naskah bertanda tangan"),
            fits=(guards.is_signed_in_ink, guards.was_printed),
            tells=parts(Part.GIVER, Part.DRAFTER),
            inputs=(
                Input("register", _("Buku nomor")),
                Input("reserved", _("Nomor cadangan")),
                Input("typed", _("Nomor dari buku luar")),
                Input("attachments", _("Hasil pindai"), FieldKind.FILES, required=True),
            ),
            settles=True,
            confirm=_(
                "Nomor langsung terpakai. Tulis nomor dan tanggalnya pada lembar asli yang disimpan."
            ),
        ),
        Move(
            "scan", (M.NUMBERED,), M.SIGNED, DESK,
            label=_("Unggah naskah bertanda tangan"), told=_("mengunggah naskah bertanda tangan"),
            fits=(guards.is_signed_in_ink,), needs=(guards.was_printed,), tells=parts(Part.DRAFTER),
            inputs=(Input("attachments", _("Hasil pindai"), FieldKind.FILES, required=True),),
        ),
        Move(
            "sign", (M.NUMBERED,), M.SIGNED, parts(Part.SIGNER),
            label=_("Tanda tangani"), told=_("menandatangani naskah secara elektronik"),
            fits=(guards.is_signed_electronically,), tells=parts(Part.DRAFTER, Part.SECRETARIAT),
        ),
        Move(
            "dispatch", (M.SIGNED,), M.DISPATCHED, DESK | parts(Part.SIGNER),
            label=_("Kirim naskah"), told=_("mengirim naskah"),
            needs=(guards.addressees_are_known,), tells=parts(Part.GIVER, Part.ADDRESSEE),
            inputs=(Input("finish_by", _("Selesai paling lambat"), FieldKind.MOMENT),),
            settles=True,
            confirm=_("Alamat naskah menerimanya sekarang juga dan waktunya mulai berjalan."),
        ),
        Move(
            "agree", (M.DISPATCHED,), SAME, parts(Part.ADDRESSEE),
            label=_("Setuju"), told=_("menyetujui isi nota dinas"),
            fits=(guards.goes_upward, guards.is_unanswered), tells=parts(Part.DRAFTER, Part.SIGNER),
            inputs=(Input("note", _("Catatan")),),
        ),
        Move(
            "agree_with_notes", (M.DISPATCHED,), SAME, parts(Part.ADDRESSEE),
            label=_("Setuju dengan catatan"), told=_("menyetujui nota dinas dengan catatan"),
            fits=(guards.goes_upward, guards.is_unanswered), tells=parts(Part.DRAFTER, Part.SIGNER),
            inputs=(Input("note", _("Catatan"), required=True),),
        ),
        Move(
            "disagree", (M.DISPATCHED,), SAME, parts(Part.ADDRESSEE),
            label=_("Tidak setuju"), told=_("tidak menyetujui isi nota dinas"),
            fits=(guards.goes_upward, guards.is_unanswered), tells=parts(Part.DRAFTER, Part.SIGNER),
            inputs=(REASON,),
        ),
        Move(
            "dispose", (M.DISPATCHED,), SAME, parts(Part.ADDRESSEE),
            label=_("Disposisi"), told=_("mendisposisikan nota dinas"),
            fits=(guards.goes_upward, guards.is_unanswered), tells=parts(Part.DRAFTER, Part.SIGNER),
            inputs=(
                Input("recipients", _("Kepada"), FieldKind.POSITIONS, required=True),
                Input("note", _("Isi disposisi"), required=True),
            ),
            settles=True,
        ),
        Move(
            "archive", (M.DISPATCHED,), M.ARCHIVED, DESK,
            label=_("Arsipkan"), told=_("mengarsipkan naskah"),
            needs=(guards.work_is_over,),
        ),
        Move(
            "hand_over", (M.SIGNED, M.DISPATCHED, M.ARCHIVED, M.VOIDED), SAME, DESK,
            label=_("Serahkan ke arsip"), told=_("menyerahkan naskah ke arsip"), offered=False,
        ),
        Move(
            "raise_class", LIVE, SAME, DESK,
            label=_("Naikkan klasifikasi"), told=_("mengikuti klasifikasi perintah"), offered=False,
        ),
        Move(
            "withdraw", UNNUMBERED, M.WITHDRAWN, WRITERS,
            label=_("Tarik naskah"), told=_("menarik naskah"), tells=parts(Part.GIVER),
            inputs=(REASON,),
            confirm=_("Naskah ini tidak dilanjutkan. Perintahnya tetap berjalan."),
        ),
        Move(
            "void", (M.NUMBERED, M.SIGNED, M.DISPATCHED), M.VOIDED, parts(Part.HEAD, Part.SIGNER),
            label=_("Batalkan naskah"), told=_("membatalkan naskah"),
            tells=parts(Part.GIVER, Part.DRAFTER, Part.ADDRESSEE, Part.SECRETARIAT),
            inputs=(REASON,), settles=True,
            confirm=_(
                "Nomornya tetap terpakai. Perintah yang lahir dari naskah ini ikut dicabut; perintah "
                "yang sudah ada sebelumnya tetap berjalan tanpa dasar ini."
            ),
        ),
    ),
)  # fmt: skip
