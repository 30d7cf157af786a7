"""One's own NIK, for whoever signs electronically through BSrE."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.access import actions
from accounts.access.lifecycle import ACCESS
from accounts.access.owner import owner_of
from web import buttons, forms
from web.actor import Visit
from web.nik_pages import VERB, NikForm, kept_of, unmarked
from web.posting import Attempt, act_once, drawn_again


def draw(request: Visit, attempt: Attempt | None = None) -> HttpResponse:
    """The form; what was typed does not come back."""
    shown = NikForm(
        url=reverse("web:own_nik"),
        key=buttons.new_key(),
        kept=kept_of(request.actor.person),
        error=attempt.sentence if attempt else "",
    )
    return render(
        request, "accounts/nik.html", {"nik": shown}, status=attempt.status if attempt else 200
    )


@sensitive_post_parameters("nik")
@drawn_again(draw)
@require_http_methods(["GET", "HEAD", "POST"])
def own_nik(request: Visit) -> HttpResponse:
    """Keep one's own NIK, in place of the one kept before."""
    if request.method != "POST":
        return draw(request)
    post = unmarked(request, forms.read_verb(request, ACCESS.move(VERB)))
    who = request.actor.person

    def work() -> str:
        owner = owner_of(request.actor, who)
        actions.keep_nik(str(who.public_id), post.values["nik"], actor=owner, at=request.at)
        return reverse("web:account")

    return act_once(request, post, work, said=_("NIK"))
