import sqlite3

import pytest
from django.db import connection

from config import checks
from workflow import triggers


def ids(messages) -> list[str]:
    return [message.id for message in messages]


def test_good_settings_pass():
    assert checks.keys_are_set() == []
    assert checks.sqlite_is_new_enough() == []
    assert checks.pdf_libraries_are_there() == []
    assert checks.zone_is_indonesian() == []


def test_keys_that_are_missing_are_named_with_the_command_that_makes_them(settings):
    settings.SECRET_KEY = ""
    settings.LEDGER_KEY = ""
    found = checks.keys_are_set()
    assert ids(found) == ["sigap.E001", "sigap.E002"]
    assert {message.hint for message in found} == {checks.MAKE_KEYS}


@pytest.mark.parametrize("key", ["ab" * 31, "zz" * 32, "ab" * 33])
def test_a_ledger_key_is_64_hexadecimal_digits(settings, key):
    settings.LEDGER_KEY = key
    assert ids(checks.keys_are_set()) == ["sigap.E003"]


def test_a_database_without_its_triggers_is_refused(db):
    assert checks.triggers_are_installed(databases=["default"]) == []
    triggers.remove(connection)
    assert ids(checks.triggers_are_installed(databases=["default"])) == ["sigap.E004"]


def test_an_old_sqlite_is_refused(monkeypatch):
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 31, 0))
    expected = ["sigap.E005"] if connection.vendor == "sqlite" else []
    assert ids(checks.sqlite_is_new_enough()) == expected


def test_a_missing_library_is_named_by_its_package(monkeypatch):
    monkeypatch.setattr(checks, "PDF_LIBRARIES", {"libnowhere.so.9": "libnowhere9"})
    (message,) = checks.pdf_libraries_are_there()
    assert message.id == "sigap.E006"
    assert "apt-get install libnowhere9" in str(message.hint)


def test_a_zone_with_summer_time_is_refused(settings):
    settings.TIME_ZONE = "Europe/Amsterdam"
    (message,) = checks.zone_is_indonesian()
    assert message.id == "sigap.E007"
    assert "Asia/Makassar" in str(message.hint)
