"""Buttons: what the door offers, laid out as the look wants it.

What is offered, to whom and why not comes from the tables. Here is only how it is drawn: which one
is the large answer, its icon, what opens a sheet, and the hat that its form carries.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from uuid import uuid4

from django.utils.translation import gettext as _

from accounts.hats import Hat
from web import cards
from web.actor import Visit, worn
from web.bound import ANSWERS, bound
from web.cards import Action, ActionField, Choice, Dock, FieldKind, Style
from web.forms import OTHER_FILES
from web.posting import Attempt
from workflow import door
from workflow.models import Subject
from workflow.table import FieldKind as Asked
from workflow.table import Move

Url = Callable[[str], str]
"""Gives the address of a verb."""

MAIN: Mapping[str, Style] = {
    "acknowledge": Style.KUNYIT,
    "confirm": Style.KUNYIT,
    "confirm_redirect": Style.KUNYIT,
    "answer": Style.KUNYIT,
    "accept": Style.KUNYIT,
    "approve": Style.KUNYIT,
    "initial": Style.KUNYIT,
    "number_and_scan": Style.KUNYIT,
    "number": Style.KUNYIT,
    "scan": Style.KUNYIT,
    "print_for_signing": Style.KUNYIT,
    "dispatch": Style.KUNYIT,
    "agree": Style.KUNYIT,
    "submit": Style.LAUT,
    "dispose": Style.KUNYIT,
    "issue": Style.LAUT,
    "formalise": Style.LAUT,
    "decide": Style.LAUT,
    "report": Style.LAUT,
}
"""The verbs that may be the one filled button, most wanted first."""

SECOND = (
    "ask",
    "return",
    "return_for_repair",
    "agree_with_notes",
    "refuse_redirect",
    "progress",
    "comment",
    "pdf",
)
ICONS: Mapping[str, str] = {
    "acknowledge": "check", "accept": "check", "approve": "check", "report": "camera",
    "answer": "reply", "ask": "reply", "comment": "note", "remind": "bell", "issue": "send",
    "prepare_memo": "file", "formalise": "file", "number": "pen", "print_for_signing": "print",
    "start": "play", "progress": "camera", "pass_down": "send", "confirm": "check",
    "decide": "check", "route": "people", "submit": "send", "initial": "pen", "scan": "file",
    "return_for_repair": "reply", "dispatch": "send", "agree": "check",
    "agree_with_notes": "note", "dispose": "send", "file": "file", "correct": "pen",
    "insert_number": "pen", "number_and_scan": "file", "release": "send",
}  # fmt: skip
ONE_TAP = frozenset({"acknowledge", "accept", "remind", "confirm", "resume"})
"""Nothing is asked first: what these verbs may carry can be said afterwards."""

SEES_STATE = frozenset(
    {
        "accept",
        "return",
        "answer",
        "confirm_redirect",
        "approve",
        "number",
        "number_and_scan",
        "close",
        "reopen",
        "release",
        "submit",
        "initial",
        "dispatch",
        "agree",
        "agree_with_notes",
        "disagree",
        "dispose",
        "decide",
    }
)
"""Verbs that judge what the page showed: refused when it has changed since."""

KINDS: Mapping[Asked, FieldKind] = {
    Asked.TEXT: FieldKind.TEXT,
    Asked.MOMENT: FieldKind.MOMENT,
    Asked.DATE: FieldKind.DATE,
    Asked.FILES: FieldKind.PHOTOS,
    Asked.CHOICE: FieldKind.CHOICES,
}
DOCUMENTS = "audio/*,application/pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp"


def new_key() -> str:
    """A fresh idempotency key for a form."""
    return str(uuid4())


def offered(
    subject: Subject,
    *,
    request: Visit,
    url: Url,
    pages: frozenset[str] = frozenset(),
    attempt: Attempt | None = None,
) -> tuple[Action, ...]:
    """Buttons for what this person may do to a subject now, in the table's order.

    A verb whose moment has not come is left out; one that is refused for a reason that can be
    mended is drawn with the reason. `url` gives the address of a verb, `pages` names the verbs
    whose form is a page of its own.
    """
    offers = [
        offer
        for offer in door.offers(subject, actor=request.actor, at=request.at)
        if _is_shown(offer, attempt) and (bound(request) is None or offer.move.verb in ANSWERS)
    ]
    return tuple(
        _action(subject, offer, request, url, offer.move.verb in pages, attempt) for offer in offers
    )


def _is_shown(offer: door.Offer, attempt: Attempt | None) -> bool:
    """Whether a verb is drawn: also one that came too late, for the words typed into it."""
    tried = attempt is not None and attempt.verb == offer.move.verb and attempt.has_words
    return tried or offer.refusal is None or offer.refusal.code != "not_now"


def hat_for(subject: Subject, move: Move, request: Visit) -> Hat | None:
    """The hat a button acts in: the worn one where it fits, else the first that does."""
    fitting = [
        hat
        for hat in request.actor.hats
        if hat.allows(move.verb) and subject.parts_of(hat) & move.who
    ]
    wearing = worn(request)
    return wearing if wearing in fitting else next(iter(fitting), None)


def _action(
    subject: Subject,
    offer: door.Offer,
    request: Visit,
    url: Url,
    page: bool,  # noqa: FBT001 - a fact about the verb
    attempt: Attempt | None,
) -> Action:
    move, hat = offer.move, hat_for(subject, offer.move, request)
    mine = attempt if attempt is not None and attempt.verb == move.verb else None
    fields = () if move.verb in ONE_TAP else fields_of(move, mine)
    other_hat = hat is not None and hat is not worn(request)
    return Action(
        verb=move.verb,
        label=str(move.label),
        url=url(move.verb),
        icon=ICONS.get(move.verb, ""),
        fields=fields,
        confirm=_confirm(move, hat if other_hat else None),
        refusal=str(offer.refusal.sentence) if offer.refusal and mine is None else "",
        key=new_key(),
        hat=hat.key if hat else "",
        version=subject.version if move.verb in SEES_STATE else None,
        page=page,
        open=mine is not None,
        error=_error(fields, mine),
    )


def _confirm(move: Move, other: Hat | None) -> str:
    """What will happen; and the hat, where it is not the one in the kop."""
    parts = [str(move.confirm)] if move.confirm else []
    if other is not None:
        parts.append(_("Dicatat sebagai %(title)s.") % {"title": other.title})
    return " ".join(parts)


def _error(fields: Sequence[ActionField], attempt: Attempt | None) -> str:
    """The refusal, where no field of the form shows it."""
    if attempt is None or any(field.error for field in fields):
        return ""
    return attempt.sentence


def fields_of(
    move: Move, attempt: Attempt | None = None, picks: Mapping[str, ActionField] | None = None
) -> tuple[ActionField, ...]:
    """The form of a verb, with what was typed before and the refusal at its field.

    `picks` are the inputs that choose positions or shares (web/picks.py), by name; a page of its own
    brings them, a sheet has none.
    """
    fields: list[ActionField] = []
    for each in move.inputs:
        if each.kind not in KINDS:
            fields += [picks[each.name]] if picks and each.name in picks else []
            continue
        refused = attempt is not None and attempt.refusal.field == each.name
        field = ActionField(
            name=each.name,
            label=str(each.label),
            kind=KINDS[each.kind],
            required=each.required,
            value=attempt.data.get(each.name, "") if attempt else "",
            error=attempt.sentence if attempt and refused else "",
            choices=tuple(Choice(value, str(label)) for value, label in each.choices),
        )
        fields += _evidence(field) if each.kind is Asked.FILES else [field]
    return tuple(fields)


def _evidence(field: ActionField) -> list[ActionField]:
    """Photos first; sound and documents beside them."""
    photos = replace(field, label=_("Foto"), accept="image/*", hint=_("boleh dikosongkan"))
    other = replace(
        field,
        name=field.name + OTHER_FILES,
        label=_("Suara atau berkas"),
        kind=FieldKind.FILES,
        error="",
        accept=DOCUMENTS,
    )
    return [photos, other]


def dock(actions: Sequence[Action], *, label: str, chips: cards.Action | None = None) -> Dock:
    """One filled button, one beside "other answers", the rest behind it."""
    free = {each.verb: each for each in actions if not each.refusal}
    first = next((verb for verb in MAIN if verb in free), None)
    primary = replace(free[first], style=MAIN[first]) if first else None
    taken = {first, chips.verb if chips else None}
    wanted = None if chips else next((verb for verb in SECOND if verb in free), None)
    second = free[wanted] if wanted and wanted not in taken else None
    rest = tuple(each for each in actions if each.verb not in {*taken, wanted})
    return Dock(primary, second, rest, label, chips)


def filled(action: Action, *, label: str) -> Action:
    """A button as the one primary of a page, with its count in the label."""
    return replace(action, label=label, style=Style.LAUT)


def asking(action: Action, fields: tuple[ActionField, ...]) -> Action:
    """A button that asks for other fields than its row in the table names."""
    return replace(action, fields=fields)


def editor(
    action: Action, fields: tuple[ActionField, ...], *, label: str, error: str, of: int
) -> Action:
    """An editor that lies open on its page, saving the version `of` that it shows."""
    return replace(
        action, fields=fields, label=label, error=error, version=of, confirm="", open=False
    )
