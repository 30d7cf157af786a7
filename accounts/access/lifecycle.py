"""START HERE: the life of a person's access, in one table.

A row is born the first time somebody acts on it: `register` for a person who never had a secret,
`recognise` for one who signs in with a password. A card is printed, the person activates with its
code and a PIN of their own, and from then on the unit's administrator can sign devices out, void
the PIN, change the number or block; never see a PIN, a code or any content.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.access import guards
from workflow.table import BORN, SAME, Back, Input, Lifecycle, Move, parts


class Status(TextChoices):
    """Where a person's access stands."""

    NEW = "new", _("Perlu kartu")
    ISSUED = "issued", _("Kartu dicetak")
    ACTIVE = "active", _("Aktif")
    BLOCKED = "blocked", _("Diblokir")


class Part(TextChoices):
    """What somebody is in an access."""

    OWNER = "owner", _("Pemilik akun")
    ADMINISTRATOR = "administrator", _("Admin unit kerja")


OWNER = parts(Part.OWNER)
ADMINISTRATOR = parts(Part.ADMINISTRATOR)
EITHER = OWNER | ADMINISTRATOR

A = Status
OPEN = (A.NEW, A.ISSUED, A.ACTIVE)

ACCESS = Lifecycle(
    noun="access",
    statuses=Status,
    parts=Part,
    turn={
        A.NEW: Part.ADMINISTRATOR, A.ISSUED: Part.OWNER, A.ACTIVE: None,
        A.BLOCKED: Part.ADMINISTRATOR,
    },
    moves=(
        Move(
            "register", (BORN,), A.NEW, EITHER,
            label=_("Daftarkan"), told=_("mendaftarkan akun"), offered=False,
        ),
        Move(
            "recognise", (BORN,), A.ACTIVE, EITHER,
            label=_("Daftarkan"), told=_("mendaftarkan akun yang sudah memakai kata sandi"),
            offered=False,
        ),
        Move(
            "issue_card", (A.NEW, A.ISSUED), A.ISSUED, ADMINISTRATOR,
            label=_("Cetak kartu aktivasi"), told=_("mencetak kartu aktivasi"),
            needs=(guards.a_second_administrator_for_leaders,),
            confirm=_("Kartu yang dicetak sebelumnya tidak berlaku lagi."),
        ),
        Move(
            "activate", (A.ISSUED,), A.ACTIVE, OWNER,
            label=_("Aktifkan"), told=_("mengaktifkan akun dengan kartu"),
            needs=(guards.code_is_on_the_card, guards.card_is_still_valid), offered=False,
        ),
        Move(
            "change_pin", (A.ACTIVE,), SAME, OWNER,
            label=_("Ubah PIN"), told=_("mengubah PIN"), offered=False,
        ),
        Move(
            "add_passkey", (A.ACTIVE,), SAME, OWNER,
            label=_("Pasang kunci sandi"), told=_("memasang kunci sandi"), offered=False,
        ),
        Move(
            "remove_passkey", (A.ACTIVE,), SAME, OWNER,
            label=_("Hapus kunci sandi"), told=_("menghapus kunci sandi"), offered=False,
        ),
        Move(
            "sign_out_device", OPEN, SAME, OWNER,
            label=_("Keluarkan perangkat"), told=_("mengeluarkan satu perangkat"), offered=False,
        ),
        Move(
            "sign_out", OPEN, SAME, EITHER,
            label=_("Keluarkan semua perangkat"), told=_("mengeluarkan semua perangkat"),
            confirm=_("Semua ponsel dan komputer orang ini langsung keluar. PIN tetap berlaku."),
        ),
        Move(
            "reset", (A.ACTIVE,), A.NEW, ADMINISTRATOR,
            label=_("Batalkan PIN, ganti kartu"), told=_("membatalkan PIN dan mengeluarkan semua perangkat"),
            confirm=_(
                "PIN dan kunci sandi tidak berlaku lagi, semua perangkat keluar. Orang ini masuk"
                " lagi dengan kartu baru dan melihat siapa yang membatalkan."
            ),
        ),
        Move(
            "change_number", OPEN, SAME, ADMINISTRATOR,
            label=_("Ganti nomor ponsel"), told=_("mengganti nomor ponsel"),
            inputs=(Input("phone", _("Nomor ponsel baru"), required=True),),
        ),
        Move(
            "keep_nik", OPEN, SAME, EITHER,
            label=_("Simpan NIK"), told=_("menyimpan NIK untuk tanda tangan elektronik"),
            inputs=(Input("nik", _("NIK"), required=True),),
            confirm=_("Disimpan tersegel untuk BSrE dan tidak ditampilkan lagi kepada siapa pun."),
        ),
        Move(
            "block", OPEN, A.BLOCKED, ADMINISTRATOR,
            label=_("Blokir akun"), told=_("memblokir akun"),
            needs=(guards.not_oneself,), inputs=(Input("reason", _("Alasan"), required=True),),
            confirm=_("Orang ini tidak dapat masuk sampai blokir dibuka. Perintah kepadanya tetap ada."),
        ),
        Move(
            "unblock", (A.BLOCKED,), Back("blocked_from", OPEN), ADMINISTRATOR,
            label=_("Buka blokir"), told=_("membuka blokir akun"),
        ),
    ),
)  # fmt: skip
