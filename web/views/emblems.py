"""The drawings of the kop: what holds, and the regency's own in place of it."""

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from files import drawings as files_drawings
from files.models import Blob
from memos.profiles import drawings, editing, keeper, reading
from memos.profiles.lifecycle import PROFILE
from memos.profiles.models import LetterProfile
from web import buttons, forms
from web import profile_words as told
from web.actor import Visit
from web.posting import Attempt, act_once, drawn_again, typed
from web.profile_pages import Emblems
from workflow.requests import fingerprint


def draw(request: Visit, attempt: Attempt | None = None) -> HttpResponse:
    """The form, or what was typed again; a chosen file cannot be given back and is chosen anew."""
    keeper.require(request.actor, at=request.at)
    today = timezone.localdate(request.at)
    page = Emblems(
        key=buttons.new_key(),
        version=LetterProfile.objects.values_list("version", flat=True).first() or 0,
        drawings=told.drawings(reading.on_day(today).look),
        megabytes=files_drawings.LARGEST // 1_048_576,
        effective_on=typed(attempt, "effective_on", otherwise=today.isoformat()),
        earliest=today.isoformat(),
        basis=typed(attempt, "basis"),
        errors=((attempt.refusal.field, attempt.sentence),) if attempt else (),
    )
    status = attempt.status if attempt else 200
    return render(request, "profiles/emblems.html", {"emblems": page}, status=status)


@drawn_again(draw)
@require_http_methods(["GET", "HEAD", "POST"])
def emblems(request: Visit) -> HttpResponse:
    """The form; a post adopts a version of the profile with the drawings that were chosen."""
    keeper.require(request.actor, at=request.at)
    if request.method != "POST":
        return draw(request)
    post = forms.read(request, told.Adopt)
    drawn = _received(request)
    hashes = (f"{name} {blob.sha256}" for name, blob in drawn.items())
    post = replace(post, print_=fingerprint(post.print_, *hashes))

    def work() -> str:
        editing.adopt_drawings(
            drawn,
            effective_on=post.values["effective_on"],
            basis=post.values["basis"],
            actor=post.actor,
            at=request.at,
            if_version=post.version,
        )
        return reverse("web:profile")

    return act_once(request, post, work, said=str(PROFILE.move("adopt").label))


def _received(request: Visit) -> dict[str, Blob]:
    """What was chosen, each written anew and kept; an empty field is left out."""
    chosen = {name: request.FILES.get(name) for name in drawings.NAMES}
    return {
        name: drawings.receive(file, name=name, at=request.at)
        for name, file in chosen.items()
        if file is not None
    }
