"""Make a bare machine ready: system packages, the virtual environment, Python packages.

    python3 tools/setup.py run    what `make demo` and `make run` need
    python3 tools/setup.py dev    what `make test`, `check`, `fix`, `docs` and `bench` need as well

Runs under the system's Python with its standard library alone. Each step looks first and does
nothing where nothing is missing, so that a second run takes a moment. What cannot be done is one
sentence and exit code 1.
"""

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOG = ROOT / "var" / "setup.log"
REQUIREMENTS = {"run": ["requirements.txt"], "dev": ["requirements.txt", "requirements-dev.txt"]}
NO_NETWORK = (
    "NewConnectionError",
    "NameResolutionError",
    "Temporary failure",
    "No matching distribution",
    "Could not connect",
    "Network is unreachable",
)


class CannotGoOnError(Exception):
    """Setup stops here; the text is one sentence for the person at the terminal."""


def library(name: str) -> Callable[[], bool]:
    """A question: can the shared library be loaded?"""

    def present() -> bool:
        try:
            ctypes.CDLL(name)
        except OSError:
            return False
        return True

    return present


def program(name: str) -> Callable[[], bool]:
    """A question: is the program on PATH?"""
    return lambda: shutil.which(name) is not None


def module(name: str) -> Callable[[], bool]:
    """A question: does this Python have the module?"""
    return lambda: importlib.util.find_spec(name) is not None


def folder(path: str) -> Callable[[], bool]:
    """A question: does the folder exist?"""
    return lambda: Path(path).is_dir()


@dataclass(frozen=True)
class Package:
    """A Debian package, how to see that it is there, and what needs it."""

    name: str
    present: Callable[[], bool]
    why: str


PACKAGES = {
    "run": [
        Package("python3-venv", module("ensurepip"), "makes the virtual environment"),
        Package("libpango-1.0-0", library("libpango-1.0.so.0"), "lays out the memos"),
        Package("libpangoft2-1.0-0", library("libpangoft2-1.0.so.0"), "the same, with fonts"),
        Package("libharfbuzz-subset0", library("libharfbuzz-subset.so.0"), "embeds fonts in PDFs"),
        Package("fontconfig", program("fc-match"), "finds the fonts of the memos"),
        Package(
            "fonts-liberation",
            folder("/usr/share/fonts/truetype/liberation"),
            "letters that the memos' own fonts lack",
        ),
        Package("gettext", program("msgfmt"), "compiles the English catalogue"),
    ],
    "dev": [
        Package("chromium", program("chromium"), "plays the browser journeys"),
        Package("libatomic1", library("libatomic.so.1"), "runs the driver of the browser"),
        Package("poppler-utils", program("pdftotext"), "reads the PDFs back in tests"),
    ],
}


def wanted(level: str) -> list[Package]:
    """System packages of this level; `dev` needs those of `run` as well."""
    return PACKAGES["run"] + (PACKAGES["dev"] if level == "dev" else [])


def check_python() -> None:
    """Refuse a Python older than 3.11."""
    if sys.version_info < (3, 11):  # noqa: UP036 - the one file that an older Python may start
        found = ".".join(map(str, sys.version_info[:2]))
        raise CannotGoOnError(
            f"Sigap needs Python 3.11 or newer and {sys.executable} is {found}; "
            "name another one, such as make demo PYTHON=python3.12."
        )


def install_system_packages(level: str) -> None:
    """Install missing Debian packages when root; else print the command and stop."""
    names = [package.name for package in wanted(level) if not package.present()]
    if not names:
        return
    listed = " ".join(names)
    if shutil.which("apt-get") is None:
        raise CannotGoOnError(f"Install these first (names as in Debian): {listed}.")
    if os.geteuid() != 0:
        raise CannotGoOnError(
            f"System packages are missing. Run: "
            f"sudo apt-get update && sudo apt-get install -y --no-install-recommends {listed}"
        )
    say(f"Installing system packages: {listed}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    logged(["apt-get", "update", "-q"], "Updating the package lists", environment)
    command = ["apt-get", "install", "-q", "-y", "--no-install-recommends", *names]
    logged(command, f"Installing {listed}", environment)


def make_environment() -> None:
    """Make .venv, again if an earlier try was cut short."""
    if PYTHON.exists():
        probe = [str(PYTHON), "-c", "import pip, sys; sys.exit(sys.version_info < (3, 11))"]
        if subprocess.run(probe, check=False, capture_output=True).returncode == 0:
            return
    say("Making the virtual environment in .venv")
    logged([sys.executable, "-m", "venv", "--clear", str(VENV)], "Making .venv")


def install_python_packages(level: str) -> None:
    """Install the locked packages, each file once per content."""
    for name in REQUIREMENTS[level]:
        stamp = VENV / f"installed-{Path(name).stem}"
        digest = hashlib.sha256((ROOT / name).read_bytes()).hexdigest()
        if stamp.is_file() and stamp.read_text(encoding="ascii") == digest:
            continue
        say(f"Installing Python packages from {name} (about a minute)")
        command = [str(PYTHON), "-m", "pip", "install", "--retries", "2", "--timeout", "30"]
        options = ["--disable-pip-version-check", "--require-hashes", "-r", str(ROOT / name)]
        logged([*command, *options], f"Installing the packages of {name}")
        stamp.write_text(digest, encoding="ascii")


def logged(command: list[str], what: str, environment: dict[str, str] | None = None) -> None:
    """Run a command with its output in var/setup.log.

    Raises CannotGoOnError with one sentence if it fails, guessing whether the network is the reason.
    """
    LOG.parent.mkdir(exist_ok=True)
    with LOG.open("w", encoding="utf-8") as out:
        done = subprocess.run(
            command, check=False, stdin=subprocess.DEVNULL, stdout=out, stderr=out, env=environment
        )
    if done.returncode == 0:
        return
    text = LOG.read_text(encoding="utf-8", errors="replace")
    if any(sign in text for sign in NO_NETWORK):
        raise CannotGoOnError(
            f"{what} needs the network, and it cannot be reached (var/setup.log)."
        )
    raise CannotGoOnError(f"{what} failed; var/setup.log says why.")


def say(sentence: str) -> None:
    """One line of progress."""
    print(f"→ {sentence}", flush=True)


def main(level: str) -> int:
    """Bring the machine to the level. Returns the exit code."""
    try:
        check_python()
        install_system_packages(level)
        make_environment()
        install_python_packages(level)
    except CannotGoOnError as reason:
        print(reason, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
