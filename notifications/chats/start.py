"""Enters the chat channels where they are looked for; called once, when the app starts."""

from notifications import channels
from notifications.channels.telegram.sender import Telegram
from notifications.channels.whatsapp.sender import WhatsApp
from notifications.chats import talk


def register_all() -> None:
    """WhatsApp and Telegram tell and talk."""
    for each in (WhatsApp(), Telegram()):
        channels.register(each)
        talk.register(each)
