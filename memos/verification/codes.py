"""Codes of papers: ten characters drawn at random (49 bits), printed with the QR of every sheet."""

import secrets
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse

from memos.verification.models import CODE_LENGTH, VerificationCode

if TYPE_CHECKING:
    from memos.models import Memo

# No hand and no printer confuses these (no I, L, O, 0, 1).
ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
HALF: Final = CODE_LENGTH // 2
TRIES: Final = 5


def code_of(memo: "Memo") -> str:
    """The memo's code, made now if it has none; empty while it has no number."""
    if not memo.number_text:
        return ""
    kept = VerificationCode.objects.filter(memo=memo).first()
    return (kept or _make(memo)).code


def address_of(memo: "Memo") -> str:
    """The public address of its check page, for the QR; empty while it has no number."""
    code = code_of(memo)
    return _address(code) if code else ""


def kept_address_of(memo: "Memo") -> str:
    """The same for readers, who make no code: empty while no sheet of the memo carries one."""
    kept = VerificationCode.objects.filter(memo=memo).first()
    return _address(kept.code) if kept else ""


def _address(code: str) -> str:
    return settings.BASE_URL.rstrip("/") + reverse("web:verify_code", args=[code])


def read(text: str) -> str | None:
    """The code somebody typed, whatever its case, spaces and hyphens; None where it is none."""
    code = "".join(c for c in text.upper() if c not in " -.\u2010\u2011\u2013")
    is_whole = len(code) == CODE_LENGTH and all(letter in ALPHABET for letter in code)
    return code if is_whole else None


def spoken(code: str) -> str:
    """As it is printed and read aloud: K7QF2-MWX9H."""
    return f"{code[:HALF]}-{code[HALF:]}"


def new_code() -> str:
    """A fresh code."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def _make(memo: "Memo") -> VerificationCode:
    """A row of its own; whoever else made it meanwhile was first, and a code drawn twice is redrawn."""
    for _try in range(TRIES):
        try:
            with transaction.atomic():
                return VerificationCode.objects.create(memo=memo, code=new_code())
        except IntegrityError:
            kept = VerificationCode.objects.filter(memo=memo).first()
            if kept is not None:
                return kept
    message = "no free code could be drawn"
    raise RuntimeError(message)
