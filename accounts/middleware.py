"""Deny by default: whoever is not signed in sees only the views that say so.

A view opens itself to everybody with django.contrib.auth.decorators.login_not_required. Views of
REST framework and allauth carry that mark already, and answer 401 themselves.
"""

from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _


class SignInRequired(LoginRequiredMiddleware):
    """Sends anonymous people to the sign-in page, and answers 401 to scripts of a page."""

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponse],
        view_args: Sequence[Any],
        view_kwargs: Mapping[str, Any],
    ) -> HttpResponse | None:
        """Look at the mark before the person: allauth's app clients break once `user` is read."""
        if not getattr(view_func, "login_required", True) or request.user.is_authenticated:
            return None
        return self.handle_no_permission(request, view_func)

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponse]
    ) -> HttpResponse:
        """Redirect a person; a script would take the sign-in page for its answer, so it gets 401.

        Only a page that can be read is worth coming back to: a lost POST starts from the inbox.
        """
        if request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate" or not request.accepts(
            "text/html"
        ):
            return HttpResponse(
                _("Sesi Anda sudah berakhir. Masuk lagi."),
                status=HTTPStatus.UNAUTHORIZED,
                content_type="text/plain; charset=utf-8",
            )
        if request.method not in {"GET", "HEAD"}:
            return redirect(settings.LOGIN_URL)
        return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
