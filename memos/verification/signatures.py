"""What the signatures inside a file say, in the few facts a reader needs."""

from collections.abc import Sequence
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from typing import Protocol

INSPECTOR = "memos.signing.inspect"


class SignatureFacts(Protocol):
    """One electronic signature inside a PDF."""

    @property
    def name(self) -> str:
        """Who signed, as the certificate says."""

    @property
    def signed_at(self) -> datetime | None:
        """When, as the signature says."""

    @property
    def intact(self) -> bool:
        """Whether what was signed is unchanged."""

    @property
    def trusted(self) -> bool:
        """Whether the certificate leads to one that is trusted here."""

    @property
    def issuer(self) -> str:
        """Who issued the certificate."""


def signatures_of(pdf: bytes) -> Sequence[SignatureFacts]:
    """The signatures of a file, none where it has none or cannot be read."""
    if find_spec("memos.signing") is None or find_spec(INSPECTOR) is None:
        return ()
    found: Sequence[SignatureFacts] = import_module(INSPECTOR).signatures_of(pdf)
    return found
