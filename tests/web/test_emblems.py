"""The page of the drawings of the kop: seen, replaced, refused; for the desk alone."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from files.models import Blob
from memos.profiles.models import ProfileVersion
from tests.memos.profiles.pictures import shield
from tests.memos.profiles.profiles import BASIS, adopted, keeper
from tests.memos.profiles.test_drawings import GREEN, images
from tests.people import TODAY, Cast, cast
from tests.web.test_profiles import filled, read
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


def chosen(data: bytes, name: str = "lambang.png") -> Any:
    return SimpleUploadedFile(name, data, content_type="image/png")


def send(client: Client, **changed: Any) -> Any:
    given = {"effective_on": TODAY.isoformat(), "basis": BASIS, "versi": "0", **changed}
    return post(client, reverse("web:profile_emblems"), **given)


def test_the_office_brings_its_drawings_and_every_example_prints_them(desk: Client) -> None:
    assert "belum ada" in read(desk, "profile_emblems")
    answer = send(desk, regency_drawing=chosen(shield("#0a6")))
    assert answer.status_code == 303, answer.content[:2000]
    page = desk.get(reverse("web:profile")).content.decode()
    assert page.count('<img class="lambang" src="data:image/png;base64,') == 1
    words = read(desk, "profile")
    assert "Yang berubah: Lambang daerah." in words
    assert len(page) < 100_000
    sheet = desk.get(reverse("web:profile_sample", args=["nota_dinas"]))
    assert images(sheet.content) == [(320, 400, GREEN)]


def test_values_that_are_being_edited_are_seen_under_the_own_drawing(
    people: Cast, desk: Client
) -> None:
    send(desk, regency_drawing=chosen(shield("#0a6")))
    preview = post(desk, reverse("web:profile_edit"), **filled(paper="f4_215"), untuk="pratinjau")
    page = desk.get(preview["Location"]).content.decode()
    link = re.findall(r'<a class="tombol" href="([^"]+)"', page)[0].replace("&amp;", "&")
    assert images(desk.get(link).content) == [(320, 400, GREEN)]
    adopted(people, margin_left=33)
    assert 'src="data:image/png' in desk.get(reverse("web:profile")).content.decode()


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"bukan gambar", "lambang.png", "Lambang harus berupa gambar PNG atau JPEG."),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "l.svg", "Lambang harus berupa gambar PNG"),
        (shield(size=(40, 50)), "lambang.png", "Gambar ini terlalu kecil untuk dicetak."),
        (b"", "lambang.png", "Berkas ini kosong."),
        (shield()[:900], "lambang.png", "rusak atau tidak utuh"),
    ],
)
def test_what_is_no_drawing_is_said_beside_its_field(
    desk: Client, data: bytes, name: str, sentence: str
) -> None:
    answer = send(desk, state_drawing=chosen(data, name), basis="Perbup 1/2027")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in page
    assert 'value="Perbup 1/2027"' in page
    assert not ProfileVersion.objects.exists()
    assert not Blob.objects.exists()


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({}, 409),
        ({"regency_drawing": "tulisan"}, 409),
        ({"basis": ""}, 422),
        ({"effective_on": "kemarin"}, 422),
        ({"versi": "x"}, 422),
        ({"versi": "9", "regency_drawing": chosen(shield())}, 412),
    ],
)
def test_nonsense_is_refused_in_words(desk: Client, given: dict[str, Any], status: int) -> None:
    assert send(desk, **given).status_code == status
    assert not ProfileVersion.objects.exists()


def test_a_second_tap_brings_no_second_version(desk: Client) -> None:
    key = "0193a1b2-0000-7000-8000-0000000000aa"
    first = send(desk, state_drawing=chosen(shield()), kunci=key)
    again = send(desk, state_drawing=chosen(shield()), kunci=key)
    assert (first.status_code, again.status_code) == (303, 303)
    assert ProfileVersion.objects.count() == 1
    assert send(desk, state_drawing=chosen(shield("#06a")), kunci=key).status_code == 422


def test_a_camat_neither_sees_nor_brings_a_drawing(people: Cast) -> None:
    camat = browser(people.camat_limun.person)
    assert camat.get(reverse("web:profile_emblems")).status_code == 403
    assert send(camat, regency_drawing=chosen(shield())).status_code == 403
    assert not Blob.objects.exists()
