"""Pelimpahan: what the reader lent of their positions, and what others lent to the reader."""

from collections.abc import Iterator, Sequence

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import delegations as acts
from accounts.candidates import aides_for
from accounts.delegations import DELEGABLE, USUAL, Lending
from accounts.guards import spoken
from accounts.hats import Hat
from accounts.models import Delegation
from accounts.queries import Seat, search_positions
from web import buttons, forms, presence
from web.actor import Visit, worn
from web.cards import Choice
from web.posting import Attempt, act_once, back_to, drawn_again, typed
from workflow.refusals import Kind, Refusal, Refused

MOST = 200
LONGEST_Q = 60


@require_safe
def delegations(request: Visit) -> HttpResponse:
    """Both lists, what is over left out; one statement."""
    today = timezone.localdate(request.at)
    held = {hat.position_id: hat for hat in request.actor.hats if hat.is_held}
    rows = list(
        Delegation.objects.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=today),
            Q(principal__in=held) | Q(person=request.actor.person_id),
        )
        .select_related("principal", "person")
        .order_by("principal__rank", "person__name", "starts_on")[:MOST]
    )
    page = presence.Delegations(
        given=tuple(_given(row) for row in rows if row.principal_id in held),
        got=tuple(_got(row) for row in rows if row.person_id == request.actor.person_id),
        may_lend=bool(held),
    )
    return render(request, "delegations/list.html", {"delegations": page})


def _given(row: Delegation) -> presence.Lent:
    return presence.Lent(
        title=row.person.full_name,
        period=f"{row.principal.title} · {_period(row)}",
        verbs=_verbs(row),
        secret=row.secret,
        person=str(row.person.public_id),
        hat=str(row.principal.public_id),
        key=buttons.new_key(),
    )


def _got(row: Delegation) -> presence.Lent:
    title = _("Untuk %(title)s") % {"title": row.principal.title}
    return presence.Lent(title, _period(row), _verbs(row), row.secret)


def _period(row: Delegation) -> str:
    first = spoken(row.starts_on)
    if row.ends_on is None:
        return _("sejak %(first)s") % {"first": first}
    return _("%(first)s sampai %(last)s") % {"first": first, "last": spoken(row.ends_on)}


def _verbs(row: Delegation) -> str:
    lent = [str(words) for verb, words in DELEGABLE.items() if verb in row.verbs]
    return ", ".join(lent).capitalize()


def back(request: Visit, attempt: Attempt) -> HttpResponse:
    """Where a refused end leads: the list, with the reason."""
    return back_to(request, attempt, reverse("web:delegations"))


@require_POST
@drawn_again(back)
def end_delegation(request: Visit) -> HttpResponse:
    """Take back what was lent to one person, at once."""
    post = forms.read(request, forms.TakeBack)

    def work() -> str:
        acts.end(post.values["person"], actor=post.actor, at=request.at)
        return reverse("web:delegations")

    return act_once(request, post, work, said=_("Pelimpahan diakhiri"))


# --- A new one -------------------------------------------------------------------------------------


def again(request: Visit, attempt: Attempt) -> HttpResponse:
    """What a refused grant shows: the form with everything that was filled in."""
    return _draw(request, attempt)


@require_http_methods(["GET", "HEAD", "POST"])
@drawn_again(again)
def new_delegation(request: Visit) -> HttpResponse:
    """The form, for the hat in the kop or the first that is held."""
    if request.method != "POST":
        return _draw(request)
    post = forms.read(request, forms.Lend)
    given = post.values
    if given["person"] is None:
        sentence = _("Pilih orang yang diberi wewenang.")
        raise Refused(Refusal("person_required", sentence, Kind.INVALID, "person"))

    def work() -> str:
        lending = Lending(
            person=given["person"],
            verbs=tuple(given["verbs"]),
            secret=given["secret"],
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
        )
        acts.grant(lending, actor=post.actor, at=request.at)
        return reverse("web:delegations")

    return act_once(request, post, work, said=_("Pelimpahan"))


def _draw(request: Visit, attempt: Attempt | None = None) -> HttpResponse:
    today = timezone.localdate(request.at)
    hat = _held(request)
    q = request.GET.get("q", "")[:LONGEST_Q]
    chosen = attempt.data.getlist("verbs") if attempt else list(USUAL)
    verbs = [Choice(verb, str(label), on=verb in chosen) for verb, label in DELEGABLE.items()]
    page = presence.NewDelegation(
        key=buttons.new_key(),
        hat=hat.key,
        title=hat.title,
        people=tuple(_people(request, hat, q, typed(attempt, "person"))),
        usual=tuple(choice for choice in verbs if choice.value in USUAL),
        others=tuple(choice for choice in verbs if choice.value not in USUAL),
        secret=bool(typed(attempt, "secret")),
        starts_on=typed(attempt, "starts_on", otherwise=today.isoformat()),
        ends_on=typed(attempt, "ends_on"),
        earliest=today.isoformat(),
        q=q,
        errors=((attempt.refusal.field, attempt.sentence),) if attempt else (),
    )
    status = attempt.status if attempt else 200
    return render(request, "delegations/new.html", {"delegation": page}, status=status)


def _held(request: Visit) -> Hat:
    """The hat in the kop, else the first that is held. Raises Refused `not_yours`."""
    hats = [hat for hat in (worn(request), *request.actor.hats) if hat is not None and hat.is_held]
    if not hats:
        sentence = _("Hanya pemegang jabatan yang dapat melimpahkannya.")
        raise Refused(Refusal("not_yours", sentence, Kind.NOT_YOURS))
    return hats[0]


def _people(request: Visit, hat: Hat, q: str, chosen: str) -> Iterator[Choice]:
    """Those searched for, else those of the unit."""
    today, own = timezone.localdate(request.at), request.actor.person
    found: Sequence[Seat] = (
        search_positions(q, on=today) if q.strip() else aides_for(hat.position, own, on=today)
    )
    seen: set[int] = set()
    for seat in found:
        person = seat.person
        if person is None or person == own or person.pk in seen or not person.is_active:
            continue
        seen.add(person.pk)
        key = str(person.public_id)
        yield Choice(key, person.full_name, on=key == chosen, note=seat.title)
