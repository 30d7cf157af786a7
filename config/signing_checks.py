"""System checks of electronic signatures: what is set fits together, before anyone signs."""

import re
from collections.abc import Iterator
from typing import Any, Final

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from memos.signing import BSRE_V1, BSRE_V2, ENGINES, LOCAL, OFF, Level


@register()
def signing_is_set(**_: Any) -> list[CheckMessage]:
    """sigap.E020 to E023: a known engine and level, and what each of them needs."""
    return [Error(words, hint=hint, id=name) for name, words, hint in _faults()]


_SERVICE: Final = "SIGAP_BSRE_URL, SIGAP_BSRE_USER and SIGAP_BSRE_PASSWORD, from Diskominfo."


def _faults() -> Iterator[tuple[str, str, str]]:
    if settings.SIGNING not in {OFF, *ENGINES}:
        known = ", ".join([*ENGINES, OFF])
        yield "sigap.E020", f"SIGAP_SIGNING is {settings.SIGNING}.", f"One of {known}."
    if settings.SIGNING == LOCAL:
        if settings.SIGNING_LEVEL not in set(Level):
            levels = ", ".join(Level)
            level = settings.SIGNING_LEVEL
            yield "sigap.E021", f"SIGAP_SIGNING_LEVEL is {level}.", f"One of {levels}."
        elif settings.SIGNING_LEVEL != Level.BASIC and not settings.TSA_URL:
            wanted = "Set SIGAP_TSA_URL, or the level B-B."
            yield "sigap.E021", "The level of signatures needs a time stamp.", wanted
    if settings.SIGNING in {BSRE_V1, BSRE_V2}:
        if not (settings.BSRE_URL and settings.BSRE_USER and settings.BSRE_PASSWORD):
            yield "sigap.E022", "BSrE signs, and its service is not set.", f"Set {_SERVICE}"
        if not re.fullmatch(r"[0-9a-fA-F]{64}", settings.NIK_KEY):
            hint = "Run `manage.py make_keys` once, and keep the files it makes."
            yield "sigap.E023", "SIGAP_NIK_KEY is not 64 hexadecimal digits.", hint
