"""Administration pages: clear sentences, no passwords, no crash."""

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from accounts.models import Appointment, Delegation, Person, Unit
from accounts.units import subtree
from tests import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> people.Cast:
    return people.cast()


@pytest.fixture
def desk(cast: people.Cast) -> Client:
    client = Client()
    client.force_login(cast.administrator.person)
    return client


def post(desk: Client, where: str, *args: Any, **fields: Any) -> Any:
    return desk.post(reverse(f"admin:accounts_{where}", args=args), fields, follow=True)


def rows(**fields: Any) -> dict[str, Any]:
    """Form rows of the appointments on the page of a position."""
    return {
        "appointments-TOTAL_FORMS": "2",
        "appointments-INITIAL_FORMS": "0",
        **{f"appointments-{key}": value for key, value in fields.items()},
    }


@pytest.mark.parametrize(
    "model", ["unit", "position", "person", "appointment", "delegation", "recipientlist"]
)
def test_every_list_and_form_opens(desk: Client, cast: people.Cast, model: str) -> None:
    first = apps.get_model("accounts", model).objects.first()
    for name, args in (("changelist", ()), ("add", ()), ("change", (first.pk if first else 0,))):
        url = reverse(f"admin:accounts_{model}_{name}", args=args)
        assert desk.get(url, follow=True).status_code == 200
    assert desk.get(reverse(f"admin:accounts_{model}_changelist"), {"q": "pel"}).status_code == 200


def test_overlap_is_a_sentence_on_the_form(desk: Client, cast: people.Cast) -> None:
    answer = post(
        desk,
        "appointment_add",
        person=cast.stranger.person.pk,
        position=cast.camat_limun.position.pk,
        capacity="definitif",
        starts_on="2026-06-01",
    )
    assert "sudah dipegang secara definitif oleh Rosmawati sejak 01-01-2026" in answer.text
    assert Appointment.objects.filter(person=cast.stranger.person).count() == 1


def test_two_rows_of_one_page_that_contradict_are_a_sentence(
    desk: Client, cast: people.Cast
) -> None:
    position = people.position("Camat Air Hitam")
    fields = rows()
    for n in range(2):
        fields |= {
            f"appointments-{n}-person": cast.stranger.person.pk,
            f"appointments-{n}-capacity": "definitif",
            f"appointments-{n}-starts_on": "2026-06-01",
        }
    answer = post(
        desk,
        "position_change",
        position.pk,
        title=position.title,
        unit=position.unit_id,
        kind=position.kind,
        rank=40,
        is_active="on",
        **fields,
    )
    assert "dua pemegang definitif pada waktu yang sama" in answer.text
    assert not Appointment.objects.filter(position=position).exists()


def test_end_before_start_is_a_sentence(desk: Client, cast: people.Cast) -> None:
    answer = post(
        desk,
        "appointment_add",
        person=cast.stranger.person.pk,
        position=cast.camat_limun.position.pk,
        capacity="plt",
        starts_on="2026-06-01",
        ends_on="2026-05-01",
    )
    assert "Tanggal akhir tidak boleh sebelum tanggal mulai." in answer.text


def test_person_is_added_with_numbers_as_people_write_them(desk: Client) -> None:
    post(
        desk,
        "person_add",
        name="Siti Baru",
        address="ibu",
        nip="19900101 201501 2 001",
        phone="0812 3456 7890",
        is_active="on",
    )
    person = Person.objects.get(name="Siti Baru")
    assert (person.nip, person.phone) == ("199001012015012001", "+6281234567890")
    assert not person.has_usable_password()
    assert person.email is None


def test_wrong_or_taken_numbers_are_sentences(desk: Client, cast: people.Cast) -> None:
    cast.stranger.person.email = "kasi@dishub.example"
    cast.stranger.person.save()
    answer = post(
        desk, "person_add", name="A", address="ibu", nip="123", phone="12", is_active="on"
    )
    assert "NIP terdiri atas 18 angka." in answer.text
    assert "Nomor ponsel ditulis seperti" in answer.text
    answer = post(desk, "person_add", name="A", address="ibu", nip=cast.stranger.person.nip)
    assert "telah ada" in answer.text
    answer = post(desk, "person_add", name="A", address="ibu", email="KASI@dishub.example")
    assert "Alamat surel ini sudah dipakai orang lain." in answer.text
    assert not Person.objects.filter(name="A").exists()


def test_no_page_shows_a_password(desk: Client, cast: people.Cast) -> None:
    page = desk.get(reverse("admin:accounts_person_change", args=[cast.bupati.person.pk])).text
    assert "argon2" not in page
    assert "password" not in page.split("<form")[-1]


def test_lesser_administrator_cannot_raise_themselves(cast: people.Cast) -> None:
    from django.contrib.auth.models import Permission

    helper = people.person("Pembantu", is_staff=True)
    helper.user_permissions.set(Permission.objects.filter(content_type__app_label="accounts"))
    client = Client()
    client.force_login(helper)
    post(
        client,
        "person_change",
        helper.pk,
        name="Pembantu",
        address="ibu",
        is_active="on",
        is_superuser="on",
    )
    helper.refresh_from_db()
    assert (helper.address, helper.is_superuser) == ("ibu", False)


def test_unit_gets_its_path_and_takes_its_tree_along(desk: Client, cast: people.Cast) -> None:
    setda, umum = Unit.objects.get(code="setda"), Unit.objects.get(code="umum")
    post(desk, "unit_add", name="Subbagian Arsip", kind="section", code="arsip", parent=umum.pk)
    arsip = Unit.objects.get(code="arsip")
    assert arsip in subtree(setda)
    post(desk, "unit_change", umum.pk, name="Bagian Umum", kind="section", code="umum", parent="")
    assert arsip not in subtree(setda)
    assert arsip in subtree(Unit.objects.get(code="umum"))
    answer = post(
        desk,
        "unit_change",
        umum.pk,
        name="Bagian Umum",
        kind="section",
        code="umum",
        parent=arsip.pk,
    )
    assert "tidak dapat dipindahkan ke bawah dirinya sendiri" in answer.text


def test_delegation_offers_verbs_as_boxes(desk: Client, cast: people.Cast) -> None:
    fields = {
        "person": cast.stranger.person.pk,
        "principal": cast.sekda.position.pk,
        "starts_on": "2026-11-01",
    }
    answer = post(desk, "delegation_add", **fields, verbs=["draft", "issue", "hapus_semua"])
    assert "hapus_semua" in answer.text
    post(desk, "delegation_add", **fields, verbs=["draft", "accept"])
    row = Delegation.objects.get(person=cast.stranger.person)
    assert (row.verbs, row.starts_on) == (["draft", "accept"], date(2026, 11, 1))


def test_groups_and_addresses_of_other_packages_are_not_offered() -> None:
    registered = {model.__name__ for model in admin.site._registry}
    assert not {"Group", "EmailAddress"} & registered
