"""The NIK: sealed for one person, opened for nobody else, and never shown."""

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from accounts import nik
from accounts.models import SealedNik
from tests.people import AT, person
from workflow.refusals import Refused

pytestmark = pytest.mark.django_db
NIK = "1503010101700001"


@pytest.fixture(autouse=True)
def key(settings: Any) -> None:
    settings.NIK_KEY = "7b" * 32


def test_what_is_sealed_opens_again_and_is_not_in_the_row() -> None:
    someone = person("Siti")
    assert nik.nik_of(someone) == ""
    nik.keep(someone, "1503 0101 0170 0001", at=AT)
    row = SealedNik.objects.get()
    assert nik.nik_of(someone) == NIK
    assert NIK not in f"{row.sealed} {row.fingerprint} {row}"
    nik.keep(someone, "1503010101700002", at=AT)
    assert nik.nik_of(someone) == "1503010101700002"


def test_a_row_copied_to_somebody_else_does_not_open() -> None:
    someone, other = person("Siti"), person("Budi")
    nik.keep(someone, NIK, at=AT)
    SealedNik.objects.update(person=other)
    assert nik.nik_of(other) == ""


def test_one_nik_is_one_persons() -> None:
    nik.keep(person("Siti"), NIK, at=AT)
    with pytest.raises(Refused) as refused:
        nik.keep(person("Budi"), NIK, at=AT)
    assert refused.value.refusal.code == "nik_taken"


@pytest.mark.parametrize("bad", ["", "123", "15030101017000012", "150301010170000x", "١" * 16])
def test_sixteen_digits(bad: str) -> None:
    with pytest.raises(Refused) as refused:
        nik.keep(person("Siti"), bad, at=AT)
    assert (refused.value.refusal.code, refused.value.refusal.field) == ("nik_malformed", "nik")


def test_another_key_opens_nothing_and_no_key_is_said(settings: Any) -> None:
    someone = person("Siti")
    nik.keep(someone, NIK, at=AT)
    settings.NIK_KEY = "00" * 32
    assert nik.nik_of(someone) == ""
    settings.NIK_KEY = "kunci"
    with pytest.raises(ImproperlyConfigured):
        nik.keep(someone, NIK, at=AT)


def test_the_command_asks_and_does_not_repeat(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    someone = person("Siti", nip="197001011990031001")
    monkeypatch.setattr("accounts.management.commands.set_nik.getpass", lambda _: NIK)
    call_command("set_nik", "197001011990031001")
    assert nik.nik_of(someone) == NIK
    assert NIK not in capsys.readouterr().out
    monkeypatch.setattr("accounts.management.commands.set_nik.getpass", lambda _: "12")
    with pytest.raises(CommandError):
        call_command("set_nik", "197001011990031001")
