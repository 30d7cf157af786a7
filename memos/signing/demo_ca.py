"""An authority for demonstrations: its certificates say CONTOH, and nobody should trust them.

Keys lie in settings.SIGNING_KEYS, readable by their owner alone.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
    pkcs12,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

MARK: Final = "CONTOH"
_BITS: Final = 2048
_YEARS: Final = timedelta(days=5 * 365)
_SKEW: Final = timedelta(days=1)
_PRIVATE: Final = 0o600


@dataclass(frozen=True, slots=True)
class Authority:
    """An authority with its key, as loaded from its folder."""

    certificate: x509.Certificate
    key: rsa.RSAPrivateKey


def ensure(keys: Path, trust: Path, *, at: datetime) -> Authority:
    """The authority in `keys`, made now if it is not there; its root is put into `trust`."""
    secret, public = keys / "ca.key", keys / "ca.pem"
    if not secret.is_file():
        key = _fresh_key()
        name = _name(f"Otoritas Sertifikat {MARK} Sigap")
        made = _certificate(name, key.public_key(), at, _AUTHORITY).issuer_name(name)
        root = made.sign(key, SHA256())
        write_private(secret, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        public.write_bytes(root.public_bytes(Encoding.PEM))
    loaded = load_pem_private_key(secret.read_bytes(), None)
    if not isinstance(loaded, rsa.RSAPrivateKey):
        message = f"{secret} holds no RSA key"
        raise TypeError(message)
    authority = Authority(x509.load_pem_x509_certificate(public.read_bytes()), loaded)
    trust.mkdir(parents=True, exist_ok=True)
    (trust / "contoh.pem").write_bytes(public.read_bytes())
    (trust / "contoh.crl").write_bytes(revoked_list(authority, at=at))
    return authority


def issue(
    authority: Authority,
    file: Path,
    *,
    name: str,
    passphrase: str,
    at: datetime,
    until: datetime | None = None,
) -> None:
    """Write a person's PKCS#12 file, mode 0600; one that is there is replaced."""
    key = _fresh_key()
    certificate = leaf(authority, f"{name} ({MARK})", key.public_key(), at=at, until=until)
    data = pkcs12.serialize_key_and_certificates(
        name.encode(),
        key,
        certificate,
        [authority.certificate],
        BestAvailableEncryption(passphrase.encode()),
    )
    write_private(file, data)


def leaf(
    authority: Authority,
    name: str,
    public: rsa.RSAPublicKey,
    *,
    at: datetime,
    until: datetime | None = None,
    stamps_time: bool = False,
) -> x509.Certificate:
    """A certificate of a signer, or of whoever stamps the time."""
    extensions = _STAMPER if stamps_time else _SIGNER
    made = _certificate(_name(name), public, at, extensions, until)
    return made.issuer_name(authority.certificate.subject).sign(authority.key, SHA256())


def revoked_list(
    authority: Authority, *, at: datetime, revoked: Sequence[x509.Certificate] = ()
) -> bytes:
    """The authority's list of revoked certificates (DER), good for five years."""
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(authority.certificate.subject)
        .last_update(at - _SKEW)
        .next_update(at + _YEARS)
    )
    for each in revoked:
        row = x509.RevokedCertificateBuilder().serial_number(each.serial_number)
        builder = builder.add_revoked_certificate(row.revocation_date(at).build())
    return builder.sign(authority.key, SHA256()).public_bytes(Encoding.DER)


def write_private(file: Path, data: bytes) -> None:
    """Write a file that its owner alone may read, whole or not at all."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = file.with_suffix(f".{os.getpid()}.part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _PRIVATE)
    with os.fdopen(descriptor, "wb") as out:
        out.write(data)
    part.replace(file)


# --- Certificates -----------------------------------------------------------------------------------

_Extensions = Sequence[tuple[x509.ExtensionType, bool]]


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signs,
        content_commitment=signs,
        key_cert_sign=not signs,
        crl_sign=not signs,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


_AUTHORITY: _Extensions = (
    (x509.BasicConstraints(ca=True, path_length=0), True),
    (_usage(signs=False), True),
)
_SIGNER: _Extensions = (
    (x509.BasicConstraints(ca=False, path_length=None), True),
    (_usage(signs=True), True),
)
_STAMPER: _Extensions = (
    *_SIGNER,
    (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), True),
)


def _certificate(
    name: x509.Name,
    public: rsa.RSAPublicKey,
    at: datetime,
    extensions: _Extensions,
    until: datetime | None = None,
) -> x509.CertificateBuilder:
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - _SKEW)
        .not_valid_after(until or at + _YEARS)
    )
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical)
    return builder


def _name(common: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "ID"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, f"{MARK}, bukan sertifikat BSrE"),
            x509.NameAttribute(NameOID.COMMON_NAME, common[:64]),
        ]
    )


def _fresh_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65_537, key_size=_BITS)
