"""Why a file was not taken: every code and its sentence, in one place."""

from typing import Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from workflow.refusals import Kind, Refusal, Refused

SENTENCES: Final = {
    "empty_file": _("Berkas ini kosong. Pilih berkas lain."),
    "too_large": _("Berkas lebih besar dari %(megabytes)s MB. Kirim berkas yang lebih kecil."),
    "type_not_allowed": _(
        "Jenis berkas ini tidak diterima. Kirim foto (JPG, PNG, WebP), rekaman suara, PDF, "
        "atau berkas Word, Excel, PowerPoint, LibreOffice."
    ),
    "type_mismatch": _(
        "Isi berkas tidak sesuai dengan namanya (%(extension)s). Kirim berkas asli."
    ),
    "heic_not_supported": _("Foto HEIC belum dapat dibaca. Kirim foto itu sebagai JPG."),
    "old_office_format": _(
        "Format Word, Excel, dan PowerPoint lama tidak diterima. Simpan sebagai .docx, .xlsx, "
        ".pptx, atau PDF, lalu kirim lagi."
    ),
    "macro_not_allowed": _("Berkas ini berisi makro. Simpan tanpa makro, lalu kirim lagi."),
    "archive_bomb": _("Isi berkas ini terlalu besar saat dibuka. Kirim berkas lain."),
    "pdf_active": _(
        "PDF ini berisi skrip atau berkas tersembunyi. Cetak ulang ke PDF, lalu kirim lagi."
    ),
    "pdf_locked": _("PDF ini terkunci. Simpan tanpa kata sandi, lalu kirim lagi."),
    "file_damaged": _("Berkas ini rusak atau tidak utuh. Kirim lagi dari berkas asli."),
    "image_damaged": _("Foto ini rusak atau tidak utuh. Ambil atau kirim lagi."),
    "image_too_large": _(
        "Foto lebih besar dari %(megapixels)s megapiksel. Perkecil foto, lalu kirim lagi."
    ),
    "not_a_drawing": _("Lambang harus berupa gambar PNG atau JPEG."),
    "drawing_too_small": _(
        "Gambar ini terlalu kecil untuk dicetak. Sisi terpanjangnya sedikitnya %(pixels)s piksel."
    ),
    "id_taken": _("Nomor unggahan ini sudah dipakai untuk berkas lain. Unggah lagi."),
    "unknown_upload": _("Berkas belum terunggah atau sudah kedaluwarsa. Unggah lagi."),
}


class FileRefused(Refused):
    """A file, or a claim on one, that is not taken.

    `code` is a key of SENTENCES and stable; `sentence` is for the person, in the language active
    when it was raised; `which` is the public id that an `unknown_upload` or `id_taken` is about.
    """

    def __init__(self, code: str, *, which: UUID | None = None, **facts: str | int) -> None:
        self.code = code
        self.sentence = str(SENTENCES[code]) % facts if facts else str(SENTENCES[code])
        self.which = which
        kind = Kind.TOO_LARGE if code == "too_large" else Kind.INVALID
        super().__init__(Refusal(code, self.sentence, kind, "attachments"))

    def __str__(self) -> str:
        return f"{self.code}: {self.sentence}"
