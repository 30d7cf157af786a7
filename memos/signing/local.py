"""A certificate of our own: PKCS#12 files, one per person, and PAdES signatures through pyHanko.

The signature is invisible: box, footer and QR are already on the page, and nothing on it changes.
The file is opened with the person's passphrase for one call; its key is loaded once for all PDFs of
that call and then forgotten.
"""

import asyncio
import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from asn1crypto import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12
from django.conf import settings
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.signers.pdf_cms import Signer
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.timestamps import TimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from memos.signing import LOCAL, Footing, Identity, Job, Level, Signed, cms
from memos.signing.faults import refused
from memos.signing.stamps import NoTime, OverHttp
from memos.signing.trust import context

RESERVED: Final = 24_576  # hexadecimal digits for a signature with its chain and its time
_SECONDS: Final = 60

Key = RSAPrivateKey | EllipticCurvePrivateKey


def folder() -> Path:
    """Where the PKCS#12 files are, each named after the public id of its person."""
    return Path(settings.SIGNING_KEYS) / "people"


class LoadedKey(Signer):
    """A signer that holds the loaded key; pyHanko's own parses it anew at every use."""

    def __init__(
        self, key: Key, certificate: x509.Certificate, chain: Sequence[x509.Certificate]
    ) -> None:
        store = SimpleCertificateStore()
        store.register_multiple(chain)
        super().__init__(signing_cert=certificate, cert_registry=store)
        self._key = key
        algorithm = "sha256_rsa" if isinstance(key, RSAPrivateKey) else "sha256_ecdsa"
        self._frame = cms.Frame(certificate, chain, algorithm=algorithm)

    async def async_sign_raw(
        self,
        data: bytes,
        digest_algorithm: str,
        dry_run: bool = False,  # noqa: FBT001, FBT002 - theirs
    ) -> bytes:
        """Sign these bytes, the digest being SHA-256."""
        return self._signature(data)

    async def async_sign(  # type: ignore[override]
        self, data_digest: bytes, digest_algorithm: str, **given: Any
    ) -> Any:
        """The container of a signature; without a time stamp it needs none of pyHanko's machinery."""
        if given.get("timestamper") is not None or digest_algorithm != "sha256":
            return await super().async_sign(data_digest, digest_algorithm, **given)
        return self._frame.container(data_digest, self._signature)

    def digits(self, level: Level) -> int:
        """How many hexadecimal digits a signature of this level needs, at most."""
        if level is not Level.BASIC:
            return RESERVED
        # RSA takes an eighth of its bits in bytes, ECDSA two numbers of so many and their frame.
        longest = bytes(self._key.key_size // 4 + 16)
        return 2 * len(self._frame.container(bytes(32), lambda _: longest))

    def _signature(self, data: bytes) -> bytes:
        if isinstance(self._key, RSAPrivateKey):
            return self._key.sign(data, PKCS1v15(), hashes.SHA256())
        return self._key.sign(data, ECDSA(hashes.SHA256()))


class _Update(IncrementalPdfFileWriter):
    """An update that adds a signature and no more: title, dates and XMP stay as they were printed.

    pyHanko would write both anew, twice, with the time of the clock in them: half of its work, for
    a time that the signature says better.
    """

    def _update_meta(self) -> None:
        """Leave them."""


class _At(PdfSigner):
    """Puts the given time into the signature, not the clock's."""

    at: datetime

    def init_signing_session(
        self,
        pdf_out: BasePdfFileWriter,
        existing_fields_only: bool = False,  # noqa: FBT001, FBT002 - theirs
    ) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.at
        return session


class LocalEngine:
    """Signs with the PKCS#12 file of the person. See `memos.signing.Engine`."""

    name = LOCAL
    footing = Footing.EXAMPLE
    batch = 25
    seconds = _SECONDS

    def __init__(self, people: Path, level: Level, stamper: TimeStamper | None) -> None:
        self.people = people
        self.level = level
        self.stamper = stamper

    def check(self, who: Identity, *, at: datetime) -> None:
        """Whether there is a file for this person. Raises Refused `no_certificate`."""
        if not self._file(who).is_file():
            raise refused("no_certificate")

    def sign(
        self, jobs: Sequence[Job], *, who: Identity, passphrase: str, at: datetime
    ) -> list[Signed]:
        """Sign in turn with one opened key.

        Raises Refused `no_certificate`, `wrong_passphrase`, `certificate_expired`,
        `time_unreachable`.
        """
        self.check(who, at=at)
        signer = opened(self._file(who), passphrase, at=at)
        pdfs = [job.pdf for job in jobs]
        return [Signed(pdf) for pdf in signed(pdfs, signer, self.level, self.stamper, at=at)]

    def _file(self, who: Identity) -> Path:
        return self.people / f"{who.key}.p12"


def made() -> LocalEngine:
    """The engine as the settings want it."""
    level = Level(settings.SIGNING_LEVEL)
    stamper = None if level is Level.BASIC else OverHttp(settings.TSA_URL, settings.SEND_TIMEOUT)
    return LocalEngine(folder(), level, stamper)


def opened(file: Path, passphrase: str, *, at: datetime) -> LoadedKey:
    """The key in a PKCS#12 file. Raises Refused `wrong_passphrase`, `certificate_expired`."""
    try:
        key, certificate, chain = pkcs12.load_key_and_certificates(
            file.read_bytes(), passphrase.encode()
        )
    except ValueError:
        # `from None`: no traceback of this shall lead to the passphrase.
        raise refused("wrong_passphrase") from None
    if certificate is None or not isinstance(key, RSAPrivateKey | EllipticCurvePrivateKey):
        raise refused("certificate_unusable")
    if not certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc:
        raise refused("certificate_expired")
    raw = [each.public_bytes(Encoding.DER) for each in (certificate, *chain)]
    leaf, *others = [x509.Certificate.load(each) for each in raw]
    return LoadedKey(key, leaf, others)


def signed(
    pdfs: Sequence[bytes],
    signer: LoadedKey,
    level: Level,
    stamper: TimeStamper | None,
    *,
    at: datetime,
) -> list[bytes]:
    """The PDFs with one more invisible PAdES signature each, as an incremental update.

    Raises Refused `time_unreachable`, and `certificate_unusable` where an archive signature lacks
    what shows that the certificate was valid.
    """

    async def each() -> list[bytes]:
        digits = signer.digits(level)
        return [await _signed(pdf, signer, level, stamper, digits, at) for pdf in pdfs]

    try:
        return asyncio.run(each())  # one loop for all of them; a loop costs as much as a signature
    except NoTime:
        raise refused("time_unreachable") from None
    except SigningError:
        raise refused("certificate_unusable") from None


async def _signed(
    pdf: bytes,
    signer: LoadedKey,
    level: Level,
    stamper: TimeStamper | None,
    digits: int,
    at: datetime,
) -> bytes:
    file = io.BytesIO(pdf)  # shares the bytes until the update is written behind them
    writer = _Update(file)
    archived = level is Level.ARCHIVED
    meta = PdfSignatureMetadata(
        field_name=f"Sigap{1 + len(writer.prev.embedded_signatures)}",
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        location=settings.REGENCY_SEAT,
        embed_validation_info=archived,
        use_pades_lta=archived,
        validation_context=context(at) if archived else None,
    )
    pen = _At(meta, signer, timestamper=stamper if level is not Level.BASIC else None)
    pen.at = at
    await pen.async_sign_pdf(writer, bytes_reserved=digits, in_place=True)
    return file.getvalue()
