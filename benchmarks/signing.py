"""Signing beside the least it can cost.

That is, in one process: opening the PKCS#12 file once, and for each memo hashing all that its
signature covers and one RSA operation. The memos are different files.
"""

import hashlib
import re
import tempfile
from collections.abc import Sequence
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
MANY = 10
PASSPHRASE = "hanya-untuk-mengukur"  # noqa: S105 - of a certificate made here


def operations(scene: Scene) -> list[Operation]:
    """One memo with one passphrase, and ten."""
    folder = Path(tempfile.mkdtemp(prefix="sigap-bench-"))
    authority = demo_ca.ensure(folder / "keys", folder / "trust", at=AT)
    file = folder / "people" / "orang.p12"
    demo_ca.issue(authority, file, name="Orang", passphrase=PASSPHRASE, at=AT)
    html = pdf.render_html(sheets.sheet(scene.memo, on=TODAY))
    pages = [pdf.to_pdf(html.replace("<body", f"<body id=naskah{n}", 1)) for n in range(MANY)]
    return [_signing(pages[:count], file) for count in (1, MANY)]


def _signing(pages: Sequence[bytes], file: Path) -> Operation:
    engine = LocalEngine(file.parent, Level.BASIC, None)
    who, jobs = Identity(file.stem, "Orang"), [Job(page) for page in pages]
    ours = partial(engine.sign, jobs, who=who, passphrase=PASSPHRASE, at=AT)
    covered = [_covered(each.pdf) for each in ours()]

    def least() -> None:
        key = pkcs12.load_key_and_certificates(file.read_bytes(), PASSPHRASE.encode())[0]
        if not isinstance(key, RSAPrivateKey):
            raise TypeError
        for ranges in covered:
            digest = hashlib.sha256()
            for part in ranges:
                digest.update(part)
            key.sign(digest.digest(), PKCS1v15(), Prehashed(SHA256()))

    return Operation(f"sign {len(pages)} (B-B)", {SIGAP: lambda: ours, BARE: lambda: least})


def _covered(signed: bytes) -> tuple[bytes, bytes]:
    """The two byte ranges that a signature covers: all but its own digits."""
    found = re.search(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+)\s*\]", signed)
    if found is None:
        raise ValueError
    start, length, then, rest = map(int, found.groups())
    return signed[start : start + length], signed[then : then + rest]
