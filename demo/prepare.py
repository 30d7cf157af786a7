"""`python -m demo.prepare`: bring the database, the demo regency and the static files up to date.

One process for all steps, since each start of Django costs a second. Everything here may be run
again and does nothing where nothing changed.
"""

import hashlib
import os
import sys
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command

# Redoc is the second of two documentation viewers that come in one package; we serve the other.
NOT_SERVED = ["redoc"]


def static_digest() -> str:
    """A digest of name, size and time of every static file, to see whether any changed."""
    found = hashlib.sha256()
    for finder in get_finders():
        for name, storage in sorted(finder.list(NOT_SERVED), key=lambda pair: pair[0]):
            facts = Path(storage.path(name)).stat()
            found.update(f"{name} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return found.hexdigest()


def collect_static(stamp: Path) -> None:
    """Collect and compress the static files (some ten seconds) unless the stamp says none changed."""
    digest = static_digest()
    if stamp.is_file() and stamp.read_text(encoding="ascii") == digest:
        return
    call_command(
        "collectstatic", interactive=False, clear=True, ignore_patterns=NOT_SERVED, verbosity=0
    )
    stamp.write_text(digest, encoding="ascii")


def main() -> None:
    """Prepare everything that the servers need."""
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("compilemessages", ignore_patterns=[".venv"], verbosity=0)
    call_command("seed_demo", verbosity=0)
    collect_static(settings.VAR_DIR / "static.stamp")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        main()
    except CommandError as reason:
        sys.exit(str(reason))
