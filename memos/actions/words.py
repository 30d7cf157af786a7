"""The words of a memo as they are given: what may be edited, and the checks on each field."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import Position, PositionKind
from instructions.models import Urgency
from memos import details, drafting
from memos.body.allow import cleaned
from memos.course import Expects, Signing
from memos.course_rows import LINE_LENGTH
from memos.models import BodyFormat, ClassificationCode, MemoType
from workflow.refusals import Refused, invalid
from workflow.text import clean_line

MOST_LINES = 60
NEAR_CODES = 5
INTERNAL = frozenset({MemoType.NOTA_DINAS, MemoType.EXPLANATION, MemoType.MEMO})


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What may be edited; None leaves a field as it is. Positions are public ids."""

    hal: str | None = None
    to_lines: Sequence[str] | None = None
    copies: Sequence[str] | None = None
    urgency: str | None = None
    attachments_line: str | None = None
    body: str | None = None
    body_format: str | None = None  # of `body`; plain text where it is not said
    classification_code: str | None = None
    from_position: str | None = None
    signer: str | None = None
    signing: str | None = None
    expects: str | None = None
    details: Mapping[str, Any] | None = None  # as memos.details says; replaces all of them
    behalf: str | None = None  # a.n.; empty for nobody
    through: str | None = None  # u.b.


def checked(words: Words, memo_type: str) -> dict[str, Any]:
    """The given fields as the columns of a memo of this type take them.

    Raises Refused as `edit` says.
    """
    checks: dict[str, Callable[[Any], Any]] = {
        "hal": partial(_line, "hal"),
        "to_lines": partial(_lines, "to_lines"),
        "copies": partial(_lines, "copies"),
        "urgency": _urgency,
        "attachments_line": partial(_line, "attachments_line"),
        "classification_code": _code,
        "from_position": partial(position_of, "from_position"),
        "signer": partial(_signer, memo_type),
        "behalf": partial(_nobody_or, "behalf"),
        "through": partial(_nobody_or, "through"),
        "details": partial(details.cleaned, memo_type),
        "signing": partial(_one_of, "signing", Signing.values),
        "expects": partial(_one_of, "expects", Expects.values),
    }
    given = {field.name: getattr(words, field.name) for field in fields(words)}
    sets = {name: checks[name](given[name]) for name in checks if given[name] is not None}
    if words.body is not None:
        body_format = words.body_format or BodyFormat.TEXT
        sets |= {"body": cleaned(words.body, body_format), "body_format": body_format}
    return sets


def _line(name: str, raw: str) -> str:
    line = clean_line(raw)
    if len(line) > LINE_LENGTH:
        sentence = _("Paling panjang %(n)s huruf.") % {"n": LINE_LENGTH}
        raise Refused(invalid(name, f"{name}_too_long", sentence))
    return line


def _lines(name: str, raw: Sequence[str]) -> list[str]:
    lines = [line for line in (_line(name, one) for one in raw) if line]
    if len(lines) > MOST_LINES:
        sentence = _("Paling banyak %(n)s baris; pakai lampiran.") % {"n": MOST_LINES}
        raise Refused(invalid(name, "too_many_lines", sentence))
    return lines


def _urgency(raw: str) -> str:
    if raw not in Urgency.values:
        raise Refused(invalid("urgency", "unknown_urgency", _("Sifat tidak dikenal.")))
    return raw


def _one_of(name: str, known: Sequence[str], raw: str) -> str:
    if raw not in known:
        raise Refused(invalid(name, f"unknown_{name}", _("Pilihan tidak dikenal.")))
    return raw


def _code(raw: str) -> ClassificationCode | None:
    if not raw:
        return None
    code = ClassificationCode.objects.filter(code=clean_line(raw)).first()
    if code is None:
        sentence = _("Kode klasifikasi tidak ada dalam daftar.")
        near = "; ".join(map(str, ClassificationCode.objects.found(clean_line(raw))[:NEAR_CODES]))
        if near:
            sentence = _("Kode klasifikasi tidak ada dalam daftar. Mungkin: %(codes)s.")
            sentence %= {"codes": near}
        raise Refused(invalid("classification_code", "unknown_classification_code", sentence))
    return code


def position_of(name: str, key: str) -> Position:
    """The active position with this public id. Raises Refused `unknown_position`."""
    try:
        rows = Position.objects.filter(public_id=key, is_active=True)
    except ValidationError:
        rows = Position.objects.none()
    position = rows.select_related("unit").first()
    if position is None:
        raise Refused(invalid(name, "unknown_position", _("Jabatan tidak dikenal.")))
    return position


def _nobody_or(name: str, key: str) -> Position | None:
    return position_of(name, key) if key else None


def _signer(memo_type: str, key: str) -> Position:
    """Bupati and wakil sign on paper with the state's emblem, which a nota dinas has not."""
    position = position_of("signer", key)
    if memo_type in INTERNAL and PositionKind(position.kind) in drafting.LEADERS:
        sentence = _("Nota dinas tidak ditandatangani Bupati atau Wakil Bupati; pilih Sekda.")
        raise Refused(invalid("signer", "signer_not_for_type", sentence))
    return position
