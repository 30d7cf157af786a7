"""A filter in words: for the chips above a list, and for the head of what is printed."""

from dataclasses import dataclass
from datetime import date

from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from instructions.lifecycle import State, Status
from instructions.models import Classification, Form, Urgency
from instructions.search import CONTROLLED, GIVEN, RECEIVED, Search


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a filter: the field, what it is called, and what is asked."""

    field: str
    label: str
    value: str


def roles() -> dict[str, str]:
    """The reader's part in an order, in words."""
    return {
        RECEIVED: _("Saya terima"),
        GIVEN: _("Saya beri"),
        CONTROLLED: _("Saya kendalikan"),
    }


def turns() -> dict[str, str]:
    """Whose turn it is, in words."""
    return {
        "recipient": _("Giliran penerima"),
        "giver": _("Giliran pemberi"),
        "nobody": _("Tidak menunggu siapa pun"),
    }


def questions(search: Search) -> list[Question]:
    """What is asked, in words, in the order of the form."""
    asked, parties, made = search.asked, search.parties, []
    labels = _labels()
    for field in labels:
        value = getattr(asked, field)
        if value in {"", None}:
            continue
        words = {
            "q": lambda: asked.q,
            "reference": lambda: asked.reference,
            "late": lambda: _("Terlambat") if asked.late else _("Tidak terlambat"),
            "position": lambda: parties.position.title if parties.position else "",
            "person": lambda: parties.person.full_name if parties.person else "",
            "unit": lambda: parties.unit.name if parties.unit else "",
            "issued_from": lambda: _day(asked.issued_from),
            "issued_to": lambda: _day(asked.issued_to),
        }
        chosen = words[field]() if field in words else _chosen(field, str(value))
        made.append(Question(field, labels[field], chosen))
    return made


def _day(day: date | None) -> str:
    return date_format(day, "j M Y") if day else ""


def _chosen(field: str, value: str) -> str:
    """The label of one of several values."""
    if field == "role":
        return roles()[value]
    if field == "turn":
        return turns()[value]
    kinds = {
        "status": Status, "state": State, "urgency": Urgency, "classification": Classification,
        "form": Form,
    }  # fmt: skip
    label = str(kinds[field](value).label)
    return label[:1].upper() + label[1:]


def _labels() -> dict[str, str]:
    return {
        "q": _("Kata"),
        "reference": _("Nomor"),
        "role": _("Peran saya"),
        "status": pgettext("daftar", "Perintah"),
        "state": _("Jawaban penerima"),
        "turn": _("Giliran"),
        "late": _("Batas waktu"),
        "urgency": _("Kesegeraan"),
        "classification": _("Sifat"),
        "form": _("Bentuk"),
        "position": _("Pemberi atau penerima"),
        "person": _("Pemberi atau penerima"),
        "unit": _("Unit kerja"),
        "issued_from": _("Sejak"),
        "issued_to": _("Sampai"),
    }
