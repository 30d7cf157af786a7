"""From an order to the first draft of its memo. The giver's words are never changed.

The words on paper are fixed Indonesian, as everywhere on a naskah dinas.
"""

import re
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Position, PositionKind
from instructions.models import Instruction, Role
from memos.course_rows import LINE_LENGTH
from memos.models import MemoType
from memos.wording import SMALL_WORDS, clock, long_date, title_case_hal, weekday_date
from workflow.refusals import Refusal, Refused

LEADERS = {PositionKind.REGENT: "Bupati", PositionKind.VICE_REGENT: "Wakil Bupati"}
HAL_WORDS = 9

CLOSING = "Demikian untuk dilaksanakan dengan penuh tanggung jawab."

_SENTENCE_END = re.compile(r"[.;:!?](?:\s|$)|\n")
_BULLET = re.compile(r"^[-*•–] +")


def from_order(order: Instruction) -> dict[str, Any]:
    """The fields of a nota dinas that puts an issued order on paper.

    Raises Refused `no_signer` where the giver is the bupati or wakil and there is no sekda.
    """
    sender = sender_for(order.giver)
    to_lines, informed = _addressees(order)
    copies = informed if sender.pk == order.giver_id else [*informed, order.giver.title]
    return {
        "from_position": sender,
        "signer": sender,
        "to_lines": to_lines,
        "copies": copies,
        "hal": hal_of(order.text),
        "urgency": order.urgency,
        "security": order.classification,
        "body": body_of(order),
    }


def sender_for(giver: Position) -> Position:
    """Whose memo it is: the sekda's for an order of bupati or wakil, else the giver's own."""
    if giver.kind not in LEADERS:
        return giver
    secretaries = Position.objects.filter(kind=PositionKind.SECRETARY, is_active=True)
    sekda = secretaries.select_related("unit").order_by("rank", "pk").first()
    if sekda is None:
        sentence = _("Belum ada jabatan Sekretaris Daerah yang menandatangani nota dinas ini.")
        raise Refused(Refusal("no_signer", sentence))
    return sekda


def issuer_of(memo_type: str, drafter: Position) -> Position:
    """Whose memo of this type it is by default: an instruksi the bupati's, another the drafter's own.

    Bupati and wakil issue a surat perintah or surat tugas themselves, a nota dinas through the sekda.
    Raises Refused as `sender_for`.
    """
    if memo_type == MemoType.INSTRUCTION:
        regents = Position.objects.filter(kind=PositionKind.REGENT, is_active=True)
        return regents.select_related("unit").order_by("rank", "pk").first() or drafter
    if memo_type in {MemoType.COMMAND, MemoType.DUTY}:
        return drafter
    return sender_for(drafter)


def body_of(order: Instruction) -> str:
    """Opening that cites the order, its own words as numbered points, its deadline, closing."""
    points = [_BULLET.sub("", line) for line in map(str.strip, order.text.split("\n")) if line]
    if order.finish_by is not None:
        day = weekday_date(timezone.localdate(order.finish_by))
        points.append(
            f"Laporan disampaikan paling lambat hari {day}, pukul {clock(order.finish_by)}."
        )
    return "\n\n".join([_opening(order), "\n".join(_numbered(points)), CLOSING])


def _opening(order: Instruction) -> str:
    if order.issued_at is None:
        message = "only an issued order can be cited"
        raise ValueError(message)
    giver = LEADERS.get(PositionKind(order.giver.kind), order.giver.title)
    when = f"{long_date(timezone.localdate(order.issued_at))} pukul {clock(order.issued_at)}"
    return (
        f"Menindaklanjuti Perintah {giver} {order.reference} tanggal {when}, "
        "dengan ini disampaikan hal-hal sebagai berikut:"
    )


def _numbered(points: list[str]) -> list[str]:
    """Points with their number; one that was typed with the right number keeps it."""
    return [
        point if point.startswith(f"{n}. ") else f"{n}. {point}"
        for n, point in enumerate(points, start=1)
    ]


def hal_of(text: str) -> str:
    """The subject: the first words of the order up to its first stop, in title case."""
    said = _SENTENCE_END.split(text.strip(), maxsplit=1)[0].split()
    words = [word for word in said if any(map(str.isalnum, word))][:HAL_WORDS]
    while words and words[-1].lower() in SMALL_WORDS:
        words.pop()
    return title_case_hal(" ".join(words)).rstrip(",")[:LINE_LENGTH]


def _addressees(order: Instruction) -> tuple[list[str], list[str]]:
    """Titles and names of lists the order is for, and the titles that are only to know."""
    informed = list(
        order.assignments.filter(role=Role.INFORMATION)
        .order_by("position__rank", "position_id")
        .values_list("position__title", flat=True)
    )
    names = [name for name in order.addressees.get("names", []) if name not in informed]
    return names, informed
