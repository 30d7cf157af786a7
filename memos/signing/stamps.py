"""Time from a time stamping authority (RFC 3161) over HTTP, in bounded time and size."""

from typing import Final

import requests
from asn1crypto import tsp
from pyhanko.sign.timestamps import TimeStamper

from workflow.outbound import BoundedSession

MOST: Final = 65_536


class NoTime(Exception):
    """The authority gave no time stamp."""


class OverHttp(TimeStamper):
    """Asks the authority at `url`; waits at most `seconds`."""

    def __init__(self, url: str, seconds: float) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.url = url
        self.seconds = seconds

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """The answer as parsed. Raises NoTime."""
        try:
            response = BoundedSession(self.seconds, MOST, silence=self.seconds).request(
                "POST",
                self.url,
                data=req.dump(),
                headers={
                    "Content-Type": "application/timestamp-query",
                    "Accept": "application/timestamp-reply",
                },
            )
        except (requests.RequestException, OSError) as error:
            raise NoTime(type(error).__name__) from None
        if response.headers.get("Content-Type") != "application/timestamp-reply":
            raise NoTime(str(response.status_code))
        try:
            found = tsp.TimeStampResp.load(response.content)
            found["status"]["status"].native  # noqa: B018 - parsing is lazy, and may fail
        except ValueError:
            raise NoTime("garbage") from None
        return found
