"""The forms of the API about channels and devices: what is said, and what may be said."""

from typing import Any

from rest_framework import serializers as s

from api.inputs import Words
from api.shapes import Shape, maybe


class Channel(Shape):
    """One way to be told. `works` says that there is an address; a `fixed` one stays on and last."""

    channel = s.CharField()
    label = s.CharField()  # type: ignore[assignment]
    on = s.BooleanField()
    works = s.BooleanField()
    fixed = s.BooleanField()


class Channels(Shape):
    """All ways, the preferred first."""

    channels = Channel(many=True)


class ChosenChannel(s.Serializer[Any]):
    """A channel in its place."""

    channel = Words(max_length=12, allow_blank=False)
    on = s.BooleanField(default=True)


class ChosenChannels(s.Serializer[Any]):
    """The new order; channels not named come after it, switched on."""

    channels = s.ListField(child=ChosenChannel(), max_length=20)


class PushKeys(s.Serializer[Any]):
    """Keys of a subscription (RFC 8291), base64url."""

    p256dh = Words(max_length=200)
    auth = Words(max_length=200)


class DeviceIn(s.Serializer[Any]):
    """A push subscription as a browser or a UnifiedPush distributor gives it."""

    endpoint = Words(max_length=2000)
    keys = PushKeys()


class Device(Shape):
    """A device that is woken by Web Push; `dead_at` once its push service called it gone."""

    id = s.UUIDField()
    created_at = s.DateTimeField()
    dead_at = maybe(s.DateTimeField)


class Devices(Shape):
    """All devices, and the key (VAPID, base64url) that a subscription must be made with."""

    application_server_key = s.CharField(allow_blank=True)
    results = Device(many=True)


class Removed(Shape):
    """What is there no more."""

    id = s.UUIDField()
