"""Every sentence that people read in Indonesian can be read in English, word for word complete.

After changing a sentence, from the root of the repository:

    .venv/bin/python manage.py makemessages --locale en --no-location --no-obsolete
    sed -i '/^"POT-Creation-Date/d' locale/en/LC_MESSAGES/django.po

then fill in what is empty in the catalogue and correct what is marked fuzzy.
"""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils.translation import templatize

from tests.house import tree

CATALOGUE = tree.ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
# The calls that mark a sentence, as makemessages knows them, and the names they are imported under.
KEYWORDS = (
    "_", "gettext", "gettext_lazy", "gettext_noop", "ngettext:1,2", "ngettext_lazy:1,2",
    "pgettext:1c,2", "pgettext_lazy:1c,2", "npgettext:1c,2,3", "npgettext_lazy:1c,2,3",
)  # fmt: skip
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w+\}")
FIELD = re.compile(
    r'^(msgid|msgid_plural|msgctxt|msgstr(?:\[\d\])?) ((?:"(?:[^"\\]|\\.)*"\n?)+)', re.MULTILINE
)


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)


def sources() -> Iterator[tuple[Path, str]]:
    """Every product file that may speak to people, as Python that xgettext reads."""
    for package in tree.PRODUCT:
        for path in tree.files(".py", under=package):
            yield path, tree.read(path)
    for path in tree.files(".html", ".txt", under="templates"):
        yield path, templatize(tree.read(path), origin=str(path))


def entries() -> list[dict[str, str]]:
    """The catalogue: field name to text, one per sentence, without the header."""
    blocks = CATALOGUE.read_text(encoding="utf-8").split("\n\n")[1:]
    return [
        {name: ast.literal_eval(f"({quoted})") for name, quoted in FIELD.findall(block)}
        for block in blocks
    ]


def translations(entry: dict[str, str]) -> list[str]:
    return [text for name, text in entry.items() if name.startswith("msgstr")]


def test_the_catalogue_has_every_sentence_of_the_product_and_no_other(tmp_path: Path) -> None:
    names = []
    for number, (_path, text) in enumerate(sources()):
        names.append(f"{number}.py")
        (tmp_path / names[-1]).write_text(text, encoding="utf-8")
    found = tmp_path / "found.pot"
    keywords = [f"--keyword={keyword}" for keyword in KEYWORDS]
    options = ["--language=Python", "--from-code=UTF-8", f"--directory={tmp_path}"]
    made = run("xgettext", *options, "--keyword", *keywords, f"--output={found}", *names)
    assert made.returncode == 0, made.stderr
    # msgcmp names what is missing, empty or fuzzy, and warns of what nothing says any more.
    compared = run("msgcmp", CATALOGUE, found)
    assert (compared.returncode, compared.stderr) == (0, ""), f"{compared.stderr}{__doc__}"


def test_the_catalogue_compiles(tmp_path: Path) -> None:
    done = run("msgfmt", "--check", f"--output-file={tmp_path / 'django.mo'}", CATALOGUE)
    assert done.returncode == 0, done.stderr


def test_nothing_is_empty_doubtful_or_left_over() -> None:
    text = CATALOGUE.read_text(encoding="utf-8")
    assert len(entries()) > 500
    assert [entry["msgid"] for entry in entries() if not all(translations(entry))] == []
    assert re.findall(r"^#(?:,.*fuzzy|~).*", text, re.MULTILINE) == []
    # A date and the lines of the sources would change with every run.
    assert re.findall(r'^(?:"POT-Creation-Date|#:).*', text, re.MULTILINE) == []


def test_a_translation_fills_in_the_same_facts() -> None:
    wrong = [
        entry["msgid"]
        for entry in entries()
        for text in translations(entry)
        if set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(entry["msgid"]))
    ]
    assert wrong == []


def test_both_languages_keep_their_voice_down() -> None:
    loud = [text for entry in entries() for text in entry.values() if "!" in text]
    assert loud == []


@pytest.mark.parametrize(
    ("indonesian", "english"),
    [
        ("Siap, laksanakan", "Ready, will do"),
        ("Mohon arahan", "Asking for direction"),
        ("Laporan diterima", "Report accepted"),
        ("Mohon dilengkapi", "Please complete"),
        ("Belum menjawab", "No answer yet"),
        ("Sudah dibaca, belum menjawab", "Read, no answer yet"),
        ("Camat", "Camat"),
        ("Plt.", "Plt."),
    ],
)
def test_the_fixed_words_are_these(indonesian: str, english: str) -> None:
    assert [translations(e) for e in entries() if e["msgid"] == indonesian] == [[english]]
