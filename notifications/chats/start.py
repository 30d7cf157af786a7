"""Enters the chat channels where they are looked for; called once, when the app starts."""

from notifications import channels
from notifications.channels.whatsapp.sender import WhatsApp
from notifications.chats import talk


def register_all() -> None:
    """WhatsApp tells and talks."""
    whatsapp = WhatsApp()
    channels.register(whatsapp)
    talk.register(whatsapp)
