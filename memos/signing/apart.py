"""The signatures of a stranger's file, read in a process of its own with little memory and time.

A PDF of a few megabytes can unpack to gigabytes or keep a reader busy for hours. The process has no
database and is told of no setting but whom we trust.
"""

import json
import resource
import subprocess
import sys
from dataclasses import asdict
from datetime import datetime
from typing import Final

from django.conf import settings

from memos.signing.inspect import BrokenPdf, SignatureFacts, signatures_of

SIGNED: Final = b"/ByteRange"
"""What every signature says of itself in plain bytes."""
MEMORY: Final = 1 << 30  # bytes of address space, half of them for the libraries
CPU: Final = 10  # seconds of one core
PATIENCE: Final = 30  # seconds on the wall


def signatures_apart(pdf: bytes) -> tuple[SignatureFacts, ...]:
    """As `inspect.signatures_of`; none where the file cannot be read within the limits."""
    if SIGNED not in pdf:
        return ()
    try:
        done = subprocess.run(
            [sys.executable, "-m", __name__, str(settings.SIGNING_TRUST)],
            input=pdf,
            cwd=settings.BASE_DIR,
            capture_output=True,
            timeout=PATIENCE,
            check=True,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        return ()
    return tuple(_read(said) for said in json.loads(done.stdout))


def _read(said: dict[str, str | bool | None]) -> SignatureFacts:
    at = said.pop("signed_at")
    return SignatureFacts(signed_at=datetime.fromisoformat(str(at)) if at else None, **said)  # type: ignore[arg-type]


def _main(trust: str) -> None:
    """Read the file from standard input and write its facts to standard output, as JSON."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU))
    settings.configure(SIGNING_TRUST=trust, USE_TZ=True)
    try:
        found = signatures_of(sys.stdin.buffer.read())
    except BrokenPdf:
        found = []
    said = [asdict(facts) for facts in found]
    for each in said:
        each["signed_at"] = each["signed_at"].isoformat() if each["signed_at"] else None
    json.dump(said, sys.stdout)


if __name__ == "__main__":
    _main(sys.argv[1])
