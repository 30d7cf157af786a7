"""Administration: books and codes are kept here; memos, numbers and sheets are only read."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Unit
from memos import final
from memos.models import Register, RegisterYear
from tests.memos.memos import memo_at, register
from tests.people import AT, cast

pytestmark = pytest.mark.django_db


def administrator() -> Client:
    """The browser of the administrator, signed in."""
    client = Client()
    client.force_login(cast().administrator.person)
    return client


def year_form(**row: object) -> dict[str, object]:
    """A register's form with one new year."""
    return {
        "name": "Buku Kecamatan",
        "unit": Unit.objects.get(code="15.03.05").pk,
        "types": ["nota_dinas"],
        "pattern": "{number}/{code}/{year}",
        "is_active": "on",
        "years-TOTAL_FORMS": 1,
        "years-INITIAL_FORMS": 0,
        **{f"years-0-{name}": value for name, value in row.items()},
    }


@pytest.mark.parametrize("model", ["memo", "registernumber", "memoissue"])
def test_what_has_happened_is_only_read(model: str) -> None:
    people = cast()
    register()
    memo = memo_at("numbered", people)
    issue = final.issue_of(memo, at=AT)
    rows = {"memo": memo, "registernumber": memo.register_number, "memoissue": issue}
    client = Client()
    client.force_login(people.administrator.person)
    assert client.get(reverse(f"admin:memos_{model}_changelist")).status_code == 200
    page = client.get(reverse(f"admin:memos_{model}_change", args=[rows[model].pk]))
    assert page.status_code == 200
    assert memo.hal not in page.content.decode()
    assert client.get(reverse(f"admin:memos_{model}_add")).status_code == 403
    for name in ("change", "delete"):
        answer = client.post(reverse(f"admin:memos_{model}_{name}", args=[rows[model].pk]), {})
        assert answer.status_code == 403


def test_a_book_is_opened_after_the_last_number_on_paper() -> None:
    client = administrator()
    form = year_form(year=2026, opening_number=12, basis="Buku agenda 2026, halaman 9")
    assert client.post(reverse("admin:memos_register_add"), form).status_code == 302
    year = RegisterYear.objects.get()
    assert (year.last, year.opening_number) == (12, 12)


def test_an_opening_number_without_a_basis_is_refused() -> None:
    client = administrator()
    form = year_form(year=2026, opening_number=12, basis="")
    assert client.post(reverse("admin:memos_register_add"), form).status_code == 200
    assert not Register.objects.exists()


def test_a_bad_pattern_is_refused() -> None:
    client = administrator()
    form = {**year_form(year=2026, opening_number=0), "pattern": "{nomor}"}
    page = client.post(reverse("admin:memos_register_add"), form)
    assert "tidak dikenal" in page.content.decode()
    assert not Register.objects.exists()
