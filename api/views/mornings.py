"""The caller's morning: numbers per hat, as the morning page shows them."""

from dataclasses import asdict
from typing import ClassVar

from django.http import HttpResponse
from django.utils import timezone
from rest_framework.request import Request

from api import morning_shapes, outputs
from api.endpoint import Endpoint
from api.schema import Contract
from instructions import clock, morning


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
