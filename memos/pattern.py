"""How a register writes its numbers: `{number}/{code}/{year}` and what stands for each token."""

import re
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

TOKENS = frozenset({"number", "code", "unit", "signer", "security", "month_roman", "year"})
PLAIN = "{number}/{code}/{year}"
NEEDED = frozenset({"number", "year"})

_TOKEN = re.compile(r"\{([a-z_]*)\}")


def validate_pattern(pattern: str) -> None:
    """Refuse a pattern that could give two memos one number, or that says something unknown.

    Raises ValidationError `unknown_token`, `token_missing` or `stray_brace`.
    """
    found = _TOKEN.findall(pattern)
    unknown = set(found) - TOKENS
    if unknown:
        message = _("Tanda %(tokens)s tidak dikenal.")
        raise ValidationError(message, "unknown_token", {"tokens": ", ".join(sorted(unknown))})
    missing = NEEDED - set(found)
    if missing or found.count("number") != 1:
        message = _("Pola memuat {number} tepat satu kali, dan {year}.")
        raise ValidationError(message, "token_missing")
    if set("{}") & set(_TOKEN.sub("", pattern)):
        raise ValidationError(_("Ada kurung kurawal yang tidak berpasangan."), "stray_brace")


def written(pattern: str, values: Mapping[str, str]) -> str:
    """The pattern with its tokens replaced; `values` has one for each of TOKENS."""
    return _TOKEN.sub(lambda found: values[found[1]], pattern)
