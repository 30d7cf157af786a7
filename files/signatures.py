"""Signatures drawn on glass: a small PNG from a page or an app, checked before it is kept."""

import io
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from files import intake
from files.models import Upload
from workflow.refusals import Refused, invalid

LARGEST: Final = 256 * 1024  # bytes; lines on a phone's glass take a tenth of it
MAGIC: Final = b"\x89PNG\r\n\x1a\n"
FIELD: Final = "signature"


def receive(data: bytes, *, person_id: int, at: datetime) -> Upload:
    """Take a signature; it is written anew like any photo and waits for its act.

    Call it outside a transaction. Raises Refused `signature_too_large`, `signature_not_png`, and
    those of `intake.receive`.
    """
    if len(data) > LARGEST:
        sentence = _("Gambar tanda tangan terlalu besar. Hapus, lalu tanda tangani lagi.")
        raise Refused(invalid(FIELD, "signature_too_large", sentence))
    if not data.startswith(MAGIC):
        sentence = _("Tanda tangan harus berupa gambar PNG.")
        raise Refused(invalid(FIELD, "signature_not_png", sentence))
    return intake.receive(io.BytesIO(data), name="tanda-tangan.png", person_id=person_id, at=at)
