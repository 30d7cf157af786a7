"""Signing beside the least it can cost: opening the key, hashing the file, the RSA operation."""

import hashlib
import tempfile
from functools import partial
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import pkcs12

from benchmarks.measure import SIGAP, Operation
from benchmarks.scene import Scene
from memos import pdf, sheets
from memos.signing import Identity, Job, Level, demo_ca
from memos.signing.local import LocalEngine
from tests.people import AT, TODAY

BARE = "key and hash"
PASSPHRASE = "hanya-untuk-mengukur"  # noqa: S105 - of a certificate made here


def operations(scene: Scene) -> list[Operation]:
    """One memo with one passphrase, and ten."""
    folder = Path(tempfile.mkdtemp(prefix="sigap-bench-"))
    authority = demo_ca.ensure(folder / "keys", folder / "trust", at=AT)
    file = folder / "people" / "orang.p12"
    demo_ca.issue(authority, file, name="Orang", passphrase=PASSPHRASE, at=AT)
    page = pdf.to_pdf(pdf.render_html(sheets.sheet(scene.memo, on=TODAY)))
    return [_signing(page, file, count) for count in (1, 10)]


def _signing(page: bytes, file: Path, count: int) -> Operation:
    engine = LocalEngine(file.parent, Level.BASIC, None)
    who, jobs = Identity(file.stem, "Orang"), [Job(page)] * count
    ours = partial(engine.sign, jobs, who=who, passphrase=PASSPHRASE, at=AT)

    def least() -> None:
        key = pkcs12.load_key_and_certificates(file.read_bytes(), PASSPHRASE.encode())[0]
        if not isinstance(key, RSAPrivateKey):
            raise TypeError
        for _ in range(count):
            key.sign(hashlib.sha256(page).digest(), PKCS1v15(), Prehashed(SHA256()))

    return Operation(f"sign {count} (B-B)", {SIGAP: lambda: ours, BARE: lambda: least})
