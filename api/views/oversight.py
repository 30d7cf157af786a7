"""Chronologies, and the surat tugas within which the inspectorate opens them."""

from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpResponse
from rest_framework.request import Request

from accounts.models import Person
from api import inputs, outputs, oversight_inputs, oversight_shapes, shapes
from api.endpoint import Endpoint, answer_of
from api.outputs import Json
from api.oversight_outputs import (
    chronology_out,
    covered_out,
    inspection_detail,
    inspection_out,
    look_out,
    window_out,
)
from api.paging import PAGE, decode, encode, page
from api.schema import Contract
from api.views.verb import VerbEndpoint
from instructions import chronology, inspecting
from instructions.chronology import Basis, Chronology
from instructions.inspecting import Glance
from instructions.models import Inspection, Instruction
from instructions.scope import orders_in_scope
from workflow.models import Entry
from workflow.refusals import NOT_FOUND, Refused
from workflow.requests import Answer

WEEK = timedelta(days=7)


def a_part(whole: Chronology, basis: Basis | None, *, cursor: str, limit: int) -> Json:
    """One page of an order's chronology. Raises Refused `bad_cursor`."""
    number = decode(cursor, kinds=(int,))[0] if cursor else 1
    parts = chronology.count_of(whole, size=limit)
    part = chronology.part_of(whole, number, size=limit)
    following = encode([number + 1]) if number < parts else None
    return chronology_out(whole, part, basis, following)


# --- One's own -------------------------------------------------------------------------------------


class OrderChronology(Endpoint):
    """Who knew what when, of an order one gives or got."""

    contracts: ClassVar = {
        "GET": Contract(
            "get_instruction_chronology",
            "Kronologi satu perintah pada suatu saat, dengan bukti keutuhannya",
            oversight_shapes.Chronology,
            query=oversight_inputs.ChronologyAsked,
        )
    }

    def get(self, request: Request, key: UUID) -> HttpResponse:
        """All of it for the giver's side, the order and the own share for a recipient."""
        asked = self.asked()
        order = Instruction.visible_to(self.actor).filter(public_id=key).first()
        if order is None:
            raise Refused(NOT_FOUND)
        basis = chronology.basis_of(order, self.actor)
        as_of = min(asked.get("as_of", self.at), self.at)
        whole = chronology.of_order(order, as_of=as_of, shares=basis.shares)
        return self.reply(a_part(whole, basis, cursor=asked["cursor"], limit=asked["limit"]))


class MyChronology(Endpoint):
    """What the caller did, saw and was sent."""

    contracts: ClassVar = {
        "GET": Contract(
            "get_my_chronology",
            "Kronologi saya: yang saya lakukan, buka, dan terima",
            oversight_shapes.ChronologyWindow,
            query=oversight_inputs.WindowAsked,
        )
    }

    def get(self, request: Request) -> HttpResponse:
        """A page, oldest first."""
        asked = self.asked()
        as_of = min(asked.get("as_of", self.at), self.at)
        found = chronology.of_person(
            self.actor, since=asked.get("since", as_of - WEEK), as_of=as_of,
            cursor=asked["cursor"], limit=asked["limit"],
        )  # fmt: skip
        return self.reply(window_out(found))


# --- Surat tugas -----------------------------------------------------------------------------------


class InspectionEndpoint(Endpoint):
    """What the endpoints of surat tugas share."""

    def inspection(self, key: UUID) -> Inspection:
        """A surat tugas the caller may see. Raises Refused `not_found`."""
        found = Inspection.visible_to(self.actor).filter(public_id=key).first()
        if found is None:
            raise Refused(NOT_FOUND)
        return found

    def done(self, subject: Inspection, *, status: int = 200) -> Answer:
        """The answer to a write."""
        fresh = self.inspection(subject.public_id)
        location = outputs.href(fresh) if status == 201 else ""  # noqa: PLR2004 - Created
        data = inspection_detail(fresh, self.reader)
        return answer_of(data, status=status, version=fresh.version, location=location)

    def told(self, shown: Inspection, glance: Glance, *, cursor: str, limit: int) -> Json:
        """What a look opened, as `chronology` or as `window`."""
        if glance.order:
            order = orders_in_scope(shown).filter(public_id=glance.order).first()
            if order is None:
                raise Refused(NOT_FOUND)
            whole = chronology.of_order(order, as_of=glance.as_of)
            part = a_part(whole, None, cursor=cursor, limit=limit)
            return {"chronology": part, "window": None}
        found = chronology.of_window(
            orders_in_scope(shown), since=glance.since or glance.as_of - WEEK,
            as_of=glance.as_of, person=_person(glance.person), cursor=cursor, limit=limit,
        )  # fmt: skip
        return {"chronology": None, "window": window_out(found)}


def _person(key: str) -> Person | None:
    return Person.objects.filter(public_id=key).first() if key else None


class Inspections(InspectionEndpoint):
    """All surat tugas the caller may see; registering one."""

    contracts: ClassVar = {
        "GET": Contract(
            "list_inspections",
            "Surat tugas pemeriksaan yang boleh dilihat, terbaru lebih dahulu",
            shapes.paged(oversight_shapes.Inspection),
            query=inputs.Paged,
        ),
        "POST": Contract(
            "register_inspection",
            "Daftarkan surat tugas pemeriksaan",
            oversight_shapes.InspectionDetail,
            request=oversight_inputs.InspectionIn,
            status=201,
        ),
    }

    def get(self, request: Request) -> HttpResponse:
        """A page, newest first."""
        asked = self.asked()
        rows = Inspection.objects.visible_to(self.actor)
        found = page(rows, by=("-id",), cursor=asked["cursor"], limit=asked["limit"])
        results = (inspection_out(one, self.reader) for one in found.rows)
        return self.reply(outputs.listed(results, found.next))

    def post(self, request: Request) -> HttpResponse:
        """Enter one that exists on paper."""
        mandate = oversight_inputs.mandate_of(self.given())

        def work() -> Answer:
            made = inspecting.register(mandate, actor=self.actor, at=self.at)
            return self.done(made, status=201)

        return self.write(work)


class InspectionItem(InspectionEndpoint):
    """One surat tugas."""

    contracts: ClassVar = {
        "GET": Contract(
            "get_inspection", "Satu surat tugas pemeriksaan", oversight_shapes.InspectionDetail
        )
    }

    def get(self, request: Request, key: UUID) -> HttpResponse:
        """As the caller may see it."""
        row = self.inspection(key)
        return self.reply(inspection_detail(row, self.reader), version=row.version)


class InspectionVerb(InspectionEndpoint, VerbEndpoint):
    """Prolonging one or ending it."""

    noun = "inspection"
    shape = oversight_shapes.InspectionDetail


class Scope(InspectionEndpoint):
    """Orders a named inspector may open."""

    contracts: ClassVar = {
        "GET": Contract(
            "list_inspection_scope",
            "Perintah dalam lingkup surat tugas, tanpa isinya",
            shapes.paged(oversight_shapes.Covered),
            query=inputs.Paged,
        )
    }

    def get(self, request: Request, key: UUID) -> HttpResponse:
        """A page, newest first; only for whom it names, while it is in force."""
        asked, row = self.asked(), self.inspection(key)
        inspecting.check_may_look(row, actor=self.actor, at=self.at)
        found = page(
            orders_in_scope(row), by=("-id",), cursor=asked["cursor"], limit=asked["limit"]
        )
        return self.reply(outputs.listed(map(covered_out, found.rows), found.next))


class Looks(InspectionEndpoint):
    """Who opened what."""

    contracts: ClassVar = {
        "GET": Contract(
            "list_inspection_looks",
            "Yang sudah dibuka dengan surat tugas ini, terbaru lebih dahulu",
            shapes.paged(oversight_shapes.InspectionLook),
            query=inputs.Paged,
        )
    }

    def get(self, request: Request, key: UUID) -> HttpResponse:
        """A page, newest first."""
        asked, row = self.asked(), self.inspection(key)
        chain = Entry.objects.filter(kind=Inspection.kind, subject_id=row.pk, verb="look")
        found = page(chain, by=("-id",), cursor=asked["cursor"], limit=asked["limit"])
        people: Any = Person.objects.in_bulk({one.person_id for one in found.rows})
        results = (look_out(one, people[one.person_id].full_name) for one in found.rows)
        return self.reply(outputs.listed(results, found.next))


class Look(InspectionEndpoint):
    """Opening something: an entry first, then what it opened."""

    contracts: ClassVar = {
        "POST": Contract(
            "look_inspection",
            "Buka kronologi dalam surat tugas; setiap pembukaan tercatat",
            oversight_shapes.Opened,
            request=oversight_inputs.LookIn,
        )
    }

    def post(self, request: Request, key: UUID) -> HttpResponse:
        """The look, and its first page; the rest is read on under its number."""
        given = self.given()
        as_of = min(given.get("as_of", self.at), self.at)
        order = given.get("instruction", "")
        since = None if order else given.get("since", as_of - WEEK)
        glance = Glance(as_of=as_of, order=order, person=given.get("person", ""), since=since)

        def work() -> Answer:
            done = inspecting.look(str(key), glance, actor=self.actor, at=self.at)
            look = done.subject.version
            return answer_of(_opened(self, done.subject, glance, look, cursor="", limit=PAGE))

        return self.write(work)


class Reading(InspectionEndpoint):
    """Reading on what a look opened; nothing is written."""

    contracts: ClassVar = {
        "GET": Contract(
            "read_inspection_look",
            "Baca lanjutan dari yang sudah dibuka, selama 15 menit",
            oversight_shapes.Opened,
            query=oversight_inputs.ReadingAsked,
        )
    }

    def get(self, request: Request, key: UUID) -> HttpResponse:
        """A page of it, for whoever opened it."""
        asked = self.asked()
        shown, glance = inspecting.opened(str(key), asked["look"], actor=self.actor, at=self.at)
        data = _opened(
            self, shown, glance, asked["look"], cursor=asked["cursor"], limit=asked["limit"]
        )
        return self.reply(data)


def _opened(
    endpoint: InspectionEndpoint,
    shown: Inspection,
    glance: Glance,
    look: int,
    *,
    cursor: str,
    limit: int,
) -> Json:
    entry = Entry.objects.get(kind=Inspection.kind, subject_id=shown.pk, n=look)
    until = entry.at + inspecting.LOOK_LASTS
    return {
        "look": look,
        "readable_until": outputs.moment(until),
        **endpoint.told(shown, glance, cursor=cursor, limit=limit),
    }
