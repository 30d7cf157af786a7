"""The life of a delivery by hand, in one table.

Ordered by the giver's side, taken by the carrier, and over with what came of it; cancelled by the
giver's side, or lapsed once the share is answered. What happened at the door is recorded even then.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from instructions.hand_delivery import guards
from workflow.table import BORN, SAME, Back, FieldKind, Input, Lifecycle, Move, parts


class Handing(TextChoices):
    """Where a delivery by hand stands."""

    ORDERED = "ordered", _("menunggu petugas")
    TAKEN = "taken", _("sedang diantar")
    DELIVERED = "delivered", _("disampaikan langsung")
    NOT_DELIVERED = "not_delivered", _("tidak tersampaikan")
    CANCELLED = "cancelled", _("dibatalkan")
    LAPSED = "lapsed", _("tidak perlu lagi")


class Outcome(TextChoices):
    """What happened at the door."""

    SELF = "sendiri", _("Diterima sendiri")
    STAFF = "staf", _("Diterima staf")
    FAMILY = "keluarga", _("Diterima keluarga")
    ABSENT = "tidak_di_tempat", _("Tidak di tempat")
    REFUSED = "menolak", _("Menolak")


class HandPart(TextChoices):
    """What somebody is in a delivery by hand."""

    ORDERER = "orderer", _("Pemberi perintah")
    CARRIER = "carrier", _("Petugas pengantar")
    DESK = "desk", _("Sekretariat")


RECEIVED = frozenset({Outcome.SELF, Outcome.STAFF, Outcome.FAMILY})
OPEN = frozenset({Handing.ORDERED, Handing.TAKEN})
ENDED = frozenset(Handing) - OPEN

ORDERER = parts(HandPart.ORDERER)
CARRIER = parts(HandPart.CARRIER)

H = Handing
HAND_DELIVERY = Lifecycle(
    noun="hand_delivery",
    statuses=Handing,
    parts=HandPart,
    turn={
        H.ORDERED: HandPart.CARRIER, H.TAKEN: HandPart.CARRIER, H.DELIVERED: None,
        H.NOT_DELIVERED: None, H.CANCELLED: None, H.LAPSED: None,
    },
    final=frozenset({H.DELIVERED, H.NOT_DELIVERED, H.CANCELLED}),
    moves=(
        Move(
            "order", (BORN,), H.ORDERED, ORDERER,
            label=_("Antar langsung"), told=_("meminta perintah diantar langsung"),
            tells=parts(HandPart.CARRIER, HandPart.DESK),
            inputs=(Input("carrier", _("Petugas"), FieldKind.POSITION, required=True),),
            offered=False,
        ),
        Move(
            "take", (H.ORDERED,), H.TAKEN, CARRIER,
            label=_("Saya antar"), told=_("berangkat mengantar"), needs=(guards.is_still_needed,),
        ),
        Move(
            "record", (H.ORDERED, H.TAKEN, H.LAPSED),
            Back("came_to", (H.DELIVERED, H.NOT_DELIVERED)), CARRIER,
            label=_("Catat hasil"), told=_("mencatat hasil antaran"), tells=ORDERER,
            needs=(guards.names_the_receiver, guards.was_handed_meanwhile),
            inputs=(
                Input(
                    "outcome", _("Hasil penyampaian"), FieldKind.CHOICE, required=True,
                    choices=tuple(Outcome.choices),
                ),
                Input("receiver", _("Nama penerima")),
                Input("handed_at", _("Waktu penyampaian"), FieldKind.MOMENT),
                Input("signature", _("Tanda tangan penerima"), FieldKind.FILES),
                Input("photo", _("Foto tanda terima"), FieldKind.FILES),
            ),
        ),
        Move(
            "cancel", (H.ORDERED, H.TAKEN), H.CANCELLED, ORDERER,
            label=_("Batalkan antaran"), told=_("membatalkan antaran"), tells=CARRIER,
            inputs=(Input("reason", _("Alasan")),),
            confirm=_("Petugas diberi tahu bahwa antaran ini tidak jadi."),
        ),
        Move(
            "lapse", (H.ORDERED, H.TAKEN), H.LAPSED, parts(),
            label=_("Tidak perlu lagi"), told=_("antaran tidak perlu lagi"), tells=CARRIER,
            offered=False,
        ),
        Move(
            "print", (H.ORDERED, H.TAKEN), SAME, parts(HandPart.ORDERER, HandPart.DESK),
            label=_("Cetak lembar antar"), told=_("mencetak lembar perintah antar"),
        ),
    ),
)  # fmt: skip
