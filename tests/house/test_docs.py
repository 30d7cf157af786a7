"""What people read first is short, current, and true on any machine."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.house import tree

TARGETS = {"help", "demo", "run", "test", "check", "fix", "docs", "bench", "lock"}
# A home or work folder of one machine means nothing on another.
MACHINE_PATH = re.compile(r"(?<![\w./~$}])/(?:root|home|Users|opt|srv)/")
# Packages come from wherever the machine's own clients are set to look.
REGISTRIES = [
    ".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"))
]
TEXT = (
    ".py", ".md", ".toml", ".in", ".txt", ".html", ".js", ".css", ".po", ".yml", ".json", ".cfg",
    "Makefile", "run", ".editorconfig", ".gitattributes", ".gitignore",
)  # fmt: skip


def makefile_targets() -> set[str]:
    return set(re.findall(r"^([a-z][a-z-]*):", tree.read(Path("Makefile")), re.MULTILINE))


def test_make_help_lists_every_command():
    done = subprocess.run(
        ["make", "--no-print-directory"], cwd=tree.ROOT, check=True, capture_output=True, text=True
    )
    listed = set(re.findall(r"^ +make ([a-z-]+)", done.stdout, re.MULTILINE))
    assert listed == TARGETS
    internal = {"setup", "setup-dev", "messages"}
    assert makefile_targets() == TARGETS | internal


def test_the_readme_fits_on_a_few_screens():
    assert len(tree.read(Path("README.md")).splitlines()) < 100


def test_the_readme_and_contributing_name_only_commands_that_exist():
    for name in ("README.md", "CONTRIBUTING.md"):
        named = set(re.findall(r"`make ([a-z-]+)", tree.read(Path(name))))
        assert named <= TARGETS, name


def test_every_link_between_documents_leads_somewhere():
    broken = [
        f"{path}: {target}"
        for path in tree.files(".md")
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", tree.read(path))
        if not (tree.ROOT / path.parent / target).exists()
    ]
    assert broken == []


def test_no_text_names_a_folder_of_one_machine_or_a_registry():
    found = [
        f"{path}:{number}"
        for path in tree.files(*TEXT)
        if path != Path("tests/house/test_docs.py")
        for number, line in enumerate(tree.read(path).splitlines(), 1)
        if MACHINE_PATH.search(line) or any(host in line for host in REGISTRIES)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("text", "caught"),
    [
        ("see /home/budi/sigap", True),
        ("cp x /srv/build/main", True),
        ("api.example.org/home/", False),
        ("$SIGAP_VAR/home/", False),
        ("templates/home/", False),
    ],
)
def test_the_rule_tells_a_folder_from_a_part_of_an_address(text, caught):
    assert bool(MACHINE_PATH.search(text)) is caught
