"""What only some types of memo say, as `Memo.details` keeps it: checked on the way in.

{"menimbang": [str], "dasar": [str], "untuk": [str],       a surat perintah or surat tugas:
 "people": [person public id],                             why, on which ground, to do what,
 "positions": [position public id], "place": str,          and to whom (Permendagri 1/2023)
 "about": [str, lines of TENTANG], "dictums": [str],       an instruksi
 "letter": {"from", "number", "dated", "received",         a lembar disposisi: the incoming letter,
            "agenda": str},                                what is asked of the `positions`
 "asks": [key of ASKS], "finish_by": ISO moment,           (the first leads), by when
 "annexes": [{"title": str, "body": str}]}                 every type

A key stands only where its type uses it, and never empty. What must be there before a memo is approved
is for completeness.py to say.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from accounts.models import Person, Position
from memos.course_rows import LINE_LENGTH
from memos.models import MemoType
from workflow.refusals import Refusal, Refused, invalid
from workflow.text import clean_line, said

MOST_ITEMS = 60
LONGEST_ITEM = 1_000
MOST_ANNEXES = 20
LONGEST_ANNEX = 20_000

# What a disposisi may ask for, in the words of the old form (Permendagri 54/2009 [V2]); the last
# three are this project's.
ASKS = {
    "tanggapan": "Tanggapan dan saran",
    "proses": "Proses lebih lanjut",
    "koordinasi": "Koordinasi/konfirmasikan",
    "jawaban": "Siapkan jawaban",
    "hadiri": "Hadiri/wakili",
    "diketahui": "Untuk diketahui",
    "laporkan": "Laporkan hasil kepada saya",
}
LETTER = ("from", "number", "dated", "received", "agenda")

_ORDERED = frozenset(
    {"menimbang", "dasar", "untuk", "people", "positions", "place", "annexes"},
)
KEYS: Mapping[str, frozenset[str]] = {
    MemoType.NOTA_DINAS: frozenset({"annexes"}),
    MemoType.EXPLANATION: frozenset({"annexes"}),
    MemoType.MEMO: frozenset({"annexes"}),
    MemoType.INSTRUCTION: frozenset({"about", "dictums", "place", "annexes"}),
    MemoType.COMMAND: _ORDERED,
    MemoType.DUTY: _ORDERED,
    MemoType.DISPOSITION: frozenset({"letter", "positions", "asks", "finish_by"}),
}


def cleaned(memo_type: str, raw: object) -> dict[str, Any]:
    """The details as they are kept. Empty keys are left out.

    Raises Refused `details_malformed`, `unknown_detail`, `too_many_items`, `<key>_too_long`,
    `unknown_person`, `unknown_position`, `unknown_ask`, `unknown_moment`.
    """
    given = _mapping("details", raw)
    unknown = sorted(set(given) - KEYS[memo_type])
    if unknown:
        sentence = _("Naskah jenis ini tidak memuat %(keys)s.") % {"keys": ", ".join(unknown)}
        raise Refused(invalid("details", "unknown_detail", sentence))
    values = {key: _CHECKS[key](value) for key, value in given.items()}
    return {key: value for key, value in values.items() if value}


# --- One key at a time ------------------------------------------------------------------------------


def _mapping(name: str, raw: object) -> dict[str, Any]:
    if not isinstance(raw, Mapping) or not all(isinstance(key, str) for key in raw):
        raise Refused(_malformed(name))
    return dict(raw)


def _malformed(name: str) -> Refusal:
    return invalid(name, "details_malformed", _("Isian tidak dapat dibaca."))


def _text(name: str, raw: object, *, limit: int) -> str:
    if not isinstance(raw, str):
        raise Refused(_malformed(name))
    return said(name, raw, limit=limit)


def _line(name: str, raw: object, *, limit: int = LINE_LENGTH) -> str:
    return clean_line(_text(name, raw, limit=limit))


def _list(name: str, raw: object, *, most: int = MOST_ITEMS) -> list[object]:
    if not isinstance(raw, Sequence) or isinstance(raw, str | bytes):
        raise Refused(_malformed(name))
    if len(raw) > most:
        sentence = _("Paling banyak %(n)s butir.") % {"n": most}
        raise Refused(invalid(name, "too_many_items", sentence))
    return list(raw)


def _items(name: str, raw: object, *, limit: int = LONGEST_ITEM) -> list[str]:
    lines = [_line(name, item, limit=limit) for item in _list(name, raw)]
    return [line for line in lines if line]


def _known(name: str, raw: object, *, model: type[Model], code: str, sentence: str) -> list[str]:
    """Public ids, each once, of rows that are active."""
    given = _items(name, raw, limit=LINE_LENGTH)
    keys = list(dict.fromkeys(key.lower() for key in given))
    try:
        rows = model._default_manager.filter(public_id__in=keys, is_active=True)  # noqa: SLF001 (Django's own name for it)
        there = {str(key) for key in rows.values_list("public_id", flat=True)}
    except ValidationError:
        there = set()
    if not set(keys) <= there:
        raise Refused(invalid(name, code, sentence))
    return keys


def _people(raw: object) -> list[str]:
    sentence = _("Orang tidak dikenal.")
    return _known("people", raw, model=Person, code="unknown_person", sentence=sentence)


def _positions(raw: object) -> list[str]:
    sentence = _("Jabatan tidak dikenal.")
    return _known("positions", raw, model=Position, code="unknown_position", sentence=sentence)


def _annexes(raw: object) -> list[dict[str, str]]:
    found = []
    for item in _list("annexes", raw, most=MOST_ANNEXES):
        given = _mapping("annexes", item)
        if set(given) - {"title", "body"}:
            raise Refused(_malformed("annexes"))
        title = _line("annexes", given.get("title", ""))
        body = _text("annexes", given.get("body", ""), limit=LONGEST_ANNEX)
        if title or body:
            found.append({"title": title, "body": body})
    return found


def _letter(raw: object) -> dict[str, str]:
    given = _mapping("letter", raw)
    if set(given) - set(LETTER):
        raise Refused(_malformed("letter"))
    letter = {key: _line("letter", value) for key, value in given.items()}
    for key in ("dated", "received"):
        if letter.get(key):
            _moment("letter", letter[key], date.fromisoformat)
    return {key: value for key, value in letter.items() if value}


def _asks(raw: object) -> list[str]:
    asked = list(dict.fromkeys(_items("asks", raw)))
    if not set(asked) <= ASKS.keys():
        raise Refused(invalid("asks", "unknown_ask", _("Permintaan itu tidak ada dalam daftar.")))
    return asked


def _moment(name: str, raw: object, read: Callable[[str], date]) -> str:
    text = _line(name, raw)
    try:
        found = read(text) if text else None
    except ValueError:
        found = None
    aware = not isinstance(found, datetime) or found.tzinfo is not None
    if text and (found is None or not aware):
        sentence = _("Tanggal tidak dapat dibaca.")
        raise Refused(invalid(name, "unknown_moment", sentence))
    return text


_CHECKS: Mapping[str, Callable[[object], Any]] = {
    "menimbang": partial(_items, "menimbang"),
    "dasar": partial(_items, "dasar"),
    "untuk": partial(_items, "untuk"),
    "dictums": partial(_items, "dictums"),
    "about": partial(_items, "about", limit=LINE_LENGTH),
    "place": partial(_line, "place"),
    "people": _people,
    "positions": _positions,
    "annexes": _annexes,
    "letter": _letter,
    "asks": _asks,
    "finish_by": lambda raw: _moment("finish_by", raw, datetime.fromisoformat),
}
