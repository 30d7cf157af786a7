import re
import stat

from django.core.management import call_command

from config.management.commands.make_keys import make_keys


def test_missing_keys_are_made_for_their_owner_alone(tmp_path):
    folder = tmp_path / "keys"
    made = make_keys(folder)
    assert [file.name for file in made] == ["secret_key", "ledger_key", "vapid_key", "nik_key"]
    assert {stat.S_IMODE(file.stat().st_mode) for file in made} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert re.fullmatch(r"[0-9a-f]{64}\n", (folder / "ledger_key").read_text())
    assert len((folder / "secret_key").read_text().strip()) >= 50


def test_keys_that_exist_are_never_touched(tmp_path):
    make_keys(tmp_path)
    before = (tmp_path / "ledger_key").read_bytes()
    (tmp_path / "secret_key").unlink()
    assert [file.name for file in make_keys(tmp_path)] == ["secret_key"]
    assert (tmp_path / "ledger_key").read_bytes() == before


def test_the_command_says_what_it_made_and_then_nothing(tmp_path, settings, capsys):
    settings.KEYS_DIR = tmp_path
    call_command("make_keys")
    assert str(tmp_path / "ledger_key") in capsys.readouterr().out
    call_command("make_keys")
    assert capsys.readouterr().out == ""
