import json
import logging

import pytest
from django.test import RequestFactory
from structlog import contextvars

from config.logs import json_formatter


def line(*, message: str = "halo", extra: dict | None = None, exc_info=None) -> dict:
    record = logging.getLogger("sigap.test").makeRecord(
        "sigap.test", logging.INFO, __file__, 1, message, (), exc_info, extra=extra
    )
    return json.loads(json_formatter().format(record))


def test_a_record_is_one_line_of_json_with_time_level_and_name():
    fields = line(message="dua\nbaris", extra={"status": 200})
    assert fields["event"] == "dua\nbaris"
    assert fields["level"] == "info"
    assert fields["logger"] == "sigap.test"
    assert fields["status"] == 200
    assert fields["timestamp"].endswith("Z")


def test_every_line_of_a_request_carries_its_id():
    with contextvars.bound_contextvars(request_id="r-1234567"):
        assert line()["request_id"] == "r-1234567"
    assert "request_id" not in line()


def test_what_people_searched_for_stays_out_of_the_logs():
    request = RequestFactory().get("/cari/?q=rahasia")
    assert "rahasia" not in json.dumps(line(extra={"request": request}))


def test_an_exception_is_told_inside_the_line():
    with pytest.raises(ValueError, match="pecah") as caught:
        int("pecah")
    fields = line(exc_info=(caught.type, caught.value, caught.tb))
    assert "ValueError: invalid literal" in fields["exception"]


@pytest.fixture(autouse=True)
def no_leftover_context():
    contextvars.clear_contextvars()
