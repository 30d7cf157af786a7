"""Passkeys: made and used by the browser; the pages ask for options first and post its answer."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import actions, devices, passkeys
from accounts.signin import SignInRefused, limit_sign_in
from web import forms
from web.account_pages import PasskeyForm
from web.actor import HAT, Visit
from web.posting import act_once, see_other
from web.views.accounts import after_sign_in, next_of, sign_in_page
from web.views.own import owner_at, person_at
from workflow.refusals import Refused

CREDENTIAL = "kredensial"


@require_http_methods(["GET", "HEAD", "POST"])
def passkey(request: Visit) -> HttpResponse:
    """Offer a passkey for this device; the post carries what the browser made."""
    if request.method != "POST":
        return _offer(request)
    this = devices.spoken_agent(request.headers.get("User-Agent", ""))
    try:
        credential = request.POST.get(CREDENTIAL, "")
        passkeys.add(credential, name=this, owner=owner_at(request), at=request.at)
    except Refused as refused:
        return _offer(request, str(refused.refusal.sentence), refused.refusal.kind.value)
    fresh = request.POST.get("baru") == "1"
    return see_other(reverse("web:home" if fresh else "web:account"))


def _offer(request: Visit, error: str = "", status: int = 200) -> HttpResponse:
    sent = request.POST if request.method == "POST" else request.GET
    fresh = sent.get("baru") == "1"
    page = PasskeyForm(
        url=reverse("web:passkey"),
        options_url=reverse("web:passkey_options"),
        skip_url=reverse("web:home" if fresh else "web:account"),
        fresh=fresh,
        error=error,
    )
    return render(request, "accounts/passkey.html", {"passkey": page}, status=status)


@require_POST
def passkey_options(request: Visit) -> HttpResponse:
    """What the browser needs to make a key; the challenge waits in the session."""
    return JsonResponse(passkeys.creation_options(person_at(request)))


@require_POST
def passkey_out(request: Visit, number: int) -> HttpResponse:
    """Forget one of one's own passkeys."""
    post = forms.read(request, forms.Keys)

    def work() -> str:
        actions.remove_passkey(number, owner=owner_at(request), at=request.at)
        return reverse("web:account")

    return act_once(request, post, work, said=_("Kunci sandi dihapus"))


def _within_limits(request: HttpRequest, answer: Callable[[], Any]) -> HttpResponse:
    try:
        limit_sign_in(request)
    except SignInRefused as refused:
        response = HttpResponse(
            refused.sentence, status=429, content_type="text/plain; charset=utf-8"
        )
        response["Retry-After"] = str(refused.retry_after)
        return response
    return JsonResponse(answer())


@login_not_required
@require_POST
def sign_in_options(request: HttpRequest) -> HttpResponse:
    """What the browser needs to ask the phone for a key of this site."""
    return _within_limits(request, passkeys.request_options)


@login_not_required
@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in with what the phone answered."""
    try:
        person = passkeys.sign_in(request, request.POST.get(CREDENTIAL, ""))
    except Refused as refused:
        return sign_in_page(request, 422, str(refused.refusal.sentence))
    except SignInRefused as refused:
        return sign_in_page(request, 429, refused.sentence)
    request.session.pop(HAT, None)
    after_sign_in(request, person)
    return see_other(next_of(request))
