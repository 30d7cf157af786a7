"""Signing in and out, and the hats."""

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.access import people
from accounts.access.lifecycle import ACCESS
from accounts.models import Person
from accounts.signin import SignInRefused
from accounts.signin import sign_in as let_in
from web import forms, pages
from web.actor import HAT, Visit
from web.posting import see_other


@login_not_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The one page that everybody may see."""
    if request.method != "POST":
        if request.user.is_authenticated:
            return redirect(next_of(request))
        return sign_in_page(request, 200)
    form = forms.SignIn(request.POST)
    if not form.is_valid():
        return sign_in_page(
            request, 422, _("Isi NIP, nomor ponsel, atau surel, dan PIN atau kata sandi.")
        )
    try:
        person = let_in(request, form.cleaned_data["login"], form.cleaned_data["password"])
    except SignInRefused as refused:
        status = 422 if refused.retry_after is None else 429
        response = sign_in_page(request, status, refused.sentence)
        if refused.retry_after is not None:
            response["Retry-After"] = str(refused.retry_after)
        return response
    request.session.pop(HAT, None)
    after_sign_in(request, person)
    return see_other(next_of(request))


def after_sign_in(request: HttpRequest, person: Person) -> None:
    """Tell the person what others did to their account since they last looked."""
    news = people.untold(person)
    if news:
        said = ", ".join(dict.fromkeys(str(ACCESS.move(entry.verb).told) for entry in news))
        sentence = _(
            "Sejak terakhir dilihat, admin unit kerja %(what)s pada akun ini. Periksa di Lainnya,"
            " Akun saya; laporkan kalau bukan atas permintaan Anda."
        )
        messages.warning(request, sentence % {"what": said})


def next_of(request: HttpRequest) -> str:
    """Where the person was going, if that is a path of our own; else the desk."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    own = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if own else reverse("web:home")


def sign_in_page(request: HttpRequest, status: int, error: str = "") -> HttpResponse:
    """The page with what was typed, but the secret."""
    page = pages.SignIn(
        url=reverse("web:sign_in"),
        login=request.POST.get("login", "")[:254],
        next=(request.POST.get("next") or request.GET.get("next", ""))[:500],
        error=error,
    )
    return render(request, "accounts/sign_in.html", {"sign_in": page}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """Asks first; a link never signs anybody out."""
    if request.method != "POST":
        return render(request, "accounts/sign_out.html")
    logout(request)
    return see_other(reverse("web:sign_in"))


@require_http_methods(["GET", "HEAD", "POST"])
def hats(request: Visit) -> HttpResponse:
    """Choose the hat for acting; kept until one signs out."""
    if request.method != "POST":
        return render(request, "accounts/hats.html")
    keys = forms.parsed(forms.Keys(request.POST))
    hat = request.actor.wearing(str(keys[HAT])).hat
    if hat is not None:
        request.session[HAT] = hat.key
        messages.success(request, _("Bertindak sebagai %(title)s.") % {"title": hat.title})
    return see_other(reverse("web:home"))
