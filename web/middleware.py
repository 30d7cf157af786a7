"""Refusals as pages, and what every page has in common."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from web.actor import actor_at
from web.pages import Problem
from web.posting import Attempt, see_other
from workflow.refusals import Kind, Refusal, Refused

TEMPLATES = {Kind.NOT_FOUND: "404.html", Kind.NOT_YOURS: "403.html", Kind.TOO_LARGE: "413.html"}


class RefusalPages:
    """Sets `request.actor`, keeps pages out of shared caches, and words refusals.

    A view never catches Refused. Of a post that a page made, the page is drawn again with what was
    typed (see posting.drawn_again); of anything else a page says what happened. Only views of the
    `web` namespace are answered for.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, privately; an empty 405 gets words."""
        request.actor = SimpleLazyObject(lambda: actor_at(request))  # type: ignore[attr-defined]
        response = self.get_response(request)
        if not _is_page(request):
            return response
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not is_script(request):
            allowed = response["Allow"]
            response = _problem(request, _wrong_method(), HTTPStatus.METHOD_NOT_ALLOWED)
            response["Allow"] = allowed
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        """Turn a refusal into an answer; anything else is not ours."""
        if not isinstance(exception, Refused) or not _is_page(request):
            return None
        refusal = exception.refusal
        if is_script(request):
            kind = "text/plain; charset=utf-8"
            return HttpResponse(str(refusal.sentence), status=refusal.kind.value, content_type=kind)
        again = getattr(_match(request).func, "again", None)
        if request.method == "POST" and again and refusal.kind is not Kind.NOT_FOUND:
            attempt = Attempt(refusal, request.POST, _match(request).kwargs.get("verb", ""))
            try:
                response: HttpResponseBase = again(request, attempt, **_match(request).kwargs)
            except Refused:  # the page itself is no longer theirs to see
                return problem(request, refusal)
            return response
        return problem(request, refusal)


def problem(request: HttpRequest, refusal: Refusal) -> HttpResponseBase:
    """A page that says why not; where a hat must be chosen, the hats."""
    if refusal.choices:
        messages.warning(request, str(refusal.sentence))
        return see_other(reverse("web:hats"))
    shown = Problem(title=_title(refusal), detail=str(refusal.sentence), code=refusal.code)
    return _problem(request, shown, refusal.kind.value, TEMPLATES.get(refusal.kind, "409.html"))


def _title(refusal: Refusal) -> str:
    """Of what is not found, no more is said than that."""
    return "" if refusal.kind in TEMPLATES else _("Belum tercatat")


def _problem(
    request: HttpRequest, shown: Problem, status: int, template: str = "409.html"
) -> HttpResponse:
    return render(request, template, {"problem": shown}, status=status)


def _wrong_method() -> Problem:
    return Problem(
        title=_("Halaman ini tidak dapat dibuka begitu saja"),
        detail=_("Alamat ini hanya menerima kiriman dari tombol di halaman lain."),
        code="method_not_allowed",
    )


def _match(request: HttpRequest) -> Any:
    return request.resolver_match


def _is_page(request: HttpRequest) -> bool:
    return request.resolver_match is not None and "web" in request.resolver_match.namespaces


def is_script(request: HttpRequest) -> bool:
    """Whether a script of the page asks, which cannot show a page."""
    return request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate"
