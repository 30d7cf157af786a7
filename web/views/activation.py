"""Activation: a printed card becomes a PIN. A GET, by hand or by a camera's preview, uses nothing up."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.access import entrance, people
from accounts.models import Access
from accounts.signin import SignInRefused
from web.account_pages import Activation
from web.actor import HAT, Visit
from web.posting import see_other
from workflow.refusals import Refusal, Refused

LONGEST = 40


@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def activation(request: Visit) -> HttpResponse:
    """Ask for the code, then for a PIN; the post of both signs in."""
    sent = request.POST if request.method == "POST" else request.GET
    text = sent.get("kode", "").strip()[:LONGEST]
    if not text:
        return _ask_code(request)
    try:
        code, access = entrance.look_up(request, text, at=request.at)
    except (Refused, SignInRefused) as refused:
        return _code_refused(request, text, refused)
    return (
        _use(request, code, access) if request.method == "POST" else _ask_pin(request, code, access)
    )


def _use(request: Visit, code: str, access: Access) -> HttpResponse:
    """The post with a PIN: signed in, or asked again for what was wrong."""
    pin, again = (request.POST.get(name, "")[:LONGEST] for name in ("pin", "pin2"))
    try:
        entrance.activate(request, code, pin, again=again, at=request.at)
    except Refused as refused:
        if refused.refusal.field == "kode":
            return _code_refused(request, code, refused)
        return _ask_pin(request, code, access, refused.refusal)
    request.session.pop(HAT, None)
    return see_other(f"{reverse('web:passkey')}?baru=1")


def _code_refused(request: Visit, text: str, why: Refused | SignInRefused) -> HttpResponse:
    if isinstance(why, Refused):
        return _ask_code(request, text, str(why.refusal.sentence), 422)
    response = _ask_code(request, text, why.sentence, 429)
    response["Retry-After"] = str(why.retry_after)
    return response


def _ask_code(
    request: HttpRequest, text: str = "", error: str = "", status: int = 200
) -> HttpResponse:
    page = Activation(reverse("web:activation"), code=text, error=error)
    return render(request, "accounts/activation.html", {"activation": page}, status=status)


def _ask_pin(
    request: Visit, code: str, access: Access, refusal: Refusal | None = None
) -> HttpResponse:
    posts = people.posts_of([access.person], day=timezone.localdate(request.at))
    here = request.user
    other = here.is_authenticated and here.pk != access.person_id
    sentence = str(refusal.sentence) if refusal else ""
    fields = {"pin", "pin2"}
    page = Activation(
        reverse("web:activation"),
        code=code,
        title=posts.get(access.person_id, ("", ""))[0] or str(access.person.get_address_display()),
        until=access.code_until,
        instead_of=here.full_name if other else "",  # type: ignore[union-attr]
        error=sentence if refusal and refusal.field not in fields else "",
        pin_error=sentence if refusal and refusal.field == "pin" else "",
        again_error=sentence if refusal and refusal.field == "pin2" else "",
    )
    status = refusal.kind.value if refusal else 200
    return render(request, "accounts/activation.html", {"activation": page}, status=status)
