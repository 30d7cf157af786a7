"""Who is calling: an app with a session token, or a page with the web session. Nothing else."""

from typing import Any

from allauth.headless.contrib.rest_framework.authentication import XSessionTokenAuthentication
from django.utils.translation import gettext as _
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.request import Request

from accounts.models import Person


class SessionToken(XSessionTokenAuthentication):  # type: ignore[misc]
    """The X-Session-Token that allauth's headless sign-in gave to an app."""

    def authenticate(self, request: Request) -> tuple[Person, Any] | None:
        """The person, or None without a token. Raises AuthenticationFailed `session_ended`."""
        if not request.headers.get("X-Session-Token"):
            return None
        found: tuple[Person, Any] | None = super().authenticate(request)
        if found is None:
            sentence = _("Sesi aplikasi ini sudah berakhir. Masuk lagi.")
            raise AuthenticationFailed(sentence, "session_ended")
        return found

    def authenticate_header(self, request: Request) -> str:
        """With this an anonymous call is answered 401, not 403."""
        return 'SessionToken realm="sigap"'


class WebSession(SessionAuthentication):
    """The session of the web pages; writes carry the CSRF token."""

    def enforce_csrf(self, request: Request) -> None:
        """Raises PermissionDenied `csrf_failed`."""
        try:
            super().enforce_csrf(request)
        except PermissionDenied:
            sentence = _("Permintaan ini tidak membawa tanda CSRF. Muat ulang halaman.")
            raise PermissionDenied(sentence, "csrf_failed") from None
