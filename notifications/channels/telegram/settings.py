"""The settings of the Telegram channel, read at each use."""

from typing import Final

from django.conf import settings

NAME: Final = "telegram"


def is_on() -> bool:
    """Whether the bot can be written to and linked."""
    return bool(settings.TELEGRAM_TOKEN and settings.TELEGRAM_BOT)


def method(name: str) -> str:
    """The address of a method. It holds the token: never put it into a log."""
    return f"{settings.TELEGRAM_URL.rstrip('/')}/bot{settings.TELEGRAM_TOKEN}/{name}"


def file(path: str) -> str:
    """The address of a file that getFile named."""
    return f"{settings.TELEGRAM_URL.rstrip('/')}/file/bot{settings.TELEGRAM_TOKEN}/{path}"


def message_id(chat: str, number: int) -> str:
    """A message among all chats: Telegram counts them in each chat."""
    return f"{chat}:{number}"
