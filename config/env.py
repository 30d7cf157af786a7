"""Typed readers for the environment, and the table of every setting they read."""

import os
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on", "ya"}
FALSE = {"0", "false", "no", "off", "tidak", ""}


@dataclass(frozen=True, slots=True)
class Variable:
    """One environment variable: its name, its default as text, and what it is for."""

    name: str
    default: str
    meaning: str


VARIABLES: dict[str, Variable] = {}


def text(name: str, default: str, meaning: str) -> str:
    """Read a string and enter it in VARIABLES, from which docs/settings.md is made."""
    VARIABLES[name] = Variable(name, default, meaning)
    return os.environ.get(name, default)


def flag(name: str, default: bool, meaning: str) -> bool:
    """Read a boolean. Raises ImproperlyConfigured on a word that is neither yes nor no."""
    raw = text(name, "1" if default else "0", meaning).strip().lower()
    if raw in TRUE:
        return True
    if raw in FALSE:
        return False
    message = f"{name}={raw!r} is neither yes nor no. Use 1 or 0."
    raise ImproperlyConfigured(message)


def number(name: str, default: int, meaning: str) -> int:
    """Read a whole number. Raises ImproperlyConfigured where the text is no number."""
    raw = text(name, str(default), meaning)
    try:
        return int(raw)
    except ValueError:
        message = f"{name}={raw!r} is not a whole number."
        raise ImproperlyConfigured(message) from None


def words(name: str, default: str, meaning: str) -> list[str]:
    """Read a comma-separated list, without empty parts."""
    return [part.strip() for part in text(name, default, meaning).split(",") if part.strip()]


def path(name: str, default: Path, shown: str, meaning: str) -> Path:
    """Read a path; `shown` is the default as the documentation prints it."""
    VARIABLES[name] = Variable(name, shown, meaning)
    return Path(os.environ.get(name, str(default)))


def secret(name: str, file: Path, meaning: str) -> str:
    """Read a secret from the variable, else from a file that `manage.py make_keys` writes.

    Returns an empty string where neither exists; config.checks turns that into an error that
    names the command, so that the command itself can still start.
    """
    VARIABLES[name] = Variable(name, f"file {file.name}", meaning)
    given = os.environ.get(name, "")
    if given:
        return given
    return file.read_text(encoding="ascii").strip() if file.is_file() else ""
