"""Bringing an organisation in through the pages: look first, then say yes, once."""

import io
import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import HandedInTable, OrganisationImport, Person, Unit
from accounts.organisation import drafts, importing
from tests.accounts.organisation.lists import ALL, UNITS, book
from tests.people import AT, cast, delegate, person
from tests.web.visits import browser, statements, text

pytestmark = pytest.mark.django_db

UPLOAD = "/organisasi/impor/"


@pytest.fixture
def clerk() -> Person:
    """Staff on an empty database: whoever installs."""
    return person("Pemasang", is_staff=True)


def handed_in(client: Client, given: Mapping[str, Any]) -> Any:
    """Post files; gives the answer."""
    files = []
    for name, data in given.items():
        file = io.BytesIO(data.encode() if isinstance(data, str) else data)
        file.name = name
        files.append(file)
    return client.post(UPLOAD, {"berkas": files})


def checked(client: Client, given: Mapping[str, Any]) -> tuple[str, str]:
    """Hand files in; gives the address of the dry run and its page."""
    answer = handed_in(client, given)
    assert answer.status_code == 303, text(answer)
    return answer["Location"], text(client.get(answer["Location"]))


def confirmation(page: str) -> dict[str, str]:
    """What the page's form would post."""
    return dict(re.findall(r'name="(kunci|digest)" value="([^"]+)"', page))


def test_whoever_installs_brings_the_first_organisation_in(clerk) -> None:
    client = browser(clerk)
    assert "Belum ada organisasi" in text(client.get("/organisasi/"))
    url, page = checked(client, {"organisasi.xlsx": book()})
    assert "Tidak ada kesalahan" in page
    assert "Simpan 20 baru" in page
    assert not Unit.objects.exists()
    answer = client.post(url, confirmation(page))
    assert (answer.status_code, answer["Location"]) == (303, "/organisasi/")
    assert Unit.objects.count() == 5
    assert not HandedInTable.objects.exists()
    row = OrganisationImport.objects.get()
    assert row.person == clerk
    overview = text(client.get("/organisasi/"))
    assert "organisasi.xlsx" in overview
    assert "Pemasang" in overview


def test_a_second_tap_does_it_once_and_answers_the_same(clerk) -> None:
    client = browser(clerk)
    url, page = checked(client, ALL)
    fields = confirmation(page)
    answers = [client.post(url, fields) for _tap in range(2)]
    assert [each.status_code for each in answers] == [303, 303]
    assert OrganisationImport.objects.count() == 1


def test_faults_are_shown_and_nothing_can_be_saved(clerk) -> None:
    client = browser(clerk)
    url, page = checked(client, {"unit.csv": UNITS.replace("kecamatan;77;", "kecamatan;78;")})
    assert "1 kesalahan" in page
    assert "unit, baris 5" in page
    assert 'name="digest"' not in page
    download = client.get(url + "kesalahan.csv")
    assert "unknown_unit" in download.content.decode("utf-8-sig")
    assert download["Content-Disposition"] == 'attachment; filename="kesalahan.csv"'
    forced = client.post(url, {"kunci": str(uuid4()), "digest": "0" * 64})
    assert forced.status_code == 409
    assert not Unit.objects.exists()


def test_many_faults_are_cut_on_the_page_and_whole_in_the_download(clerk) -> None:
    rows = UNITS + "".join(f"x{n};X {n};dinas;tidak;;;;\n" for n in range(150))
    client = browser(clerk)
    url, page = checked(client, {"unit.csv": rows})
    assert "150 kesalahan" in page
    assert page.count('<tr role="row">') == 101
    assert "100 kesalahan pertama" in page
    full = client.get(url + "kesalahan.csv").content.decode("utf-8-sig")
    assert len(full.splitlines()) == 151


def test_what_changed_meanwhile_is_shown_before_it_is_saved(clerk) -> None:
    client = browser(clerk)
    url, page = checked(client, ALL)
    importing.bring_in(
        importing.read_files([importing.TableFile("unit.csv", UNITS.encode())]), by=None, at=AT
    )
    answer = client.post(url, confirmation(page))
    assert answer.status_code == 409
    assert "Data berubah sejak berkas ini diperiksa" in text(answer)
    assert Person.objects.count() == 1
    answer = client.post(url, confirmation(text(answer)))
    assert answer.status_code == 303
    assert Person.objects.count() == 6


def test_the_same_lists_again_offer_nothing_to_save(clerk) -> None:
    client = browser(clerk)
    url, page = checked(client, ALL)
    client.post(url, confirmation(page))
    _url, page = checked(client, ALL)
    assert "Tidak ada perubahan" in page
    assert 'name="digest"' not in page


def test_changes_are_shown_and_downloaded(clerk) -> None:
    client = browser(clerk)
    url, page = checked(client, ALL)
    client.post(url, confirmation(page))
    changed = (
        ALL["jabatan.csv"]
        .replace(";44;", ";46;")
        .replace("77.01.2001;Kepala", "77.01.2001;Pj Kepala")
    )
    url, page = checked(client, {"jabatan.csv": changed})
    assert "Jabatan: urutan 44 menjadi 46" in page
    assert "Impor tidak menghapus apa pun" in page
    assert "Simpan 1 baru, 1 berubah" in page
    csv = client.get(url + "perubahan.csv").content.decode("utf-8-sig")
    assert "Kepala Bagian Umum (umum);urutan;44;46" in csv


def test_files_are_thrown_away_on_request(clerk) -> None:
    client = browser(clerk)
    url, _page = checked(client, ALL)
    assert client.post(url + "buang/").status_code == 303
    assert client.get(url).status_code == 404
    assert not HandedInTable.objects.exists()


def test_one_person_keeps_one_batch_and_nobody_sees_anothers(clerk) -> None:
    client, other = browser(clerk), browser(person("Lain", is_staff=True))
    first, _page = checked(client, ALL)
    second, _page = checked(client, {"unit.csv": UNITS})
    assert client.get(first).status_code == 404
    assert HandedInTable.objects.count() == 1
    assert other.get(second).status_code == 404
    assert other.post(second + "buang/").status_code == 303
    assert client.get(second).status_code == 200


def test_what_waits_too_long_is_forgotten(clerk, settings) -> None:
    file = importing.TableFile("unit.csv", UNITS.encode())
    batch = drafts.hand_in([file], person=clerk, at=AT)
    late = AT + timedelta(hours=settings.UPLOAD_KEEP_HOURS)
    assert drafts.purge(at=late - timedelta(seconds=1)) == 0
    assert drafts.purge(at=late) == 1
    assert not HandedInTable.objects.filter(batch=batch).exists()


@pytest.mark.parametrize(
    ("given", "status", "said"),
    [
        ({}, 422, "Pilih berkas"),
        ({"kosong.csv": ""}, 422, "Pilih berkas"),
        ({f"{n}.csv": UNITS for n in range(9)}, 422, "Paling banyak 8 berkas"),
        ({"besar.csv": "x" * 1_100_000}, 413, "lebih besar dari 1 MB"),
    ],
)
def test_what_cannot_be_handed_in_says_so_on_the_page(clerk, settings, given, status, said) -> None:
    settings.UPLOAD_MAX_BYTES = 2**20
    answer = handed_in(browser(clerk), given)
    assert answer.status_code == status
    assert said in text(answer)
    assert not HandedInTable.objects.exists()


@pytest.mark.parametrize(
    "data",
    [b"\xff\xfe\x00", b"PK\x03\x04", b"\x00" * 50, b'"', b"\xef\xbb\xbf", "😀;\u202e".encode()],
)
def test_nonsense_is_a_page_of_faults_never_an_error(clerk, data) -> None:
    _url, page = checked(browser(clerk), {"../../etc/<b>pass\u202ewd</b>.csv": data})
    assert "kesalahan" in page
    assert "<b>pass" not in page


def test_only_whoever_administers_the_whole_regency_gets_in() -> None:
    people = cast()
    root = people.bupati.position.unit
    hats = {"root": people.kabag_umum, "district": people.sekcam_pelawan}
    hats["root"].position.administers = root
    hats["root"].position.save()
    hats["district"].position.administers = people.camat_pelawan.position.unit
    hats["district"].position.save()
    assert browser(hats["root"].person).get(UPLOAD).status_code == 200
    assert "/organisasi/" in text(browser(hats["root"].person).get("/lainnya/"))
    for refused in (hats["district"], people.bupati, people.administrator):
        answer = browser(refused.person).get(UPLOAD)
        assert answer.status_code == 403
        assert "pengelola seluruh kabupaten" in text(answer)
        assert "/organisasi/" not in text(browser(refused.person).get("/lainnya/"))
    assert handed_in(browser(hats["district"].person), ALL).status_code == 403
    assert not HandedInTable.objects.exists()


def test_an_aide_of_the_administrator_does_not_get_in() -> None:
    people = cast()
    position = people.kabag_umum.position
    position.administers = people.bupati.position.unit
    position.save()
    delegate(people.stranger.person, position)
    assert browser(people.stranger.person).get(UPLOAD).status_code == 403


@pytest.mark.parametrize("name", ["organisasi.xlsx", "unit.csv", "penugasan.csv"])
def test_empty_lists_are_there_to_be_filled_in(clerk, name) -> None:
    answer = browser(clerk).get(reverse("web:organisation_blank", args=[name]))
    assert answer.status_code == 200
    assert len(answer.content) > 300
    assert browser(clerk).get(reverse("web:organisation_blank", args=["x.csv"])).status_code == 404


def test_the_pages_cost_the_same_however_large_the_lists(clerk) -> None:
    client = browser(clerk)
    url, _page = checked(client, ALL)
    few = statements(client, url)
    people = "".join(f"19700101200001{n:04d};Orang {n};;;Ibu;;;;\n" for n in range(300))
    url, _page = checked(client, ALL | {"orang.csv": ALL["orang.csv"] + people})
    assert statements(client, url) == few
