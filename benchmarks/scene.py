"""The small regency that everything is measured in, and the requests of its people."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from wsgiref.types import WSGIEnvironment

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import Client, RequestFactory, override_settings

from accounts.models import Person, Position
from benchmarks import bare
from benchmarks.models import BareOrder, BareShare
from instructions import issuing
from instructions.addressing import Recipient
from instructions.issuing import Order
from instructions.models import Assignment, Instruction
from memos.models import Memo
from tests.instructions.orders import TEXT
from tests.memos.memos import memo_at, register
from tests.people import AT, Cast, actor, cast, unit

INBOX = 80  # shares in the inbox that is read
CROWD = 500  # positions that an order goes to at the most
CSRF = "c" * 32

Call = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Scene:
    """Who acts, on whom, and on what."""

    people: Cast
    crowd: Sequence[Position]
    memo: Memo


def prepare(shares: int) -> Scene:
    """Fill an empty database: `shares` in the product's table and in the bare one, INBOX each."""
    people = cast()
    home = unit("Kantor Contoh")
    crowd = Position.objects.bulk_create(
        Position(unit=home, title=f"Kepala Seksi {n}", kind="kasi", rank=80) for n in range(CROWD)
    )
    recipients = [people.camat_pelawan.position, *crowd[: max(shares // INBOX, 1) - 1]]
    for _ in range(INBOX):
        issue(people, recipients)
    _copy_bare()
    register()
    memo = memo_at("approved", people)
    if connection.vendor == "postgresql":  # what autovacuum does within a minute
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return Scene(people, crowd, memo)


def issue(people: Cast, recipients: Sequence[Position]) -> Instruction:
    """An order of the bupati's."""
    chosen = tuple(Recipient(str(position.public_id)) for position in recipients)
    return issuing.issue(
        Order(text=TEXT, recipients=chosen), actor=actor(people.bupati.person), at=AT
    )


def _copy_bare() -> None:
    """The bare tables, with the same orders and shares."""
    with connection.schema_editor() as editor:
        editor.create_model(BareOrder)
        editor.create_model(BareShare)
    orders = {
        order.pk: BareOrder(
            giver_id=order.giver_id,
            text=order.text,
            issued_at=order.issued_at,
            finish_by=order.finish_by,
        )
        for order in Instruction.objects.order_by("pk")
    }
    BareOrder.objects.bulk_create(orders.values())
    BareShare.objects.bulk_create(
        BareShare(
            order=orders[share.instruction_id],
            position_id=share.position_id,
            finish_by=share.finish_by,
        )
        for share in Assignment.objects.order_by("pk")
    )


class Site:
    """A WSGI application called as a web server calls it, for one signed-in person."""

    def __init__(self, person: Person, *, middleware: Sequence[str] | None = None) -> None:
        chosen = {} if middleware is None else {"MIDDLEWARE": middleware}
        with override_settings(**chosen):
            self.application = WSGIHandler()
        client = Client()
        client.force_login(person)
        session = client.cookies["sessionid"].value
        self.headers = {"Cookie": f"sessionid={session}; csrftoken={CSRF}", "X-CSRFToken": CSRF}

    def get(self, path: str) -> Call:
        """A request that is ready to be sent."""
        return self._ready("GET", path, b"", {})

    def post(self, path: str, data: Any, **headers: str) -> Call:
        """A request with a JSON body that is ready to be sent."""
        return self._ready("POST", path, json.dumps(data).encode(), headers)

    def _ready(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Call:
        request = RequestFactory(SERVER_NAME="localhost").generic(
            method, path, body, "application/json", headers={**self.headers, **headers}
        )
        environ: WSGIEnvironment = request.environ
        return lambda: self._send(environ)

    def _send(self, environ: WSGIEnvironment) -> bytes:
        """The body of the answer. Raises RuntimeError unless it is a success."""
        answer = self.application(environ, lambda *_head: lambda _bytes: None)
        body = b"".join(answer)
        answer.close()
        if answer.status_code >= 300:  # noqa: PLR2004 - no redirect, no refusal
            raise RuntimeError(f"{environ['PATH_INFO']}: {answer.status_code} {body[:500]!r}")
        return body


def bare_site(person: Person) -> Site:
    """The same addresses behind no more middleware than a session needs."""
    return Site(person, middleware=bare.MIDDLEWARE)
