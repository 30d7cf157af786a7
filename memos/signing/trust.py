"""Whom we trust: root certificates and revocation lists in a folder, put there by an operator."""

from datetime import datetime
from pathlib import Path

from asn1crypto import crl, pem, x509
from django.conf import settings
from pyhanko_certvalidator import ValidationContext


def folder() -> Path:
    """Roots as *.pem, *.crt or *.cer, revocation lists as *.crl; PEM or DER."""
    return Path(settings.SIGNING_TRUST)


def roots() -> list[x509.Certificate]:
    """The roots in the folder; of BSrE, and of the demo's own authority."""
    return [x509.Certificate.load(raw) for raw in _read("*.pem", "*.crt", "*.cer")]


def context(at: datetime) -> ValidationContext:
    """What is needed to judge a certificate as of `at`; nothing is fetched from the network."""
    return ValidationContext(
        trust_roots=roots(),
        crls=[crl.CertificateList.load(raw) for raw in _read("*.crl")],
        moment=at,
        best_signature_time=at,
        allow_fetching=False,
        revocation_mode="soft-fail",
    )


def _read(*patterns: str) -> list[bytes]:
    files = [file for pattern in patterns for file in sorted(folder().glob(pattern))]
    return [_der(file.read_bytes()) for file in files]


def _der(raw: bytes) -> bytes:
    return pem.unarmor(raw)[2] if pem.detect(raw) else raw
