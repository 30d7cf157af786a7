"""View models of what is shared outside: the text for a group, and the page behind its link."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ShareText:
    """Context `share` of orders/share.html: words to be sent to a group, ready to be copied."""

    reference: str
    text: str
    whatsapp_url: str
    back_url: str
    rows: int
    """Lines of the text, so that all of it is seen."""


@dataclass(frozen=True, slots=True)
class Outside:
    """Context `outside` of pages/outside.html: what a stranger learns of an order, which is numbers.

    `sentence` is empty where not even those are shown.
    """

    reference: str
    sign_in_url: str
    sentence: str = ""
    detail: str = ""
