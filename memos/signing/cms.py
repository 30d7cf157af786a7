"""The signature container of PAdES B-B (CMS, RFC 5652), written straight as DER.

Without a time stamp it is a handful of fields, of which two differ between PDFs. Composing them from
asn1crypto's objects costs forty times the RSA operation; so they are written here, and read back by
pyHanko and poppler in the tests.
"""

import hashlib
from collections.abc import Callable, Sequence
from typing import Final

from asn1crypto import algos, core, x509
from asn1crypto.parser import emit

_SEQUENCE: Final = 16
_SET: Final = 17
_OCTETS: Final = 4


def _sequence(*parts: bytes) -> bytes:
    return bytes(emit(0, 1, _SEQUENCE, b"".join(parts)))


def _set(*parts: bytes) -> bytes:
    return bytes(emit(0, 1, _SET, b"".join(sorted(parts))))


def _octets(raw: bytes) -> bytes:
    return bytes(emit(0, 0, _OCTETS, raw))


def _oid(dotted: str) -> bytes:
    return bytes(core.ObjectIdentifier(dotted).dump())


_SHA256: Final = bytes(algos.DigestAlgorithm({"algorithm": "sha256"}).dump())
_DATA: Final = _oid("1.2.840.113549.1.7.1")
_SIGNED_DATA: Final = _oid("1.2.840.113549.1.7.2")
_CONTENT_TYPE: Final = _oid("1.2.840.113549.1.9.3")
_MESSAGE_DIGEST: Final = _oid("1.2.840.113549.1.9.4")
_SIGNING_CERTIFICATE_V2: Final = _oid("1.2.840.113549.1.9.16.2.47")
_ONE: Final = bytes(core.Integer(1).dump())
ALGORITHMS: Final = {
    name: bytes(algos.SignedDigestAlgorithm({"algorithm": name}).dump())
    for name in ("sha256_rsa", "sha256_ecdsa")
}


class Frame:
    """What is the same around every signature of one certificate, written once for a batch."""

    def __init__(
        self, certificate: x509.Certificate, chain: Sequence[x509.Certificate], *, algorithm: str
    ) -> None:
        raw = bytes(certificate.dump())
        self._attributes = (
            _sequence(_CONTENT_TYPE, _set(_DATA)),
            _sequence(_SIGNING_CERTIFICATE_V2, _set(_reference(raw))),
        )
        issuer = _sequence(
            bytes(certificate.issuer.dump()), bytes(core.Integer(certificate.serial_number).dump())
        )
        self._signer = _ONE + issuer + _SHA256
        self._algorithm = ALGORITHMS[algorithm]
        certificates = sorted({raw, *(bytes(each.dump()) for each in chain)})
        self._data = _ONE + _set(_SHA256) + _sequence(_DATA) + emit(2, 1, 0, b"".join(certificates))

    def container(self, digest: bytes, sign: Callable[[bytes], bytes]) -> bytes:
        """A detached signature over a SHA-256 `digest`; `sign` signs the attributes it is given.

        The attributes are those that ETSI EN 319 142-1 §6.3 asks for: content type, digest, and the
        certificate (RFC 5035), so that none can be put in its place. The time stands in the PDF.
        """
        attributes = sorted([*self._attributes, _sequence(_MESSAGE_DIGEST, _set(_octets(digest)))])
        signer = _sequence(
            self._signer,
            emit(2, 1, 0, b"".join(attributes)),
            self._algorithm,
            _octets(sign(_set(*attributes))),
        )
        return _sequence(_SIGNED_DATA, emit(2, 1, 0, _sequence(self._data, _set(signer))))


def _reference(certificate: bytes) -> bytes:
    """SigningCertificateV2 with one certificate, its hash SHA-256 by default."""
    return _sequence(_sequence(_sequence(_octets(hashlib.sha256(certificate).digest()))))
