"""What is measured: each operation of the product beside the least work for the same answer."""

from functools import partial
from uuid import uuid4

from benchmarks.bare import PAGE
from benchmarks.measure import SIGAP, Operation
from benchmarks.models import BareOrder, BareShare
from benchmarks.scene import Call, Scene, Site, bare_site, issue
from tests.instructions.orders import TEXT, share_of

DJANGO, DRF = "bare Django", "bare DRF"


def over_http(scene: Scene) -> list[Operation]:
    """Requests to the API, in the order in which they disturb each other least."""
    return [listing(scene), acknowledging(scene), issuing(scene, 5), issuing(scene, 500)]


def listing(scene: Scene) -> Operation:
    """The first page of a camat's inbox."""
    person = scene.people.camat_pelawan.person
    ours, theirs = Site(person), bare_site(person)
    return Operation(
        f"list of {PAGE}",
        {
            SIGAP: partial(ours.get, f"/api/v1/assignments?limit={PAGE}"),
            DJANGO: partial(theirs.get, "/django/shares"),
            DRF: partial(theirs.get, "/drf/shares"),
        },
    )


def acknowledging(scene: Scene) -> Operation:
    """A camat answers an order, a new one each time."""
    people = scene.people
    camat = people.camat_pelawan
    site, plain = Site(camat.person), bare_site(camat.person)
    order = BareOrder.objects.order_by("pk")[0]

    def ours() -> Call:
        share = share_of(issue(people, [camat.position]), camat)
        path = f"/api/v1/assignments/{share.public_id}/acknowledge"
        return site.post(path, {}, **{"Idempotency-Key": str(uuid4())})

    def theirs(kind: str) -> Call:
        share = BareShare.objects.create(
            order=order, position=camat.position, finish_by=order.finish_by
        )
        return plain.post(f"/{kind}/shares/{share.public_id}/acknowledge", {})

    return Operation(
        "acknowledge", {SIGAP: ours, DJANGO: partial(theirs, "django"), DRF: partial(theirs, "drf")}
    )


def issuing(scene: Scene, size: int) -> Operation:
    """The bupati gives an order to `size` positions."""
    bupati = scene.people.bupati.person
    site, plain = Site(bupati), bare_site(bupati)
    keys = [str(position.public_id) for position in scene.crowd[:size]]

    def ours() -> Call:
        order = {"text": TEXT, "recipients": [{"position": key} for key in keys]}
        return site.post("/api/v1/instructions", order, **{"Idempotency-Key": str(uuid4())})

    def theirs(kind: str) -> Call:
        return plain.post(f"/{kind}/orders", {"text": TEXT, "recipients": keys})

    return Operation(
        f"issue to {size}",
        {SIGAP: ours, DJANGO: partial(theirs, "django"), DRF: partial(theirs, "drf")},
    )
