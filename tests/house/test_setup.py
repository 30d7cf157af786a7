"""tools/setup.py: what cannot be done is one sentence, never a traceback."""

import importlib.util
import sys
from types import ModuleType

import pytest

from tests.house import tree


@pytest.fixture
def setup(monkeypatch, tmp_path) -> ModuleType:
    """The script as a module, with its folders elsewhere and nothing missing from the system."""
    spec = importlib.util.spec_from_file_location("setup_script", tree.ROOT / "tools" / "setup.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "setup_script", module)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "LOG", tmp_path / "var" / "setup.log")
    monkeypatch.setattr(module, "VENV", tmp_path)
    monkeypatch.setattr(module, "PACKAGES", {"run": [], "dev": []})
    return module


def lacking(setup, name: str):
    return {"run": [setup.Package(name, lambda: False, "for this test")], "dev": []}


def stopped(capsys) -> str:
    sentence = capsys.readouterr().err
    assert sentence.count("\n") == 1
    return sentence


def test_without_root_the_exact_command_is_printed(setup, monkeypatch, capsys):
    monkeypatch.setattr(setup, "PACKAGES", lacking(setup, "libfoo1"))
    monkeypatch.setattr(setup.shutil, "which", lambda _name: "/usr/bin/apt-get")
    monkeypatch.setattr(setup.os, "geteuid", lambda: 1000)
    assert setup.main("run") == 1
    assert "sudo apt-get install -y --no-install-recommends libfoo1\n" in stopped(capsys)


def test_without_apt_the_packages_are_named(setup, monkeypatch, capsys):
    monkeypatch.setattr(setup, "PACKAGES", lacking(setup, "libfoo1"))
    monkeypatch.setattr(setup.shutil, "which", lambda _name: None)
    assert setup.main("dev") == 1
    assert "libfoo1" in stopped(capsys)


def test_an_old_python_is_refused_with_the_way_out(setup, monkeypatch, capsys):
    monkeypatch.setattr(setup.sys, "version_info", (3, 10, 2))
    assert setup.main("run") == 1
    assert "PYTHON=" in stopped(capsys)


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("NameResolutionError: no such host", "Fetching needs the network"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES", "Fetching failed; var/setup.log says why."),
    ],
)
def test_a_failing_step_says_whether_the_network_is_to_blame(setup, output, sentence):
    command = [sys.executable, "-c", f"raise SystemExit({output!r})"]
    with pytest.raises(setup.CannotGoOnError, match=sentence):
        setup.logged(command, "Fetching")
    assert output in setup.LOG.read_text()


def test_a_lock_is_installed_once_per_content(setup, monkeypatch, tmp_path):
    ran = []
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    monkeypatch.setattr(setup, "logged", lambda command, _what: ran.append(command))
    lock = tmp_path / "requirements.txt"
    for text in ("a==1", "a==1", "a==2"):
        lock.write_text(text)
        setup.install_python_packages("run")
    assert len(ran) == 2
    assert "--require-hashes" in ran[0]
