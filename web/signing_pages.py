"""View models of the page on which a signer signs. Under the rules of `web/cards.py`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SigningRow:
    """One memo that waits for the reader's signature, or was signed just now."""

    key: str
    title: str
    detail: str
    """The number and to whom it goes."""
    url: str
    pdf_url: str
    on: bool = False
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Signing:
    """Context `signing` of memos/signing.html."""

    rows: tuple[SigningRow, ...]
    more: int = 0
    """How many wait beyond those shown."""
    signed: tuple[SigningRow, ...] = ()
    refusal: str = ""
    """Why the reader cannot sign at all; there is no passphrase to be asked for then."""
    errors: tuple[tuple[str, str], ...] = ()
    example: bool = False
    """Signatures are examples, of no legal weight."""
    batch: int = 1
    """How many a script sends at once, so that the progress moves."""
