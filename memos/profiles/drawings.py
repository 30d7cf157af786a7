"""The two drawings of the kop: lambang daerah of the regency, lambang negara of bupati and wakil.

Both belong to the regency: none comes with Sigap. What is uploaded is kept as any other file, and a
version of the profile says which one holds from its day on.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from files import drawings, intake, store
from files.intake import Readable
from files.models import Blob
from files.refusals import FileRefused
from memos.paper import Emblem, Profile, placeholder_emblem
from memos.profiles.emblem import grey
from workflow.refusals import Refused, invalid

REGENCY: Final = "regency_drawing"
STATE: Final = "state_drawing"
NAMES: Final[Mapping[str, str | Promise]] = {
    REGENCY: _("Lambang daerah"),
    STATE: _("Lambang negara"),
}
# What is read to those who hear the document: words on paper are not translated.
HEARD: Final = {REGENCY: "Lambang daerah", STATE: "Lambang negara"}
KEPT = 8


def receive(file: Readable, *, name: str, at: datetime) -> Blob:
    """Take an uploaded drawing; `name` is one of NAMES. Adopt it within an hour.

    Call it outside a transaction. Raises Refused with the codes of `files.drawings.redraw`, on the
    field `name`.
    """
    try:
        data = drawings.redraw(file)
    except FileRefused as error:
        raise Refused(invalid(name, error.code, error.sentence)) from error
    return intake.keep(data, media_type=drawings.MEDIA_TYPE, at=at)


def of_regency(look: Profile) -> Emblem:
    """Lambang daerah as the look prints it; the shield that says CONTOH where there is none."""
    drawn = _drawn(REGENCY, look.regency_drawing) or placeholder_emblem()
    return grey(drawn) if look.kop_black else drawn


def of_state(look: Profile) -> Emblem | None:
    """Lambang negara as the look prints it, if the regency uploaded it."""
    drawn = _drawn(STATE, look.state_drawing)
    return grey(drawn) if drawn and look.kop_black else drawn


def uploaded(look: Profile) -> Mapping[str, Emblem]:
    """What the regency brought itself, small enough for a page, by its name in NAMES."""
    found = {name: _drawn(name, getattr(look, name)) for name in NAMES}
    return {name: _small(emblem) for name, emblem in found.items() if emblem}


def _drawn(name: str, sha256: str) -> Emblem | None:
    return _read(name, sha256) if sha256 else None


@lru_cache(maxsize=KEPT)
def _small(emblem: Emblem) -> Emblem:
    return replace(emblem, data=drawings.small(emblem.data))


@lru_cache(maxsize=KEPT)
def _read(name: str, sha256: str) -> Emblem:
    """One statement and one file the first time in a process: bytes under a hash never change."""
    with store.open_bytes(Blob.objects.get(sha256=sha256)) as file:
        return Emblem(file.read(), drawings.MEDIA_TYPE, HEARD[name])
