"""The caller's morning: numbers per hat, as the morning page shows them, and whether it is sent."""

from dataclasses import asdict
from typing import ClassVar

from django.http import HttpResponse
from django.utils import timezone
from rest_framework.request import Request

from api import morning_shapes, outputs
from api.endpoint import Endpoint, answer_of
from api.outputs import Json
from api.schema import Contract
from instructions import clock, morning
from notifications.mornings import digest
from workflow.requests import Answer


class Morning(Endpoint):
    """What waits for the caller today, and how what they asked for stands."""

    http_method_names = ("get", "head")
    contracts: ClassVar = {
        "GET": Contract("get_morning", "Ringkasan pagi per jabatan", morning_shapes.Morning)
    }

    def get(self, request: Request) -> HttpResponse:
        """A fixed number of statements; only hats with something open, in the order of `me`."""
        day = morning.day_of(self.at, clock.current())
        counted = morning.numbers_of(self.actor, day)
        hats = [self.actor.hat] if self.actor.hat is not None else self.actor.hats
        return self.reply(
            {
                "day": timezone.localdate(self.at).isoformat(),
                "finished_since": outputs.moment(day.since),
                "hats": [
                    {
                        "position": outputs.position_ref(hat.position),
                        "title": hat.title,
                        **asdict(counted[hat.position_id]),
                    }
                    for hat in hats
                    if hat.position_id in counted
                ],
            }
        )


class MyDigest(Endpoint):
    """The switch of the caller's digest; the channels it comes by are those of `me/channels`."""

    http_method_names = ("get", "head", "put")
    contracts: ClassVar = {
        "GET": Contract(
            "get_digest", "Apakah ringkasan pagi dikirim kepada saya", morning_shapes.Digest
        ),
        "PUT": Contract(
            "replace_digest",
            "Nyalakan atau matikan ringkasan pagi",
            morning_shapes.Digest,
            request=morning_shapes.DigestChosen,
        ),
    }

    def get(self, request: Request) -> HttpResponse:
        """One statement."""
        return self.reply(self._now())

    def put(self, request: Request) -> HttpResponse:
        """On until one says otherwise."""
        wanted: bool = self.given()["on"]

        def work() -> Answer:
            digest.switch(self.actor.person, on=wanted)
            return answer_of(self._now())

        return self.write(work)

    def _now(self) -> Json:
        return {"on": digest.is_on(self.actor.person)}
