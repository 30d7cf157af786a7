"""The lembar disposisi of a letter, on A5: as the leader asked, or empty, to be ticked by hand."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.access.cards import qr
from accounts.models import PositionKind
from instructions.models import Classification, Urgency
from memos import pdf, profiles, sheets
from memos.facts import OFFICES
from memos.kop import kop_of
from memos.letters.facts import disposition_facts
from memos.letters.models import IncomingLetter
from memos.paper import DEFAULT, LembarDisposisi, Profile, Tick
from memos.signature import Capacity, Office, Signer, block
from memos.wording import clock, long_date, weekday_date
from workflow.actors import Actor
from workflow.refusals import NOT_FOUND, Refused

TO_WRITE_IN = Tick("." * 36)
HANDWRITTEN = 5  # lines for names on a sheet that is still empty


def pdf_of(key: str, *, actor: Actor, at: datetime, disposition: str = "") -> bytes:
    """The sheet of one disposition (public id), of the latest, or an empty one where there is none.

    Records nothing: `actions.print_sheet` does. Raises Refused `not_found` for whoever is neither leader nor desk.
    """
    letter = IncomingLetter.visible_to(actor).filter(public_id=key).first()
    if letter is None or not any(letter.parts_of(hat) for hat in actor.hats):
        raise Refused(NOT_FOUND)
    rows = letter.dispositions.select_related("order", "position__unit__parent")
    found = rows.filter(public_id=disposition).first() if disposition else rows.last()
    if found is None and disposition:
        raise Refused(NOT_FOUND)
    facts = disposition_facts(letter, found)
    url = _address(found.order.public_id) if found else ""
    look = profiles.current(on=facts["disposed_on"] or timezone.localdate(at))
    return pdf.to_pdf(pdf.render_html(sheet(facts, url=url, look=look)))


def _address(order: Any) -> str:
    return f"{settings.BASE_URL.rstrip('/')}{reverse('web:order', args=[order])}"


def sheet(facts: dict[str, Any], *, url: str = "", look: Profile = DEFAULT) -> LembarDisposisi:
    """The paper from `disposition_facts`; `url` is where the order is answered, `look` has the emblem."""
    kop = kop_of(facts["position"], look)
    titles = [*facts["recipients"], *(f"{title} (untuk diketahui)" for title in facts["informed"])]
    lines = [Tick(title, on=True) for title in titles] + [TO_WRITE_IN] * (
        1 if titles else HANDWRITTEN
    )
    secret = facts["security"] in {Classification.SECRET, Classification.TOP_SECRET}
    return LembarDisposisi(
        kop=kop,
        tanggal=facts["disposed_on"],
        hal=facts["hal"],
        signature=block(_signer(facts)),
        draft=False,
        security_mark=sheets.MARKS.get(Classification(facts["security"])),
        author=" ".join(getattr(kop, "unit_lines", ())).title(),
        letter_from=facts["sender"],
        letter_number=facts["number"] or "-",
        letter_date=long_date(facts["dated"]),
        received=long_date(facts["received_on"]),
        agenda=facts["agenda"],
        sifat=(
            Tick("Sangat segera", on=facts["urgency"] == Urgency.MOST_URGENT),
            Tick("Segera", on=facts["urgency"] == Urgency.URGENT),
            Tick("Rahasia", on=secret),
        ),
        forwarded=tuple(lines),
        asks=tuple(Tick(words, on=on) for words, on in facts["requests"]),
        finish_by=_deadline(facts["finish_by"]),
        note=facts["note"],
        reference=facts["order"],
        qr=qr(url) if url else "",
    )


def _signer(facts: dict[str, Any]) -> Signer:
    position, who = facts["position"], facts["signer"]
    words = {name: value for name, value in who.items() if name != "capacity"}
    return Signer(
        office=OFFICES.get(PositionKind(position.kind), Office.OTHER),
        title=position.title,
        capacity=Capacity(who["capacity"]) if who["capacity"] else Capacity.DEFINITIF,
        **words,
    )


def _deadline(moment: datetime | None) -> str:
    if moment is None:
        return ""
    return f"{weekday_date(timezone.localdate(moment))}, {clock(moment)}"
