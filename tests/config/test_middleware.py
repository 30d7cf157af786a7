import uuid
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils.functional import SimpleLazyObject

from config.middleware import RequestLog, person_id, request_id


def answer(path: str = "/", view=lambda _request: HttpResponse("ya"), **headers):
    request = RequestFactory().get(path, headers=headers)
    return request, RequestLog(view)(request)


def test_a_request_without_an_id_gets_a_uuid_of_version_7():
    request, response = answer()
    assert uuid.UUID(request.request_id).version == 7
    assert response["X-Request-ID"] == request.request_id


@pytest.mark.parametrize(
    "given", ["0199a1b2-0000-7000-8000-000000000001", "trace.01_a-b", "a" * 64]
)
def test_a_sane_id_is_kept(given):
    assert request_id(given) == given


@pytest.mark.parametrize(
    "given", [None, "", "short", "a" * 65, "a b c d e f", "x\r\nSet-Cookie: a", "-" * 12]
)
def test_any_other_id_is_replaced(given):
    assert request_id(given) != given


def test_the_clock_is_read_once_per_request():
    request, _ = answer()
    assert timedelta(0) <= datetime.now(UTC) - request.at < timedelta(minutes=1)


def test_one_line_tells_who_asked_what_and_how_it_ended(caplog):
    def view(request):
        request.user = SimpleNamespace(pk=7)
        return HttpResponse(status=404)

    caplog.set_level("INFO", logger="sigap.request")
    answer("/perintah/?q=rahasia", view)
    (record,) = caplog.records
    assert (record.method, record.path, record.status, record.person) == (
        "GET",
        "/perintah/",
        404,
        7,
    )
    assert record.ms >= 0


def test_the_log_never_asks_who_is_signed_in():
    def explode():
        raise AssertionError

    request: Any = RequestFactory().get("/")
    request.user = SimpleLazyObject(explode)
    assert person_id(request) is None
    request._cached_user = SimpleNamespace(pk=9)
    assert person_id(request) == 9
