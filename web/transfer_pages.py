"""View models of handing papers over; see web/cards.py for what a view model is."""

from dataclasses import dataclass

from web.cards import Action, Choice


@dataclass(frozen=True, slots=True)
class TransferRow:
    """One package that was made."""

    url: str
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class Transfers:
    """Context `transfers` of memos/transfers.html: what to hand over, what it would be, what was."""

    url: str
    back_url: str
    registers: tuple[Choice, ...]
    first: str
    last: str
    error: str = ""
    found: str = ""
    """How many memos fit, in words; empty before anything was asked."""
    left_out: str = ""
    action: Action | None = None
    """Hands over what was found."""
    rows: tuple[TransferRow, ...] = ()
    more_url: str = ""
