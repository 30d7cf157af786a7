"""From the domain to view models that several pages share: papers, histories, files, marks."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.actors import Actor
from accounts.hats import Hat
from accounts.models import Person
from files.models import Kind
from instructions import timeline
from instructions.models import Assignment, Attachment, Form, Instruction, Urgency
from memos.models import Memo
from web import cards, words
from web.cards import Mark, MarkKind

MARKS: Mapping[str, MarkKind] = {
    "unreached": MarkKind.UNDELIVERED,
    "unopened": MarkKind.UNOPENED,
    "read": MarkKind.READ,
    "ready": MarkKind.READY,
    "working": MarkKind.WORKING,
    "reported": MarkKind.REPORTED,
    "asking": MarkKind.ASKING,
    "redirecting": MarkKind.REDIRECTING,
    "declined": MarkKind.DECLINED,
    "redirected": MarkKind.REDIRECTED,
    "accepted": MarkKind.ACCEPTED,
    "ended": MarkKind.CLOSED,
}
"""instructions.board's names for a standing, as marks."""

KINDS = {Kind.PHOTO: "photo", Kind.AUDIO: "audio"}
TITLE_LENGTH = 120


def title_of(text: str) -> str:
    """The first sentence or line of an order, for rows; never more than two lines of a phone."""
    line = text.strip().split("\n", 1)[0]
    first = line.split(". ", 1)[0].rstrip(".")
    if len(first) <= TITLE_LENGTH:
        return first
    return first[:TITLE_LENGTH].rsplit(" ", 1)[0] + " …"


def spoken_to(person: Person) -> str:
    """Bapak, Ibu, Saudara."""
    return str(person.get_address_display())


def spoken_hat(actor: Actor, hat: Hat | None) -> str:
    """Whom something waits for: Bapak; Bupati Sarolangun, where an aide reads."""
    if hat is not None and hat.is_delegated:
        return hat.position.title
    return spoken_to(actor.person)


def attachment(file: Attachment) -> cards.Attachment:
    """A file with its addresses."""
    key = file.public_id
    is_photo = file.blob.kind == Kind.PHOTO
    return cards.Attachment(
        kind=KINDS.get(Kind(file.blob.kind), "document"),
        url=reverse("web:attachment", args=[key]),
        name=file.name,
        thumbnail_url=reverse("web:thumbnail", args=[key]) if is_photo else "",
        size=filesizeformat(file.blob.size),
    )


def attachments(files: Iterable[Attachment]) -> tuple[cards.Attachment, ...]:
    """Files in their order."""
    return tuple(attachment(file) for file in files)


def history(lines: Sequence[timeline.Line], *, of_one: bool = False) -> tuple[cards.Entry, ...]:
    """The Riwayat; with `of_one` of a single recipient, who is then not named at each line."""
    return tuple(_entry(line, of_one=of_one) for line in lines)


def _entry(line: timeline.Line, *, of_one: bool) -> cards.Entry:
    what = line.sentence if line.who else line.sentence[:1].upper() + line.sentence[1:]
    if line.share_of and not of_one:
        what += f" · {line.share_of}"
    who = line.who
    if line.aide and line.verb != "seen":
        what += " " + _("(oleh ajudan)")
    if line.device_at is not None:
        told = words.short_moment(line.device_at, line.at)
        what += " " + _("(dilakukan %(when)s menurut perangkat, baru sampai)") % {"when": told}
    return cards.Entry(
        at=line.at,
        what=what,
        who=who,
        text="\n".join(line.contents.values()),
        attachments=attachments(line.attachments),
    )


def files_of_order(lines: Sequence[timeline.Line]) -> tuple[cards.Attachment, ...]:
    """The files that came with the order itself."""
    return tuple(
        card for line in lines if line.verb == "issue" for card in attachments(line.attachments)
    )


def without_order_files(
    lines: Sequence[timeline.Line], *, of_one: bool = False
) -> tuple[cards.Entry, ...]:
    """The Riwayat of a page whose paper already shows the order's files."""
    return tuple(
        cards.Entry(entry.at, entry.what, entry.who, entry.text) if line.verb == "issue" else entry
        for line, entry in zip(lines, history(lines, of_one=of_one), strict=True)
    )


def paper(
    order: Instruction,
    *,
    addressee: str,
    lines: Sequence[timeline.Line] = (),
    share: Assignment | None = None,
) -> cards.Paper:
    """The words of an order; with a share its deadlines, else the order's own.

    `order.memo_key`, where the reading annotated it, is the public id of its memo.
    """
    memo = getattr(order, "memo_key", None)
    clock = share or order
    settled = share is not None and share.settled_at is not None
    return cards.Paper(
        reference=order.reference,
        giver=order.giver.title,
        addressee=addressee,
        text=order.text,
        urgency=str(Urgency(order.urgency).label),
        urgent=order.urgency != Urgency.NORMAL,
        answer_by=clock.answer_by,
        finish_by=clock.finish_by,
        answered=share is not None and share.answered_at is not None,
        settled=settled or order.closed_at is not None,
        via=_("disampaikan oleh ajudan") if order.conveyed_by_aide else "",
        controller=order.controller.title if order.controller else "",
        photo_required=order.evidence_demanded,
        attachments=files_of_order(lines),
        memo_url=reverse("web:memo", args=[memo]) if memo else "",
        memo_label=_memo_label(order) if memo else "",
    )


def _memo_label(order: Instruction) -> str:
    if order.form == Form.FORMAL:
        return _("Naskah dasar perintah ini")
    return _("Nota dinas dari perintah ini")


def with_basis(order: Instruction, actor: Actor) -> Instruction:
    """A written order with the key of the memo that it rests on; a quick one costs no statement."""
    if order.form == Form.FORMAL:
        memos = Memo.objects.visible_to(actor).bases().filter(order=order)
        sent = memos.filter(dispatched_at__isnull=False).order_by("-dispatched_at")
        order.memo_key = sent.values_list("public_id", flat=True).first()  # type: ignore[attr-defined]
    return order


def barisan(marks: Sequence[Mark], *, noun: str, reader: str) -> cards.Barisan:
    """A row of marks in board order, with its sentence."""
    return cards.Barisan(tuple(marks), _sentence([mark.kind for mark in marks], noun, reader))


def answered_of(kinds: Sequence[MarkKind]) -> tuple[int, int]:
    """How many answered, of how many."""
    silent = sum(kind in {MarkKind.READ, MarkKind.UNOPENED, MarkKind.UNDELIVERED} for kind in kinds)
    return len(kinds) - silent, len(kinds)


def _sentence(kinds: Sequence[MarkKind], noun: str, reader: str) -> str:
    answered, total = answered_of(kinds)
    waits = sum(kind in cards.SEGMENTS["turn"] for kind in kinds)
    head = _("%(answered)s dari %(total)s %(noun)s menjawab") % {
        "answered": answered,
        "total": total,
        "noun": noun or ngettext("penerima", "penerima", total),
    }
    tail = []
    if waits:
        tail.append(_("%(count)s menunggu %(who)s") % {"count": waits, "who": reader})
    if answered < total:
        tail.append(_("%(count)s belum menjawab") % {"count": total - answered})
    return f"{head}; {', '.join(tail)}" if tail else head


def when(moment: str | None) -> datetime | None:
    """A moment out of an entry's facts."""
    return datetime.fromisoformat(moment) if moment else None
