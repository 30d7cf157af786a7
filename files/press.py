"""What every printed page shares: our own fonts, one press at a time, and nothing from elsewhere.

WeasyPrint is imported here, in memos/pdf.py and in accounts/access/cards.py, and nowhere else.
"""

import threading
from pathlib import Path

from weasyprint.urls import URLFetcher, URLFetcherResponse

FONT_FOLDER = Path(__file__).parent / "fonts"
FONT_TYPES = {".ttf": "font/ttf", ".otf": "font/otf"}
FONTS = frozenset(path.name for path in FONT_FOLDER.iterdir() if path.suffix in FONT_TYPES)

# WeasyPrint shares its font configuration between documents, and Pango's is not made for two
# threads at once. One lock costs nothing: rendering holds the interpreter anyway.
PRESS = threading.Lock()


class OwnFilesOnly(URLFetcher):  # type: ignore[misc] # WeasyPrint publishes no types
    """Opens data: addresses and `font:NAME` for our own fonts; refuses every other address.

    What is printed is typed by people: no word in it may make the server read a file or call out.
    """

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The content behind `url`. Raises ValueError for an address that is not allowed."""
        name = url.removeprefix("font:")
        if name != url and name in FONTS:
            data = (FONT_FOLDER / name).read_bytes()
            kind = FONT_TYPES[Path(name).suffix]
            return URLFetcherResponse(url, data, {"Content-Type": kind})
        return super().fetch(url, headers)
