"""Every dependency says why it is here, and every lock carries hashes and no address."""

import re
from pathlib import Path

import pytest

from tests.house import tree

WHY = re.compile(r"^[^#]+\s#\s\S.{10,}$")


def dependencies(name: str) -> list[str]:
    lines = tree.read(Path(name)).splitlines()
    return [line for line in lines if line.strip() and not line.startswith(("#", "-"))]


@pytest.mark.parametrize("name", ["requirements.in", "requirements-dev.in"])
def test_every_dependency_gives_its_reason(name):
    assert [line for line in dependencies(name) if not WHY.match(line)] == []


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_every_dependency_is_locked_with_a_hash(name):
    lock = tree.read(Path(f"{name}.txt")).lower()
    for line in dependencies(f"{name}.in"):
        package = re.split(r"[^\w.-]", line, maxsplit=1)[0].lower()
        pinned = re.search(
            rf"^{re.escape(package)}(\[[^]]*\])?==\S+.*\\\n\s+--hash=sha256:", lock, re.MULTILINE
        )
        assert pinned, f"{package} is not locked; run make lock"


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_a_lock_names_no_address(name):
    assert "://" not in tree.read(Path(name))
    assert "index-url" not in tree.read(Path(name))


@pytest.mark.parametrize(
    ("line", "good"),
    [
        ("django~=5.2  # the framework of it all", True),
        ("django~=5.2", False),
        ("django~=5.2  #", False),
        ("django~=5.2  # web", False),
    ],
)
def test_the_rule_wants_words(line, good):
    assert bool(WHY.match(line)) is good
