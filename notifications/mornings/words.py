"""What a digest says: numbers by hat, and the first few shares, cut to the class they have now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import dateformat, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from instructions.models import Assignment, Classification
from instructions.morning import Numbers
from instructions.queries import SETTLED
from notifications.channels import Message
from notifications.models import Delivery, Digest, Morning
from notifications.mornings.digest import ENDS

SHORTEST = 600
"""Seconds a digest is worth delivering at the least."""

TITLE_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Materials:
    """What the digests of a set of deliveries are made of."""

    digests: Mapping[int, Digest]
    shares: Mapping[int, Assignment]


def materials(deliveries: Iterable[Delivery]) -> Materials:
    """The digests behind deliveries, by delivery id, and their shares; two statements, or none."""
    rows = [row for row in deliveries if row.entry.kind == Morning.kind]
    if not rows:
        return Materials({}, {})
    found = Digest.objects.filter(
        morning__in={row.entry.subject_id for row in rows},
        person__in={row.person_id for row in rows},
    )
    by_key = {(each.morning_id, each.person_id): each for each in found}
    digests = {
        row.pk: by_key[row.entry.subject_id, row.person_id]
        for row in rows
        if (row.entry.subject_id, row.person_id) in by_key
    }
    ids = {pk for digest in digests.values() for pk in digest.shares}
    shares = Assignment.objects.select_related("instruction").in_bulk(ids) if ids else {}
    return Materials(digests, shares)


def message(row: Delivery, made_of: Materials, *, salutation: str, at: datetime) -> Message:
    """The message of one digest; of one that was forgotten only that there was one."""
    digest = made_of.digests.get(row.pk) or Digest()
    day = dateformat.format(timezone.localdate(row.entry.at), "l, j F Y")
    title = titled(sum((numbers_in(hat) for hat in digest.hats), Numbers()))
    context = {
        "salutation": salutation,
        "day": day,
        "hats": [{"title": hat["title"], "lines": lines(numbers_in(hat))} for hat in digest.hats],
        "several": len(digest.hats) > 1,
        "first": [_share(made_of.shares[pk]) for pk in digest.shares if _is_open(made_of, pk)],
    }
    body = render_to_string("notifications/digest.txt", context).strip()
    noon = timezone.localtime(row.entry.at).replace(hour=ENDS.hour, minute=0, second=0)
    return Message(
        delivery=row.public_id,
        person_id=row.person_id,
        position_id=row.position_id,
        verb="digest",
        reference="",
        share=None,
        title=title,
        body=body,
        link=f"{settings.BASE_URL.rstrip('/')}{reverse('web:morning')}",
        buttons=(),
        urgency="biasa",
        ttl=max(int((noon - at).total_seconds()), SHORTEST),
        topic="sigap-pagi",
    )


def numbers_in(hat: Mapping[str, object]) -> Numbers:
    """The numbers a digest keeps of a hat."""
    return Numbers(**hat["numbers"])  # type: ignore[arg-type]


def titled(numbers: Numbers) -> str:
    """Ringkasan pagi: 3 perlu dijawab, 4 belum menjawab."""
    parts = lines(numbers)[:2]
    if not parts:
        return _("Ringkasan pagi")
    return _("Ringkasan pagi: %(what)s") % {"what": ", ".join(parts)}


def lines(numbers: Numbers) -> Sequence[str]:
    """The numbers in words, those that wait for the reader first; none for zero."""
    made = []
    for count, words in (
        (numbers.to_answer, ngettext("%d perlu dijawab", "%d perlu dijawab", numbers.to_answer)),
        (numbers.overdue, ngettext("%d lewat waktu", "%d lewat waktu", numbers.overdue)),
        (numbers.due, ngettext("%d selesai hari ini", "%d selesai hari ini", numbers.due)),
        (
            numbers.decide,
            ngettext("%d menunggu keputusan", "%d menunggu keputusan", numbers.decide),
        ),
    ):
        if count:
            made.append(words % count)
    if numbers.silent:
        said = ngettext("%d belum menjawab", "%d belum menjawab", numbers.silent) % numbers.silent
        if numbers.read:
            said += " " + _("(%(count)s sudah membaca)") % {"count": numbers.read}
        made.append(said)
    if numbers.late:
        made.append(ngettext("%d terlambat", "%d terlambat", numbers.late) % numbers.late)
    if numbers.finished:
        words = ngettext("%d baru selesai", "%d baru selesai", numbers.finished)
        made.append(words % numbers.finished)
    return made


def _is_open(made_of: Materials, pk: int) -> bool:
    share = made_of.shares.get(pk)
    return share is not None and share.status not in SETTLED


def _share(share: Assignment) -> str:
    """P-0412/2026 · Periksa titik rawan banjir; above Biasa the reference alone."""
    order = share.instruction
    if order.classification != Classification.ORDINARY:
        return order.reference
    line = order.text.strip().split("\n", 1)[0].split(". ", 1)[0].rstrip(".")
    if len(line) > TITLE_LENGTH:
        line = line[:TITLE_LENGTH].rsplit(" ", 1)[0] + " …"
    return f"{order.reference} · {line}" if line else order.reference
