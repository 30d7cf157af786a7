"""Deny by default: what the anonymous get, page by page and request by request."""

from collections.abc import Callable

import pytest
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.test import Client, RequestFactory

from accounts.middleware import SignInRequired
from accounts.models import Person

factory = RequestFactory()


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("isi")


def answer(
    request: HttpRequest,
    view: Callable[[HttpRequest], HttpResponse] = page,
    *,
    user: Person | AnonymousUser | None = None,
) -> HttpResponseBase | None:
    request.user = user or AnonymousUser()
    return SignInRequired(page).process_view(request, view, (), {})


def test_anonymous_is_sent_to_sign_in_and_back() -> None:
    response = answer(factory.get("/perintah/?urut=baru", headers={"Accept": "text/html"}))
    assert response is not None
    assert (response.status_code, response["Location"]) == (
        302,
        "/masuk/?next=/perintah/%3Furut%3Dbaru",
    )


def test_lost_post_does_not_come_back_as_a_get() -> None:
    response = answer(factory.post("/perintah/1/jawab/"))
    assert response is not None
    assert response["Location"] == "/masuk/"


@pytest.mark.parametrize("header", [{"Sec-Fetch-Mode": "cors"}, {"Accept": "application/json"}])
def test_script_gets_401_not_the_sign_in_page(header: dict[str, str]) -> None:
    response = answer(factory.post("/perintah/1/dilihat/", headers=header))
    assert response is not None
    assert response.status_code == 401


def test_signed_in_person_passes() -> None:
    assert answer(factory.get("/"), user=Person(name="Ahmad")) is None


def test_marked_view_is_open_and_the_person_is_not_even_looked_at() -> None:
    request = factory.get("/readyz")
    view = login_not_required(lambda _request: HttpResponse("ya"))
    assert SignInRequired(page).process_view(request, view, (), {}) is None
    assert not hasattr(request, "user")


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/masuk/", "/admin/", "/api/v1/me"])
def test_a_cookie_that_no_database_can_look_up_is_nobodys(address: str) -> None:
    answer = Client().get(address, headers={"Cookie": 'sessionid="abcdefgh\000ijkl"'})
    assert answer.status_code in {200, 302, 401}
