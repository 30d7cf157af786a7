"""A message for tests of channels."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from notifications.channels import Button, Message

DELIVERY = UUID("01920000-0000-7000-8000-000000000001")


def message(**fields: Any) -> Message:
    """A new order of class Biasa."""
    made = Message(
        delivery=DELIVERY,
        person_id=1,
        position_id=1,
        verb="send",
        reference="P-0412/2026",
        share=UUID("01920000-0000-7000-8000-000000000002"),
        title="Perintah baru dari Bupati Sarolangun",
        body="Yth. Bapak Camat Pelawan,\n\nPeriksa <titik> rawan & laporkan.\n\nMohon dijawab.",
        link="https://sigap.contoh.go.id/bagian/1/",
        buttons=(Button("acknowledge", "Siap"),),
        urgency="segera",
        ttl=7200,
        topic="AZIAAAAAcACAAAAAAAAAAg",
    )
    return replace(made, **fields)
