"""Memos that wait for an electronic signature of the sekda, and what is left of attempts."""

from typing import Any

from accounts import nik
from memos.models import Memo
from memos.signing.attempts import Outcome, sign_many
from tests.memos.memos import memo_at
from tests.memos.signing.desk import PASSPHRASE
from tests.memos.signing.esign import NIK
from tests.people import AT, Cast, actor


def waiting(people: Cast, count: int = 1) -> list[str]:
    """Public ids of numbered memos that the sekda signs electronically."""
    keys = []
    for _ in range(count):
        memo = memo_at("numbered", people)
        Memo.objects.filter(pk=memo.pk).update(signing="electronic")
        keys.append(str(memo.public_id))
    return keys


def signer(people: Cast) -> None:
    """The sekda's NIK is kept."""
    nik.keep(people.sekda.person, NIK, at=AT)


def sign(people: Cast, *keys: str, **given: Any) -> list[str]:
    """What came of it, one code per memo; "" where it is signed."""
    given = {"passphrase": PASSPHRASE, "at": AT, **given}
    who = given.pop("by", people.sekda)
    return codes(sign_many(keys, actor=actor(who.person), **given))


def codes(outcomes: list[Outcome]) -> list[str]:
    return [each.refusal.code if each.refusal else "" for each in outcomes]
