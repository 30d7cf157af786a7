"""Codes of activation cards: `K7QF-2MWX-9HTR`, made once, printed once, kept only as a hash.

31 letters and digits that no hand and no printer confuses (no I, L, O, 0, 1). Eleven are drawn at
random (54 bits), the twelfth is a check character over a prime modulus: every single wrong
character and every exchange of two is noticed before anybody is asked.
"""

import secrets

from django.utils.crypto import salted_hmac

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 12
GROUP = 4
_PLACE = {letter: place for place, letter in enumerate(ALPHABET)}


def new_code() -> str:
    """A fresh code without its hyphens."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return body + check_character(body)


def check_character(body: str) -> str:
    """The last character: the weighted sum of the others, modulo 31."""
    total = sum(weight * _PLACE[letter] for weight, letter in enumerate(body, start=1))
    return ALPHABET[total % len(ALPHABET)]


def read(text: str) -> str | None:
    """The code somebody typed, whatever its case and hyphens; None where it cannot be one."""
    code = "".join(c for c in text.upper() if c not in " -.\u2010\u2011\u2013")
    if len(code) != LENGTH or any(letter not in _PLACE for letter in code):
        return None
    return code if check_character(code[:-1]) == code[-1] else None


def spoken(code: str) -> str:
    """As the card prints it: K7QF-2MWX-9HTR."""
    return "-".join(code[n : n + GROUP] for n in range(0, len(code), GROUP))


def hash_of(code: str) -> str:
    """What is kept: an HMAC under the secret key, so that a stolen database opens no account."""
    return salted_hmac("accounts.access.code", code, algorithm="sha256").hexdigest()
