"""Who is at a page: the person with all hats for seeing, and the one hat they wear for acting.

What one may see is the union of all hats. What one does is done in one hat: forms carry it as
`jabatan`, and the hat chosen in the kop is kept in the session under the same name.
"""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actors import Actor, actor_of
from accounts.hats import Hat
from web.bound import bound

HAT = "jabatan"


class Visit(HttpRequest):
    """A request as the middlewares hand it to a view; only a type, never made."""

    at: datetime
    request_id: str
    actor: Actor


def actor_at(request: HttpRequest) -> Actor:
    """The signed-in person of a request, no hat named; two statements.

    Whoever came by a link has the hat it was sent to and no other.
    """
    visit: Visit = request  # type: ignore[assignment]
    opened = bound(request)
    if opened is not None and opened.link is not None and opened.hat is not None:
        return Actor(
            opened.link.person,
            (opened.hat,),
            "link",
            "medium",
            request_id=visit.request_id,
            on=timezone.localdate(visit.at),
        )
    return actor_of(
        visit.user,  # type: ignore[arg-type]
        at=visit.at,
        channel="web",
        request_id=visit.request_id,
    )


def worn(request: Visit) -> Hat | None:
    """The hat in the kop: the chosen one, else the highest; None for a person without any.

    Where the chosen hat has ended the choice is forgotten and the page says so, once.
    """
    hats = request.actor.hats
    chosen = request.session.get(HAT)
    for hat in hats:
        if hat.key == chosen:
            return hat
    if chosen is not None:
        del request.session[HAT]
        sentence = _("Jabatan yang dipilih sudah berakhir. Periksa jabatan di kepala halaman ini.")
        messages.warning(request, sentence)
    return hats[0] if hats else None
