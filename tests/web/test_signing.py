"""Tanda tangani, as a browser without script meets it and as the page's script does."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from memos.models import Memo
from memos.signing import demo_ca
from tests.memos.memos import register
from tests.memos.signing import desk
from tests.memos.signing.desk import PASSPHRASE
from tests.memos.signing.papers import waiting
from tests.people import AT, Cast, cast
from tests.statements import counted
from tests.web.visits import browser, text

pytestmark = pytest.mark.django_db
WRONG = "Salah-Sekali-17"
SCRIPT = {"Sec-Fetch-Mode": "cors"}


@pytest.fixture
def people() -> Cast:
    made = cast()
    register()
    return made


@pytest.fixture(autouse=True)
def certificate(settings: Any, tmp_path: Path, people: Cast) -> None:
    settings.SIGNING, settings.SIGNING_LEVEL = "local", "B-B"
    settings.SIGNING_KEYS = tmp_path / "signing"
    settings.SIGNING_TRUST = desk.trusting(tmp_path / "trust")
    who = people.sekda.person
    file = tmp_path / "signing" / "people" / f"{who.public_id}.p12"
    given = {"name": who.full_name, "passphrase": PASSPHRASE, "at": AT}
    demo_ca.issue(desk.authority(), file, **given)  # type: ignore[arg-type]


def send(client: Client, keys: list[str], passphrase: str, **headers: Any) -> Any:
    data = {"memos": keys, "passphrase": passphrase}
    return client.post(reverse("web:sign_memos"), data, headers=headers.get("headers", {}))


def test_many_are_ticked_and_one_passphrase_signs_them(people: Cast) -> None:
    keys = waiting(people, 3)
    client = browser(people.sekda.person)
    assert "Tanda tangani 3 naskah" in text(client.get(reverse("web:memos")))
    page = text(client.get(reverse("web:to_sign")))
    assert page.count('name="memos"') == 3
    assert "bukan tanda tangan elektronik BSrE" in page
    after = text(send(client, keys[:2], PASSPHRASE))
    assert "Baru ditandatangani <span>2</span>" in after
    assert after.count('name="memos"') == 1
    assert Memo.objects.filter(status="signed").count() == 2


def test_refusals_stand_beside_their_memos(people: Cast) -> None:
    good, bad = waiting(people, 2)
    memo = Memo.objects.get(public_id=bad)
    frozen = {**memo.frozen, "signer": {**memo.frozen["signer"], "name": "Orang Lain"}}
    Memo.objects.filter(public_id=bad).update(frozen=frozen)
    page = text(send(browser(people.sekda.person), [good, bad], PASSPHRASE))
    row = page.partition(f'data-row-of="{bad}"')[2].partition("data-row-of")[0]
    assert "menyebut Orang Lain sebagai penanda tangan" in row
    assert "Baru ditandatangani <span>1</span>" in page


def test_a_wrong_passphrase_keeps_the_ticks_and_is_not_shown_again(people: Cast) -> None:
    keys = waiting(people, 2)
    response = send(browser(people.sekda.person), keys, WRONG)
    page = text(response)
    assert response.status_code == 422
    assert "Passphrase salah" in page
    assert page.count(" checked") == 2
    assert WRONG not in page


@pytest.mark.parametrize(
    ("keys", "passphrase", "said"),
    [
        ([], PASSPHRASE, "Pilih dahulu naskah"),
        (["bukan-uuid"], PASSPHRASE, "tidak dikenal"),
        (["018f0000-0000-7000-8000-000000000000"], "", "Passphrase wajib diisi"),
        (["018f0000-0000-7000-8000-000000000000"], "x" * 201, ""),
    ],
)
def test_bad_input_is_answered_in_words(
    people: Cast, keys: list[str], passphrase: str, said: str
) -> None:
    waiting(people)
    response = send(browser(people.sekda.person), keys, passphrase)
    assert response.status_code == 422
    assert said in text(response)


def test_the_script_gets_an_answer_per_memo(people: Cast) -> None:
    keys = waiting(people, 2)
    unknown = "018f0000-0000-7000-8000-000000000000"
    client = browser(people.sekda.person)
    answer = send(client, [*keys, unknown], PASSPHRASE, headers=SCRIPT)
    came = answer.json()
    assert [came[key] for key in keys] == ["", ""]
    assert "Tidak ditemukan" in came[unknown]
    assert answer["Cache-Control"] == "private, no-store"


def test_whoever_cannot_sign_is_not_asked_for_a_passphrase(people: Cast, settings: Any) -> None:
    waiting(people)
    settings.SIGNING_KEYS = settings.SIGNING_KEYS / "none"
    page = text(browser(people.sekda.person).get(reverse("web:to_sign")))
    assert "belum memiliki sertifikat elektronik" in page
    assert 'type="password"' not in page


def test_the_button_on_the_memo_leads_here_with_the_memo_ticked(people: Cast) -> None:
    _, key = waiting(people, 2)
    client = browser(people.sekda.person)
    address = reverse("web:memo_verb", args=[key, "sign"])
    assert address in text(client.get(reverse("web:memo", args=[key])))
    page = text(client.post(address, follow=True))
    assert f'value="{key}" checked' in page
    assert page.count(" checked") == 1


def test_nobody_else_sees_what_waits_for_the_sekda(people: Cast) -> None:
    waiting(people)
    for someone in (people.kabag_umum, people.bupati, people.ajudan):
        client = browser(someone.person)
        assert "Tidak ada naskah yang menunggu" in text(client.get(reverse("web:to_sign")))
        assert "Tanda tangani 1 naskah" not in text(client.get(reverse("web:memos")))


def test_the_list_takes_as_many_statements_for_many_as_for_few(people: Cast) -> None:
    waiting(people, 2)
    client = browser(people.sekda.person)
    client.get(reverse("web:to_sign"))
    with counted() as few:
        client.get(reverse("web:to_sign"))
    waiting(people, 4)
    with counted() as many:
        client.get(reverse("web:to_sign"))
    assert many.count == few.count
