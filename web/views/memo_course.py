"""Posts of a memo's course that name posts by their titles, and the birth of a memo from nothing."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import Position
from instructions.addressing import Recipient
from memos import actions
from memos.lifecycle import MEMO
from memos.models import MemoType
from web import forms
from web.actor import Visit
from web.posting import Attempt, act_once, back_to, drawn_again
from workflow.refusals import Refused, invalid


def _again(request: Visit, attempt: Attempt) -> HttpResponse:
    return back_to(request, attempt, reverse("web:memos"))


@require_POST
@drawn_again(_again)
def begin(request: Visit) -> HttpResponse:
    """Draft a memo that rests on no order, and go on to write it."""
    post = forms.read(request, forms.MemoBegun)
    memo_type = post.values["memo_type"] or MemoType.NOTA_DINAS

    def work() -> str:
        done = actions.begin(actor=post.actor, at=request.at, memo_type=memo_type)
        return reverse("web:memo", args=[done.subject.public_id])

    return act_once(request, post, work, said=_("Konsep naskah"))


def route(request: Visit, public_id: UUID) -> HttpResponse:
    """Set the chain of parafs."""
    post = forms.read(request, forms.Parafs)
    chosen = {
        name: [str(one.public_id) for one in _posts(name, post.values[name])]
        for name in ("superiors", "coordinators")
    }

    def work() -> str:
        actions.route(
            str(public_id), actor=post.actor, at=request.at, if_version=post.version, **chosen
        )
        return reverse("web:memo", args=[public_id])

    return act_once(request, post, work, said=str(MEMO.move("route").label))


def dispose(request: Visit, public_id: UUID) -> HttpResponse:
    """Answer an upward memo by an order to others."""
    post = forms.read(request, forms.Disposition)
    named = _posts("recipients", post.values["recipients"])
    to = [Recipient(str(one.public_id)) for one in named]

    def work() -> str:
        actions.dispose(
            str(public_id), actor=post.actor, at=request.at, if_version=post.version,
            recipients=to, note=post.values["note"],
        )  # fmt: skip
        return reverse("web:memo", args=[public_id])

    return act_once(request, post, work, said=str(MEMO.move("dispose").label))


def _posts(field: str, text: str) -> list[Position]:
    """The posts that lines name by title, in their order; one statement for each."""
    return [
        position_named(field, line)
        for line in map(str.strip, text.replace(";", "\n").split("\n"))
        if line
    ]


def position_named(field: str, title: str) -> Position:
    """The one position with this title. Raises Refused `unknown_position`."""
    found = list(Position.objects.filter(title__iexact=title, is_active=True)[:2])
    if len(found) != 1:
        sentence = _("%(title)s: tidak ada satu jabatan dengan nama itu. Tulis namanya lengkap.")
        raise Refused(invalid(field, "unknown_position", sentence % {"title": title}))
    return found[0]
