"""The package itself: a ZIP written as it is sent, the same bytes every time it is asked for.

Nothing is compressed and every time in it is that of the hand-over, so the same rows give the same
bytes on any machine. Only the metadata is held in memory; papers go through in pieces, and one that
is not what it was when it was issued stops the package.
"""

import hashlib
import zipfile
from collections.abc import Iterator, Sequence
from typing import Final

from django.utils import timezone

from files import store
from memos.transfers.models import Transfer
from memos.transfers.records import Record, as_csv, as_json, records

PIECE: Final = 262_144  # bytes
MODE: Final = 0o100644 << 16
UNIX: Final = 3


class DamagedPaper(Exception):
    """A stored paper is not the one that was issued; the package must not be used."""


class _Pipe:
    """A file that can only be written to; what was written is taken out piece by piece."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        """Take a piece."""
        self.pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing to do."""

    def drained(self) -> Iterator[bytes]:
        """What was written since, and forget it."""
        pieces, self.pieces = self.pieces, []
        yield from pieces


def name_of(transfer: Transfer) -> str:
    """`penyerahan-2026-11-01-2026-11-30-1f0b7c2a.zip`."""
    period = f"{transfer.first_on.isoformat()}-{transfer.last_on.isoformat()}"
    return f"penyerahan-{period}-{transfer.public_id.hex[-8:]}.zip"


def stream(transfer: Transfer) -> Iterator[bytes]:
    """The package in pieces. Raises DamagedPaper.

    metadata.json, metadata.csv, SHA256SUMS (of both and of every paper), then the papers.
    """
    rows = records(transfer)
    described = {"metadata.json": as_json(transfer, rows), "metadata.csv": as_csv(rows)}
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_STORED) as package:  # type: ignore[call-overload]
        for path, data in (*described.items(), ("SHA256SUMS", _sums(described, rows))):
            package.writestr(_info(path, transfer), data)
            yield from pipe.drained()
        for row in rows:
            yield from _paper(package, pipe, row, transfer)
    yield from pipe.drained()


def _paper(
    package: zipfile.ZipFile, pipe: _Pipe, row: Record, transfer: Transfer
) -> Iterator[bytes]:
    digest = hashlib.sha256()
    with (
        store.open_bytes(row.blob) as source,
        package.open(_info(row.path, transfer), "w") as target,
    ):
        while piece := source.read(PIECE):
            digest.update(piece)
            target.write(piece)
            yield from pipe.drained()
    if digest.hexdigest() != row.values["sha256"]:
        raise DamagedPaper(row.path)
    yield from pipe.drained()


def _sums(described: dict[str, bytes], rows: Sequence[Record]) -> bytes:
    """As `sha256sum -c` reads it."""
    lines = [f"{hashlib.sha256(data).hexdigest()}  {path}\n" for path, data in described.items()]
    lines += [f"{row.values['sha256']}  {row.path}\n" for row in rows]
    return "".join(lines).encode()


def _info(path: str, transfer: Transfer) -> zipfile.ZipInfo:
    at = timezone.localtime(transfer.at)
    info = zipfile.ZipInfo(path, (at.year, at.month, at.day, at.hour, at.minute, at.second))
    info.external_attr, info.create_system = MODE, UNIX
    return info
