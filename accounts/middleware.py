"""Deny by default: whoever is not signed in sees only the views that say so.

A view opens itself to everybody with django.contrib.auth.decorators.login_not_required. Views of
REST framework and allauth carry that mark already, and answer 401 themselves.
"""

from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _


class SignInRequired:
    """Sends anonymous people to the sign-in page, and answers 401 to the scripts of a page.

    Django's LoginRequiredMiddleware asks who it is before it looks at the mark; allauth's app
    clients lose their session once `request.user` has been read, so here the mark comes first.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on; process_view decides once the view is known."""
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],
        args: Sequence[Any],
        kwargs: Mapping[str, Any],
    ) -> HttpResponseBase | None:
        """Let the view run (None), or answer in its place."""
        if not getattr(view, "login_required", True) or request.user.is_authenticated:
            return None
        return ask_to_sign_in(request)


def ask_to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """Redirect a person; a script would take the sign-in page for its answer, so it gets 401.

    Only a page that can be read is worth coming back to: a lost POST starts from the inbox.
    """
    is_script = request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate"
    if is_script or not request.accepts("text/html"):
        return HttpResponse(
            _("Sesi Anda sudah berakhir. Masuk lagi."),
            status=HTTPStatus.UNAUTHORIZED,
            content_type="text/plain; charset=utf-8",
        )
    if request.method not in {"GET", "HEAD"}:
        return redirect(settings.LOGIN_URL)
    return redirect_to_login(request.get_full_path(), str(settings.LOGIN_URL))
