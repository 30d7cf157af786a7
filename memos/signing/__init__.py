"""Electronic signatures: START HERE.

`engine()` gives what settings.SIGNING names: a certificate of our own (`local.py`) or the eSign
Client Service of BSrE (`bsre_v2.py`, `bsre_v1.py`). An engine knows bytes and no memo. Who signs
which memo when is `attempts.py`; what signatures a PDF carries, `inspect.py`.

A passphrase is an argument and never an attribute: nothing here keeps, prints or logs it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from importlib import import_module
from typing import Final, Protocol, cast

from django.conf import settings

from memos.signing.faults import refused

OFF: Final = "off"
LOCAL: Final = "local"
BSRE_V1: Final = "bsre-v1"
BSRE_V2: Final = "bsre-v2"
ENGINES: Final = {
    LOCAL: "memos.signing.local",
    BSRE_V2: "memos.signing.bsre_v2",
    BSRE_V1: "memos.signing.bsre_v1",
}


class Level(StrEnum):
    """How long a signature can be verified (ETSI EN 319 142-1): plain, with time, for archives."""

    BASIC = "B-B"
    TIMED = "B-T"
    ARCHIVED = "B-LTA"


class Footing(StrEnum):
    """Which sentence may stand at the foot of the page, which is drawn before it is signed."""

    UNSIGNED = "unsigned"
    EXAMPLE = "example"
    BSRE = "bsre"


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose signature: `key` is the person's public id, `nik` their 16 digits, or nothing."""

    key: str
    name: str
    nik: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Job:
    """One PDF to sign. `document_id` is what the service called it in an attempt that broke off."""

    pdf: bytes = field(repr=False)
    document_id: str = ""


@dataclass(frozen=True, slots=True)
class Signed:
    """One signed PDF and what the service says of it. `verdict`: "valid" or "unreachable"."""

    pdf: bytes = field(repr=False)
    document_id: str = ""
    verdict: str = "valid"


class Engine(Protocol):
    """Signs finished PDFs. Every call ends in bounded time."""

    name: str
    footing: Footing
    batch: int
    """How many PDFs one call takes."""
    seconds: int
    """How long one call takes at most, with the looking before and after."""

    def check(self, who: Identity, *, at: datetime) -> None:
        """Ask whether this person can sign at all; to be done before a passphrase is asked for.

        Raises Refused (codes in `faults.py`).
        """

    def sign(
        self, jobs: Sequence[Job], *, who: Identity, passphrase: str, at: datetime
    ) -> list[Signed]:
        """Sign at most `batch` PDFs with one passphrase; the answers stand in the same order.

        Raises Refused where certainly nothing was signed, and `faults.Unsure` where the answer was
        lost and the service may have signed.
        """


def engine() -> Engine:
    """The engine that settings.SIGNING names. Raises Refused `signing_off`."""
    if settings.SIGNING not in ENGINES:
        raise refused("signing_off")
    return cast("Engine", import_module(ENGINES[settings.SIGNING]).made())


def footer_kind() -> Footing:
    """What a memo to be signed electronically may say at its foot under the present settings.

    The sentence about BSrE is printed only where BSrE signs (field rules: never otherwise).
    """
    if settings.SIGNING in {BSRE_V1, BSRE_V2}:
        return Footing.BSRE
    return Footing.EXAMPLE if settings.SIGNING == LOCAL else Footing.UNSIGNED
