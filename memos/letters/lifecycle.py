"""START HERE: the life of an incoming letter, in one table.

The desk records it in the agenda, the leader it is for disposes it (more than once, if need be), the
desk files it. Each disposition gives an order of its own.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from workflow.table import BORN, SAME, FieldKind, Input, Lifecycle, Move, parts


class Status(TextChoices):
    """Where a letter stands."""

    RECORDED = "recorded", _("tercatat")
    DISPOSED = "disposed", _("didisposisi")
    FILED = "filed", _("diarsipkan")


class Part(TextChoices):
    """What somebody is towards a letter."""

    DESK = "desk", _("Sekretariat")
    LEADER = "leader", _("Penerima surat")


class Request(TextChoices):
    """Dengan hormat harap: what the leader asks for; the keys are those of details.ASKS.

    The first three as on the form of the old rule (Permendagri 54/2009), the rest as offices in
    practice print them.
    """

    ADVICE = "tanggapan", _("Tanggapan dan saran")
    PROCESS = "proses", _("Proses lebih lanjut")
    COORDINATE = "koordinasi", _("Koordinasi/konfirmasikan")
    DRAFT_REPLY = "jawaban", _("Siapkan jawaban")
    REPRESENT = "hadiri", _("Hadiri/wakili")
    KNOW = "diketahui", _("Untuk diketahui")
    REPORT = "laporkan", _("Laporkan hasil kepada saya")


DESK = parts(Part.DESK)
LEADER = parts(Part.LEADER)

L = Status
LETTER = Lifecycle(
    noun="letter",
    statuses=Status,
    parts=Part,
    turn={L.RECORDED: Part.LEADER, L.DISPOSED: Part.DESK, L.FILED: None},
    final=frozenset({L.FILED}),
    moves=(
        Move(
            "record", (BORN,), L.RECORDED, DESK,
            label=_("Catat surat masuk"), told=_("mencatat surat masuk"), tells=LEADER,
            offered=False,
        ),
        Move(
            "correct", (L.RECORDED,), SAME, DESK,
            label=_("Perbaiki catatan"), told=_("memperbaiki catatan surat"),
            inputs=(Input("reason", _("Alasan"), required=True),),
        ),
        Move(
            "dispose", (L.RECORDED, L.DISPOSED), L.DISPOSED, LEADER,
            label=_("Disposisi"), told=_("mendisposisi surat"), tells=DESK,
            inputs=(
                Input("recipients", _("Diteruskan kepada"), FieldKind.POSITIONS, required=True),
                Input(
                    "requests", _("Dengan hormat harap"), FieldKind.CHOICE,
                    choices=tuple(Request.choices),
                ),
                Input("note", _("Catatan")),
                Input("finish_by", _("Selesai sebelum"), FieldKind.MOMENT),
            ),
        ),
        Move(
            "file", (L.RECORDED, L.DISPOSED), L.FILED, parts(Part.DESK, Part.LEADER),
            label=_("Arsipkan"), told=_("mengarsipkan surat"),
            inputs=(Input("reason", _("Catatan arsip"), required=True),),
            confirm=_("Surat tidak dapat didisposisi lagi. Perintah yang sudah diberi tetap berjalan."),
        ),
        Move(
            "print", (L.RECORDED, L.DISPOSED, L.FILED), SAME, parts(Part.DESK, Part.LEADER),
            label=_("Cetak lembar disposisi"), told=_("mencetak lembar disposisi"), offered=False,
        ),
    ),
)  # fmt: skip
