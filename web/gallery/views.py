"""Every page drawn from invented data, to look at while working on the look.

Served only in debug or demo mode; nothing here reads or writes the database.
"""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from web.gallery.pages import PAGES


def index(request: HttpRequest) -> HttpResponse:
    """List the pages of the gallery."""
    _only_in_demo()
    return render(request, "gallery.html", {"names": tuple(PAGES)})


def show(request: HttpRequest, name: str) -> HttpResponse:
    """Draw one page; 404 for a name that is not in the gallery."""
    _only_in_demo()
    if name not in PAGES:
        raise Http404
    template, build = PAGES[name]
    return render(request, template, build())


def _only_in_demo() -> None:
    if not (settings.DEBUG or settings.DEMO):
        raise Http404
