"""How the caller is told: channels in their order, and devices that are woken."""

from typing import ClassVar
from uuid import UUID

from django.http import HttpResponse
from rest_framework.request import Request

from api import channel_shapes, outputs
from api.endpoint import Endpoint, answer_of
from api.outputs import ROOT, Json
from api.schema import Contract
from notifications import devices, preferences
from notifications.channels.web_push import public_key
from notifications.devices import Subscription
from notifications.models import PushSubscription
from notifications.preferences import Choice
from notifications.ways import BELL, Way
from workflow.requests import Answer


class MyChannels(Endpoint):
    """The caller's own order of channels."""

    http_method_names = ("get", "head", "put")
    contracts: ClassVar = {
        "GET": Contract(
            "get_channels", "Saluran saya, yang didahulukan di atas", channel_shapes.Channels
        ),
        "PUT": Contract(
            "replace_channels",
            "Urutkan saluran, matikan yang tidak dikehendaki",
            channel_shapes.Channels,
            request=channel_shapes.ChosenChannels,
        ),
    }

    def get(self, request: Request) -> HttpResponse:
        """One statement, and one per channel."""
        return self.reply(_channels(preferences.ways_of(self.actor.person)))

    def put(self, request: Request) -> HttpResponse:
        """The bell may be named; it stays last and on."""
        given = self.given()
        choices = [Choice(one["channel"], one["on"]) for one in given["channels"]]

        def work() -> Answer:
            return answer_of(_channels(preferences.choose(choices, person=self.actor.person)))

        return self.write(work)


def _channels(ways: list[Way]) -> Json:
    return {
        "channels": [
            {
                "channel": way.channel,
                "label": preferences.label(way.channel),
                "on": way.is_on,
                "works": way.works,
                "fixed": way.channel == BELL,
            }
            for way in ways
        ]
    }


class Devices(Endpoint):
    """The caller's devices; entering one."""

    contracts: ClassVar = {
        "GET": Contract(
            "list_devices", "Perangkat yang dibangunkan Web Push", channel_shapes.Devices
        ),
        "POST": Contract(
            "create_device",
            "Daftarkan perangkat; yang sudah dikenal menjadi milik pemanggil",
            channel_shapes.Device,
            request=channel_shapes.DeviceIn,
            status=201,
        ),
    }

    def get(self, request: Request) -> HttpResponse:
        """One statement."""
        rows = devices.devices_of(self.actor.person)
        key = public_key()
        return self.reply(
            {"application_server_key": key, "results": [_device(row) for row in rows]}
        )

    def post(self, request: Request) -> HttpResponse:
        """Bound to the sign-in: it is woken no more once that ends."""
        given = self.given()
        made = Subscription(given["endpoint"], **given["keys"])

        def work() -> Answer:
            row = devices.subscribe(
                made, person=self.actor.person, at=self.at, device=self._sign_in()
            )
            return answer_of(_device(row), status=201, location=f"{ROOT}/devices/{row.public_id}")

        return self.write(work)

    def _sign_in(self) -> UUID | None:
        """The handle of the session that carries this request."""
        return devices.sign_in_of(self.request.headers.get("X-Session-Token") or self._cookie())

    def _cookie(self) -> str:
        return self.request.session.session_key or ""


class Device(Endpoint):
    """One device."""

    http_method_names = ("delete",)
    contracts: ClassVar = {
        "DELETE": Contract(
            "delete_device", "Perangkat tidak dibangunkan lagi", channel_shapes.Removed
        )
    }

    def delete(self, request: Request, key: UUID) -> HttpResponse:
        """Only one's own."""

        def work() -> Answer:
            devices.unsubscribe(key, person=self.actor.person)
            return answer_of({"id": str(key)})

        return self.write(work)


def _device(row: PushSubscription) -> Json:
    return {
        "id": str(row.public_id),
        "created_at": outputs.moment(row.created_at),
        "dead_at": outputs.moment(row.dead_at),
    }
