"""`/v/`: anybody may check a paper, by the code under its QR or by the PDF itself.

Nothing is written and no file is kept. A code above Biasa gets the answer of a code that was never
given; how often one may ask is limited by address, so that nobody reads through all codes.
"""

import io
from dataclasses import replace
from http import HTTPStatus
from typing import Final

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from memos.verification import checks, codes, limits
from web import verify_pages
from web.verify_pages import CheckPage
from workflow.refusals import Refused

ASKED: Final = "kode"
AROUND: Final = 65_536  # bytes of a form around its file
LONGEST: Final = 40


@csrf_exempt  # the token is asked for below; a body that is too long is not even read for it
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest, code: str = "") -> HttpResponse:
    """The form, or what a code says; a post checks a file. A GET changes nothing."""
    if _length(request) > checks.MOST_BYTES + AROUND:
        refusal = checks.too_large()
        page = replace(_page(code), file_error=str(refusal.sentence))
        return _draw(request, page, refusal.kind.value)
    response: HttpResponse = _verify(request, code)
    return response


@csrf_protect
def _verify(request: HttpRequest, code: str) -> HttpResponse:
    if request.method != "POST":
        return _look(request, code) if code else _start(request)
    if not limits.is_allowed(request, "file"):
        return _too_many(request)
    try:
        checked = checks.by_file(request.FILES.get(checks.FIELD) or _nothing(), code=code)
    except Refused as refused:
        page = replace(_page(code), file_error=str(refused.refusal.sentence))
        return _draw(request, page, refused.refusal.kind.value)
    page = replace(
        _page(code),
        answer=verify_pages.of_file(checked),
        signatures=verify_pages.signatures(checked.signatures),
    )
    return _draw(request, page)


def _start(request: HttpRequest) -> HttpResponse:
    """Both forms; a code that was typed in has an address of its own."""
    typed = request.GET.get(ASKED, "").strip()[:LONGEST]
    if not typed:
        return _draw(request, _page(""))
    code = codes.read(typed)
    if code is not None:
        return _quiet(redirect("web:verify_code", code))
    sentence = _("Kode terdiri atas 10 huruf dan angka, seperti K7QF2-MWX9H. Periksa lagi.")
    page = replace(_page(""), code=typed, code_error=sentence)
    return _draw(request, page, HTTPStatus.UNPROCESSABLE_ENTITY)


def _look(request: HttpRequest, code: str) -> HttpResponse:
    """What the code says: none and none for everybody get the same statement and words."""
    if not limits.is_allowed(request, "look"):
        return _too_many(request)
    facts = checks.by_code(code)
    page = replace(_page(code), answer=verify_pages.of_code(facts))
    return _draw(request, page, HTTPStatus.OK if facts else HTTPStatus.NOT_FOUND)


def _page(code: str) -> CheckPage:
    page = replace(verify_pages.blank(), megabytes=checks.MOST_BYTES // 1_048_576)
    if not code:
        return page
    whole = codes.read(code)
    shown = codes.spoken(whole) if whole else code[:LONGEST]
    return replace(page, url=reverse("web:verify_code", args=[code]), code=shown)


def _length(request: HttpRequest) -> int:
    given = str(request.META.get("CONTENT_LENGTH") or "0")
    return int(given) if given.isdecimal() else 0


def _too_many(request: HttpRequest) -> HttpResponse:
    answer = _quiet(render(request, "429.html", status=HTTPStatus.TOO_MANY_REQUESTS))
    answer["Retry-After"] = str(limits.WAIT)
    return answer


def _draw(request: HttpRequest, page: CheckPage, status: int = HTTPStatus.OK) -> HttpResponse:
    return _quiet(render(request, "pages/verify.html", {"check": page}, status=status))


def _quiet(response: HttpResponse) -> HttpResponse:
    """No cache, no index, and no path in a referrer.

    Without any referrer browsers send `Origin: null` with the form, which the check against forged
    posts refuses.
    """
    response["Referrer-Policy"] = "strict-origin"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Cache-Control"] = "private, no-store"
    return response


def _nothing() -> checks.Readable:
    return io.BytesIO()
