"""Signing one memo electronically."""

from typing import ClassVar
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.debug import sensitive_variables
from rest_framework.request import Request

from api import memo_shapes, verb_inputs
from api.schema import Contract
from api.views.memos import MemoEndpoint
from memos.signing.attempts import sign_one


class MemoSign(MemoEndpoint):
    """The signature of the signer, with the passphrase of their certificate."""

    contracts: ClassVar = {
        "POST": Contract(
            "sign_memo",
            "Tanda tangani",
            memo_shapes.MemoDetail,
            request=verb_inputs.Sign,
        )
    }

    @sensitive_variables("given")
    def post(self, request: Request, key: UUID) -> HttpResponse:
        """Sign, outside every transaction; the memo as it stands then.

        An Idempotency-Key is not looked at: remembering a request keeps a fingerprint of its body,
        and this one holds the passphrase. Signing is idempotent by itself: whoever has signed a memo
        gets the same answer again, and a lost answer is taken up (`memos.signing.attempts`). Raises
        Refused as `sign_one`.
        """
        given = self.given()
        memo = sign_one(str(key), actor=self.actor, passphrase=given["passphrase"], at=self.at)
        answer = self.done(memo)
        headers = {"Content-Type": "application/json", **answer.headers}
        return HttpResponse(answer.body, status=answer.status, headers=headers)
