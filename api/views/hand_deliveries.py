"""Deliveries by hand: ordered by the giver's side, carried by a courier."""

import hashlib
from typing import ClassVar
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from rest_framework.request import Request

from api import hand_outputs, hand_shapes, outputs, shapes, verb_inputs
from api.endpoint import Endpoint, answer_of
from api.outputs import ROOT, Json
from api.paging import page
from api.schema import Contract
from api.verbs import Verb
from api.views.verb import VerbEndpoint
from files import serving, signatures
from files.models import Blob
from instructions.hand_delivery import actions, offers
from instructions.hand_delivery.actions import AtTheDoor
from instructions.hand_delivery.lifecycle import HAND_DELIVERY
from instructions.models import Assignment, HandDelivery
from memos import order_sheet
from memos.printing import sheet_of
from workflow.refusals import NOT_FOUND, Refusal, Refused
from workflow.requests import Answer

PDF = "application/pdf"

HAND_VERBS = (
    Verb("take", str(HAND_DELIVERY.move("take").label), verb_inputs.Nothing, actions.take),
    Verb(
        "cancel",
        str(HAND_DELIVERY.move("cancel").label),
        hand_shapes.CancelHandDelivery,
        actions.cancel,
    ),
)


class HandEndpoint(Endpoint):
    """What the endpoints of deliveries by hand share."""

    def row(self, key: UUID) -> HandDelivery:
        """One the caller may see. Raises Refused `not_found`."""
        found = HandDelivery.visible_to(self.actor).filter(public_id=key).first()
        if found is None:
            raise Refused(NOT_FOUND)
        return found

    def word(self, row: HandDelivery) -> Json:
        """The delivery as the caller may know it."""
        return self.words([row])[0]

    def words(self, rows: list[HandDelivery]) -> list[Json]:
        """Each as the caller may know it; one statement for all names."""
        return hand_outputs.hands_out(rows, self.reader)

    def done(self, subject: HandDelivery, *, status: int = 200, location: str = "") -> Answer:
        """The answer to a write."""
        fresh = HandDelivery.visible_to(self.actor).get(pk=subject.pk)
        return answer_of(self.word(fresh), status=status, version=fresh.version, location=location)


class HandDeliveries(HandEndpoint):
    """Those one carries or may see; ordering one."""

    contracts: ClassVar = {
        "GET": Contract(
            "list_hand_deliveries",
            "Antaran, terbaru lebih dahulu",
            shapes.paged(hand_shapes.HandDelivery),
            query=hand_shapes.HandDeliveriesAsked,
        ),
        "POST": Contract(
            "order_hand_delivery",
            "Minta perintah diantar langsung",
            hand_shapes.HandDelivery,
            request=hand_shapes.HandDeliveryIn,
            status=201,
        ),
    }

    def get(self, request: Request) -> HttpResponse:
        """A page; two statements."""
        asked = self.asked()
        rows = HandDelivery.visible_to(self.actor)
        if asked["role"] == "carrier":
            rows = HandDelivery.objects.carried_by(self.actor)
        found = page(rows, by=("-id",), cursor=asked["cursor"], limit=asked["limit"])
        return self.reply(outputs.listed(self.words(list(found.rows)), found.next))

    def post(self, request: Request) -> HttpResponse:
        """The delivery; 200 where the same person had asked for it before."""
        given = self.given()

        def work() -> Answer:
            came = actions.order(
                given["assignment"],
                carrier=given["carrier"],
                actor=self.actor,
                at=self.at,
                public_id=given.get("id"),
            )
            location = f"{ROOT}/hand-deliveries/{came.subject.public_id}"
            return self.done(came.subject, status=200 if came.repeated else 201, location=location)

        return self.write(work)


class HandDeliveryItem(HandEndpoint):
    """One delivery by hand."""

    contracts: ClassVar = {
        "GET": Contract("get_hand_delivery", "Satu antaran", hand_shapes.HandDelivery)
    }

    def get(self, request: Request, key: UUID) -> HttpResponse:
        """As the caller may know it."""
        row = self.row(key)
        return self.reply(self.word(row), version=row.version)


class HandDeliveryVerb(HandEndpoint, VerbEndpoint):
    """One verb on one delivery by hand."""

    noun = "hand_delivery"
    shape = hand_shapes.HandDelivery


class HandDeliveryRecord(HandEndpoint):
    """What happened at the door."""

    contracts: ClassVar = {
        "POST": Contract(
            "record_hand_delivery",
            "Catat hasil antaran",
            hand_shapes.HandDelivery,
            request=hand_shapes.AtTheDoorIn,
            versioned=True,
        )
    }

    def post(self, request: Request, key: UUID) -> HttpResponse:
        """The signature is taken in before the act, as every file is."""
        given, version = dict(self.given()), self.if_version
        self.row(key)
        drawn, photo = given.pop("signature", b""), given.pop("photo", None)
        signature: list[UUID] = []
        if drawn and self.actor.person_id is not None:
            kept = signatures.receive(drawn, person_id=self.actor.person_id, at=self.at)
            signature = [kept.public_id]
        met = AtTheDoor(**given, signature=signature, photo=[photo] if photo else [])

        def work() -> Answer:
            came = actions.record(str(key), met, actor=self.actor, at=self.at, if_version=version)
            return self.done(came.subject)

        return self.write(work)


class HandDeliveryPicture(HandEndpoint):
    """The signature, or the photo of the receipt."""

    which: str = "signature"

    def contract(self, method: str) -> Contract | None:
        """One for each picture."""
        if method != "GET":
            return None
        label = "Tanda tangan penerima" if self.which == "signature" else "Foto tanda terima"
        return Contract(f"get_hand_delivery_{self.which}", label, media="image/jpeg")

    def get(self, request: Request, key: UUID) -> HttpResponseBase:
        """Its bytes. Raises Refused `not_found` where there is none."""
        blob: Blob | None = getattr(self.row(key), self.which)
        if blob is None:
            raise Refused(NOT_FOUND)
        plain = request._request  # noqa: SLF001 - REST framework's documented name
        return serving.respond(blob, name=f"{self.which}.jpg", request=plain)


class HandDeliveryPrint(HandEndpoint):
    """The sheet for the envelope, with its receipt."""

    contracts: ClassVar = {
        "POST": Contract(
            "print_hand_delivery",
            "Cetak lembar perintah antar; pencetakan dicatat",
            request=verb_inputs.Nothing,
            media=PDF,
            versioned=True,
        )
    }

    def post(self, request: Request, key: UUID) -> HttpResponse:
        """The sheet as PDF, made before the transaction that records it."""
        self.given()
        version = self.if_version
        sheet = sheet_of(str(key), actor=self.actor, at=self.at)
        pdf = order_sheet.to_pdf(sheet)

        def work() -> Answer:
            actions.print_sheet(str(key), actor=self.actor, at=self.at, if_version=version)
            headers = {
                "Content-Type": PDF,
                "Content-Disposition": f'inline; filename="antaran-{key}.pdf"',
                "ETag": f'"{hashlib.sha256(pdf).hexdigest()[:32]}"',
            }
            return Answer(200, pdf, headers)

        return self.write(work)


class ShareOffers(HandEndpoint):
    """What the ladder leaves to people, about one share."""

    contracts: ClassVar = {
        "GET": Contract(
            "get_assignment_offers",
            "Yang ditawarkan sesudah pengingat: permintaan penjelasan, antar langsung",
            hand_shapes.Offers,
        )
    }

    def get(self, request: Request, key: UUID) -> HttpResponse:
        """For the giver's side alone. Raises Refused `not_found`."""
        share = Assignment.visible_to(self.actor).filter(public_id=key).first()
        if share is None or not offers.gives(share, self.actor):
            raise Refused(NOT_FOUND)
        offered = offers.for_shares([share])[share.pk]
        return self.reply(
            {
                "by_hand": _refusal(offered.by_hand),
                "explanation": _refusal(offered.explanation),
                "carriers": [
                    {**(outputs.position_ref(one) or {}), "unit": one.unit.name}
                    for one in offers.carriers()
                ],
            }
        )


def _refusal(refusal: Refusal | None) -> Json | None:
    return {"code": refusal.code, "detail": str(refusal.sentence)} if refusal else None
