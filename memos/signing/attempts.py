"""Signing memos: claim, sign outside every transaction, keep what came, then the memo's own verb.

A crash anywhere leaves an attempt that the next try takes up: signed bytes that were kept are used
and not made again; an answer that was lost is looked for before anything is signed anew; a lease
that ran out is no longer waited for. Two who sign at once get one signature.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from accounts import nik
from accounts.actors import Actor
from accounts.models import Person
from files import intake
from memos import final, signing
from memos.actions.signing import record
from memos.course import Signing
from memos.lifecycle import MEMO, Status
from memos.models import Memo
from memos.signing import Engine, Identity, Job, Signed
from memos.signing.faults import Unsure
from memos.signing.rows import LIVE, AttemptState, SigningAttempt
from workflow import door
from workflow.refusals import NOT_FOUND, Refusal, Refused
from workflow.table import Moment

VERB: Final = "sign"
MOST: Final = 100
_SPARE: Final = timedelta(seconds=30)
_LEASE_ENDED: Final = "lease_ended"
# After these no other memo of the same call can be signed either.
_HOPELESS: Final = frozenset(
    {
        "wrong_passphrase", "signer_not_registered", "no_certificate", "certificate_expired",
        "nik_missing", "service_unreachable", "service_misconfigured", "service_unclear",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one memo: signed (`refusal` is None), or why not."""

    key: str
    refusal: Refusal | None = None


@dataclass(slots=True)
class _Claim:
    """A memo that this call holds. `pdf` is what the signature is put on."""

    key: str
    attempt: SigningAttempt
    pdf: bytes = field(repr=False)
    earlier: str = ""


def may_sign(*, actor: Actor, at: datetime) -> Refusal | None:
    """Whether this person can sign electronically at all; asked before a passphrase is."""
    try:
        signing.engine().check(identity(actor.person), at=at)
    except Refused as refused:
        return refused.refusal
    return None


def waiting(actor: Actor) -> QuerySet[Memo]:
    """Numbered memos that wait for the actor's own electronic signature, the oldest first."""
    posts = [hat.position_id for hat in actor.hats if hat.allows(VERB)]
    rows = Memo.visible_to(actor).filter(
        status=Status.NUMBERED, signing=Signing.ELECTRONIC, signer_id__in=posts
    )
    return rows.order_by("numbered_at", "id")


def identity(person: Person) -> Identity:
    """Who signs, as an engine wants it."""
    return Identity(str(person.public_id), person.full_name, nik.nik_of(person))


@sensitive_variables("passphrase")
def sign_many(keys: Sequence[str], *, actor: Actor, passphrase: str, at: datetime) -> list[Outcome]:
    """Sign these memos (public ids, at most MOST) with one passphrase; an outcome for each.

    Call it outside a transaction. The passphrase is handed to the engine and kept nowhere.
    Raises Refused `signing_off`, `too_many_memos`, and where the signer cannot sign at all.
    """
    wanted = list(dict.fromkeys(keys))
    if len(wanted) > MOST:
        sentence = _("Paling banyak %(n)s naskah sekali jalan.") % {"n": MOST}
        raise Refused(Refusal("too_many_memos", sentence))
    engine = signing.engine()
    who = identity(actor.person)
    engine.check(who, at=at)
    came: dict[str, Refusal | None] = {}
    waiting = iter(wanted)
    lease = at
    while batch := list(islice(waiting, engine.batch)):
        lease += timedelta(seconds=engine.seconds)
        stop = _sign_batch(batch, engine, who, passphrase, came, actor=actor, at=at, lease=lease)
        if stop is not None:
            came |= dict.fromkeys(waiting, stop)
    return [Outcome(key, came[key]) for key in wanted]


@sensitive_variables("passphrase")
def sign_one(key: str, *, actor: Actor, passphrase: str, at: datetime) -> Memo:
    """Sign one memo (public id) as `sign_many` does, or raise what it says; the memo as it is then.

    Whoever may not sign it learns that before anything of engine and certificate is looked at.
    """
    memo = Memo.visible_to(actor).filter(public_id=key).first()
    if memo is None:
        raise Refused(NOT_FOUND)
    door.pick_hat(memo, MEMO.move(VERB), actor)
    outcome = sign_many([key], actor=actor, passphrase=passphrase, at=at)[0]
    if outcome.refusal is not None:
        raise Refused(outcome.refusal)
    return Memo.visible_to(actor).get(public_id=key)


@sensitive_variables("passphrase")
def _sign_batch(
    batch: Sequence[str],
    engine: Engine,
    who: Identity,
    passphrase: str,
    came: dict[str, Refusal | None],
    *,
    actor: Actor,
    at: datetime,
    lease: datetime,
) -> Refusal | None:
    """Do one call's worth; gives the refusal that makes going on pointless, if there was one."""
    claims = []
    for key in batch:
        try:
            claim = _claim(key, engine, actor=actor, at=at, lease=lease)
        except Refused as refused:
            came[key] = refused.refusal
            continue
        if claim is None or claim.attempt.state == AttemptState.SIGNED:
            came[key] = _finished(claim, actor, at)
        else:
            claims.append(claim)
    if not claims:
        return None
    jobs = [Job(claim.pdf, claim.earlier) for claim in claims]
    try:
        signed = engine.sign(jobs, who=who, passphrase=passphrase, at=at)
    except Refused as refused:
        return _end(claims, AttemptState.REFUSED, refused.refusal, came, at=at)
    except Unsure as lost:
        return _end(claims, AttemptState.LOST, lost.refusal, came, at=at, found=lost.document_id)
    for claim, each in zip(claims, signed, strict=True):
        _keep(claim, each, at=at)
        came[claim.key] = _finished(claim, actor, at)
    return None


# --- Claiming ---------------------------------------------------------------------------------------


def _claim(
    key: str, engine: Engine, *, actor: Actor, at: datetime, lease: datetime
) -> _Claim | None:
    """Hold a memo until `lease`; None where this person has signed it already.

    Raises Refused as the door does for `sign`, `signing_in_progress`, `not_the_named_signer`.
    """
    memo = Memo.visible_to(actor).filter(public_id=key).first()
    if memo is None:
        raise Refused(NOT_FOUND)
    if _is_done(memo, actor):
        return None
    _judge(memo, actor, at)
    issue = final.issue_of(memo, at=at)  # rendered here, where no transaction is open
    pdf = final.bytes_of(issue)
    try:
        with transaction.atomic():
            rows = Memo.visible_to(actor).filter(public_id=key)
            locked = rows.select_for_update(no_key=True, of=("self",)).first()
            if locked is None:
                raise Refused(NOT_FOUND)
            if _is_done(locked, actor):  # by the same person, while we waited for the lock
                return None
            _judge(locked, actor, at)
            kept = _earlier(locked, actor, at)
            if kept is not None:
                return _Claim(key, kept, pdf)
            attempt = SigningAttempt.objects.create(
                memo=locked,
                person=actor.person,
                engine=engine.name,
                sha256_before=issue.sha256,
                lease_until=lease + _SPARE,
                started_at=at,
            )
    except IntegrityError:  # somebody claimed it between our look and our row
        raise Refused(_in_progress()) from None
    return _Claim(key, attempt, pdf, _lost_id(attempt))


def _is_done(memo: Memo, actor: Actor) -> bool:
    done = SigningAttempt.objects.filter(memo=memo, person=actor.person, state=AttemptState.DONE)
    return memo.status != Status.NUMBERED and done.exists()


def _judge(memo: Memo, actor: Actor, at: datetime) -> None:
    """As the door will, before anything is signed; and the certificate's name is on the paper."""
    move = MEMO.move(VERB)
    door.pick_hat(memo, move, actor)
    found = door.refusal_of(memo, move, Moment(actor, at, {}))
    if found is not None:
        raise Refused(found)
    printed = memo.frozen["signer"]
    person = actor.person
    if (printed["name"], printed["nip"]) != (person.name, person.nip or ""):
        sentence = _("Naskah ini menyebut %(name)s sebagai penanda tangan.")
        raise Refused(Refusal("not_the_named_signer", sentence % {"name": printed["name"]}))


def _earlier(memo: Memo, actor: Actor, at: datetime) -> SigningAttempt | None:
    """A signature that was kept but not recorded, to be used; others that are over are closed."""
    live = SigningAttempt.objects.filter(memo=memo, state__in=LIVE).first()
    if live is None:
        return None
    if live.state == AttemptState.SIGNED and live.person_id == actor.person_id:
        return live
    if live.lease_until > at:
        raise Refused(_in_progress())
    live.state, live.code, live.ended_at = AttemptState.LOST, _LEASE_ENDED, at
    live.save()
    return None


def _in_progress() -> Refusal:
    return Refusal("signing_in_progress", _("Naskah ini sedang ditandatangani. Tunggu sebentar."))


def _lost_id(attempt: SigningAttempt) -> str:
    """What the service called the same bytes in an attempt of this person whose answer was lost."""
    lost = SigningAttempt.objects.filter(
        memo_id=attempt.memo_id,
        person_id=attempt.person_id,
        engine=attempt.engine,
        sha256_before=attempt.sha256_before,
        state=AttemptState.LOST,
    )
    found = lost.exclude(document_id="").order_by("-id").values_list("document_id", flat=True)
    return found.first() or ""


# --- What came --------------------------------------------------------------------------------------


def _end(
    claims: Sequence[_Claim],
    state: AttemptState,
    why: Refusal,
    came: dict[str, Refusal | None],
    *,
    at: datetime,
    found: str = "",
) -> Refusal | None:
    """Close the attempts of a call that failed; gives the refusal if no other call can succeed."""
    with transaction.atomic():
        for claim in claims:
            attempt = claim.attempt
            attempt.state, attempt.code, attempt.ended_at = state, why.code, at
            attempt.document_id = found
            attempt.save()
    came |= dict.fromkeys([claim.key for claim in claims], why)
    return why if why.code in _HOPELESS else None


def _keep(claim: _Claim, signed: Signed, *, at: datetime) -> None:
    """Keep the signed bytes: from here on a crash loses no signature."""
    blob = intake.keep(signed.pdf, media_type=final.PDF, at=at)
    attempt = claim.attempt
    attempt.state = AttemptState.SIGNED
    attempt.signed_pdf, attempt.sha256_after = blob, blob.sha256
    attempt.document_id, attempt.verdict = signed.document_id, signed.verdict
    attempt.save()


def _finished(claim: _Claim | None, actor: Actor, at: datetime) -> Refusal | None:
    """The memo's own verb with the kept bytes, and the attempt's end, in one transaction."""
    if claim is None:
        return None
    attempt = claim.attempt
    try:
        with transaction.atomic():
            issue = attempt.signed_pdf
            if issue is None:
                raise ValueError("only signed bytes are recorded")
            record(claim.key, actor=actor, at=at, issue=issue, facts=facts_of(attempt))
            # Who signs twice at once may have found these bytes too, and recorded them before.
            rows = SigningAttempt.objects.select_for_update(no_key=True, of=("self",))
            fresh = rows.get(pk=attempt.pk)
            if fresh.state != AttemptState.DONE:
                fresh.state, fresh.ended_at = AttemptState.DONE, at
                fresh.save()
    except Refused as refused:
        return refused.refusal
    return None


def facts_of(attempt: SigningAttempt) -> dict[str, str]:
    """What the ledger keeps of a signature: engine, both hashes, the service's id and verdict."""
    return {
        "engine": attempt.engine,
        "before": attempt.sha256_before,
        "sha256": attempt.sha256_after,
        "document_id": attempt.document_id,
        "verdict": attempt.verdict,
    }
