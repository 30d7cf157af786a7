"""The profile of memos: what holds and why, its history, changing it, and every type as it would print."""

from datetime import timedelta
from typing import Any

from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from memos.profiles import drawings, editing, fields, keeper, look, reading, rules, samples
from memos.profiles.lifecycle import PROFILE
from memos.profiles.models import LetterProfile, ProfileVersion
from memos.profiles.reading import Version
from web import buttons, forms
from web import profile_words as told
from web.actor import Visit
from web.posting import Attempt, act_once, drawn_again, see_other, typed
from web.profile_pages import Editor, Overview, Preview, Sheet, Waiting

PDF = "application/pdf"
PAST = 20
VALUES = "nilai"
VERSION = "versi_profil"
SALT = "web.profile"
PREVIEW = "pratinjau"
DRAFT_LABEL = "pratinjau"


@require_safe
def overview(request: Visit) -> HttpResponse:
    """What holds today with its sources, what waits, and who adopted what when."""
    keeper.require(request.actor, at=request.at)
    today = timezone.localdate(request.at)
    version = reading.on_day(today)
    rows = list(
        ProfileVersion.objects.select_related("made_by", "position").order_by("-pk")[: PAST + 1]
    )
    row = ProfileVersion.objects.filter(label=version.label).first()
    basis = row.basis if row else ""
    page = Overview(
        label=version.label,
        since=told.day(version.effective_on) if row else "",
        basis=basis,
        groups=told.groups(version.values, basis=basis),
        waiting=_waiting(today),
        entries=told.history(rows)[:PAST],
        edit_url=reverse("web:profile_edit"),
        preview_url=reverse("web:profile_preview"),
        drawings=told.drawings(version.look),
    )
    return render(request, "profiles/overview.html", {"profile": page})


def _waiting(today: Any) -> tuple[Waiting, ...]:
    url = reverse("web:profile_edit")
    return tuple(
        Waiting(
            _("%(label)s berlaku mulai %(day)s")
            % {"label": each.label, "day": told.day(each.effective_on)},
            f"{url}?{urlencode({VERSION: each.label})}",
        )
        for each in reading.versions()
        if each.effective_on > today
    )


# --- Changing it -----------------------------------------------------------------------------------


def _based_on(request: Visit) -> Version:
    """The version that is changed: one that waits if it was asked for, else what holds today."""
    asked = request.GET.get(VERSION, "")
    today = timezone.localdate(request.at)
    waiting = [each for each in reading.versions() if each.effective_on > today]
    return next((each for each in waiting if each.label == asked), reading.on_day(today))


def draw(request: Visit, attempt: Attempt | None = None) -> HttpResponse:
    """The form: as it stands, as it was looked at in a preview, or as it was typed."""
    keeper.require(request.actor, at=request.at)
    base = _based_on(request)
    values, faults, given = base.values, {}, None
    token = request.GET.get(VALUES, "")
    draft: dict[str, Any] = _opened(token) if token else {}
    if attempt:
        given = told.given(attempt.data)
        faults = fields.checked(given)[1]
    elif draft:
        values = draft["values"]
    today = timezone.localdate(request.at)
    day = max(base.effective_on, today).isoformat()
    errors = [(attempt.refusal.field, attempt.sentence)] if attempt else []
    groups = told.editor(values, faults, typed=given)
    if attempt and (attempt.refusal.field in faults):
        errors = [("", _("Ada isian yang perlu dibetulkan; bagiannya sudah terbuka."))]
    page = Editor(
        key=buttons.new_key(),
        version=LetterProfile.objects.values_list("version", flat=True).first() or 0,
        based_on=base.label,
        groups=groups,
        effective_on=typed(attempt, "effective_on", otherwise=draft.get("effective_on", day)),
        earliest=today.isoformat(),
        basis=typed(attempt, "basis", otherwise=draft.get("basis", "")),
        errors=tuple(errors),
    )
    status = attempt.status if attempt else 200
    return render(request, "profiles/edit.html", {"profile": page}, status=status)


@drawn_again(draw)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Visit) -> HttpResponse:
    """The form; a post adopts what was typed, or shows it on paper first."""
    keeper.require(request.actor, at=request.at)
    if request.method != "POST":
        return draw(request)
    post = forms.read(request, told.Adopt)
    given = told.given(request.POST)
    day, basis = post.values["effective_on"], post.values["basis"]
    if post.values["untuk"] == PREVIEW:
        draft = {
            "values": fields.cleaned(given),
            "effective_on": day.isoformat(),
            "basis": basis,
        }
        token = signing.dumps(draft, salt=SALT, compress=True)
        return see_other(f"{reverse('web:profile_preview')}?{urlencode({VALUES: token})}")

    def work() -> str:
        editing.adopt(
            given,
            effective_on=day,
            basis=basis,
            actor=post.actor,
            at=request.at,
            if_version=post.version,
        )
        return reverse("web:profile")

    return act_once(request, post, work, said=str(PROFILE.move("adopt").label))


# --- Looking at it ---------------------------------------------------------------------------------


def _opened(token: str) -> dict[str, Any]:
    """What a preview carries in its address. Raises Http404 for one that is not ours or is old."""
    try:
        draft: dict[str, Any] = signing.loads(token, salt=SALT, max_age=timedelta(days=1))
    except signing.BadSignature as error:
        raise Http404(VALUES) from error
    return draft


def _shown(request: Visit) -> tuple[Version, str]:
    """The version that a preview is of, and its token: one being typed, or what holds today."""
    token = request.GET.get(VALUES, "")
    if not token:
        return reading.on_day(timezone.localdate(request.at)), ""
    values = _opened(token)["values"]
    today = timezone.localdate(request.at)
    held = reading.on_day(today).look
    kop = {name: getattr(held, name) for name in drawings.NAMES}
    shown = look.built(values, label=DRAFT_LABEL, drawings=kop)
    return Version(DRAFT_LABEL, today, values, shown, rules.built(values)), token


@require_safe
def preview(request: Visit) -> HttpResponse:
    """Every type of memo in the version shown; nothing is recorded."""
    keeper.require(request.actor, at=request.at)
    version, token = _shown(request)
    query = f"?{urlencode({VALUES: token})}" if token else ""
    names = {spec.name: told.named(spec) for spec in fields.catalogue()}
    today = reading.on_day(timezone.localdate(request.at)).values
    changed = [
        label for name, label in names.items()
        if token and version.values.get(name, ...) != today.get(name, ...)
    ]  # fmt: skip
    page = Preview(
        of=version.label,
        changed=tuple(changed),
        sheets=tuple(
            Sheet(str(kind.label), reverse("web:profile_sample", args=[kind.value]) + query)
            for kind in samples.types()
        ),
        edit_url=reverse("web:profile_edit") + query,
        is_draft=bool(token),
    )
    return render(request, "profiles/preview.html", {"profile": page})


@require_safe
def sample(request: Visit, memo_type: str) -> HttpResponse:
    """One type as PDF, in the version shown."""
    keeper.require(request.actor, at=request.at)
    version, _token = _shown(request)
    data = samples.pdf_of(memo_type, version, on=timezone.localdate(request.at))
    response = HttpResponse(data, content_type=PDF)
    response["Content-Disposition"] = 'inline; filename="contoh.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    response._csp_exempt = True  # type: ignore[attr-defined]  # noqa: SLF001 - as in views/memos.py
    return response
