"""Masa percobaan: what the ladder would have told secretaries, superiors and givers."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import dateformat, timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from instructions.ladder import trial, words
from instructions.models import Step
from web.actor import Visit
from web.pages import Trial, TrialCount, TrialExample


@require_safe
def report(request: Visit) -> HttpResponse:
    """The report; a fixed number of statements."""
    found = trial.report(request.actor)
    running = found.ends_at is not None and request.at < found.ends_at
    until = dateformat.format(timezone.localtime(found.ends_at), "j F Y") if found.ends_at else ""
    page = Trial(
        state=_state(until, running=running),
        steps=found.steps,
        messages=found.messages,
        weeks=tuple(TrialCount(dateformat.format(day, "j F Y"), n) for day, n in found.weeks),
        units=tuple(TrialCount(name, n) for name, n in found.units),
        rungs=_rungs(found.rungs),
        examples=tuple(_example(step) for step in found.examples),
    )
    return render(request, "pages/trial.html", {"trial": page})


def _state(until: str, *, running: bool) -> str:
    if running:
        return _("Masa percobaan berjalan sampai %(day)s, lalu berakhir sendiri.") % {"day": until}
    if until:
        return _("Masa percobaan sudah berakhir pada %(day)s.") % {"day": until}
    return _("Tidak ada masa percobaan yang berjalan.")


def _rungs(found: Iterable[tuple[str, int]]) -> tuple[TrialCount, ...]:
    return tuple(TrialCount(words.rung(key), count) for key, count in found)


def _example(step: Step) -> TrialExample:
    told = step.told.title if step.told else ""
    return TrialExample(
        url=reverse("web:order", args=[step.instruction.public_id]),
        title=_("%(rung)s kepada %(told)s") % {"rung": words.rung(step.rung), "told": told},
        detail=_("%(reference)s, tentang %(about)s")
        % {"reference": step.instruction.reference, "about": step.share.position.title},
        at=step.at,
    )
