"""An example certificate for whoever signs electronically in the demo."""

from datetime import datetime
from pathlib import Path

from django.conf import settings

from accounts.models import Person
from memos.signing import LOCAL, demo_ca, local
from workflow.refusals import Refused


def certify(person: Person, *, passphrase: str, at: datetime) -> None:
    """Give the person a certificate of the example authority, unless this passphrase opens theirs.

    Does nothing where signatures are not made locally.
    """
    if settings.SIGNING != LOCAL:
        return
    authority = demo_ca.ensure(Path(settings.SIGNING_KEYS), Path(settings.SIGNING_TRUST), at=at)
    file = local.folder() / f"{person.public_id}.p12"
    if not _opens(file, passphrase, at):
        demo_ca.issue(authority, file, name=person.full_name, passphrase=passphrase, at=at)


def _opens(file: Path, passphrase: str, at: datetime) -> bool:
    try:
        local.opened(file, passphrase, at=at)
    except (FileNotFoundError, Refused):
        return False
    return True
