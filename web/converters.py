"""Parts of addresses that Django does not know: a reference as it is written, a kind of file."""

from memos.order_lists import Format


class AsWritten:
    """A part that means just what it says."""

    regex = ""

    def to_python(self, value: str) -> str:
        """The part."""
        return value

    def to_url(self, value: str) -> str:
        """The same."""
        return value


class ReferenceConverter(AsWritten):
    """P-0412/2026, with its slash."""

    regex = "P-[0-9]{1,6}/[0-9]{4}"


class TokenConverter(AsWritten):
    """128 bits of a link, as `secrets.token_urlsafe(16)` writes them."""

    regex = "[A-Za-z0-9_-]{22}"


class FormatConverter(AsWritten):
    """xlsx or pdf."""

    regex = "|".join(Format)
