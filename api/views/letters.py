"""Incoming letters: recorded by the desk, disposed by their leader, filed."""

import hashlib
from typing import ClassVar
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from rest_framework.request import Request

from api import letter_shapes, outputs, shapes, verb_inputs
from api.endpoint import Endpoint, answer_of
from api.paging import page
from api.schema import Contract
from api.verbs import Verb
from api.views.verb import VerbEndpoint
from files import serving
from memos.letters import actions, sheet
from memos.letters.actions import Given, LetterDone
from memos.letters.lifecycle import LETTER
from memos.letters.models import IncomingLetter
from workflow.refusals import NOT_FOUND, Refused
from workflow.requests import Answer

PDF = "application/pdf"
_FILTERS = {
    "status": "status",
    "addressee": "addressee__public_id",
    "received_from": "received_on__gte",
    "received_to": "received_on__lte",
}


def _correct(key: str, *, reason: str, **given: object) -> LetterDone:
    """Words of a letter come flat."""
    words = {name: given.pop(name) for name in (*letter_shapes.PLAIN, "scan")}
    return actions.correct(key, Given(**words), reason=reason, **given)  # type: ignore[arg-type]


def _dispose(key: str, **given: object) -> LetterDone:
    """The letter as it stands then."""
    return actions.dispose(key, **given).done  # type: ignore[arg-type]


LETTER_VERBS = (
    Verb("correct", str(LETTER.move("correct").label), letter_shapes.CorrectLetter, _correct),
    Verb("dispose", str(LETTER.move("dispose").label), letter_shapes.DisposeLetter, _dispose),
    Verb("file", str(LETTER.move("file").label), verb_inputs.Reason, actions.file),
)


class LetterEndpoint(Endpoint):
    """What the endpoints of letters share."""

    def letter(self, key: UUID) -> IncomingLetter:
        """A letter the caller may see. Raises Refused `not_found`."""
        found = IncomingLetter.visible_to(self.actor).filter(public_id=key).first()
        if found is None:
            raise Refused(NOT_FOUND)
        return found

    def done(self, subject: IncomingLetter, *, status: int = 200, location: str = "") -> Answer:
        """The answer to a write."""
        data = letter_shapes.letter_detail(subject, self.reader)
        return answer_of(data, status=status, version=subject.version, location=location)


class Letters(LetterEndpoint):
    """All letters the caller may see; recording one."""

    contracts: ClassVar = {
        "GET": Contract(
            "list_letters",
            "Surat masuk yang boleh dilihat, giliran saya lebih dahulu",
            shapes.paged(letter_shapes.Letter),
            query=letter_shapes.LettersAsked,
        ),
        "POST": Contract(
            "record_letter",
            "Catat surat masuk dalam agenda",
            letter_shapes.LetterDetail,
            request=letter_shapes.RecordLetter,
            status=201,
        ),
    }

    def get(self, request: Request) -> HttpResponse:
        """A page, the caller's own turn first, then newest first; one statement."""
        asked = self.asked()
        named = {column: asked[name] for name, column in _FILTERS.items() if name in asked}
        rows = IncomingLetter.objects.by_turn(self.actor).found(asked["search"]).filter(**named)
        found = page(rows, by=("group", "-id"), cursor=asked["cursor"], limit=asked["limit"])
        return self.reply(outputs.listed(map(letter_shapes.letter_out, found.rows), found.next))

    def post(self, request: Request) -> HttpResponse:
        """The next agenda number, in the same transaction."""
        given = dict(self.given())
        words = Given(**{name: given[name] for name in (*letter_shapes.PLAIN, "scan")})

        def work() -> Answer:
            came = actions.record(
                words, actor=self.actor, at=self.at,
                register=given.get("register", ""), public_id=given.get("id"),
            )  # fmt: skip
            return self.done(came.subject, status=201, location=outputs.href(came.subject))

        return self.write(work)


class Letter(LetterEndpoint):
    """One letter."""

    contracts: ClassVar = {
        "GET": Contract("get_letter", "Satu surat masuk", letter_shapes.LetterDetail)
    }

    def get(self, request: Request, key: UUID) -> HttpResponse:
        """The letter with what was asked on it."""
        row = self.letter(key)
        return self.reply(letter_shapes.letter_detail(row, self.reader), version=row.version)


class LetterVerb(LetterEndpoint, VerbEndpoint):
    """One verb on one letter."""

    noun = "letter"
    shape = letter_shapes.LetterDetail


class LetterScan(LetterEndpoint):
    """The letter itself, as scanned."""

    contracts: ClassVar = {"GET": Contract("get_letter_scan", "Pindaian surat", media=PDF)}

    def get(self, request: Request, key: UUID) -> HttpResponseBase:
        """The bytes; 404 where nothing was scanned."""
        row = self.letter(key)
        if row.scan is None:
            raise Refused(NOT_FOUND)
        return serving.respond(row.scan, name=row.scan_name, request=request)


class LetterPrint(LetterEndpoint):
    """The lembar disposisi."""

    contracts: ClassVar = {
        "POST": Contract(
            "print_disposition_sheet",
            "Cetak lembar disposisi; pencetakan dicatat",
            request=verb_inputs.Nothing,
            media=PDF,
            versioned=True,
        )
    }

    def post(self, request: Request, key: UUID) -> HttpResponse:
        """Of the latest disposition, or empty; made before the transaction that records it."""
        self.given()
        version = self.if_version
        data = sheet.pdf_of(str(key), actor=self.actor, at=self.at)

        def work() -> Answer:
            actions.print_sheet(str(key), actor=self.actor, at=self.at, if_version=version)
            headers = {
                "Content-Type": PDF,
                "Content-Disposition": f'inline; filename="disposisi-{key}.pdf"',
                "ETag": f'"{hashlib.sha256(data).hexdigest()[:32]}"',
            }
            return Answer(200, data, headers)

        return self.write(work)
