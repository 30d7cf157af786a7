"""The list of everything in an archive, and the proof that none of it was changed."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings

from workflow import ledger

NAME = "manifest.json"
FORMAT = 1
CHUNK = 1_048_576


class ArchiveError(Exception):
    """The archive cannot be made or used; the text is one sentence for the operator."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the archive, by its path inside; `rows` only for tables and the list of files."""

    path: str
    sha256: str
    size: int
    rows: int = 0


@dataclass(slots=True)
class Manifest:
    """What an archive holds. `migrations` are those applied, by app; `versions` inform only."""

    made_at: str
    database: str
    versions: dict[str, str]
    migrations: dict[str, list[str]]
    format: int = FORMAT
    key_id: str = ""
    parts: list[Part] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)

    def write(self, folder: Path) -> None:
        """Write it into the archive, under the current ledger key."""
        self.key_id = settings.LEDGER_KEY_ID
        body = asdict(self)
        body["hmac"] = _hmac(body)
        text = json.dumps(body, indent=1, sort_keys=True)
        (folder / NAME).write_text(text, encoding="utf-8")

    def rows(self, path: str) -> int:
        """How many rows a part has; 0 for one that is not there."""
        return next((part.rows for part in self.parts if part.path == path), 0)


def _hmac(body: dict[str, Any]) -> str:
    text = b"backup:" + ledger.canonical(body)
    return hmac.new(ledger.key(body["key_id"]), text, hashlib.sha256).hexdigest()


def read(folder: Path) -> Manifest:
    """Read and check the manifest of an archive. Raises ArchiveError."""
    try:
        body = json.loads((folder / NAME).read_text(encoding="utf-8"))
        if body["format"] != FORMAT:
            message = f"The archive has format {body['format']}; this version reads {FORMAT}."
            raise ArchiveError(message)
        given = body.pop("hmac")
        expected = _hmac(body)
        manifest = Manifest(**{**body, "parts": [Part(**part) for part in body["parts"]]})
    except FileNotFoundError:
        message = f"{folder} is no backup: it has no {NAME}."
        raise ArchiveError(message) from None
    except KeyError as error:
        message = f"The archive needs {error}: a ledger key this installation lacks, or a field."
        raise ArchiveError(message) from None
    except (ValueError, TypeError, AttributeError):
        raise ArchiveError(f"{NAME} cannot be read.") from None
    if not hmac.compare_digest(str(given), expected):
        raise ArchiveError("The manifest was changed, or was made with another ledger key.")
    return manifest


def part_of(folder: Path, path: str, *, rows: int = 0) -> Part:
    """Describe a file that has just been written into the archive."""
    file = folder / path
    return Part(path, sha256_of(file), file.stat().st_size, rows)


def sha256_of(file: Path) -> str:
    """SHA-256 of a file's bytes, read in pieces."""
    with file.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def changed_parts(folder: Path, manifest: Manifest) -> Iterator[str]:
    """Paths of parts that are missing or differ, or that lead out of the archive."""
    for part in manifest.parts:
        file = folder / part.path
        inside = file.resolve().is_relative_to(folder.resolve())
        if not inside or not file.is_file() or sha256_of(file) != part.sha256:
            yield part.path
