"""START HERE: the life of an order, in two tables.

An *instruction* is what the giver said; an *assignment* is one recipient position's share of it.
Adding a verb: a row here, a one-line method in models.py, a function in actions.py; the pages, the
API, the documentation and the grid of tests follow from the row. Picture: docs/lifecycle.md.
"""

from dataclasses import replace

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from instructions import guards
from workflow.table import BORN, SAME, Back, FieldKind, Input, Lifecycle, Move, parts


class Status(TextChoices):
    """Where an instruction stands."""

    DRAFT = "draft", _("konsep")
    ISSUED = "issued", _("berjalan")
    COMPLETED = "completed", _("selesai")
    REVOKED = "revoked", _("dicabut")


class Part(TextChoices):
    """What somebody is in an order."""

    GIVER = "giver", _("Pemberi perintah")
    CONTROLLER = "controller", _("Pengendali")
    RECIPIENT = "recipient", _("Penerima")
    ABOVE = "above", _("Atasan dalam penerusan")
    SECRETARIAT = "secretariat", _("Sekretariat")


GIVER_SIDE = parts(Part.GIVER, Part.CONTROLLER)
GIVER = parts(Part.GIVER)
RECIPIENT = parts(Part.RECIPIENT)

REASON = Input("reason", _("Alasan"), required=True)
NOTE = Input("note", _("Keterangan"))
FINISH_BY = Input("finish_by", _("Selesai paling lambat"), FieldKind.MOMENT)
FILES = Input("attachments", _("Foto, suara, atau berkas"), FieldKind.FILES)
TARGET = Input("target", _("Dialihkan kepada"), FieldKind.POSITION, required=True)
RECIPIENTS = Input("recipients", _("Kepada"), FieldKind.POSITIONS)

I = Status  # noqa: E741 - one letter keeps a row on one line
INSTRUCTION = Lifecycle(
    noun="instruction",
    statuses=Status,
    parts=Part,
    turn={I.DRAFT: Part.GIVER, I.ISSUED: None, I.COMPLETED: None, I.REVOKED: None},
    final=frozenset({I.COMPLETED, I.REVOKED}),
    moves=(
        Move(
            "draft", (BORN,), I.DRAFT, GIVER,
            label=_("Simpan konsep"), told=_("menyimpan konsep perintah"), offered=False,
        ),
        Move(
            "edit", (I.DRAFT,), SAME, GIVER,
            label=_("Ubah konsep"), told=_("mengubah konsep perintah"), offered=False,
        ),
        Move(
            "issue", (BORN, I.DRAFT), I.ISSUED, GIVER,
            label=_("Kirim perintah"), told=_("memberi perintah"),
            needs=(guards.has_words,), settles=True,
        ),
        Move(
            "comment", (I.ISSUED, I.COMPLETED), SAME, GIVER_SIDE,
            label=_("Beri catatan"), told=_("memberi catatan"), tells=RECIPIENT,
            inputs=(Input("note", _("Catatan"), required=True),),
        ),
        Move(
            "prepare_memo", (I.ISSUED, I.COMPLETED), SAME, GIVER_SIDE,
            label=_("Siapkan naskah"), told=_("meminta naskah disiapkan"),
            needs=(guards.paper_not_yet_asked,), tells=parts(Part.SECRETARIAT),
            confirm=_("Sekretariat akan menyiapkan nota dinas dari perintah ini."),
        ),
        Move(
            "rest_on_memo", (I.ISSUED, I.COMPLETED), SAME, parts(Part.SECRETARIAT),
            label=_("Naskah dikirim"), told=_("mengirim naskah sebagai dasar perintah"),
            tells=RECIPIENT, offered=False,
        ),
        Move(
            "lose_memo", (I.ISSUED, I.COMPLETED), SAME, parts(Part.SECRETARIAT),
            label=_("Naskah dibatalkan"), told=_("membatalkan naskah dasar perintah"),
            tells=RECIPIENT, offered=False,
        ),
        Move(
            "confirm", (I.ISSUED,), SAME, GIVER,
            label=_("Benar, perintah saya"), told=_("menegaskan perintahnya"),
            fits=(guards.typed_by_aide_and_not_confirmed,),
        ),
        Move(
            "extend", (I.ISSUED,), SAME, GIVER_SIDE,
            label=_("Perpanjang waktu"), told=_("memperpanjang waktu"),
            needs=(guards.new_date_is_later,), settles=True,
            inputs=(replace(FINISH_BY, required=True), REASON),
        ),
        Move(
            "add_recipients", (I.ISSUED,), SAME, GIVER_SIDE,
            label=_("Tambah penerima"), told=_("menambah penerima"), settles=True,
            inputs=(replace(RECIPIENTS, required=True), REASON),
        ),
        Move(
            "reclassify", (I.ISSUED,), SAME, GIVER_SIDE,
            label=_("Naikkan sifat"), told=_("menaikkan sifat perintah"),
            needs=(guards.class_is_raised,), tells=RECIPIENT, settles=True,
            inputs=(
                Input(
                    "classification", _("Sifat"), FieldKind.CHOICE, required=True,
                    choices=(
                        ("terbatas", _("Terbatas")),
                        ("rahasia", _("Rahasia")),
                        ("sangat_rahasia", _("Sangat rahasia")),
                    ),
                ),
                REASON,
            ),
            confirm=_("Sifat hanya dapat dinaikkan, tidak dapat diturunkan lagi."),
        ),
        Move(
            "close", (I.ISSUED,), I.COMPLETED, GIVER_SIDE,
            label=_("Nyatakan selesai"), told=_("menyatakan perintah selesai"),
            needs=(guards.reason_while_work_is_open,), tells=RECIPIENT,
            inputs=(Input("reason", _("Alasan")),), settles=True,
            confirm=_("Bagian yang masih berjalan ikut ditutup, tanpa nilai buruk bagi siapa pun."),
        ),
        Move(
            "revoke", (I.DRAFT, I.ISSUED), I.REVOKED, GIVER,
            label=_("Cabut perintah"), told=_("mencabut perintah"),
            needs=(guards.reason_once_issued,), tells=RECIPIENT,
            inputs=(Input("reason", _("Alasan")),), settles=True,
            confirm=_("Penerima diberi tahu dan tidak perlu melaksanakan lagi."),
        ),
        Move(
            "reopen", (I.COMPLETED,), I.ISSUED, GIVER,
            label=_("Buka lagi"), told=_("membuka lagi perintah"), settles=True,
            inputs=(
                Input("shares", _("Yang dikerjakan lagi"), FieldKind.SUBJECTS, required=True),
                FINISH_BY,
                REASON,
            ),
        ),
    ),
)  # fmt: skip


class State(TextChoices):
    """Where one recipient's share stands."""

    SENT = "sent", _("Belum menjawab")
    ACKNOWLEDGED = "acknowledged", _("Siap, laksanakan")
    IN_PROGRESS = "in_progress", _("Sedang dikerjakan")
    CLARIFYING = "clarifying", _("Mohon arahan")
    REDIRECT_PROPOSED = "redirect_proposed", _("Mohon dialihkan")
    REPORTED = "reported", _("Dilaporkan")
    COMPLETED = "completed", _("Laporan diterima")
    DECLINED = "declined", _("Belum dapat")
    REDIRECTED = "redirected", _("Dialihkan")
    REVOKED = "revoked", _("Dicabut")
    CLOSED = "closed", _("Ditutup")


A = State
SETTLED = (A.COMPLETED, A.DECLINED, A.REDIRECTED, A.REVOKED, A.CLOSED)
UNSETTLED = tuple(state for state in State if state not in SETTLED)
WORKING = (A.SENT, A.ACKNOWLEDGED, A.IN_PROGRESS)

ASSIGNMENT = Lifecycle(
    noun="assignment",
    statuses=State,
    parts=Part,
    turn={
        A.SENT: Part.RECIPIENT, A.ACKNOWLEDGED: Part.RECIPIENT, A.IN_PROGRESS: Part.RECIPIENT,
        A.CLARIFYING: Part.GIVER, A.REDIRECT_PROPOSED: Part.GIVER, A.REPORTED: Part.GIVER,
        A.COMPLETED: None, A.DECLINED: None, A.REDIRECTED: None, A.REVOKED: None, A.CLOSED: None,
    },
    final=frozenset(SETTLED),
    moves=(
        Move(
            "send", (BORN,), A.SENT, GIVER,
            label=_("Kirim"), told=_("menerima perintah"), tells=RECIPIENT, offered=False,
        ),
        Move(
            "acknowledge", (A.SENT,), A.ACKNOWLEDGED, RECIPIENT,
            label=_("Siap, laksanakan"), told=_("siap melaksanakan"),
            needs=(guards.is_to_be_done, guards.promise_is_ahead), tells=parts(Part.GIVER),
            inputs=(Input("promised_at", _("Selesai pada"), FieldKind.MOMENT),),
        ),
        Move(
            "promise", (A.ACKNOWLEDGED, A.IN_PROGRESS), SAME, RECIPIENT,
            label=_("Kapan selesai?"), told=_("menjanjikan waktu selesai"),
            needs=(guards.promise_is_ahead,),
            inputs=(Input("promised_at", _("Selesai pada"), FieldKind.MOMENT, required=True),),
        ),
        Move(
            "start", (A.ACKNOWLEDGED,), A.IN_PROGRESS, RECIPIENT,
            label=_("Mulai kerjakan"), told=_("mulai mengerjakan"),
        ),
        Move(
            "ask", WORKING, A.CLARIFYING, RECIPIENT,
            label=_("Mohon arahan"), told=_("mohon arahan"),
            needs=(guards.is_to_be_done,), tells=GIVER_SIDE,
            inputs=(
                Input("question", _("Yang ditanyakan"), required=True),
                Input("proposed_finish", _("Usul selesai pada"), FieldKind.MOMENT),
            ),
        ),
        Move(
            "answer", (A.CLARIFYING,), Back("asked_from", WORKING), GIVER_SIDE,
            label=_("Beri arahan"), told=_("memberi arahan"),
            needs=(guards.granted_date_is_ahead,), tells=RECIPIENT,
            inputs=(
                Input("answer", _("Arahan"), required=True),
                Input("finish_by", _("Selesai paling lambat"), FieldKind.MOMENT),
            ),
        ),
        Move(
            "withdraw_question", (A.CLARIFYING,), Back("asked_from", WORKING), RECIPIENT,
            label=_("Tarik pertanyaan"), told=_("menarik pertanyaannya"), tells=GIVER_SIDE,
        ),
        Move(
            "decline", (A.SENT, A.ACKNOWLEDGED), A.DECLINED, RECIPIENT,
            label=_("Belum dapat"), told=_("belum dapat memenuhi"),
            fits=(guards.is_coordination, guards.is_to_be_done), tells=GIVER_SIDE,
            inputs=(REASON,), settles=True,
        ),
        Move(
            "propose_redirect", WORKING, A.REDIRECT_PROPOSED, RECIPIENT,
            label=_("Mohon dialihkan"), told=_("mohon perintah dialihkan"),
            needs=(guards.is_to_be_done, guards.is_not_secret), tells=GIVER_SIDE,
            inputs=(TARGET, REASON), settles=True,
        ),
        Move(
            "redirect", WORKING, A.REDIRECTED, RECIPIENT,
            label=_("Alihkan"), told=_("mengalihkan perintah"),
            needs=(guards.is_to_be_done, guards.is_not_secret), tells=GIVER_SIDE,
            inputs=(TARGET, REASON), settles=True, offered=False,
        ),
        Move(
            "confirm_redirect", (A.REDIRECT_PROPOSED,), A.REDIRECTED, GIVER_SIDE,
            label=_("Setujui pengalihan"), told=_("menyetujui pengalihan"), tells=RECIPIENT,
            settles=True,
        ),
        Move(
            "refuse_redirect", (A.REDIRECT_PROPOSED,), Back("asked_from", WORKING), GIVER_SIDE,
            label=_("Tetap di penerima ini"), told=_("tidak mengalihkan"), tells=RECIPIENT,
            inputs=(REASON,),
        ),
        Move(
            "pass_down", WORKING, A.IN_PROGRESS, RECIPIENT,
            label=_("Teruskan ke bawah"), told=_("meneruskan perintah"),
            needs=(
                guards.is_to_be_done, guards.is_not_secret, guards.not_too_deep,
                guards.date_is_within_own,
            ),
            settles=True,
            inputs=(
                replace(RECIPIENTS, required=True), Input("note", _("Arahan")), FINISH_BY,
            ),
        ),
        Move(
            "request_formal", WORKING, SAME, RECIPIENT,
            label=_("Mohon dasar tertulis"), told=_("mohon dasar tertulis"),
            fits=(guards.memo_not_yet_asked,), needs=(guards.is_to_be_done,),
            tells=parts(Part.GIVER, Part.CONTROLLER, Part.SECRETARIAT), inputs=(REASON,),
        ),
        Move(
            "refuse_formal", UNSETTLED, SAME, GIVER_SIDE,
            label=_("Cukup tanpa naskah"), told=_("menyatakan cukup tanpa naskah"),
            fits=(guards.awaits_memo,), tells=RECIPIENT, inputs=(REASON,),
        ),
        Move(
            "supply_memo", UNSETTLED, SAME, parts(Part.SECRETARIAT),
            label=_("Naskah terbit"), told=_("menerima dasar tertulis"),
            fits=(guards.awaits_memo,), tells=RECIPIENT, offered=False,
        ),
        Move(
            "progress", (*WORKING, A.CLARIFYING), A.IN_PROGRESS, RECIPIENT,
            label=_("Kabarkan kemajuan"), told=_("mengabarkan kemajuan"),
            needs=(guards.is_to_be_done, guards.says_or_shows_something), tells=parts(Part.GIVER),
            inputs=(NOTE, FILES),
        ),
        Move(
            "report", (*WORKING, A.CLARIFYING), A.REPORTED, RECIPIENT,
            label=_("Laporkan selesai"), told=_("melaporkan selesai"),
            needs=(
                guards.is_to_be_done, guards.evidence_if_demanded,
                guards.reason_while_parts_below_are_open,
            ),
            tells=GIVER_SIDE,
            inputs=(
                Input("note", _("Keterangan"), required=True), FILES,
                Input("adopts", _("Laporan dari bawah"), FieldKind.SUBJECTS),
                Input("reason", _("Alasan melapor sebelum bawahan selesai")),
            ),
        ),
        Move(
            "withdraw_report", (A.REPORTED,), A.IN_PROGRESS, RECIPIENT,
            label=_("Tarik laporan"), told=_("menarik laporannya"), tells=GIVER_SIDE,
            confirm=_("Laporan dapat dikirim lagi sesudah diperbaiki."),
        ),
        Move(
            "accept", (A.REPORTED,), A.COMPLETED, GIVER_SIDE,
            label=_("Laporan diterima"), told=_("menerima laporan"),
            tells=RECIPIENT, inputs=(NOTE,), settles=True,
        ),
        Move(
            "return", (A.REPORTED,), A.IN_PROGRESS, GIVER_SIDE,
            label=_("Mohon dilengkapi"), told=_("meminta laporan dilengkapi"),
            tells=RECIPIENT, inputs=(Input("reason", _("Yang perlu dilengkapi"), required=True),),
        ),
        Move(
            "remind", WORKING, SAME, GIVER_SIDE,
            label=_("Ingatkan"), told=_("mengingatkan"),
            needs=(guards.is_to_be_done, guards.not_reminded_just_now), tells=RECIPIENT,
        ),
        Move(
            "extend", UNSETTLED, SAME, GIVER_SIDE,
            label=_("Perpanjang waktu"), told=_("memperpanjang waktu"),
            needs=(guards.is_to_be_done, guards.new_date_is_later), tells=RECIPIENT,
            inputs=(replace(FINISH_BY, required=True), REASON),
        ),
        Move(
            "pause", UNSETTLED, SAME, GIVER_SIDE,
            label=_("Tunda"), told=_("menunda pekerjaan"),
            fits=(guards.is_not_paused,), needs=(guards.is_to_be_done, guards.pause_has_an_end_ahead),
            tells=RECIPIENT,
            inputs=(Input("until", _("Sampai"), FieldKind.MOMENT, required=True), REASON),
        ),
        Move(
            "resume", UNSETTLED, SAME, GIVER_SIDE,
            label=_("Lanjutkan"), told=_("melanjutkan pekerjaan"),
            fits=(guards.is_paused,), tells=RECIPIENT,
        ),
        Move(
            "comment", tuple(State), SAME, GIVER_SIDE | RECIPIENT | parts(Part.ABOVE),
            label=_("Beri catatan"), told=_("memberi catatan"),
            tells=GIVER_SIDE | RECIPIENT, inputs=(Input("note", _("Catatan"), required=True),),
        ),
        Move(
            "revoke", UNSETTLED, A.REVOKED, GIVER_SIDE,
            label=_("Cabut dari penerima ini"), told=_("mencabut perintah"), tells=RECIPIENT,
            inputs=(REASON,), settles=True,
            confirm=_("Penerima ini tidak perlu melaksanakan lagi."),
        ),
        Move(
            "rework", (A.COMPLETED, A.CLOSED), A.IN_PROGRESS, GIVER_SIDE,
            label=_("Kerjakan lagi"), told=_("meminta dikerjakan lagi"),
            needs=(
                guards.is_to_be_done, guards.order_is_running, guards.part_above_is_running,
                guards.holds_no_other_share, guards.nobody_else_leads,
                guards.granted_date_is_ahead,
            ),
            tells=RECIPIENT, inputs=(FINISH_BY, REASON), settles=True,
        ),
        Move(
            "close", UNSETTLED, A.CLOSED, GIVER_SIDE,
            label=_("Tutup"), told=_("ditutup bersama perintahnya"), tells=RECIPIENT,
            offered=False, settles=True,
        ),
    ),
)  # fmt: skip
