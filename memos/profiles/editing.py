"""Adopting a version of the profile: one act through the door, with its row in the same breath."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actors import Actor
from files.models import Blob
from memos.profiles import fields, reading
from memos.profiles.drawings import NAMES, REGENCY, STATE
from memos.profiles.keeper import keeper
from memos.profiles.models import BASIS_LENGTH, LetterProfile, ProfileVersion
from workflow import door
from workflow.actors import Actor as WorkflowActor
from workflow.door import Deed, Done
from workflow.refusals import Refusal, Refused, invalid
from workflow.text import clean_line

FARTHEST = timedelta(days=366)
ProfileDone = Done[LetterProfile]


def adopt(
    values: Mapping[str, Any],
    *,
    effective_on: date,
    basis: str,
    actor: Actor,
    at: datetime,
    if_version: int | None = None,
) -> ProfileDone:
    """Put a version on record that holds from a day on, today or later; `values` are those of fields.

    A field left out has the default. Nothing that was numbered before changes. Raises Refused
    `not_keeper`, `stale`, `unknown_value`, `value_refused`, `basis_required`, `basis_too_long`,
    `effective_in_the_past`, `effective_too_far`, `nothing_changed`.
    """
    who = keeper(actor, at=at)
    differs = fields.cleaned(values)
    reason = _basis(basis)
    _check_day(effective_on, timezone.localdate(at))
    if dict(reading.on_day(effective_on).values) == differs:
        sentence = _("Belum ada nilai yang diubah dari profil yang berlaku pada tanggal itu.")
        raise Refused(Refusal("nothing_changed", sentence))
    draft = ProfileVersion(
        values=differs, effective_on=effective_on, basis=reason, made_by=actor.person, at=at
    )
    return _once(draft, who, at, if_version)


def adopt_drawings(
    drawn: Mapping[str, Blob],
    *,
    effective_on: date,
    basis: str,
    actor: Actor,
    at: datetime,
    if_version: int | None = None,
) -> ProfileDone:
    """Put a version on record with other drawings in the kop, all values as they are on that day.

    `drawn` holds what `drawings.receive` gave, by its name; one left out stays. Raises Refused
    `not_keeper`, `stale`, `nothing_changed`, and those of `adopt` for basis and day.
    """
    who = keeper(actor, at=at)
    reason = _basis(basis)
    _check_day(effective_on, timezone.localdate(at))
    before = reading.on_day(effective_on)
    new = {name: blob for name, blob in drawn.items() if getattr(before.look, name) != blob.sha256}
    if not new:
        raise Refused(Refusal("nothing_changed", _("Pilih gambar lambang yang baru.")))
    draft = ProfileVersion(
        values=dict(before.values),
        effective_on=effective_on,
        basis=reason,
        made_by=actor.person,
        at=at,
        regency_drawing=new.get(REGENCY),
        state_drawing=new.get(STATE),
    )
    return _once(draft, who, at, if_version)


def _once(
    draft: ProfileVersion, who: WorkflowActor, at: datetime, if_version: int | None
) -> ProfileDone:
    try:
        return _adopt(draft, who, at, if_version)
    except IntegrityError as error:
        if "is_the_one" not in str(error):
            raise
        return _adopt(draft, who, at, if_version)  # two first versions at once: the row is there


def _adopt(
    draft: ProfileVersion, who: WorkflowActor, at: datetime, if_version: int | None
) -> ProfileDone:
    with transaction.atomic():
        book = LetterProfile.objects.first()
        # Nothing was on record when the page was drawn, and nothing is now: no change is lost.
        version = None if book is None and not if_version else if_version
        book = book or _established(who, at)
        book = LetterProfile.objects.select_for_update(no_key=True).get(pk=book.pk)
        draft.pk = None
        draft.label = f"profil-{book.versions.count() + 1}"
        draft.book = book
        facts: dict[str, Any] = {
            "label": draft.label,
            "effective_on": draft.effective_on.isoformat(),
            "fields": sorted(draft.values),
        }
        drawn = {name: blob.sha256 for name in NAMES if (blob := getattr(draft, name))}
        if drawn:
            facts["drawings"] = drawn
        deed = Deed(facts=facts)
        key = str(book.public_id)
        done = door.act(
            LetterProfile, key, "adopt", actor=who, at=at, deed=deed, if_version=version
        )
        draft.position_id = getattr(done.hat, "position_id", None)
        draft.save(force_insert=True)
    return done


def _established(who: WorkflowActor, at: datetime) -> LetterProfile:
    hat = door.confirm(who.hat or who.hats[0], "establish", actor=who, at=at)
    book = LetterProfile(moved_at=at)
    door.create_many([book], "establish", actor=who, hat=hat, at=at)
    return book


def _basis(raw: str) -> str:
    basis = clean_line(raw)
    if not basis:
        sentence = _("Sebutkan dasarnya, misalnya Perbup dan nomornya.")
        raise Refused(invalid("basis", "basis_required", sentence))
    if len(basis) > BASIS_LENGTH:
        sentence = _("Dasar paling panjang %(n)s huruf.") % {"n": BASIS_LENGTH}
        raise Refused(invalid("basis", "basis_too_long", sentence))
    return basis


def _check_day(day: date, today: date) -> None:
    if day < today:
        sentence = _("Profil berlaku paling cepat hari ini; naskah yang lalu tidak berubah.")
        raise Refused(invalid("effective_on", "effective_in_the_past", sentence))
    if day - today > FARTHEST:
        sentence = _("Profil berlaku paling lambat setahun lagi.")
        raise Refused(invalid("effective_on", "effective_too_far", sentence))
