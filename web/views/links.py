"""A link of a message: a card for everybody, and the order for whoever confirms."""

from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from accounts.signin import SignInRefused, confirm, limit_sign_in
from notifications import links
from notifications.links import Found, State
from notifications.models import Link
from web.bound import device_of, new_device, remember
from web.link_pages import LinkPage
from web.posting import see_other

STATUS = {
    State.UNKNOWN: HTTPStatus.NOT_FOUND,
    State.EXPIRED: HTTPStatus.GONE,
    State.ENDED: HTTPStatus.GONE,
    State.ELSEWHERE: HTTPStatus.FORBIDDEN,
}


@login_not_required
@sensitive_variables("token")
@sensitive_post_parameters("pin")
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """The card; a post with the person's PIN binds it to this device. A GET changes nothing."""
    at = request.at  # type: ignore[attr-defined]
    found = links.find(token, device=device_of(request), at=at)
    if found.link is not None and _is_signed_in(request, found.link):
        return _quiet(redirect(_share_of(found.link)))
    if request.method != "POST":
        if found.state is State.OPEN and found.link and not request.user.is_authenticated:
            return _quiet(redirect(_share_of(found.link)))
        return _card(request, token, found)
    if found.state not in {State.CLOSED, State.OPEN} or found.link is None:
        return _card(request, token, found)
    return _confirm(request, token, found, found.link)


def _confirm(request: HttpRequest, token: str, found: Found, link: Link) -> HttpResponse:
    """Judge the secret; the first device that knows it has the link."""
    at = request.at  # type: ignore[attr-defined]
    if request.user.is_authenticated:
        sentence = _(
            "Peramban ini sedang dipakai akun lain. Keluar dulu, lalu buka lagi tautan ini."
        )
        return _card(request, token, found, sentence, HTTPStatus.CONFLICT)
    try:
        is_right = _is_right(request, link)
    except SignInRefused as refused:
        response = _card(request, token, found, refused.sentence, HTTPStatus.TOO_MANY_REQUESTS)
        response["Retry-After"] = str(refused.retry_after)
        return response
    device = device_of(request) or new_device()
    if is_right and links.bind(link, device=device, at=at):
        response = see_other(_share_of(link))
        remember(response, device)
        return _quiet(response)
    link.refresh_from_db()
    now = links.judged(link, device=device, at=at)
    return _card(request, token, now, "" if is_right else _wrong(), 0 if is_right else 422)


def _is_right(request: HttpRequest, link: Link) -> bool:
    """Whether the secret is the person's. Raises SignInRefused where none is looked at now."""
    limit_sign_in(request)
    secret = request.POST.get("pin", "")
    if not secret or not links.take(link):
        return False
    try:
        person = confirm(request, links.login_of(link.person), secret)
    except SignInRefused as refused:
        if refused.retry_after is None:
            return False
        links.give_back(link)
        raise
    return person.pk == link.person_id


def _wrong() -> str:
    return _("PIN tidak cocok. Periksa lagi; setelah lima kali salah tautan ini tidak berlaku.")


def _is_signed_in(request: HttpRequest, link: Link) -> bool:
    """Whether its person is at this browser anyway, who needs no link."""
    return request.user.is_authenticated and request.user.pk == link.person_id


def _share_of(link: Link) -> str:
    return reverse("web:assignment", args=[link.assignment.public_id])


def _card(
    request: HttpRequest, token: str, found: Found, error: str = "", status: int = 0
) -> HttpResponse:
    """No names, no reference and no words of an order: anybody may be looking."""
    sentences = {
        State.UNKNOWN: _("Tautan ini tidak dikenal. Periksa apakah disalin lengkap."),
        State.EXPIRED: _("Tautan ini sudah lewat masa berlakunya. Masuk seperti biasa."),
        State.ENDED: _("Tautan ini tidak berlaku lagi. Masuk seperti biasa."),
        State.ELSEWHERE: _(
            "Tautan ini sudah dibuka di perangkat lain dan hanya berlaku di sana. Di perangkat ini,"
            " masuk seperti biasa."
        ),
    }
    page = LinkPage(
        url="" if found.state in sentences else reverse("web:link", args=[token]),
        sentence=sentences.get(found.state, ""),
        error=error,
        sign_in_url=reverse("web:sign_in"),
    )
    status = STATUS.get(found.state, 0) or status or HTTPStatus.OK
    return _quiet(render(request, "pages/link.html", {"link": page}, status=status))


def _quiet(response: HttpResponse) -> HttpResponse:
    """Nobody else learns the address: no path in a referrer, no cache, no index.

    Without any referrer browsers send `Origin: null` with the form, which the check against forged
    posts refuses.
    """
    response["Referrer-Policy"] = "strict-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "private, no-store"
    return response


@login_not_required
@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """Shut what this device has open by link."""
    links.close(device_of(request), at=request.at)  # type: ignore[attr-defined]
    return see_other(reverse("web:sign_in"))
