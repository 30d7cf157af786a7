"""What a delivery says, cut to the class of its order as it stands now.

Of an ordinary order the words themselves, the reference and the dates; above that only that there is
something, with the reference (design §4: above Biasa no content leaves in a notification).
"""

from base64 import urlsafe_b64encode
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import dateformat, timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Position
from instructions.hand_delivery import words as by_hand
from instructions.ladder import words as ladder
from instructions.lifecycle import SETTLED, State
from instructions.models import Assignment, Classification, Climb, HandDelivery, Instruction
from memos.letters.models import IncomingLetter
from memos.models import Memo
from notifications import rules
from notifications.channels import Button, Message
from notifications.models import Delivery, Morning
from notifications.mornings import words as mornings
from notifications.relays import is_relay
from workflow.models import Subject, subject_models

SENTENCES: Mapping[tuple[str, str], str | Promise] = {
    ("assignment", "send"): gettext_lazy("Perintah baru dari %(who)s"),
    ("assignment", "acknowledge"): gettext_lazy("%(who)s siap melaksanakan"),
    ("assignment", "ask"): gettext_lazy("%(who)s mohon arahan"),
    ("assignment", "answer"): gettext_lazy("%(who)s memberi arahan"),
    ("assignment", "withdraw_question"): gettext_lazy("%(who)s menarik pertanyaannya"),
    ("assignment", "decline"): gettext_lazy("%(who)s belum dapat memenuhi"),
    ("assignment", "propose_redirect"): gettext_lazy("%(who)s mohon perintah dialihkan"),
    ("assignment", "redirect"): gettext_lazy("%(who)s mengalihkan perintah"),
    ("assignment", "confirm_redirect"): gettext_lazy("%(who)s menyetujui pengalihan"),
    ("assignment", "refuse_redirect"): gettext_lazy("%(who)s tidak mengalihkan perintah"),
    ("assignment", "request_formal"): gettext_lazy("%(who)s mohon dasar tertulis"),
    ("assignment", "refuse_formal"): gettext_lazy("%(who)s menyatakan cukup tanpa naskah"),
    ("assignment", "supply_memo"): gettext_lazy("Naskah dasar perintah sudah terbit"),
    ("assignment", "progress"): gettext_lazy("%(who)s mengabarkan kemajuan"),
    ("assignment", "report"): gettext_lazy("%(who)s melaporkan selesai"),
    ("assignment", "withdraw_report"): gettext_lazy("%(who)s menarik laporannya"),
    ("assignment", "accept"): gettext_lazy("%(who)s menerima laporan %(you)s"),
    ("assignment", "return"): gettext_lazy("%(who)s meminta laporan dilengkapi"),
    ("assignment", "remind"): gettext_lazy("%(who)s mengingatkan, jawaban %(you)s ditunggu"),
    ("assignment", "extend"): gettext_lazy("%(who)s memperpanjang waktu"),
    ("assignment", "pause"): gettext_lazy("%(who)s menunda pekerjaan"),
    ("assignment", "resume"): gettext_lazy("%(who)s meminta pekerjaan dilanjutkan"),
    ("assignment", "comment"): gettext_lazy("%(who)s memberi catatan"),
    ("assignment", "revoke"): gettext_lazy("%(who)s mencabut perintah, tidak perlu dilaksanakan"),
    ("assignment", "rework"): gettext_lazy("%(who)s meminta dikerjakan lagi"),
    ("assignment", "close"): gettext_lazy("%(who)s menyatakan perintah selesai"),
    ("instruction", "comment"): gettext_lazy("%(who)s memberi catatan"),
    ("instruction", "prepare_memo"): gettext_lazy("%(who)s meminta naskah disiapkan"),
    ("instruction", "reclassify"): gettext_lazy("%(who)s menaikkan sifat perintah"),
    ("hand_delivery", "order"): gettext_lazy("Ada sampul yang perlu diantar"),
    ("hand_delivery", "cancel"): gettext_lazy("Antaran tidak jadi: kembalikan sampulnya"),
    ("hand_delivery", "lapse"): gettext_lazy("Antaran tidak perlu lagi: kembalikan sampulnya"),
    ("hand_delivery", "record"): gettext_lazy("%(who)s mencatat hasil antaran"),
    ("memo", "approve"): gettext_lazy("%(who)s menyetujui naskah"),
    ("memo", "number"): gettext_lazy("Naskah sudah bernomor dan siap ditandatangani"),
    ("memo", "insert_number"): gettext_lazy("Naskah sudah bernomor dan siap ditandatangani"),
    ("letter", "record"): gettext_lazy("Ada surat masuk yang menunggu disposisi"),
    ("letter", "dispose"): gettext_lazy("%(who)s mendisposisi surat masuk"),
    ("memo", "withdraw"): gettext_lazy("%(who)s menarik naskah"),
    ("memo", "release"): gettext_lazy(
        "Ada konsep permintaan penjelasan yang diserahkan kepada Anda"
    ),
    ("memo", "submit"): gettext_lazy("Naskah menunggu paraf Anda"),
    ("memo", "initial"): gettext_lazy("Naskah menunggu paraf Anda"),
    ("memo", "return_for_repair"): gettext_lazy("%(who)s meminta naskah diperbaiki"),
    ("memo", "scan"): gettext_lazy("Naskah sudah ditandatangani"),
    ("memo", "number_and_scan"): gettext_lazy("Naskah sudah bernomor dan ditandatangani"),
    ("memo", "sign"): gettext_lazy("%(who)s menandatangani naskah"),
    ("memo", "dispatch"): gettext_lazy("Naskah dikirim"),
    ("memo", "void"): gettext_lazy("%(who)s membatalkan naskah"),
    ("memo", "agree"): gettext_lazy("%(who)s setuju"),
    ("memo", "agree_with_notes"): gettext_lazy("%(who)s setuju dengan catatan"),
    ("memo", "disagree"): gettext_lazy("%(who)s tidak setuju"),
    ("memo", "dispose"): gettext_lazy("%(who)s memberi disposisi"),
    ("instruction", "rest_on_memo"): gettext_lazy("Perintah kini bersandar pada naskah"),
    ("instruction", "lose_memo"): gettext_lazy(
        "Naskah dasar perintah dibatalkan; perintah tetap berjalan"
    ),
}
"""One sentence per noun and verb that tells somebody; `who` acted, `you` is Bapak or Ibu."""

PAGES = {"assignment": "web:assignment", "instruction": "web:order", "memo": "web:memo",
         "hand_delivery": "web:delivery", "letter": "web:letter"}  # fmt: skip
BUTTONS = (
    ("acknowledge", gettext_lazy("Siap")),
    ("ask", gettext_lazy("Mohon arahan")),
    ("report", gettext_lazy("Lapor")),
)
LONGEST_TTL = timedelta(days=7)
SHORTEST_TTL = timedelta(minutes=10)
USUAL_TTL = timedelta(days=2)


JOINED = ("person", "position", "entry", "instruction", "assignment__giver", "assignment__position")
"""What `messages` reads of each delivery besides its own row."""

CLEAR = "clear"
"""The verb of a message that only takes an older one of its topic from the screen."""


def messages(
    deliveries: Sequence[Delivery], *, at: datetime, clear: bool = False
) -> Mapping[int, Message]:
    """The message of each delivery by its id, in the language of the installation.

    With `clear` the one that takes it away again (verb CLEAR).

    The deliveries carry person, position, entry, order, and share with its giver. No statement more
    for new orders; for other news one for what was said, for who acted, and for memos; two for digests.
    """
    titles = _titles(deliveries)
    told = [row.entry for row in deliveries if row.entry.verb != "send"]
    if told:
        prefetch_related_objects(told, "contents")
    memos: dict[tuple[str, int], UUID] = {}
    for model in (Memo, HandDelivery, IncomingLetter):
        memos |= _keys_of(model, deliveries)
    digests = mornings.materials(deliveries)
    with translation.override(settings.LANGUAGE_CODE):
        made = {
            row.pk: mornings.message(row, digests, salutation=salutation(row), at=at)
            if row.entry.kind == Morning.kind
            else _message(row, titles.get(row.entry.position_id or 0, ""), memos, at)
            for row in deliveries
        }
    return {pk: _clearing(one) for pk, one in made.items()} if clear else made


Keys = Mapping[tuple[str, int], UUID]


def _keys_of(model: type[Subject], deliveries: Sequence[Delivery]) -> dict[tuple[str, int], UUID]:
    """Public ids of subjects that are no order or share, by kind and id."""
    ids = {row.entry.subject_id for row in deliveries if row.entry.kind == model.kind}
    rows = model._default_manager.filter(pk__in=ids)  # noqa: SLF001 - Django's own name
    found = rows.values_list("pk", "public_id") if ids else ()
    return {(model.kind, pk): key for pk, key in found}


def _titles(deliveries: Sequence[Delivery]) -> Mapping[int, str]:
    """Titles of those who acted, by position; asks only for those not known yet."""
    givers = [row.assignment.giver for row in deliveries if row.assignment]
    known = {giver.pk: giver.title for giver in givers}
    strange = {row.entry.position_id for row in deliveries if row.entry.position_id} - known.keys()
    if strange:
        known |= dict(Position.objects.filter(pk__in=strange).values_list("pk", "title"))
    return known


def _clearing(message: Message) -> Message:
    ttl = int(SHORTEST_TTL.total_seconds())
    return replace(message, verb=CLEAR, title="", body="", buttons=(), urgency="biasa", ttl=ttl)


def is_moot(row: Delivery) -> bool:
    """Whether what it asks for was done meanwhile, so that it need not be sent any more."""
    share = row.assignment
    if share is None or (share.position_id != row.position_id and not is_relay(row)):
        return False
    if row.entry.verb in {"send", "remind", "remind_recipient"}:
        return share.answered_at is not None or share.status in SETTLED
    return False


def _message(row: Delivery, who: str, memos: Keys, at: datetime) -> Message:
    order, share = row.instruction, None if is_relay(row) else row.assignment
    of_memo = row.entry.kind == Memo.kind  # who initials or reads a memo may not read its order
    about = None if of_memo else share or (None if is_relay(row) else order)
    key = (
        about.public_id if about is not None else memos.get((row.entry.kind, row.entry.subject_id))
    )
    kind = about.kind if about is not None else row.entry.kind
    path = reverse(PAGES[kind], args=[key]) if key and kind in PAGES else "/"
    if row.entry.verb in {"ask_office", "ask_superior", "tell_giver", "recall"}:
        path = reverse("web:silent")
    is_open = order is None or order.classification == Classification.ORDINARY
    title = _title(row, who) if is_open else _closed_title(row)
    if is_relay(row):
        title = _relayed(row)
    return Message(
        delivery=row.public_id,
        person_id=row.person_id,
        position_id=row.position_id,
        verb=row.entry.verb,
        reference=order.reference if order else "",
        share=share.public_id if share else None,
        title=title,
        body=_body(row, title, is_open=is_open),
        link=f"{settings.BASE_URL.rstrip('/')}{path}",
        buttons=_buttons(row) if is_open else (),
        urgency=order.urgency if order else "biasa",
        ttl=_ttl(order, share, at),
        topic=topic_of(key) if key else "",
    )


def topic_of(key: UUID) -> str:
    """Messages about the same thing replace one another; 22 letters that RFC 8030 §5.4 allows."""
    return urlsafe_b64encode(key.bytes).decode().rstrip("=")


def _is_new(row: Delivery) -> bool:
    """Whether it brings an order to whoever is to carry it out."""
    share = row.assignment
    return row.entry.verb == "send" and share is not None and share.position_id == row.position_id


def _title(row: Delivery, who: str) -> str:
    words = {"who": who or "Sigap", "you": row.person.get_address_display()}
    if _is_new(row) and row.assignment is not None and row.assignment.is_coordination:
        return _("Permintaan dari %(who)s") % words
    if row.entry.kind == Climb.kind:
        return ladder.sentence(row.entry.verb, row.entry.facts, position=row.position_id)
    if row.entry.kind == HandDelivery.kind and row.entry.verb == "record":
        said = by_hand.told("record", row.entry.facts)
        return said[:1].upper() + said[1:]
    if rules.is_by_clock(row.entry):
        return _("Laporan diterima otomatis: tiga hari kerja tidak dikembalikan")
    sentence = SENTENCES.get((row.entry.kind, row.entry.verb))
    if sentence is None:
        told = subject_models()[row.entry.kind].lifecycle.move(row.entry.verb).told
        return f"{words['who']} {told}"
    return str(sentence) % words


def _relayed(row: Delivery) -> str:
    """What whoever is on call reads: for whom there is something, and nothing of what."""
    order, share = row.instruction, row.assignment
    words = {
        "urgency": order.get_urgency_display() if order else "",
        "title": share.position.title if share else "",
    }
    return _("Ada perintah %(urgency)s untuk %(title)s: mohon disampaikan") % words


def _closed_title(row: Delivery) -> str:
    you = {"you": row.person.get_address_display()}
    if row.entry.verb == "send":
        return _("Ada perintah untuk %(you)s. Buka Sigap.") % you
    return _("Ada kabar tentang perintah untuk %(you)s. Buka Sigap.") % you


def _body(row: Delivery, title: str, *, is_open: bool) -> str:
    order, share = row.instruction, row.assignment
    clock = share if share is not None and share.position_id == row.position_id else None
    said = _said(row) if is_open else []
    context = {
        "salutation": salutation(row),
        "title": title,
        "reference": order.reference if order else "",
        "text": order.text if order and is_open and not is_relay(row) else "",
        "said": said,
        "answer_by": _spoken(clock.answer_by)
        if clock and share and share.answered_at is None
        else "",
        "finish_by": _spoken(clock.finish_by) if clock else "",
    }
    name = "order" if is_open and _is_new(row) else "news" if is_open else "closed"
    if is_relay(row):
        name = "closed"
    return render_to_string(f"notifications/{name}.txt", context).strip()


def _said(row: Delivery) -> list[str]:
    """The reason, question or note of the act; a memo has a class of its own and says nothing."""
    if row.instruction is None or row.entry.kind == Memo.kind or row.entry.verb == "send":
        return []
    return [one.body for one in row.entry.contents.all() if one.body]


def salutation(row: Delivery) -> str:
    """Yth. Ibu Camat Pelawan; an aide by name, with for whom."""
    you = row.person.get_address_display()
    if row.delegated:
        words = {"you": you, "name": row.person.full_name, "title": row.position.title}
        return _("Yth. %(you)s %(name)s, untuk %(title)s") % words
    return _("Yth. %(you)s %(title)s") % {"you": you, "title": row.position.title}


def _spoken(at: datetime | None) -> str:
    """Selasa, 24 November 2026 pukul 14.05; read later than it was written, so with its date."""
    if at is None:
        return ""
    return dateformat.format(timezone.localtime(at), _(r"l, j F Y \p\u\k\u\l H.i"))


def _buttons(row: Delivery) -> tuple[Button, ...]:
    share = row.assignment
    asks = row.entry.verb in {"send", "remind"} and share is not None
    if not asks or share is None or share.position_id != row.position_id:
        return ()
    if share.is_for_information or share.status != State.SENT:
        return ()
    return tuple(Button(verb, str(label)) for verb, label in BUTTONS)


def _ttl(order: Instruction | None, share: Assignment | None, at: datetime) -> int:
    """To the next step: the answer, then the work; a while where nothing runs."""
    clock = share or order
    dates = [clock.answer_by, clock.finish_by] if clock else []
    ahead = [moment - at for moment in dates if moment is not None and moment > at]
    span = min(ahead) if ahead else USUAL_TTL
    return int(min(max(span, SHORTEST_TTL), LONGEST_TTL).total_seconds())
