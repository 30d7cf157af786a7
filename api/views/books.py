"""Books of numbers: the registers, the agenda and the expedition; opening, changing, keeping free.

Keepers read the lines, the office changes the books; nobody else is told that there are any.
Inserting a number and taking one from outside are verbs of the memo that gets it.
"""

from datetime import date
from typing import ClassVar
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from rest_framework.request import Request

from api import book_shapes, inputs, outputs, shapes
from api.endpoint import Endpoint, answer_of
from api.outputs import ROOT
from api.paging import page
from api.schema import Contract
from instructions.queries import keeps_registers
from memos.books import actions, files, reading
from memos.books.files import Format
from memos.books.models import Bookkeeping
from memos.books.reading import Asked
from memos.models import Register
from workflow.refusals import NOT_FOUND, Refused
from workflow.requests import Answer


class BookEndpoint(Endpoint):
    """What the endpoints of books share."""

    http_method_names = ("get", "head", "post", "put")

    @property
    def today(self) -> date:
        """The regency's day."""
        return timezone.localdate(self.at)

    def require_keeper(self) -> None:
        """Raise Refused `not_found` for whoever keeps no books."""
        if not keeps_registers(self.actor):
            raise Refused(NOT_FOUND)

    def require_reader(self) -> None:
        """Raise Refused `not_found` for whoever neither keeps nor changes books."""
        if not (keeps_registers(self.actor) or actions.may_change(self.actor, at=self.at)):
            raise Refused(NOT_FOUND)

    def book(self, key: UUID) -> Register:
        """A book. Raises Refused `not_found`."""
        rows = Register.objects.select_related("unit").prefetch_related("years")
        row = rows.filter(public_id=key).first()
        if row is None:
            raise Refused(NOT_FOUND)
        return row

    def period(self) -> Asked:
        """What is asked of a book."""
        return book_shapes.asked_of(self.asked(), today=self.today)

    def done(self, row: Register, version: int, *, status: int = 200) -> Answer:
        """The answer to a write."""
        data = book_shapes.book_out(self.book(row.public_id), year=self.today.year)
        location = f"{ROOT}/books/{row.public_id}" if status == 201 else ""  # noqa: PLR2004 - Created
        return answer_of(data, status=status, version=version, location=location)

    def file(self, book: files.Book, kind: Format) -> HttpResponse:
        """A book as bytes; who took it is logged."""
        made = files.export(book, self.period(), kind=kind, actor=self.actor, at=self.at)
        response = HttpResponse(made.data, content_type=made.media_type)
        response["Content-Disposition"] = f'attachment; filename="{made.name}"'
        return response


class Books(BookEndpoint):
    """All books; opening one."""

    contracts: ClassVar = {
        "GET": Contract(
            "list_books",
            "Buku nomor dan agenda",
            shapes.paged(book_shapes.Book),
            query=inputs.Paged,
        ),
        "POST": Contract(
            "open_book", "Buka buku", book_shapes.Book, request=book_shapes.BookIn, status=201
        ),
    }

    def get(self, request: Request) -> HttpResponse:
        """By name; two statements."""
        self.require_reader()
        asked = self.asked()
        rows = Register.objects.select_related("unit").prefetch_related("years")
        found = page(rows, by=("name", "id"), cursor=asked["cursor"], limit=asked["limit"])
        year = self.today.year
        results = [book_shapes.book_out(row, year=year) for row in found.rows]
        return self.reply(outputs.listed(results, found.next))

    def post(self, request: Request) -> HttpResponse:
        """For the office alone; a keeper is told so."""
        self.require_reader()
        given = book_shapes.given_of(self.given())

        def work() -> Answer:
            row, came = actions.open_register(given, actor=self.actor, at=self.at)
            return self.done(row, came.subject.version, status=201)

        return self.write(work)


class BookItem(BookEndpoint):
    """One book; changing it. Its version is that of the bookkeeping."""

    contracts: ClassVar = {
        "GET": Contract("get_book", "Satu buku", book_shapes.Book),
        "PUT": Contract(
            "change_book",
            "Ubah buku; nomor yang sudah diberi tetap",
            book_shapes.Book,
            request=book_shapes.BookChanged,
            versioned=True,
        ),
    }

    def get(self, request: Request, key: UUID) -> HttpResponse:
        """The book and where its sequence stands."""
        self.require_reader()
        version = Bookkeeping.objects.values_list("version", flat=True).first() or 0
        data = book_shapes.book_out(self.book(key), year=self.today.year)
        return self.reply(data, version=version)

    def put(self, request: Request, key: UUID) -> HttpResponse:
        """What is not sent stays."""
        self.require_reader()
        row, version = self.book(key), self.if_version
        given = book_shapes.given_of(self.given(), row)

        def work() -> Answer:
            came = actions.change_register(
                str(key), given, actor=self.actor, at=self.at, if_version=version
            )
            return self.done(row, came.subject.version)

        return self.write(work)


class BookLines(BookEndpoint):
    """What stands in a register or an agenda."""

    contracts: ClassVar = {
        "GET": Contract(
            "list_book_lines",
            "Baris buku nomor atau agenda",
            shapes.paged(book_shapes.BookLine),
            query=book_shapes.LinesAsked,
        )
    }

    def get(self, request: Request, key: UUID) -> HttpResponse:
        """The number taken last first; fixed statements however many."""
        self.require_keeper()
        asked = self.asked()
        rows = reading.numbers(self.book(key), self.period())
        found = page(rows, by=("-id",), cursor=asked["cursor"], limit=asked["limit"])
        return self.reply(outputs.listed(map(book_shapes.line_out, found.rows), found.next))


class BookReserve(BookEndpoint):
    """Numbers kept free that no paper has yet; keeping more."""

    contracts: ClassVar = {
        "GET": Contract(
            "list_reserved_numbers",
            "Nomor cadangan yang belum dipakai",
            shapes.paged(book_shapes.Reserved),
            query=book_shapes.LinesAsked,
        ),
        "POST": Contract(
            "reserve_numbers",
            "Cadangkan nomor untuk hari ini",
            book_shapes.ReservedNow,
            request=book_shapes.ReserveIn,
            status=201,
        ),
    }

    def get(self, request: Request, key: UUID) -> HttpResponse:
        """The last kept first."""
        self.require_keeper()
        asked = self.asked()
        rows = reading.unused(self.book(key), self.period())
        found = page(rows, by=("-id",), cursor=asked["cursor"], limit=asked["limit"])
        return self.reply(outputs.listed(map(book_shapes.reserved_out, found.rows), found.next))

    def post(self, request: Request, key: UUID) -> HttpResponse:
        """Within the day's quota."""
        self.require_keeper()
        self.book(key)
        given = self.given()

        def work() -> Answer:
            rows, _done = actions.reserve(str(key), actor=self.actor, at=self.at, **given)
            return answer_of(
                {"results": [book_shapes.reserved_out(row) for row in rows]}, status=201
            )

        return self.write(work)


class BookFile(BookEndpoint):
    """A register or an agenda as a file."""

    kind: Format = Format.PDF

    def contract(self, method: str) -> Contract | None:
        """Of its kind."""
        if method != "GET":
            return None
        media, kind = files.MEDIA_TYPES[self.kind], self.kind.value
        name, label = f"get_book_{kind}", f"Buku sebagai {kind.upper()}"
        return Contract(name, label, query=book_shapes.PeriodAsked, media=media)

    def get(self, request: Request, key: UUID) -> HttpResponse:
        """Every line, in the order of the book."""
        self.require_keeper()
        return self.file(files.register_book(self.book(key), self.period()), self.kind)


class Expedition(BookEndpoint):
    """What was sent to whom, and who received it."""

    contracts: ClassVar = {
        "GET": Contract(
            "list_expedition",
            "Buku ekspedisi",
            shapes.paged(book_shapes.SentLine),
            query=book_shapes.LinesAsked,
        )
    }

    def get(self, request: Request) -> HttpResponse:
        """The last sent first; fixed statements however many."""
        self.require_keeper()
        asked = self.asked()
        rows = reading.sent(self.period())
        found = page(rows, by=("-id",), cursor=asked["cursor"], limit=asked["limit"])
        lines = map(book_shapes.sent_out, reading.sent_lines(found.rows))
        return self.reply(outputs.listed(lines, found.next))


class ExpeditionFile(BookEndpoint):
    """The expedition as a file."""

    kind: Format = Format.PDF

    def contract(self, method: str) -> Contract | None:
        """Of its kind."""
        if method != "GET":
            return None
        media, kind = files.MEDIA_TYPES[self.kind], self.kind.value
        name, label = f"get_expedition_{kind}", f"Buku ekspedisi sebagai {kind.upper()}"
        return Contract(name, label, query=book_shapes.PeriodAsked, media=media)

    def get(self, request: Request) -> HttpResponse:
        """Every line of the period."""
        self.require_keeper()
        return self.file(files.expedition_book(self.period()), self.kind)
