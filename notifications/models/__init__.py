"""What a position is told inside the product, and what reached whom outside of it."""

from notifications.chats.models import Chat, Inbound, LinkCode, Reply, SmsCode
from notifications.models.deliveries import Delivery
from notifications.models.links import Link
from notifications.models.mornings import Digest, Morning, WithoutDigest
from notifications.models.notices import Notice
from notifications.models.preferences import Preference
from notifications.models.subscriptions import PushSubscription
from notifications.models.watches import Watch

__all__ = [
    "Chat",
    "Delivery",
    "Digest",
    "Inbound",
    "Link",
    "LinkCode",
    "Morning",
    "Notice",
    "Preference",
    "PushSubscription",
    "Reply",
    "SmsCode",
    "Watch",
    "WithoutDigest",
]
