import pytest
from django.core.management import CommandError, call_command

from config import env, generated
from config.management.commands import make_docs


@pytest.fixture
def one_page(settings, tmp_path, monkeypatch):
    settings.BASE_DIR = tmp_path
    monkeypatch.setattr(make_docs, "PAGES", {"docs/page.md": lambda: "# Page\n"})
    return tmp_path / "docs" / "page.md"


def test_a_page_is_written_once_and_then_current(one_page, capsys):
    call_command("make_docs")
    assert one_page.read_text().endswith("# Page\n")
    assert "docs/page.md" in capsys.readouterr().out
    call_command("make_docs", "--check")
    call_command("make_docs")
    assert capsys.readouterr().out == ""


def test_a_page_that_drifted_fails_the_check_by_name_and_is_left_alone(one_page):
    call_command("make_docs")
    one_page.write_text("edited by hand")
    with pytest.raises(CommandError, match=r"docs/page\.md.*make docs"):
        call_command("make_docs", "--check")
    assert one_page.read_text() == "edited by hand"


def test_every_setting_has_a_row_with_its_meaning():
    page = generated.settings_page()
    assert "SIGAP_LEDGER_KEY" in env.VARIABLES
    for variable in env.VARIABLES.values():
        assert f"| `{variable.name}` |" in page
        assert len(variable.meaning) > 15, f"{variable.name} needs a meaning"
