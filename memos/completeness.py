"""What a memo of each type must say before it is approved."""

from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from workflow.refusals import Refusal, invalid

if TYPE_CHECKING:
    from memos.models import Memo

# Field, or key of the details, and what is said where it is empty.
SENTENCES: dict[str, Promise] = {
    "to_lines": _("Yth. belum diisi."),
    "hal": _("Hal belum diisi."),
    "body": _("Isi naskah masih kosong."),
    "classification_code": _("Kode klasifikasi belum dipilih."),
    "about": _("Tentang belum diisi."),
    "dictums": _("Diktum belum diisi."),
    "dasar": _("Dasar atau Menimbang belum diisi."),
    "people": _("Kepada belum diisi."),
    "untuk": _("Untuk belum diisi."),
    "positions": _("Penerusan belum diisi."),
}
# One of these is enough where the first of them is needed.
ALSO = {"dasar": ("menimbang",), "people": ("positions",)}

_CORRESPONDENCE = ("to_lines", "hal", "body", "classification_code")
_ORDER = ("hal", "dasar", "people", "untuk", "classification_code")
NEEDED: dict[str, tuple[str, ...]] = {
    "instruksi": ("to_lines", "hal", "about", "body", "dictums", "classification_code"),
    "surat_perintah": _ORDER,
    "surat_tugas": _ORDER,
    "disposisi": ("positions",),
}


def missing(memo: "Memo") -> Refusal | None:
    """The first thing that a memo of its type must say and does not; None where it is complete."""
    for name in NEEDED.get(memo.memo_type, _CORRESPONDENCE):
        if not any(_said(memo, one) for one in (name, *ALSO.get(name, ()))):
            return invalid(name, f"{name}_required", SENTENCES[name])
    return None


def _said(memo: "Memo", name: str) -> bool:
    if name in memo.details:
        return True
    if name == "classification_code":
        return memo.classification_code_id is not None
    return bool(getattr(memo, name, None))
