"""What can go wrong while signing, as stable codes and sentences; and the one that stays open."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from workflow.refusals import Kind, Refusal, Refused

SENTENCES: Final[dict[str, str | Promise]] = {
    "signing_off": _("Tanda tangan elektronik belum diaktifkan. Naskah ditandatangani basah."),
    "wrong_passphrase": _("Passphrase salah. Tidak ada naskah yang ditandatangani; ulangi."),
    "signer_not_registered": _(
        "Anda belum terdaftar sebagai pemilik sertifikat elektronik. Hubungi Diskominfo."
    ),
    "no_certificate": _("Anda belum memiliki sertifikat elektronik. Hubungi Diskominfo."),
    "certificate_expired": _("Sertifikat elektronik Anda sudah kedaluwarsa. Hubungi Diskominfo."),
    "certificate_to_renew": _(
        "Sertifikat elektronik Anda perlu diperbarui sebelum dapat dipakai. Hubungi Diskominfo."
    ),
    "certificate_not_verified": _(
        "Pendaftaran sertifikat elektronik Anda belum selesai diverifikasi."
    ),
    "certificate_suspended": _("Sertifikat elektronik Anda sedang ditangguhkan."),
    "certificate_revoked": _("Sertifikat elektronik Anda sudah dicabut. Hubungi Diskominfo."),
    "certificate_unusable": _("Sertifikat elektronik Anda belum dapat dipakai menandatangani."),
    "nik_missing": _("NIK Anda belum dicatat di Sigap. Hubungi administrator unit Anda."),
    "service_unreachable": _(
        "Layanan tanda tangan tidak dapat dihubungi. Naskah belum ditandatangani; coba lagi nanti."
    ),
    "service_refused": _(
        "Layanan tanda tangan menolak permintaan ini. Naskah belum ditandatangani."
    ),
    "service_misconfigured": _(
        "Sigap belum dapat masuk ke layanan tanda tangan. Hubungi Diskominfo."
    ),
    "service_unclear": _(
        "Jawaban layanan tanda tangan tidak lengkap. Ulangi; Sigap memeriksa dahulu agar tidak"
        " ditandatangani dua kali."
    ),
    "signed_wrongly": _(
        "Hasil dari layanan tanda tangan tidak sesuai dengan naskahnya, sehingga tidak dipakai."
    ),
    "time_unreachable": _(
        "Layanan cap waktu tidak dapat dihubungi. Naskah belum ditandatangani; coba lagi nanti."
    ),
}


def refusal(code: str) -> Refusal:
    """The refusal of this code; a wrong passphrase is at fault as an input."""
    if code == "wrong_passphrase":
        return Refusal(code, SENTENCES[code], Kind.INVALID, "passphrase")
    return Refusal(code, SENTENCES[code])


def refused(code: str) -> Refused:
    """The exception of this code, to be raised."""
    return Refused(refusal(code))


class Unsure(Exception):
    """The answer was lost: the service may have signed. `document_id` is what it called the file."""

    def __init__(self, document_id: str = "") -> None:
        super().__init__("the answer of the signing service was lost")
        self.document_id = document_id

    @property
    def refusal(self) -> Refusal:
        """What the person is told."""
        return refusal("service_unclear")
