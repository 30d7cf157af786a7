"""Tanda tangani: the memos that wait for the reader's electronic signature, signed with one passphrase.

What is posted holds the passphrase, so nothing of it is remembered: no stored answer, no fingerprint.
Signing the same memo twice is harmless by itself (`memos.signing.attempts`).
"""

from collections.abc import Sequence
from typing import Final

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from memos import signing
from memos.models import Memo
from memos.signing import attempts
from memos.signing.attempts import Outcome
from web import forms
from web.actor import Visit
from web.middleware import is_script
from web.posting import Attempt, drawn_again
from web.signing_pages import Signing, SigningRow
from workflow.refusals import Refused, invalid

PAGE: Final = 25
BATCH: Final = 5


@require_safe
def to_sign(request: Visit) -> HttpResponse:
    """What waits for the reader's signature, `?naskah=` ticked; whether they can sign is asked."""
    return draw(request, ticked=request.GET.getlist("naskah"))


def again(request: Visit, attempt: Attempt) -> HttpResponse:
    """The page with its ticks and the refusal, and never the passphrase."""
    ticked = attempt.data.getlist("memos")
    at = attempt.refusal.field if attempt.refusal.field in {"memos", "passphrase"} else ""
    errors = ((at, attempt.sentence),)
    return draw(request, ticked=ticked, errors=errors, status=attempt.status)


@sensitive_post_parameters("passphrase")
@require_POST
@drawn_again(again)
def sign_memos(request: Visit) -> HttpResponse:
    """Sign the ticked memos; a script gets what came of each as JSON."""
    given = forms.parsed(forms.SignMemos(request.POST))
    if not given["memos"]:
        sentence = _("Pilih dahulu naskah yang akan ditandatangani.")
        raise Refused(invalid("memos", "memos_required", sentence))
    outcomes = attempts.sign_many(
        given["memos"], actor=request.actor, passphrase=given["passphrase"], at=request.at
    )
    if is_script(request):
        return JsonResponse({each.key: _sentence(each) for each in outcomes})
    refused = [each for each in outcomes if each.refusal]
    if len(refused) == len(outcomes) and len({each.refusal for each in refused}) == 1:
        raise Refused(refused[0].refusal)  # type: ignore[arg-type]
    return draw(request, outcomes=outcomes)


def _sentence(outcome: Outcome) -> str:
    return str(outcome.refusal.sentence) if outcome.refusal else ""


def draw(
    request: Visit,
    *,
    outcomes: Sequence[Outcome] = (),
    ticked: Sequence[str] = (),
    errors: Sequence[tuple[str, str]] = (),
    status: int = 200,
) -> HttpResponse:
    """The page as it stands after these outcomes."""
    waiting = attempts.waiting(request.actor)
    shown = list(waiting[: PAGE + 1])
    more = waiting.count() - PAGE if len(shown) > PAGE else 0
    refused = {each.key: _sentence(each) for each in outcomes if each.refusal}
    done = [each.key for each in outcomes if not each.refusal]
    signed = Memo.visible_to(request.actor).filter(public_id__in=done).order_by("numbered_at")
    cannot = attempts.may_sign(actor=request.actor, at=request.at) if shown and not errors else None
    page = Signing(
        rows=tuple(_row(row, refused, {*ticked, *refused}) for row in shown[:PAGE]),
        more=more,
        signed=tuple(_row(row, {}, set()) for row in signed) if done else (),
        refusal=str(cannot.sentence) if cannot else "",
        errors=tuple(errors),
        example=signing.footer_kind() is signing.Footing.EXAMPLE,
        batch=BATCH,
    )
    return render(request, "memos/signing.html", {"signing": page}, status=status)


def _row(row: Memo, refused: dict[str, str], ticked: set[str]) -> SigningRow:
    key = str(row.public_id)
    return SigningRow(
        key=key,
        title=row.hal or _("Naskah tanpa hal"),
        detail=f"{row.number_text} · {'; '.join(row.to_lines)}",
        url=reverse("web:memo", args=[row.public_id]),
        pdf_url=reverse("web:memo_pdf", args=[row.public_id]),
        on=key in ticked,
        refusal=refused.get(key, ""),
    )
