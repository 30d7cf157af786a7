"""What a position is told inside the product, and what reached whom outside of it."""

from notifications.models.deliveries import Delivery
from notifications.models.notices import Notice
from notifications.models.preferences import Preference
from notifications.models.subscriptions import PushSubscription
from notifications.models.watches import Watch

__all__ = ["Delivery", "Notice", "Preference", "PushSubscription", "Watch"]
