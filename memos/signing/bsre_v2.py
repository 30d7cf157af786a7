"""BSrE eSign Client Service, version 2: JSON, several files in one call.

Source: Petunjuk Teknis Penggunaan API eSign Client Service v2.2.1, as public clients implement it.
"""

import binascii
from base64 import b64decode, b64encode
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.conf import settings

from memos.signing import BSRE_V2, Footing, Identity, Job, Signed, bsre, wire
from memos.signing.faults import Unsure, refused
from workflow.refusals import Refused

# What a signer may be there, other than ISSUE, and what we say of it.
STATUSES: Final = {
    "EXPIRED": "certificate_expired",
    "RENEW": "certificate_to_renew",
    "WAITING_FOR_VERIFICATION": "certificate_not_verified",
    "NEW": "certificate_not_verified",
    "NO_CERTIFICATE": "no_certificate",
    "NOT_REGISTERED": "signer_not_registered",
    "SUSPEND": "certificate_suspended",
    "REVOKE": "certificate_revoked",
}
MAY_SIGN: Final = "ISSUE"


class BsreV2:
    """See `memos.signing.Engine`. A lost answer leaves no id to ask for: the files are sent anew."""

    name = BSRE_V2
    footing = Footing.BSRE
    batch = 10

    @property
    def seconds(self) -> int:
        """Status, the call itself, and a look at each of its files."""
        return int(settings.BSRE_TIMEOUT + wire.LOOK * (1 + self.batch))

    def check(self, who: Identity, *, at: datetime) -> None:
        """Ask for the signer's status. Raises Refused, one code per status."""
        _named(who)
        answer = wire.ask("POST", "/api/v2/user/check/status", json={"nik": who.nik})
        body = answer.object()
        if bsre.number(body.get("status_code")) in bsre.CODES:
            raise bsre.why(body)
        status = str(body.get("status", ""))
        if not status:
            raise refused("service_unreachable")
        if status != MAY_SIGN:
            raise refused(STATUSES.get(status, "certificate_unusable"))

    def sign(
        self, jobs: Sequence[Job], *, who: Identity, passphrase: str, at: datetime
    ) -> list[Signed]:
        """One call for all files. Raises Refused and Unsure."""
        _named(who)
        given = {
            "nik": who.nik,
            "passphrase": passphrase,
            "signatureProperties": [
                {
                    "tampilan": "INVISIBLE",
                    "location": settings.REGENCY_SEAT,
                    "reason": "Penandatanganan naskah dinas",
                }
                for _ in jobs
            ],
            "file": [b64encode(job.pdf).decode() for job in jobs],
        }
        answer = wire.order("/api/v2/sign/pdf", json=given)
        body = answer.object()
        if 400 <= answer.status < 500:  # noqa: PLR2004 - the service refused before it signed
            raise bsre.why(body)
        files = body.get("file")
        if not isinstance(files, list) or len(files) != len(jobs):
            raise Unsure
        pdfs = [_decoded(each) for each in files]
        made = [bsre.checked(job.pdf, pdf) for job, pdf in zip(jobs, pdfs, strict=True)]
        return [Signed(pdf, "", verdict(pdf)) for pdf in made]


def made() -> BsreV2:
    """The engine as the settings want it."""
    return BsreV2()


def verdict(pdf: bytes) -> str:
    """What the service says of a signed PDF: "valid", "unreachable".

    Raises Refused `signed_wrongly` where it finds a signature that does not hold.
    """
    try:
        answer = wire.ask("POST", "/api/v2/verify/pdf", json={"file": b64encode(pdf).decode()})
    except Refused:
        return "unreachable"
    found = answer.object().get("signatureInformations")
    if not isinstance(found, list):
        return "unreachable"
    if not found or not all(_holds(each) for each in found):
        raise refused("signed_wrongly")
    return "valid"


def _holds(each: Any) -> bool:
    return isinstance(each, dict) and each.get("integrityValid") is True


def _named(who: Identity) -> None:
    if not who.nik:
        raise refused("nik_missing")


def _decoded(raw: object) -> bytes:
    try:
        return b64decode(str(raw), validate=True)
    except (binascii.Error, ValueError):
        raise Unsure from None
