"""`manage.py make_keys`: the secrets of an installation, as files only their owner can read."""

import os
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

ORDER_OF_P256 = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def vapid_key() -> str:
    """A private key on P-256 (RFC 8292 §2): its number, base64url, as Web Push tools read it."""
    number = 1 + secrets.randbelow(ORDER_OF_P256 - 1)
    return urlsafe_b64encode(number.to_bytes(32, "big")).decode().rstrip("=")


KEYS: dict[str, Callable[[], str]] = {
    "secret_key": lambda: secrets.token_urlsafe(48),
    "ledger_key": lambda: secrets.token_hex(32),
    "vapid_key": vapid_key,
    "nik_key": lambda: secrets.token_hex(32),
}


def make_keys(folder: Path) -> list[Path]:
    """Write each key file that is missing, mode 0600, and return those made; never overwrites."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = []
    for name, fresh in KEYS.items():
        file = folder / name
        try:
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            continue
        with os.fdopen(descriptor, "w", encoding="ascii") as out:
            out.write(fresh() + "\n")
        made.append(file)
    return made


class Command(BaseCommand):
    """Makes what is missing under SIGAP_KEYS and says so."""

    help = "Make the missing key files under SIGAP_KEYS (default $SIGAP_VAR/keys)."
    requires_system_checks = ()  # the checks would fail for want of the very keys made here

    def handle(self, *args: Any, **options: Any) -> None:
        made = make_keys(settings.KEYS_DIR)
        for file in made:
            self.stdout.write(f"Made {file}")
        if made:
            self.stdout.write("Keep a copy elsewhere: without them the ledger cannot be verified.")
