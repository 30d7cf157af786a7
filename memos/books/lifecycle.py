"""The life of the bookkeeping, in one table: it stands, and every change of a book is on record.

The row is born with the first change. Numbers are taken by memos and letters, in their own tables.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from workflow.table import BORN, SAME, Lifecycle, Move, parts


class Status(TextChoices):
    """Where the bookkeeping stands."""

    KEPT = "kept", _("dijalankan")


class Part(TextChoices):
    """What somebody is towards the books."""

    KEEPER = "keeper", _("Sekretariat")
    HEAD = "head", _("Kepala sekretariat")
    ORGANISER = "organiser", _("Pengelola kabupaten")


OFFICE = parts(Part.HEAD, Part.ORGANISER)
B = Status
BOOKKEEPING = Lifecycle(
    noun="bookkeeping",
    statuses=Status,
    parts=Part,
    turn={B.KEPT: None},
    moves=(
        Move(
            "establish", (BORN,), B.KEPT, parts(Part.KEEPER) | OFFICE,
            label=_("Mulai pembukuan"), told=_("memulai pembukuan"), offered=False,
        ),
        Move(
            "open_register", (B.KEPT,), SAME, OFFICE,
            label=_("Buka buku"), told=_("membuka buku"), offered=False,
        ),
        Move(
            "change_register", (B.KEPT,), SAME, OFFICE,
            label=_("Simpan buku"), told=_("mengubah buku"), offered=False,
        ),
        Move(
            "reserve", (B.KEPT,), SAME, parts(Part.KEEPER),
            label=_("Cadangkan nomor"), told=_("mencadangkan nomor"), offered=False,
        ),
        Move(
            "import_codes", (B.KEPT,), SAME, OFFICE,
            label=_("Simpan kode klasifikasi"), told=_("mengubah kode klasifikasi"), offered=False,
        ),
    ),
)  # fmt: skip
