"""Doing what was posted, once; and answering a refusal without losing what was typed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from web import words
from web.actor import Visit
from web.forms import KEPT_OUT, Post
from workflow.refusals import Refusal
from workflow.requests import Answer, once

SEE_OTHER = 303
View = TypeVar("View", bound=Callable[..., HttpResponseBase])


@dataclass(frozen=True, slots=True)
class Attempt:
    """A post that was refused: what it said, and why not."""

    refusal: Refusal
    data: QueryDict
    verb: str = ""

    @property
    def has_words(self) -> bool:
        """Whether something was typed or chosen that would be lost."""
        return any(
            value.strip()
            for name, values in self.data.lists()
            if name not in KEPT_OUT
            for value in values
        )

    @property
    def sentence(self) -> str:
        """The refusal in words."""
        return str(self.refusal.sentence)

    @property
    def status(self) -> int:
        """The HTTP status of the refusal."""
        return int(self.refusal.kind.value)


def drawn_again(again: Callable[..., HttpResponseBase]) -> Callable[[View], View]:
    """Mark a view with what draws its page again when the post is refused.

    `again(request, attempt, **kwargs)` takes the view's own keyword arguments from the address.
    """

    def mark(view: View) -> View:
        view.again = again  # type: ignore[attr-defined]
        return view

    return mark


def back_to(request: Visit, attempt: Attempt, url: str) -> HttpResponse:
    """Go back to a page with the sentence of the refusal above it."""
    messages.error(request, attempt.sentence)
    return see_other(url)


def see_other(url: str) -> HttpResponse:
    """303: the page after a post is always got."""
    response = redirect(url)
    response.status_code = SEE_OTHER
    return response


def act_once(request: Visit, post: Post, work: Callable[[], str], *, said: str) -> HttpResponse:
    """Run `work`, which gives the address of the next page, once per person and key.

    A twin gets the same address and the same words. Raises what `work` raises, and Refused
    `key_reused`.
    """

    def answer() -> Answer:
        return Answer(SEE_OTHER, b"", {"Location": work()})

    given = answered(request, post, answer)
    told = {"what": said, "when": words.clock(request.at)}
    messages.success(request, _("%(what)s: tercatat %(when)s.") % told)
    return see_other(given.headers["Location"])


def answered(request: Visit, post: Post, work: Callable[[], Answer]) -> Answer:
    """Run `work` once per person and key, and give its answer or the one given before."""
    person_id = request.actor.person_id
    return once(person_id=person_id, key=post.key, print_=post.print_, at=request.at, work=work)


def typed(attempt: Attempt | None, name: str, *, otherwise: Any = "") -> str:
    """What was typed into a field before, to be shown again."""
    return attempt.data.get(name, "") if attempt else str(otherwise)
