"""View models of links in messages; see web/cards.py for what a view model is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LinkPage:
    """Context `link` of pages/link.html: a form where it may be confirmed, else why not."""

    url: str
    sentence: str
    sign_in_url: str
    error: str = ""
