"""A browser and what its push service sees: RFC 8291 decrypted, RFC 8292 verified."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Any

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.fakes.provider import Got

AUTH = b"0123456789abcdef"


def plain(text: str) -> bytes:
    """The bytes of base64url without padding."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def coded(raw: bytes) -> str:
    """Base64url without padding."""
    return urlsafe_b64encode(raw).decode().rstrip("=")


@dataclass
class Browser:
    """A subscription with its private half."""

    endpoint: str
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    @property
    def p256dh(self) -> str:
        """The public half."""
        public = self.key.public_key()
        return coded(public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))

    @property
    def auth(self) -> str:
        """The secret shared with the server."""
        return coded(AUTH)

    def read(self, got: Got) -> Any:
        """The payload of a push, decrypted as a browser does."""
        assert got.headers["Content-Encoding"] == "aes128gcm"
        raw = http_ece.decrypt(got.body, private_key=self.key, auth_secret=AUTH)
        return json.loads(raw)


def vapid_claims(got: Got, public_key: str) -> dict[str, Any]:
    """The claims of the Authorization header, whose signature is checked against the public key."""
    scheme, _, rest = got.headers["Authorization"].partition(" ")
    assert scheme == "vapid"
    parts = dict(part.strip().split("=", 1) for part in rest.split(","))
    assert parts["k"] == public_key
    head, claims, signature = parts["t"].split(".")
    raw = plain(signature)
    r, s = int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big")
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), plain(public_key))
    key.verify(utils.encode_dss_signature(r, s), f"{head}.{claims}".encode(), ec.ECDSA(SHA256()))
    found: dict[str, Any] = json.loads(plain(claims))
    return found
