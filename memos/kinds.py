"""Of which kind a memo is, and what its body is written in."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MemoType(models.TextChoices):
    """The kinds of naskah dinas."""

    NOTA_DINAS = "nota_dinas", _("Nota dinas")
    # In the form of a nota dinas, to one recipient of an order who stays silent.
    EXPLANATION = "penjelasan", _("Permintaan penjelasan")
    MEMO = "memo", _("Memo")
    INSTRUCTION = "instruksi", _("Instruksi")
    COMMAND = "surat_perintah", _("Surat perintah")
    DUTY = "surat_tugas", _("Surat tugas")
    # Answers an incoming letter; it carries that letter's agenda number and none of its own.
    DISPOSITION = "disposisi", _("Lembar disposisi")


class BodyFormat(models.TextChoices):
    """What the body of a memo is written in."""

    TEXT = "text", _("Teks biasa")
    HTML = "html", _("Teks berformat")


def all_types() -> list[str]:
    """What a new register numbers: everything."""
    return list(MemoType.values)
