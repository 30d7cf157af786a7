"""The pages of absences and of lending, as a browser without script posts them."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import Absence, Appointment, Delegation, Grant, Position
from tests import people
from tests.people import TODAY, Cast, Member
from tests.web.visits import browser, post, statements, status, text

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
LIST, NEW = "/kehadiran/", "/kehadiran/baru/"
LENT, LEND, END = "/pelimpahan/", "/pelimpahan/baru/", "/pelimpahan/akhiri/"


def days(first: int = 0, last: int = 4) -> dict[str, str]:
    """The fields of a period."""
    return {
        "starts_on": (TODAY + first * DAY).isoformat(),
        "ends_on": (TODAY + last * DAY).isoformat(),
    }


def register(member: Member, **fields: Any) -> Any:
    """Post the form of an absence."""
    return post(browser(member.person), NEW, **{"why": "cuti", **days(), **fields})


def administrate(cast: Cast) -> None:
    """The sekcam of Pelawan looks after the people of the kecamatan."""
    Position.objects.filter(pk=cast.sekcam_pelawan.position.pk).update(
        administers=cast.camat_pelawan.position.unit
    )


def test_camat_registers_a_leave_with_a_substitute_found_on_the_page() -> None:
    cast = people.cast()
    page = text(browser(cast.camat_pelawan.person).get(NEW))
    key = str(cast.sekcam_pelawan.person.public_id)
    assert f'<option value="{key}">Hendra Saputra · Sekretaris Kecamatan Pelawan' in page
    assert "· Sekretaris Daerah<" in page  # the superior
    assert "· Camat Limun<" in page  # a peer
    assert "Kepala Bagian Umum" not in page
    answer = register(cast.camat_pelawan, substitute=key, decree="800/1/2026")
    assert (answer.status_code, answer["Location"]) == (303, LIST)
    assert Appointment.objects.get(capacity="plh").person == cast.sekcam_pelawan.person
    shown = text(browser(cast.camat_pelawan.person).get(LIST))
    assert "Cuti" in shown
    assert "24 November 2026 sampai 28 November 2026" in shown


def test_refused_form_keeps_what_was_filled_in_and_says_why_beside_the_field() -> None:
    cast = people.cast()
    answer = register(
        cast.camat_limun, why="sakit", **days(3, 1), decree="800/7",
        substitute=str(cast.sekda.person.public_id),
    )  # fmt: skip
    page = text(answer)
    assert answer.status_code == 422
    assert "Hari terakhir mendahului hari pertama." in page
    assert 'value="800/7"' in page
    assert 'value="sakit" required checked' in page
    assert "selected" in page


@pytest.mark.parametrize(
    "fields",
    [
        {"starts_on": "kapan-kapan"},
        {"starts_on": ""},
        {"starts_on": "0001-01-01"},
        {"ends_on": "9999-12-31"},
        {"why": "\x00"},
        {"why": ""},
        {"substitute": "bukan-uuid"},
        {"person": "'; drop table"},
        {"decree": "x" * 81},
    ],
)
def test_nonsense_is_refused_with_a_sentence(fields: dict[str, str]) -> None:
    cast = people.cast()
    answer = register(cast.camat_limun, **fields)
    assert answer.status_code == 422
    assert not Absence.objects.exists()


def test_posting_twice_registers_once() -> None:
    cast = people.cast()
    camat = browser(cast.camat_limun.person)
    fields = {"kunci": "6f1ed002-ab5e-4e62-9d0b-2f6f0f5d9f11", "why": "cuti", **days()}
    assert [camat.post(NEW, fields).status_code for _ in "ab"] == [303, 303]
    assert Absence.objects.count() == 1


def one(absence: Absence, verb: str = "") -> str:
    """The address of an absence or of its verb."""
    if verb:
        return reverse("web:absence_verb", args=[absence.public_id, verb])
    return reverse("web:absence", args=[absence.public_id])


def test_absence_is_shortened_and_cancelled_from_its_page() -> None:
    cast = people.cast()
    camat = browser(cast.camat_limun.person)
    register(cast.camat_limun)
    absence = Absence.objects.get()
    assert (
        post(camat, one(absence, "shorten"), ends_on=(TODAY + DAY).isoformat()).status_code == 303
    )
    absence = Absence.objects.get()
    assert absence.ends_on == TODAY + DAY
    assert post(camat, one(absence, "cancel")).status_code == 303
    assert Absence.objects.get().status == "cancelled"
    assert "Catat sudah kembali" not in text(camat.get(one(absence)))


def test_refused_verb_says_why_on_the_absence_s_page() -> None:
    cast = people.cast()
    camat = browser(cast.camat_limun.person)
    register(cast.camat_limun)
    answer = post(
        camat, one(Absence.objects.get(), "shorten"), ends_on=(TODAY + 9 * DAY).isoformat()
    )
    assert answer.status_code == 422
    assert "Hari terakhir yang baru harus sebelum 28 November 2026." in text(answer)


def test_substitute_sees_the_days_and_not_the_illness() -> None:
    cast = people.cast()
    register(cast.camat_pelawan, why="sakit", substitute=str(cast.sekcam_pelawan.person.public_id))
    plh = browser(cast.sekcam_pelawan.person)
    shown = text(plh.get(LIST)) + text(plh.get(one(Absence.objects.get())))
    assert "Saya menggantikan" in shown
    assert "Camat Pelawan" in shown
    assert "Sakit" not in shown
    assert "Catat sudah kembali" not in shown


def test_substitute_who_is_away_too_is_warned() -> None:
    cast = people.cast()
    register(cast.camat_pelawan, substitute=str(cast.sekcam_pelawan.person.public_id))
    register(cast.sekcam_pelawan, **days(2, 3))
    shown = text(browser(cast.sekcam_pelawan.person).get(LIST))
    assert "Bapak/Ibu sendiri berhalangan pada waktu itu" in shown


def test_administrator_finds_their_people_and_registers_for_them() -> None:
    cast = people.cast()
    administrate(cast)
    desk = browser(cast.sekcam_pelawan.person)
    page = text(desk.get(NEW, {"q": "camat"}))
    key = str(cast.camat_pelawan.person.public_id)
    assert f'href="?orang={key}"' in page
    assert "Rosmawati" not in page  # the camat of Limun
    assert "Ahmad Fauzi" in text(desk.get(NEW, {"orang": key}))
    answer = register(cast.sekcam_pelawan, person=key, **days(-2, 2))
    assert answer.status_code == 303
    assert Absence.objects.get().person == cast.camat_pelawan.person
    assert "Unit yang saya kelola" in text(desk.get(LIST))


def test_nobody_else_registers_for_others() -> None:
    cast = people.cast()
    answer = register(cast.camat_limun, person=str(cast.camat_pelawan.person.public_id))
    assert answer.status_code == 403
    assert "pengelola unitnya" in text(answer)
    assert "Cari nama atau jabatan" not in text(browser(cast.camat_limun.person).get(NEW))


@pytest.mark.parametrize("more", [0, 20])
def test_lists_cost_the_same_for_few_and_for_many(more: int) -> None:
    cast = people.cast()
    administrate(cast)
    register(cast.camat_pelawan)
    for n in range(more):
        register(people.member(f"Kasi {n}", unit=cast.camat_pelawan.position.unit))
        people.delegate(people.person(f"Staf {n}"), cast.sekcam_pelawan.position)
    desk = browser(cast.sekcam_pelawan.person)
    assert statements(desk, LIST) == 7
    assert statements(desk, LENT) == 6


def lend(member: Member, to: Member, **fields: Any) -> Any:
    """Post the form of a delegation."""
    fields.setdefault("verbs", ["draft", "issue"])
    return post(browser(member.person), LEND, member, person=str(to.person.public_id), **fields)


def test_usual_verbs_are_ticked_and_deciding_is_not() -> None:
    cast = people.cast()
    page = text(browser(cast.sekda.person).get(LEND))
    assert 'value="draft" checked' in page
    assert 'value="accept"' in page
    assert 'value="accept" checked' not in page
    assert 'name="secret" value="1">' in page


def test_sekda_lends_and_the_aide_sees_it_and_loses_it() -> None:
    cast = people.cast()
    aide = browser(cast.asisten.person)
    assert lend(cast.sekda, cast.asisten, verbs=["accept"], secret="1").status_code == 303
    assert Grant.objects.get().person == cast.asisten.person
    shown = text(aide.get(LENT))
    assert "Untuk Sekretaris Daerah" in shown
    assert "Menerima laporan" in shown
    assert "Termasuk Rahasia." in shown
    assert "Akhiri" not in shown
    given = text(browser(cast.sekda.person).get(LENT))
    assert "Akhiri pelimpahan kepada Nurbaiti" in given
    answer = post(
        browser(cast.sekda.person), END, cast.sekda, person=str(cast.asisten.person.public_id)
    )
    assert answer.status_code == 303
    assert not Delegation.objects.filter(person=cast.asisten.person).exists()
    assert "Untuk Sekretaris Daerah" not in text(aide.get(LENT))


def test_refused_lending_keeps_the_choice() -> None:
    cast = people.cast()
    answer = lend(cast.sekda, cast.asisten, verbs=[])
    page = text(answer)
    assert answer.status_code == 422
    assert "Pilih paling sedikit satu wewenang." in page
    assert f'value="{cast.asisten.person.public_id}" required checked' in page
    assert lend(cast.sekda, cast.asisten, verbs=["mengaku-bupati"]).status_code == 422
    assert lend(cast.sekda, cast.asisten, ends_on="besok").status_code == 422
    answer = post(browser(cast.sekda.person), LEND, cast.sekda, verbs=["draft"])
    assert "Pilih orang yang diberi wewenang." in text(answer)


def test_person_is_found_by_name_and_by_position() -> None:
    cast = people.cast()
    sekda = browser(cast.sekda.person)
    assert "Firdaus" in text(sekda.get(LEND, {"q": "angkutan"}))
    assert "Tidak ada orang dengan kata" in text(sekda.get(LEND, {"q": "tidak ada"}))


def test_aide_cannot_lend_on_and_the_administrator_has_nothing_to_lend() -> None:
    cast = people.cast()
    for who in (cast.ajudan.person, cast.administrator.person):
        assert status(browser(who), LEND) == 403
    assert lend(cast.ajudan, cast.stranger).status_code == 403
    answer = post(
        browser(cast.ajudan.person), END, cast.ajudan, person=str(cast.ajudan.person.public_id)
    )
    assert answer.status_code == 303  # back to the list, with the reason
    assert Delegation.objects.count() == 1
