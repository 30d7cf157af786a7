"""The settings of the WhatsApp channel, read at each use so that tests and checks may change them."""

from typing import Final

from django.conf import settings

NAME: Final = "whatsapp"
LANGUAGE: Final = "id"


def is_on() -> bool:
    """Whether messages can be sent: the number and the token are set."""
    return bool(settings.WHATSAPP_PHONE_ID and settings.WHATSAPP_TOKEN)


def address(path: str) -> str:
    """The provider's address of something: base URL, API version, path."""
    base = settings.WHATSAPP_URL.rstrip("/")
    return f"{base}/{settings.WHATSAPP_VERSION}/{path}"


def headers() -> dict[str, str]:
    """Who we are."""
    return {"Authorization": f"Bearer {settings.WHATSAPP_TOKEN}"}
