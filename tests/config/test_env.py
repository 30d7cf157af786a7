from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env


@pytest.fixture(autouse=True)
def table_of_its_own(monkeypatch):
    monkeypatch.setattr(env, "VARIABLES", {})


@pytest.mark.parametrize(
    ("word", "value"), [("1", True), ("yes", True), ("0", False), ("off", False)]
)
def test_a_flag_understands_the_usual_words(monkeypatch, word, value):
    monkeypatch.setenv("SIGAP_X", word)
    assert env.flag("SIGAP_X", not value, "x") is value


def test_a_word_that_is_no_flag_or_number_is_refused_by_name(monkeypatch):
    monkeypatch.setenv("SIGAP_X", "perhaps")
    with pytest.raises(ImproperlyConfigured, match="SIGAP_X"):
        env.flag("SIGAP_X", False, "x")
    with pytest.raises(ImproperlyConfigured, match="SIGAP_X"):
        env.number("SIGAP_X", 1, "x")


def test_a_secret_comes_from_the_variable_then_from_its_file_then_is_empty(monkeypatch, tmp_path):
    file = tmp_path / "key"
    assert env.secret("SIGAP_X", file, "x") == ""
    file.write_text("from the file\n")
    assert env.secret("SIGAP_X", file, "x") == "from the file"
    monkeypatch.setenv("SIGAP_X", "from the environment")
    assert env.secret("SIGAP_X", file, "x") == "from the environment"


def test_a_list_has_no_empty_parts_and_a_path_shows_its_documented_default(monkeypatch):
    monkeypatch.setenv("SIGAP_X", "a, ,b,")
    assert env.words("SIGAP_X", "", "x") == ["a", "b"]
    assert env.path("SIGAP_Y", Path("var"), "$SIGAP_VAR", "x") == Path("var")
    assert env.VARIABLES["SIGAP_Y"].default == "$SIGAP_VAR"
