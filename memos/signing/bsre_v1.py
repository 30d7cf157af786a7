"""BSrE eSign Client Service, version 1: multipart, one file a call, each with its `id_dokumen`.

Source: public clients of the service; its answers are a PDF, or JSON with the id to fetch it by.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from urllib.parse import quote

from django.conf import settings

from memos.signing import BSRE_V1, Footing, Identity, Job, Signed, bsre, wire
from memos.signing.faults import Unsure, refused
from workflow.refusals import Refused

REGISTERED: Final = 1111
_NAME: Final = "naskah.pdf"
_PDF: Final = "application/pdf"


class BsreV1:
    """See `memos.signing.Engine`. A file whose answer was lost is fetched by its id before retry."""

    name = BSRE_V1
    footing = Footing.BSRE
    batch = 1

    @property
    def seconds(self) -> int:
        """Status, fetching what was lost, the call itself, fetching and looking at it."""
        return int(settings.BSRE_TIMEOUT + wire.LOOK * 4)

    def check(self, who: Identity, *, at: datetime) -> None:
        """Ask for the signer's status. Raises Refused `signer_not_registered` and others."""
        if not who.nik:
            raise refused("nik_missing")
        body = wire.ask("GET", f"/api/user/status/{who.nik}").object()
        code = bsre.number(body.get("status_code"))
        if not code:
            raise refused("service_unreachable")
        if code != REGISTERED:
            raise refused("signer_not_registered")

    def sign(
        self, jobs: Sequence[Job], *, who: Identity, passphrase: str, at: datetime
    ) -> list[Signed]:
        """One file; first fetched, where an earlier attempt got an id. Raises Refused and Unsure."""
        if not who.nik:
            raise refused("nik_missing")
        return [_found(job) or _sign(job, who, passphrase) for job in jobs]


def made() -> BsreV1:
    """The engine as the settings want it."""
    return BsreV1()


def _found(job: Job) -> Signed | None:
    """The signed file of an attempt that broke off; None where the service has none."""
    if not job.document_id:
        return None
    try:
        pdf = bsre.checked(job.pdf, _fetched(job.document_id))
    except (Refused, Unsure):
        return None
    return Signed(pdf, job.document_id, verdict(pdf))


def _sign(job: Job, who: Identity, passphrase: str) -> Signed:
    answer = wire.order(
        "/api/sign/pdf",
        data={"nik": who.nik, "passphrase": passphrase, "tampilan": "invisible"},
        files={"file": (_NAME, job.pdf, _PDF)},
    )
    if 400 <= answer.status < 500:  # noqa: PLR2004 - the service refused before it signed
        raise bsre.why(answer.object())
    key, pdf = answer.headers.get(wire.DOCUMENT, "")[:100], answer.body
    if not pdf.startswith(b"%PDF-"):
        key = str(answer.object().get(wire.DOCUMENT) or key)[:100]
        if not key:
            raise Unsure
        try:
            pdf = _fetched(key)
        except Refused:
            raise Unsure(key) from None
    try:
        made = bsre.checked(job.pdf, pdf)
    except Unsure:
        raise Unsure(key) from None
    return Signed(made, key, verdict(made))


def _fetched(document_id: str) -> bytes:
    answer = wire.ask("GET", f"/api/sign/download/{quote(document_id, safe='')}")
    return answer.body


def verdict(pdf: bytes) -> str:
    """What the service says of a signed PDF: "valid", "unreachable".

    Raises Refused `signed_wrongly` where it finds a signature that does not hold.
    """
    try:
        answer = wire.ask("POST", "/api/sign/verify", files={"signed_file": (_NAME, pdf, _PDF)})
    except Refused:
        return "unreachable"
    details = answer.object().get("details")
    if not isinstance(details, list):
        return "unreachable"
    if not details or not all(_holds(each) for each in details):
        raise refused("signed_wrongly")
    return "valid"


def _holds(each: Any) -> bool:
    document = each.get("signature_document") if isinstance(each, dict) else None
    return isinstance(document, dict) and document.get("document_integrity") is True
