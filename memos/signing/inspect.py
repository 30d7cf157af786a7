"""What signatures a PDF carries, and whether they hold: for checking what came back, and for readers.

The bytes may be anybody's. Whatever pyHanko makes of them, no more than `BrokenPdf` comes out.
"""

import asyncio
import io
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.general import find_cms_attribute_iter
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel

from memos.signing.trust import context

MOST_SIGNATURES: Final = 20

# A signer's certificate may say either (BSrE's say both).
_USAGE: Final = KeyUsageConstraints(
    key_usage={"non_repudiation", "digital_signature"}, match_all_key_usages=False
)


class BrokenPdf(Exception):
    """The bytes cannot be read as a PDF."""


@dataclass(frozen=True, slots=True)
class SignatureFacts:
    """One signature.

    `signed_at`: from the time stamp where there is one (`timed`), else as the signer claims.
    `intact`: the signed bytes are unchanged, and what was added later is harmless.
    `trusted`: the certificate was valid then and leads to a root in settings.SIGNING_TRUST.
    `whole`: nothing but this signature's own update follows what it signed.
    """

    name: str
    signed_at: datetime | None
    intact: bool
    trusted: bool
    issuer: str
    timed: bool = False
    whole: bool = False


def signatures_of(pdf: bytes) -> list[SignatureFacts]:
    """The signatures in the order in which they were made; document time stamps are left out.

    Raises BrokenPdf.
    """
    try:
        found = list(PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures)
        return [_facts(each) for each in found[:MOST_SIGNATURES]]
    except RecursionError:
        raise BrokenPdf("nested too deeply") from None
    except Exception as error:
        raise BrokenPdf(type(error).__name__) from error


def _facts(signature: EmbeddedPdfSignature) -> SignatureFacts:
    certificate = signature.signer_cert
    name = str(certificate.subject.native.get("common_name", ""))
    issuer = str(certificate.issuer.native.get("common_name", ""))
    claimed, stamped = signature.self_reported_timestamp, _stamped(signature)
    at = stamped or claimed
    if at is None:
        return SignatureFacts(name, None, intact=False, trusted=False, issuer=issuer)
    status = asyncio.run(
        async_validate_pdf_signature(
            signature,
            signer_validation_context=context(at),
            ts_validation_context=context(at),
            key_usage_settings=_USAGE,
        )
    )
    stamp = status.timestamp_validity
    timed = stamp is not None and bool(stamp.intact and stamp.valid)
    return SignatureFacts(
        name=name,
        signed_at=at if timed else claimed,
        intact=bool(status.intact and status.valid and _is_harmless(status)),
        trusted=bool(status.trusted),
        issuer=issuer,
        timed=timed,
        whole=status.coverage is SignatureCoverageLevel.ENTIRE_FILE,
    )


def _is_harmless(status: PdfSignatureStatus) -> bool:
    """Nothing follows what was signed but further signatures and what validates them."""
    if status.coverage is SignatureCoverageLevel.ENTIRE_FILE:
        return True
    return (
        status.coverage is SignatureCoverageLevel.ENTIRE_REVISION
        and status.modification_level is not None
        and status.modification_level <= ModificationLevel.FORM_FILLING
        and status.docmdp_ok is not False
    )


def _stamped(signature: EmbeddedPdfSignature) -> datetime | None:
    """When the time stamp inside the signature says it was made, whoever stamped it."""
    unsigned = signature.signer_info["unsigned_attrs"]
    for token in find_cms_attribute_iter(unsigned, "signature_time_stamp_token"):
        info = token["content"]["encap_content_info"]
        found: datetime = info["content"].parsed["gen_time"].native
        return found
    return None
