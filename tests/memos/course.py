"""Memos for tests further along their course: signed, dispatched, and memos that began none."""

import io
from datetime import datetime
from typing import Any

from files import intake
from memos import actions, explanations, final
from memos.actions import Words
from memos.models import Memo
from tests.instructions.carried import as_silent
from tests.instructions.orders import order_to, share_of
from tests.memos.memos import CODE, memo_at
from tests.people import AT, Cast, Member, actor


def scan_of(memo: Memo, by: Member, *, at: datetime = AT) -> Any:
    """A waiting upload: the sheet that got the ink itself stands for its scan."""
    paper = final.for_ink(memo, at=at)
    assert paper is not None
    return intake.receive(io.BytesIO(paper.pdf), name="pindai.pdf", person_id=by.person.pk, at=at)


def sign_in_ink(memo: Memo, people: Cast, *, at: datetime = AT) -> Memo:
    """Print a numbered memo, put the ink on, and put in the scan."""
    desk, key = actor(people.kabag_umum.person), str(memo.public_id)
    actions.print_for_signing(key, actor=desk, at=at)
    upload = scan_of(memo, people.kabag_umum, at=at)
    done = actions.scan(key, actor=desk, at=at, attachments=[upload.public_id])
    return done.subject


def signed(people: Cast, *, at: datetime = AT, **fields: Any) -> Memo:
    """A signed memo about an order to two camats."""
    return sign_in_ink(memo_at("numbered", people, at=at, **fields), people, at=at)


def begun(
    people: Cast,
    *to: Member,
    copies: tuple[Member, ...] = (),
    by: Member | None = None,
    signer: Member | None = None,
    at: datetime = AT,
    **words: Any,
) -> Memo:
    """A draft that rests on no order, from and to posts: by default the sekda's, of the desk."""
    who = signer or people.sekda
    words.setdefault("expects", "execution")
    words.setdefault("hal", "Kesiapsiagaan Menghadapi Banjir")
    words.setdefault("body", "Siapkan posko banjir di kecamatan masing-masing.")
    drafter = actor((by or people.kabag_umum).person)
    post = str(who.position.public_id)
    done = actions.begin(actor=drafter, at=at, sender=post)
    new = Words(
        to_lines=[one.position.title for one in to],
        copies=[one.position.title for one in copies],
        classification_code=CODE,
        **words,
    )
    return actions.edit(str(done.subject.public_id), new, actor=drafter, at=at).subject


def walked(memo: Memo, people: Cast, status: str, *, signer: Member | None = None) -> Memo:
    """A draft without parafs walked to `numbered`, `signed` or `dispatched`."""
    key, desk = str(memo.public_id), actor(people.kabag_umum.person)
    actions.approve(key, actor=actor((signer or people.sekda).person), at=AT)
    memo = actions.number(key, actor=desk, at=AT).subject
    if status in {"signed", "dispatched"}:
        memo = sign_in_ink(memo, people)
    if status == "dispatched":
        memo = actions.dispatch(key, actor=desk, at=AT).subject
    return memo


def upward(people: Cast) -> Memo:
    """A dispatched nota dinas of the head of the desk to the sekda."""
    memo = begun(people, people.sekda, signer=people.kabag_umum, expects="answer")
    return walked(memo, people, "dispatched", signer=people.kabag_umum)


def routed(people: Cast) -> Memo:
    """A draft about an order, with one paraf to ask: the asisten's."""
    memo = memo_at("draft", people)
    asked = [str(people.asisten.position.public_id)]
    desk = actor(people.kabag_umum.person)
    return actions.route(str(memo.public_id), actor=desk, at=AT, superiors=asked).subject


def between_two(people: Cast) -> Memo:
    """The bupati's draft of an explanation about an order to the camat of Pelawan alone."""
    share = share_of(order_to(people.camat_pelawan, giver=people.bupati), people.camat_pelawan)
    giver = actor(people.bupati.person)
    return explanations.draft(str(as_silent(share).public_id), actor=giver, at=AT).subject


def memo_before(status: str, people: Cast) -> Memo:
    """A memo where a verb can be tried: a status, or a word for what it is."""
    if status in {"routed", "in_review"}:
        memo = routed(people)
        desk = actor(people.kabag_umum.person)
        if status == "in_review":
            memo = actions.submit(str(memo.public_id), actor=desk, at=AT).subject
        return memo
    if status in {"printed", "printed_first"}:
        memo = memo_at("numbered" if status == "printed" else "approved", people)
        desk = actor(people.kabag_umum.person)
        return actions.print_for_signing(str(memo.public_id), actor=desk, at=AT).done.subject
    if status == "information":
        return walked(
            begun(people, people.camat_limun, expects="information"), people, "dispatched"
        )
    made = {"signed": signed, "upward": upward, "between_two": between_two}.get(status)
    return made(people) if made is not None else memo_at(status, people)
