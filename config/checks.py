"""System checks: wrong settings and missing parts are errors with an id, before anyone signs in."""

import ctypes
import re
import sqlite3
import sys
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

from config.sqlite.base import MINIMUM_VERSION
from workflow import triggers

MAKE_KEYS = "Run `manage.py make_keys` once, and keep the files it makes."
ZONES = ("Asia/Jakarta", "Asia/Pontianak", "Asia/Makassar", "Asia/Jayapura")
PDF_LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
    "libfontconfig.so.1": "fontconfig",
}


@register(Tags.security)
def keys_are_set(**_: Any) -> list[CheckMessage]:
    """sigap.E001 to E003: the secret key, and the ledger key as 64 hexadecimal digits."""
    found: list[CheckMessage] = []
    try:
        settings.SECRET_KEY  # noqa: B018 - reading an empty one raises
    except ImproperlyConfigured:
        found.append(Error("SIGAP_SECRET_KEY is not set.", hint=MAKE_KEYS, id="sigap.E001"))
    if not settings.LEDGER_KEY:
        found.append(Error("SIGAP_LEDGER_KEY is not set.", hint=MAKE_KEYS, id="sigap.E002"))
    elif not re.fullmatch(r"[0-9a-fA-F]{64}", settings.LEDGER_KEY):
        found.append(
            Error(
                "SIGAP_LEDGER_KEY is not 64 hexadecimal digits.",
                hint="Put back the key that the ledger was written with.",
                id="sigap.E003",
            )
        )
    return found


@register(Tags.database)
def triggers_are_installed(
    *, databases: Sequence[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """sigap.E004: the triggers that keep the ledger append-only, on a migrated database."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        names = triggers.missing(connections[alias])
        if names:
            found.append(
                Error(
                    f"Triggers are missing in the database: {', '.join(names)}.",
                    hint="Find out who removed them, then run `manage.py migrate --skip-checks`.",
                    id="sigap.E004",
                )
            )
    return found


@register(Tags.database)
def sqlite_is_new_enough(**_: Any) -> list[CheckMessage]:
    """sigap.E005: an SQLite with RETURNING and room for one insert per order."""
    used = any(connection.vendor == "sqlite" for connection in connections.all())
    if not used or sqlite3.sqlite_version_info >= MINIMUM_VERSION:
        return []
    needed = ".".join(map(str, MINIMUM_VERSION))
    return [
        Error(
            f"SQLite is {sqlite3.sqlite_version}; Sigap needs {needed} or newer.",
            hint="Use a newer Python or system, or PostgreSQL through DATABASE_URL.",
            id="sigap.E005",
        )
    ]


@register()
def pdf_libraries_are_there(**_: Any) -> list[CheckMessage]:
    """sigap.E006: the libraries under WeasyPrint, looked for without its slow import."""
    if not sys.platform.startswith("linux"):
        return []  # elsewhere they go by other names, and WeasyPrint explains itself
    absent = [package for name, package in PDF_LIBRARIES.items() if not _loads(name)]
    if not absent:
        return []
    return [
        Error(
            "Libraries for making PDFs are missing.",
            hint=f"As root: apt-get install {' '.join(absent)}",
            id="sigap.E006",
        )
    ]


@register()
def zone_is_indonesian(**_: Any) -> list[CheckMessage]:
    """sigap.E007: one of the four zones of Indonesia, whose offset deadlines are reckoned with."""
    if settings.TIME_ZONE in ZONES:
        return []
    return [
        Error(
            f"SIGAP_TIME_ZONE is {settings.TIME_ZONE}, which is no zone of Indonesia.",
            hint=f"One of {', '.join(ZONES)}.",
            id="sigap.E007",
        )
    ]


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
