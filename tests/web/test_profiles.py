"""Pages of the profile of memos: what they show, keep and refuse, and what is seen before it is saved."""

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from memos.models import MemoType
from memos.profiles import fields, samples
from memos.profiles.models import ProfileVersion
from tests.memos.profiles.profiles import BASIS, adopted, keeper
from tests.people import TODAY, Cast, cast
from tests.statements import counted
from tests.web.visits import browser, post

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(db: None) -> Cast:
    people = cast()
    keeper(people)
    return people


@pytest.fixture
def desk(people: Cast) -> Client:
    return browser(people.kabag_umum.person)


def read(client: Client, name: str, query: str = "") -> str:
    answer = client.get(reverse(f"web:{name}") + query)
    assert answer.status_code == 200, answer.content[:500]
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def filled(**changed: Any) -> dict[str, Any]:
    """The form as a browser posts it untouched, with what somebody changed."""
    made: dict[str, Any] = {}
    for spec in fields.catalogue():
        value = fields.defaults()[spec.name]
        text = value if spec.name.startswith(("issuers_", "parafs_")) else spec.kind.typed(value)
        made[spec.name] = text
    return {**made, "effective_on": TODAY.isoformat(), "basis": BASIS, "versi": "0", **changed}


def test_every_value_stands_there_with_its_source(desk: Client) -> None:
    page = read(desk, "profile")
    assert "Berlaku profil bawaan 2026.1" in page
    assert "Kertas A4, 210 × 297 mm Permendagri 1/2023 Ps. 28(2) (menurut sumber lain)" in page
    assert "Ruang tanda tangan 20 mm" in page
    assert "Ukuran huruf 12 pt" in page
    assert "Riwayat" not in page


def test_a_change_is_kept_with_who_when_and_why(desk: Client) -> None:
    url = reverse("web:profile_edit")
    answer = post(desk, url, **filled(margin_left="32,5", sifat="both", paper="f4_215"))
    assert answer.status_code == 303, answer.content[:2000]
    assert ProfileVersion.objects.get().values == {
        "margin_left": 32.5, "paper": "f4_215", "sifat": "both",
    }  # fmt: skip
    page = read(desk, "profile")
    assert f"Berlaku profil-1 sejak 24 November 2026. Dasar: {BASIS}." in page
    assert "Batas kiri 32,5 mm Perbup Sarolangun 12/2026 Ps. 9" in page
    assert "Yusnidar (Kepala Bagian Umum) menetapkan profil-1" in page
    assert "Yang berubah: Kertas, Batas kiri, Baris Sifat mencetak." in page
    assert post(desk, url, **filled(margin_left="33")).status_code == 412


def test_all_that_is_wrong_is_said_at_once_and_nothing_typed_is_lost(desk: Client) -> None:
    wrong = filled(margin_left="lebar", size="8", head_order="Yth.; Dari", basis="Perbup 1/2027")
    answer = post(desk, reverse("web:profile_edit"), **wrong)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Isi angka antara 20 dan 50 mm." in page
    assert "Isi angka antara 11 dan 14 pt." in page
    assert "Tanggal, Nomor, Hal tidak boleh hilang." in page
    assert 'value="lebar"' in page
    assert 'value="Perbup 1/2027"' in page
    assert page.count('<details class="bagian" open>') == 3
    assert not ProfileVersion.objects.exists()


@pytest.mark.parametrize(
    "given",
    [
        {"basis": ""},
        {"effective_on": "kemarin"},
        {"effective_on": "2020-01-01"},
        {"effective_on": "9999-12-31"},
        {"unit_patterns": "setda\nnota_dinas"},
        {"unit_patterns": "; ; "},
        {"paraf_units_nota_dinas": "umum\x00"},
        {"issuers_nota_dinas": ["bupati", "\x00"]},
        {"pattern_nota_dinas": "x" * 20_000},
        {"margin_left": "1e999"},
        {"margin_left": ""},
    ],
)
def test_nonsense_is_refused_in_words(desk: Client, given: dict[str, Any]) -> None:
    for untuk in ("", "pratinjau"):
        if untuk and set(given) & {"basis", "effective_on"}:
            continue
        answer = post(desk, reverse("web:profile_edit"), **filled(**given), untuk=untuk)
        assert answer.status_code == 422
    assert not ProfileVersion.objects.exists()


def test_an_empty_form_is_refused(desk: Client) -> None:
    assert post(desk, reverse("web:profile_edit")).status_code == 422


def size_of(data: bytes) -> tuple[int, int]:
    with pikepdf.open(BytesIO(data)) as opened:
        _x, _y, width, height = (float(n) for n in opened.pages[0].mediabox.as_list())
    return round(width / 72 * 25.4), round(height / 72 * 25.4)


def test_every_type_is_seen_in_the_values_being_edited_before_they_are_saved(
    desk: Client,
) -> None:
    changed = filled(paper="f4_210", pattern_nota_dinas="{security}/{number}/{code}/{year}")
    answer = post(desk, reverse("web:profile_edit"), **changed, untuk="pratinjau")
    assert answer.status_code == 303
    preview = answer["Location"]
    assert not ProfileVersion.objects.exists()
    page = desk.get(preview).content.decode()
    assert "Belum disimpan." in page
    assert "Kertas" in page
    links = re.findall(r'<a class="tombol" href="([^"]+)"', page)
    assert len(links) == len(MemoType)
    for link in links:
        sheet = desk.get(link.replace("&amp;", "&"))
        assert sheet["Content-Type"] == "application/pdf"
        assert size_of(sheet.content) in {(210, 330), (148, 210)}
    back = re.search(r'href="([^"]*ubah/\?nilai=[^"]+)"', page)
    assert back is not None
    form = desk.get(back[1].replace("&amp;", "&")).content.decode()
    assert 'value="f4_210" selected' in form
    assert 'value="{security}/{number}/{code}/{year}"' in form
    assert f'value="{BASIS}"' in form


def test_without_a_draft_the_preview_is_of_what_holds(people: Cast, desk: Client) -> None:
    adopted(people, paper="f4_215")
    assert "menurut profil profil-1" in read(desk, "profile_preview")
    sheet = desk.get(reverse("web:profile_sample", args=["nota_dinas"]))
    assert size_of(sheet.content) == (215, 330)


def test_there_is_an_example_of_every_type() -> None:
    assert set(MemoType.values) <= set(samples.SAMPLES)


@pytest.mark.parametrize("token", ["x", "a:b:c", "%00", "x" * 5000])
def test_an_address_that_was_tampered_with_shows_nothing(desk: Client, token: str) -> None:
    for name in ("profile_preview", "profile_edit"):
        assert desk.get(f"{reverse(f'web:{name}')}?nilai={token}").status_code == 404
    url = reverse("web:profile_sample", args=["nota_dinas"])
    assert desk.get(f"{url}?nilai={token}").status_code == 404
    assert desk.get(reverse("web:profile_sample", args=["surat-cinta"])).status_code == 404


def test_a_version_that_waits_is_named_and_can_be_changed(people: Cast, desk: Client) -> None:
    adopted(people, on=TODAY + timedelta(days=30), margin_left=44)
    page = read(desk, "profile")
    assert "profil-1 berlaku mulai 24 Desember 2026" in page
    assert "Berlaku profil bawaan" in page
    form = desk.get(reverse("web:profile_edit") + "?versi_profil=profil-1").content.decode()
    assert 'name="margin_left" type="number"' in form
    assert 'value="44"' in form
    assert 'value="2026-12-24"' in form


def test_the_page_costs_the_same_however_long_the_history(people: Cast, desk: Client) -> None:
    adopted(people, margin_left=31)
    read(desk, "profile")
    with counted() as few:
        read(desk, "profile")
    for n in range(25):
        adopted(people, margin_left=32 + n % 10)
    read(desk, "profile")
    with counted() as many:
        page = read(desk, "profile")
    assert many.count == few.count
    assert page.count("menetapkan profil-") == 20


def test_the_menu_offers_it_to_whoever_may(people: Cast, desk: Client) -> None:
    assert "Profil naskah" in read(desk, "more")
    camat = browser(people.camat_limun.person)
    assert "Profil naskah" not in read(camat, "more")
    assert camat.get(reverse("web:profile")).status_code == 403
