"""The public check of papers in the API: the same minimum as on its page."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers as s

from api import shapes
from api.outputs import Json, day, moment
from memos.signing.inspect import SignatureFacts
from memos.verification.checks import Checked, Facts, Standing, Verdict


class CheckIn(s.Serializer[Any]):
    """A PDF, and the code it should have where one is known."""

    file = s.FileField(allow_empty_file=True, max_length=None)
    code = s.CharField(required=False, allow_blank=True, default="", max_length=40)


class PaperFacts(shapes.Shape):
    """The minimum about a paper; never what it is about or whom it is for."""

    memo_type = s.CharField()
    number = s.CharField()
    dated = s.DateField()
    office = s.CharField()
    signer = s.CharField()
    title = s.CharField()
    standing = s.ChoiceField([one.value for one in Standing])
    standing_label = s.CharField()


class SignatureOut(shapes.Shape):
    """A signature inside the file: unchanged since, and by a certificate that is known here."""

    name = s.CharField()
    issuer = s.CharField(allow_blank=True)
    signed_at = shapes.maybe(s.DateTimeField)
    intact = s.BooleanField()
    trusted = s.BooleanField()


class CheckedFile(shapes.Shape):
    """What a file is: this paper, its sheet before the signature, another paper, or none."""

    verdict = s.ChoiceField([one.value for one in Verdict])
    facts = PaperFacts(allow_null=True)
    sha256 = s.CharField()
    signatures = SignatureOut(many=True)


def facts_out(facts: Facts) -> Json:
    """The facts of a paper."""
    labels = {
        Standing.UNSIGNED: _("Tanda tangan belum tercatat"),
        Standing.SIGNED: _("Ditandatangani"),
        Standing.VOIDED: _("Dibatalkan"),
    }
    return {
        "memo_type": facts.memo_type,
        "number": facts.number,
        "dated": day(facts.dated),
        "office": facts.office,
        "signer": facts.signer,
        "title": facts.title,
        "standing": facts.standing.value,
        "standing_label": labels[facts.standing],
    }


def checked_out(checked: Checked) -> Json:
    """What a file turned out to be."""
    return {
        "verdict": checked.verdict.value,
        "facts": facts_out(checked.facts) if checked.facts else None,
        "sha256": checked.sha256,
        "signatures": [_signature_out(one) for one in checked.signatures],
    }


def _signature_out(one: SignatureFacts) -> Json:
    return {
        "name": one.name,
        "issuer": one.issuer,
        "signed_at": moment(one.signed_at),
        "intact": one.intact,
        "trusted": one.trusted,
    }
