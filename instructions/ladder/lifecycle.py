"""The life of a climb: what the clock did about several silent shares of an order at once."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from workflow.table import BORN, Lifecycle, Move, parts


class ClimbStatus(TextChoices):
    """What came of a rung."""

    TOLD = "told", _("disampaikan")
    REHEARSED = "rehearsed", _("percobaan")


class ClimbPart(TextChoices):
    """Who hears of a rung: those its steps name."""

    REACHED = "reached", _("Yang diberi tahu")


REACHED = parts(ClimbPart.REACHED)
NOBODY = parts()

CLIMB = Lifecycle(
    noun="climb",
    statuses=ClimbStatus,
    parts=ClimbPart,
    turn={ClimbStatus.TOLD: None, ClimbStatus.REHEARSED: None},
    final=frozenset(ClimbStatus),
    moves=(
        Move(
            "remind_recipient", (BORN,), ClimbStatus.TOLD, NOBODY,
            label=_("Ingatkan penerima"), told=_("mengingatkan penerima"),
            tells=REACHED, offered=False,
        ),
        Move(
            "ask_office", (BORN,), ClimbStatus.TOLD, NOBODY,
            label=_("Minta bantuan sekretaris"), told=_("meminta bantuan sekretaris unit"),
            tells=REACHED, offered=False,
        ),
        Move(
            "ask_superior", (BORN,), ClimbStatus.TOLD, NOBODY,
            label=_("Teruskan ke atasan"), told=_("memberi tahu atasan"),
            tells=REACHED, offered=False,
        ),
        Move(
            "tell_giver", (BORN,), ClimbStatus.TOLD, NOBODY,
            label=_("Sampaikan kepada pemberi"), told=_("menyampaikan siapa yang belum menjawab"),
            tells=REACHED, offered=False,
        ),
        Move(
            "remind_giver", (BORN,), ClimbStatus.TOLD, NOBODY,
            label=_("Ingatkan pemberi"), told=_("mengingatkan pemberi perintah"),
            tells=REACHED, offered=False,
        ),
        Move(
            "ask_delivery", (BORN,), ClimbStatus.TOLD, NOBODY,
            label=_("Minta disampaikan"), told=_("meminta perintah disampaikan: belum sampai"),
            tells=REACHED, offered=False,
        ),
        Move(
            "recall", (BORN,), ClimbStatus.TOLD, NOBODY,
            label=_("Batalkan pemberitahuan"),
            told=_("membatalkan pemberitahuan: sudah dijawab lebih dulu"),
            tells=REACHED, offered=False,
        ),
        Move(
            "rehearse", (BORN,), ClimbStatus.REHEARSED, NOBODY,
            label=_("Percobaan"), told=_("mencatat apa yang akan disampaikan"), offered=False,
        ),
    ),
)  # fmt: skip
