"""Memos: drafting one from an order, the desk's list, and the verbs up to the paper."""

import hashlib
from typing import ClassVar
from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse
from rest_framework.request import Request

from api import inputs, memo_shapes, outputs, shapes, verb_inputs
from api.endpoint import Endpoint, answer_of
from api.memo_outputs import code_out, memo_detail, memo_out
from api.paging import page
from api.schema import Contract
from api.views.verb import VerbEndpoint
from memos import actions, final
from memos.models import ClassificationCode, Memo
from memos.search.finding import MemoFilter, fitting
from workflow.refusals import NOT_FOUND, Refused
from workflow.requests import Answer

PDF = "application/pdf"
_FILTERS = ("memo_type", "status", "register", "unit", "dated_from", "dated_to")


class MemoEndpoint(Endpoint):
    """What the endpoints of memos share."""

    def memo(self, key: UUID) -> Memo:
        """A memo the caller may see. Raises Refused `not_found`."""
        found = Memo.visible_to(self.actor).filter(public_id=key).first()
        if found is None:
            raise Refused(NOT_FOUND)
        return found

    def done(self, subject: Memo, *, status: int = 200, location: str = "") -> Answer:
        """The answer to a write."""
        data = memo_detail(subject, self.reader)
        return answer_of(data, status=status, version=subject.version, location=location)


class Formalise(MemoEndpoint):
    """A memo from an order."""

    contracts: ClassVar = {
        "POST": Contract(
            "formalise_instruction",
            "Buat konsep nota dinas dari perintah",
            memo_shapes.MemoDetail,
            request=inputs.Formalise,
            status=201,
        )
    }

    def post(self, request: Request, key: UUID) -> HttpResponse:
        """The draft; 200 where the same person had made it before."""
        given = self.given()

        def work() -> Answer:
            came = actions.formalise(
                str(key), actor=self.actor, at=self.at, public_id=given.get("id")
            )
            location = outputs.href(came.subject)
            return self.done(came.subject, status=200 if came.repeated else 201, location=location)

        return self.write(work)


class Memos(MemoEndpoint):
    """All memos the caller may see."""

    contracts: ClassVar = {
        "GET": Contract(
            "list_memos",
            "Naskah yang boleh dilihat, giliran saya lebih dahulu",
            shapes.paged(memo_shapes.Memo),
            query=inputs.MemosAsked,
        ),
        "POST": Contract(
            "begin_memo",
            "Buat konsep naskah tanpa perintah",
            memo_shapes.MemoDetail,
            request=inputs.MemoBegun,
            status=201,
        ),
    }

    def get(self, request: Request) -> HttpResponse:
        """A page, the caller's own turn first, then newest first; one statement and those of `fitting`."""
        asked = self.asked()
        named = {name: asked[name] for name in _FILTERS if name in asked}
        fits = fitting(MemoFilter(q=asked.get("search", ""), **named))
        rows = Memo.objects.by_turn(self.actor).filter(fits)
        found = page(rows, by=("group", "-id"), cursor=asked["cursor"], limit=asked["limit"])
        results = (memo_out(one, self.reader) for one in found.rows)
        return self.reply(outputs.listed(results, found.next))

    def post(self, request: Request) -> HttpResponse:
        """An empty draft; its words follow by PATCH."""
        given = self.given()

        def work() -> Answer:
            came = actions.begin(
                actor=self.actor,
                at=self.at,
                memo_type=given["memo_type"],
                sender=given.get("from_position", ""),
                signer=given.get("signer", ""),
                public_id=given.get("id"),
            )
            return self.done(came.subject, status=201, location=outputs.href(came.subject))

        return self.write(work)


class MemoItem(MemoEndpoint):
    """One memo; changing its words."""

    contracts: ClassVar = {
        "GET": Contract("get_memo", "Satu naskah", memo_shapes.MemoDetail),
        "PATCH": Contract(
            "edit_memo",
            "Ubah naskah; yang tidak dikirim tetap",
            memo_shapes.MemoDetail,
            request=inputs.MemoWords,
            versioned=True,
        ),
    }

    def get(self, request: Request, key: UUID) -> HttpResponse:
        """The memo with its words."""
        memo = self.memo(key)
        return self.reply(memo_detail(memo, self.reader), version=memo.version)

    def patch(self, request: Request, key: UUID) -> HttpResponse:
        """An approved memo becomes a draft again."""
        words, version = actions.Words(**self.given()), self.if_version

        def work() -> Answer:
            came = actions.edit(str(key), words, actor=self.actor, at=self.at, if_version=version)
            return self.done(came.subject)

        return self.write(work)


class MemoVerb(MemoEndpoint, VerbEndpoint):
    """One verb on one memo."""

    noun = "memo"
    shape = memo_shapes.MemoDetail


class MemoPrint(MemoEndpoint):
    """The recorded print for the ink."""

    contracts: ClassVar = {
        "POST": Contract(
            "print_memo_for_signing",
            "Cetak untuk ditandatangani; pencetakan dicatat",
            request=verb_inputs.ReasonIfNeeded,
            media=PDF,
            versioned=True,
        )
    }

    def post(self, request: Request, key: UUID) -> HttpResponse:
        """The sheet as PDF. A missing final sheet is rendered before any transaction."""
        given, version = self.given(), self.if_version
        sheet = final.for_ink(self.memo(key), at=self.at)

        def work() -> Answer:
            printed = actions.print_for_signing(
                str(key), actor=self.actor, at=self.at, sheet=sheet, if_version=version, **given
            )
            return _sheet(printed.pdf, key)

        return self.write(work)


class MemoPdf(MemoEndpoint):
    """The memo as it would print, marked KONSEP until it is signed."""

    contracts: ClassVar = {"GET": Contract("get_memo_pdf", "Naskah sebagai PDF", media=PDF)}

    def get(self, request: Request, key: UUID) -> HttpResponse:
        """For reading; leaves no entry."""
        sheet = _sheet(actions.pdf_for_reading(str(key), self.actor, self.at), key)
        return HttpResponse(sheet.body, headers=dict(sheet.headers))


def _sheet(pdf: bytes, key: UUID) -> Answer:
    headers = {
        "Content-Type": PDF,
        "Content-Disposition": f'inline; filename="naskah-{key}.pdf"',
        "ETag": f'"{hashlib.sha256(pdf).hexdigest()[:32]}"',
    }
    return Answer(200, pdf, headers)


class ClassificationCodes(Endpoint):
    """Codes for the number of a memo."""

    contracts: ClassVar = {
        "GET": Contract(
            "list_classification_codes",
            "Kode klasifikasi arsip, dapat dicari",
            shapes.paged(memo_shapes.ClassificationCode),
            query=inputs.Searched,
        )
    }

    def get(self, request: Request) -> HttpResponse:
        """By code, in pages."""
        asked = self.asked()
        words = asked["search"].strip()
        rows = ClassificationCode.objects.filter(
            Q(code__startswith=words) | Q(name__icontains=words)
        )
        found = page(rows, by=("code", "id"), cursor=asked["cursor"], limit=asked["limit"])
        return self.reply(outputs.listed(map(code_out, found.rows), found.next))
