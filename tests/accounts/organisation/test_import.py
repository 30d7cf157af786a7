"""Bringing an organisation in: everything or nothing, and the second time nothing."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import Error, connection, transaction

from accounts.hats import hats_of, holders
from accounts.models import Appointment, OrganisationImport, Person, Position, Unit
from accounts.units import in_subtree
from tests.accounts.organisation.lists import (
    ALL,
    APPOINTMENTS,
    PEOPLE,
    POSITIONS,
    TODAY,
    UNITS,
    book,
    bring_in,
    check,
    counts,
    found,
    lines,
)
from tests.people import AT, person
from tests.statements import counted
from workflow.refusals import Refused

pytestmark = pytest.mark.django_db


def state() -> list[list[tuple[object, ...]]]:
    """Everything an import may touch."""
    return [
        list(model._default_manager.order_by("pk").values_list())
        for model in (Unit, Position, Person, Appointment, OrganisationImport)
    ]


@pytest.mark.parametrize("given", [ALL, {"organisasi.xlsx": book()}], ids=["csv", "xlsx"])
def test_a_regency_comes_in_whole(given) -> None:
    report = bring_in(given)
    assert report.faults == ()
    assert counts(report) == dict.fromkeys(("unit", "jabatan", "orang", "penugasan"), (5, 0, 0, 0))
    hulu = Unit.objects.get(code="77.01")
    root = Unit.objects.get(code="77")
    assert in_subtree(hulu, root)
    assert hulu.parent == root
    assert hulu.regions == ["pesisir", "rawan banjir"]
    assert root.contact == "Telepon 1\nLaman contoh.example"
    assert Unit.objects.get(code="umum").keeps_registers
    camat = Position.objects.get(title="Camat Hulu")
    assert camat.superior == Position.objects.get(title="Sekretaris Daerah")
    assert (camat.rank, Position.objects.get(title="Kepala Bagian Umum").rank) == (40, 44)
    siti = Person.objects.get(nip="197001012000011001")
    assert (siti.full_name, siti.address, siti.phone) == (
        "Dr. Siti Aminah, M.Si.",
        "ibu",
        "+6281200000002",
    )
    assert not siti.has_usable_password()
    held = holders(camat, on=TODAY)
    assert [(each.person.name, each.capacity, each.ends_on) for each in held] == [
        ("Rahmat Hidayat", "plt", date(2026, 12, 31))
    ]
    budi = Person.objects.get(name="Budi Santosa")
    assert hats_of(budi, on=TODAY)[0].administers == root.path


def test_the_paths_are_those_of_units_made_by_hand() -> None:
    bring_in(ALL)
    for unit in Unit.objects.all():
        above = f"{unit.parent.path}." if unit.parent else ""
        assert unit.path == f"{above}{unit.pk:09d}"


def test_the_second_time_changes_nothing_and_leaves_no_trace() -> None:
    bring_in(ALL)
    before = state()
    report = bring_in(ALL)
    assert counts(report) == dict.fromkeys(("unit", "jabatan", "orang", "penugasan"), (0, 0, 5, 0))
    assert report.writes == 0
    assert bring_in({"organisasi.xlsx": book()}).writes == 0
    assert state() == before


def test_a_dry_run_says_the_same_and_writes_nothing() -> None:
    before = state()
    report = check(ALL)
    assert counts(report)["unit"] == (5, 0, 0, 0)
    assert state() == before
    assert bring_in(ALL, expected=report.digest).writes == 20


def test_lists_may_come_one_after_another_and_lean_on_the_database() -> None:
    for name, text in ALL.items():
        report = bring_in({name: text})
        assert (name, report.faults) == (name, ())
    assert Appointment.objects.count() == 5


def test_a_row_recognises_what_is_there_in_any_case() -> None:
    bring_in(ALL)
    report = bring_in({"unit.csv": UNITS.replace("setda;", "SETDA;"), "orang.csv": PEOPLE})
    assert report.writes == 0


def test_changes_are_told_with_before_and_after() -> None:
    bring_in(ALL)
    report = check({"jabatan.csv": POSITIONS.replace(";44;", ";46;")})
    [change] = [each for each in report.changes if each.outcome == "berubah"]
    assert (change.label, change.line) == ("Kepala Bagian Umum (umum)", 4)
    assert change.facts == (("urutan", "44", "46"),)


def test_a_changed_phone_is_told_without_the_number() -> None:
    bring_in(ALL)
    report = check({"orang.csv": PEOPLE.replace("081200000002", "081200000099")})
    [change] = [each for each in report.changes if each.outcome == "berubah"]
    assert change.facts == (("ponsel", "", ""),)


def test_blank_cells_change_nothing() -> None:
    bring_in(ALL)
    before = state()
    head = "nip;nama;sapaan;ponsel;pangkat"
    report = bring_in({"orang.csv": lines(head, "197001012000011001;Siti Aminah;;;")})
    assert report.writes == 0
    assert state() == before


def test_what_the_file_leaves_out_is_listed_never_deleted() -> None:
    bring_in(ALL)
    only = "\n".join(line for line in UNITS.splitlines() if "Desa Satu" not in line)
    report = bring_in({"unit.csv": only})
    assert counts(report) == {"unit": (0, 0, 4, 1)}
    assert [each.label for each in report.changes] == ["77.01.2001 Desa Satu"]
    assert Unit.objects.count() == 5


def test_what_is_over_is_not_missed() -> None:
    bring_in(ALL)
    Appointment.objects.filter(capacity="plt").update(ends_on=date(2026, 1, 1))
    rows = "\n".join(line for line in APPOINTMENTS.splitlines() if "Plt." not in line)
    assert counts(bring_in({"penugasan.csv": rows})) == {"penugasan": (0, 0, 4, 0)}


def test_a_unit_moves_with_everything_below_it() -> None:
    bring_in(ALL)
    moved = UNITS.replace("Kecamatan Hulu;kecamatan;77;", "Kecamatan Hulu;kecamatan;setda;")
    report = bring_in({"unit.csv": moved})
    assert counts(report) == {"unit": (0, 1, 4, 0)}
    desa, setda = Unit.objects.get(code="77.01.2001"), Unit.objects.get(code="setda")
    assert desa.path.startswith(setda.path + ".")
    assert desa.path.startswith(Unit.objects.get(code="77.01").path + ".")


def test_one_holder_leaves_and_the_next_comes_in_one_file() -> None:
    bring_in(ALL)
    rows = lines(
        "nip;unit;jabatan;mulai;sampai",
        "197001012000011001;setda;Sekretaris Daerah;02-01-2024;31-12-2025",
        "197201012000011003;setda;Sekretaris Daerah;01-01-2026;",
    )
    report = bring_in({"penugasan.csv": rows})
    assert (report.faults, counts(report)["penugasan"][:2]) == ((), (1, 1))
    sekda = Position.objects.get(title="Sekretaris Daerah")
    assert [each.person.name for each in holders(sekda, on=TODAY)] == ["Rahmat Hidayat"]


def test_dates_are_cut_before_others_are_made_longer() -> None:
    bring_in(ALL)
    sekda = Position.objects.get(title="Sekretaris Daerah")
    Appointment.objects.filter(position=sekda).update(ends_on=date(2026, 6, 30))
    Appointment.objects.create(
        position=sekda,
        person=Person.objects.get(name="Rahmat Hidayat"),
        starts_on=date(2026, 7, 1),
        ends_on=date(2026, 9, 30),
    )
    Appointment.objects.create(
        position=sekda, person=Person.objects.get(name="Budi Santosa"), starts_on=date(2026, 10, 1)
    )
    rows = lines(
        "nip;unit;jabatan;mulai;sampai",
        "197001012000011001;setda;Sekretaris Daerah;02-01-2024;31-07-2026",
        "197101012000012002;setda;Sekretaris Daerah;01-10-2026;31-12-2026",
        "197201012000011003;setda;Sekretaris Daerah;01-07-2026;30-09-2026",
    )
    assert found(bring_in({"penugasan.csv": rows})) == [
        ("penugasan", 4, "jabatan", "definitive_holders_overlap")
    ]
    rows = rows.replace("31-07-2026", "30-06-2026")
    assert counts(bring_in({"penugasan.csv": rows}))["penugasan"] == (0, 1, 2, 4)


def test_a_person_without_nip_gets_one_by_their_phone() -> None:
    bring_in(ALL)
    head = "nip;nama;ponsel"
    report = bring_in({"orang.csv": lines(head, "199001012015011009;Jaka Tingkir;081200000005")})
    assert counts(report)["orang"][:2] == (0, 1)
    assert Person.objects.get(nip="199001012015011009").name == "Jaka Tingkir"


def test_who_imported_what_is_on_record_and_stays() -> None:
    someone = person("Admin Contoh", is_staff=True)
    bring_in(ALL, by=someone)
    row = OrganisationImport.objects.get()
    assert (row.person, row.at) == (someone, AT)
    assert [set(each) for each in row.files] == [{"name", "sha256"}] * 4
    assert row.counts["orang"] == {"new": 5, "changed": 0, "same": 0}
    for attack in (
        lambda: OrganisationImport.objects.update(counts={}),
        lambda: OrganisationImport.objects.all().delete(),
    ):
        with pytest.raises(Error, match="append_only"), transaction.atomic():
            attack()


def test_a_yes_to_something_else_is_refused_and_nothing_written() -> None:
    report = check(ALL)
    bring_in({"unit.csv": UNITS})
    before = state()
    with pytest.raises(Refused) as refused:
        bring_in(ALL, expected=report.digest)
    assert refused.value.refusal.code == "organisation_changed"
    assert state() == before


def test_a_change_that_comes_between_is_refused_in_words(monkeypatch) -> None:
    from accounts.organisation import importing

    def raced(found) -> None:
        Unit.objects.create(code="x", name="x", kind="agency", path="p")
        Unit.objects.create(code="x", name="x", kind="agency", path="q")

    monkeypatch.setattr(importing, "save", raced)
    with pytest.raises(Refused) as refused:
        bring_in(ALL)
    assert refused.value.refusal.code == "organisation_changed"
    assert not Unit.objects.exists()


def test_stand_ins_of_an_absence_are_left_alone() -> None:
    from accounts.models import Absence

    bring_in(ALL)
    sekda = Position.objects.get(title="Sekretaris Daerah")
    siti, budi = Person.objects.get(name="Siti Aminah"), Person.objects.get(name="Budi Santosa")
    absence = Absence.objects.create(
        person=siti, why="cuti", substitute=budi, starts_on=TODAY, ends_on=TODAY, moved_at=AT
    )
    Appointment.objects.create(
        position=sekda, person=budi, capacity="plh", starts_on=TODAY, ends_on=TODAY, absence=absence
    )
    report = bring_in(ALL)
    assert counts(report)["penugasan"] == (0, 0, 5, 0)


def test_statements_do_not_grow_with_the_rows() -> None:
    def office(n: int) -> dict[str, str]:
        head = lines("nip;nama;sapaan", *(f"19700101200001{i:04d};Orang {i};Ibu" for i in range(n)))
        return {"orang.csv": head}

    bring_in(ALL)
    with counted() as few:
        bring_in(office(10))
    with counted() as many:
        bring_in(office(400))
    assert many.count <= few.count + 4, many
    with counted() as reading:
        check(ALL)
    assert reading.count == 4


def test_the_command_imports_and_says_what_it_did(tmp_path, capsys) -> None:
    paths = []
    for name, text in ALL.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        paths.append(str(tmp_path / name))
    call_command("import_organisation", *paths, "--dry-run")
    assert "unit: 5 new, 0 changed" in capsys.readouterr().out
    assert not Unit.objects.exists()
    call_command("import_organisation", *paths)
    assert Unit.objects.count() == 5
    call_command("import_organisation", *paths)
    assert "orang: 0 new, 0 changed, 5 the same" in capsys.readouterr().out
    assert OrganisationImport.objects.get().person is None


def test_the_command_names_faults_and_writes_the_full_list(tmp_path, capsys) -> None:
    file, full = tmp_path / "unit.csv", tmp_path / "kesalahan.csv"
    file.write_text(UNITS.replace("kecamatan;77;", "kecamatan;78;"), encoding="utf-8")
    with pytest.raises(CommandError, match="1 faults; nothing was written"):
        call_command("import_organisation", str(file), "--faults", str(full))
    assert "unit:5: induk «78»" in capsys.readouterr().err
    assert "unknown_unit" in full.read_text(encoding="utf-8-sig")
    with pytest.raises(CommandError):
        call_command("import_organisation", str(tmp_path / "tidak-ada.csv"))


def test_the_database_itself_refuses_what_the_import_overlooks() -> None:
    bring_in(ALL)
    sekda = Position.objects.get(title="Sekretaris Daerah")
    with pytest.raises(Error, match="definitive_holders_overlap"), transaction.atomic():
        Appointment.objects.create(
            position=sekda, person=Person.objects.get(name="Budi Santosa"), starts_on=TODAY
        )
    assert connection.is_usable()
