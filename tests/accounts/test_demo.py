"""The demo regency: whole, repeatable, and nobody in it exists."""

import re
import time
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count

from accounts.demo.names import invent
from accounts.demo.seed import DemoLogins, seed
from accounts.groups import listed, members
from accounts.hats import hats_of
from accounts.models import Appointment, Capacity, Person, Position, RecipientList, Unit, UnitKind
from accounts.signin import find_person
from tests import people

pytestmark = pytest.mark.django_db
TODAY = people.TODAY


@pytest.fixture
def logins() -> DemoLogins:
    return seed("sandi-demo-uji")


def test_regency_has_its_real_districts_and_wards(logins: DemoLogins) -> None:
    assert Unit.objects.filter(kind=UnitKind.DISTRICT).count() == 11
    assert Unit.objects.filter(kind=UnitKind.WARD).count() == 9
    assert Unit.objects.get(code="15.03.11").name == "Kecamatan Mandiangin Timur"
    for ward in Unit.objects.filter(kind=UnitKind.WARD).select_related("parent"):
        assert ward.parent is not None
        assert ward.code.startswith(ward.parent.code)


def test_agencies_are_marked_as_samples_and_real_units_are_not(logins: DemoLogins) -> None:
    assert 25 <= Unit.objects.filter(is_sample=True).count() <= 30
    assert not Unit.objects.filter(is_sample=True).exclude(kind=UnitKind.AGENCY).exists()
    assert set(Unit.objects.filter(keeps_registers=True).values_list("code", flat=True)) == {
        "umum",
        "hukum",
    }


def test_every_position_has_a_superior_up_to_the_bupati(logins: DemoLogins) -> None:
    positions = {row.pk: row for row in Position.objects.all()}
    assert len(positions) >= 300
    for position in positions.values():
        steps, above = 0, position
        while above.superior_id is not None:
            above, steps = positions[above.superior_id], steps + 1
        assert (above.title, steps <= 5) == ("Bupati Sarolangun", True)


def test_special_cases_are_there(logins: DemoLogins) -> None:
    def acting(capacity: Capacity) -> set[str]:
        rows = Appointment.objects.filter(capacity=capacity)
        return set(rows.values_list("position__title", flat=True))

    assert "Camat Mandiangin Timur" in acting(Capacity.PLT)
    assert acting(Capacity.PLH) == {"Camat Limun"}
    vacant = Position.objects.filter(appointments=None)
    assert [row.title for row in vacant] == ["Kepala Dinas Pariwisata, Pemuda, dan Olahraga"]
    two = Person.objects.annotate(n=Count("appointments")).filter(n=2)
    assert {len(hats_of(person, on=TODAY)) for person in two} == {2}


def test_lists_name_everyone_they_say(logins: DemoLogins) -> None:
    bupati = find_person(logins.bupati)
    assert bupati is not None
    sizes = {row.name: row.size for row in listed(people.actor(bupati))}
    assert (sizes["Semua camat"], sizes["Semua lurah"], sizes["Kabag Setda"]) == (11, 9, 9)
    assert all(sizes.values())
    camat = RecipientList.objects.get(name="Semua camat")
    assert (camat.noun, camat.formal_name) == ("camat", "Para Camat se-Kabupaten Sarolangun")
    assert members(camat).count() == 11


def test_main_people_sign_in_with_the_password(logins: DemoLogins) -> None:
    for login, title in (
        (logins.bupati, "Bupati Sarolangun"),
        (logins.sekda, "Sekretaris Daerah"),
        (logins.camat_pelawan, "Camat Pelawan"),
        (logins.kabag_umum, "Kepala Bagian Umum"),
        (logins.ajudan, "Untuk Bupati Sarolangun"),
        (logins.caraka, "Caraka Bagian Umum"),
    ):
        person = find_person(login)
        assert person is not None
        assert person.check_password("sandi-demo-uji")
        assert hats_of(person, on=TODAY)[0].title == title
    administrator = find_person(logins.administrator)
    assert administrator is not None
    assert administrator.is_staff
    assert hats_of(administrator, on=TODAY) == ()


def test_bupati_and_wakil_have_no_nip_and_everyone_else_a_valid_one(logins: DemoLogins) -> None:
    without = Person.objects.filter(nip=None, appointments__isnull=False)
    assert {person.username for person in without} == {"demo-bupati", "demo-wakil"}
    for person in Person.objects.exclude(nip=None):
        assert person.nip is not None
        born = date.fromisoformat(f"{person.nip[:4]}-{person.nip[4:6]}-{person.nip[6:8]}")
        hired = date.fromisoformat(f"{person.nip[8:12]}-{person.nip[12:14]}-01")
        assert (hired - born).days > 16 * 365
        assert person.nip[14] == ("2" if person.address == "ibu" else "1")
        assert person.nip[15] == "9"


def test_everything_written_passes_its_own_checks(logins: DemoLogins) -> None:
    for person in Person.objects.all()[:40]:
        person.full_clean()
    for unit in Unit.objects.all():
        unit.full_clean()
        assert re.search(r"(?s)\(0745\) 000000.*\.example", unit.contact)
        assert unit.address


def test_second_run_adds_nothing_and_is_quick(logins: DemoLogins) -> None:
    before = [m.objects.count() for m in (Unit, Position, Person, Appointment, RecipientList)]
    started = time.monotonic()
    assert seed("sandi-demo-uji") == logins
    assert time.monotonic() - started < 2
    after = [m.objects.count() for m in (Unit, Position, Person, Appointment, RecipientList)]
    assert after == before


def test_new_password_holds_for_everyone_of_the_demo(logins: DemoLogins) -> None:
    own = people.person("Bukan Demo")
    seed("sandi-yang-baru")
    for login in (logins.bupati, logins.camat_pelawan, "administrator"):
        person = find_person(login)
        assert person is not None
        assert person.check_password("sandi-yang-baru")
    own.refresh_from_db()
    assert own.check_password(people.PASSWORD)


def test_demo_stays_out_of_a_real_regency() -> None:
    people.unit("Pemerintah Kabupaten", kind=UnitKind.REGENCY, code="15.03")
    people.person("Admin Asli", username="administrator", is_staff=True)
    with pytest.raises(CommandError, match="regency of its own"):
        seed("sandi-demo-uji")


def test_command_makes_the_demo_and_prints_how_to_sign_in(settings, tmp_path) -> None:
    settings.VAR_DIR = tmp_path
    for _ in range(2):
        out = StringIO()
        call_command("seed_demo", stdout=out)
        lines = dict(line.rsplit(maxsplit=1) for line in out.getvalue().splitlines())
        assert lines["bupati"] == "+6280000000001"
        assert lines["kata sandi"] == (tmp_path / "demo_password").read_text().strip()


def test_command_wants_to_be_meant_outside_a_demo(settings) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="SIGAP_DEMO=1"):
        call_command("seed_demo")
    assert not Unit.objects.exists()


def test_password_is_made_once_and_kept_for_its_owner_only(settings, tmp_path) -> None:
    settings.VAR_DIR = tmp_path / "var"
    first, second = seed(), seed()
    file = settings.VAR_DIR / "demo_password"
    assert first.password == second.password == file.read_text().strip()
    assert file.stat().st_mode & 0o077 == 0


def test_people_are_the_same_every_time_and_no_name_comes_twice() -> None:
    everyone = [invent(n, "IV.a") for n in range(400)]
    assert everyone == [invent(n, "IV.a") for n in range(400)]
    assert len({person.name for person in everyone}) == 400
    assert len({person.nip for person in everyone}) == 400
