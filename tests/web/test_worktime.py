"""Pages of working time and of the roster: what they show, keep and refuse."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import OnCall, Unit
from instructions import actions, clock
from instructions.models import DayOff, OfficeHours, Ramadan, Timetable
from tests.clock import Clock
from tests.instructions.orders import order_to, share_of
from tests.people import AT, Cast, actor, cast
from tests.statements import counted
from tests.web.visits import browser, post

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(db: None) -> Cast:
    return cast()


@pytest.fixture
def desk(people: Cast) -> Client:
    return browser(people.administrator.person)


def read(client: Client, name: str, *args: Any, query: str = "") -> str:
    answer = client.get(reverse(f"web:{name}", args=args) + query)
    assert answer.status_code == 200, answer.content[:500]
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


# --- What the giver reads -----------------------------------------------------------------------


def test_the_composer_says_by_when_and_why(people: Cast, clock: Clock) -> None:
    clock.at = AT.replace(day=20, hour=15, minute=55)
    page = read(browser(people.bupati.person), "compose")
    assert "Harus dijawab sebelum Senin 13.55 karena libur" in page
    assert "Harus dijawab sebelum hari ini 17.55" in page


def test_without_script_a_search_keeps_the_words_too(people: Cast, clock: Clock) -> None:
    clock.at = AT.replace(day=21, hour=9)
    answer = post(
        browser(people.bupati.person, scripted=False), reverse("web:compose"), people.bupati,
        search="1", q="camat",
    )  # fmt: skip
    assert "karena libur" in answer.content.decode()


def test_the_api_says_it_in_one_sentence(people: Cast, clock: Clock) -> None:
    from tests.api.calls import app

    clock.at = AT.replace(day=21, hour=9)
    rows = app(people.bupati).get("deadlines").data["results"]
    told = {row["urgency"]: row["sentence"] for row in rows}
    assert told["biasa"] == "harus dijawab sebelum Senin 23 November 14.30 WIB karena libur"


def test_the_givers_clock_is_the_givers_side_s_alone(people: Cast) -> None:
    from tests.api.calls import app

    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    key = share_of(order, people.camat_pelawan).public_id
    actions.ask(str(key), actor=actor(people.camat_pelawan.person), at=AT, question="Sampai kapan?")
    due = "harus diputus sebelum besok 11.35"
    assert due in read(browser(people.bupati.person), "order", order.public_id)
    assert due in read(browser(people.bupati.person), "home", query="?saring=giliran")
    assert "harus diputus" not in read(browser(people.camat_pelawan.person), "assignment", key)
    seen = [
        app(member).get(f"assignments/{key}").data["giver_by"]
        for member in (people.bupati, people.ajudan, people.camat_pelawan)
    ]
    assert seen == ["2026-11-25T11:35:00+07:00"] * 2 + [None]


# --- The office pages ---------------------------------------------------------------------------


def test_the_overview_tells_what_an_order_now_would_get(desk: Client) -> None:
    page = read(desk, "worktime")
    assert "Biasa Harus dijawab sebelum Rabu 25 November 11.35 WIB." in page
    assert "Senin–Kamis 07.30–16.00, Jumat 07.30–16.30" in page
    tried = read(desk, "worktime", query="?saat=2026-12-24T15:30")
    assert "karena libur Hari Raya Natal" in tried
    assert "Perintah yang diberi pada waktu itu" in tried
    for nonsense in ("?saat=besok", "?saat=0001-01-01T00:00", "?saat=9999-99-99T00:00"):
        assert "sekarang" in read(desk, "worktime", query=nonsense)


def week(**changed: str) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for day in range(7):
        for name, value in (("opens", "08:00"), ("closes", "14:00")):
            fields[f"{name}_{day}"] = value if day < 6 else ""
        fields[f"break_starts_{day}"] = fields[f"break_ends_{day}"] = ""
    return {**fields, **changed}


def test_hours_are_edited_and_count_from_then_on(desk: Client) -> None:
    url = reverse("web:worktime_hours", args=["biasa"])
    assert post(desk, url, **week(), versi="0").status_code == 303
    assert OfficeHours.objects.filter(season="regular").count() == 6
    assert "Senin–Sabtu 08.00–14.00" in read(desk, "worktime")
    assert "mengubah jam kerja" in read(desk, "worktime")
    again = post(desk, url, **week(), versi="0")
    assert again.status_code == 412


def test_a_refused_week_is_shown_as_it_was_typed(desk: Client) -> None:
    url = reverse("web:worktime_hours", args=["ramadan"])
    answer = post(desk, url, **week(closes_2="07:00", opens_4="09:15"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Rabu: jam pulang harus sesudah jam masuk." in page
    assert 'name="closes_2" value="07:00"' in page
    assert 'name="opens_4" value="09:15"' in page
    half = post(desk, url, **week(closes_1="")).content.decode()
    assert "Selasa: isi jam masuk dan jam pulang, atau kosongkan semuanya." in half
    odd = post(desk, url, **week(opens_0="pagi"))
    assert odd.status_code == 422
    assert "Jam ini tidak terbaca" in odd.content.decode()
    assert not Timetable.objects.exists()


def test_an_unknown_season_is_not_found(desk: Client) -> None:
    assert desk.get(reverse("web:worktime_hours", args=["hujan"])).status_code == 404
    assert post(desk, reverse("web:worktime_hours", args=["hujan"])).status_code == 404


def test_ramadan_is_added_and_removed(desk: Client) -> None:
    url = reverse("web:worktime_ramadan")
    fast: dict[str, Any] = {"starts_on": "2027-02-08", "ends_on": "2027-03-09"}
    assert post(desk, url, **fast).status_code == 303
    assert "8 Februari 2027 sampai 9 Maret 2027" in read(desk, "worktime_ramadan")
    twice = post(desk, url, **fast)
    assert twice.status_code == 422
    assert "Bertumpuk dengan Ramadan" in twice.content.decode()
    post(desk, reverse("web:worktime_ramadan_gone"), starts_on="2027-02-08")
    assert not Ramadan.objects.exists()


def test_days_are_added_one_by_one_and_by_the_list(desk: Client) -> None:
    url = reverse("web:worktime_days")
    one: dict[str, Any] = {
        "kind": "local",
        "date": "2026-12-14",
        "name": "HUT Kabupaten",
        "many": "",
    }
    assert post(desk, url, **one).status_code == 303
    many: dict[str, Any] = {
        "kind": "cuti_bersama",
        "many": "24-12-2026; Natal\n31-12-2026; Tahun Baru",
    }
    assert post(desk, url, **many).status_code == 303
    page = read(desk, "worktime_days", query="?tahun=2026")
    assert "Kamis, 24 Desember 2026 Cuti bersama: Natal" in page
    assert "Jumat, 25 Desember 2026 Libur nasional: Hari Raya Natal · dihitung" in page
    assert clock.current().day(date(2026, 12, 14)).name == "HUT Kabupaten"
    post(desk, reverse("web:worktime_day_gone"), date="2026-12-14")
    assert DayOff.objects.count() == 2


def test_a_refused_list_is_shown_as_it_was_pasted(desk: Client) -> None:
    given: dict[str, Any] = {"kind": "cuti_bersama", "many": "24-12-2026; Natal\nlusa; Libur"}
    answer = post(desk, reverse("web:worktime_days"), **given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "baris 2 (lusa)" in page
    assert "24-12-2026; Natal\nlusa; Libur" in page
    assert '<option value="cuti_bersama" selected>' in page
    assert post(desk, reverse("web:worktime_days"), kind="local").status_code == 422


def test_known_cuti_bersama_is_offered_and_not_taken_over(desk: Client) -> None:
    assert "Isi dengan cuti bersama 2026" in read(desk, "worktime_days", query="?tahun=2026")
    page = read(desk, "worktime_days", query="?tahun=2026&usul=1")
    assert "24-12-2026; Hari Raya Natal" in page
    assert not DayOff.objects.exists()
    assert "Isi dengan cuti bersama" not in read(desk, "worktime_days", query="?tahun=2050")
    assert "Hari libur 2026" in read(desk, "worktime_days", query="?tahun=abcd")


def policy(**changed: str) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for urgency, counts in (("biasa", "office"), ("segera", "waking"), ("sangat_segera", "always")):
        fields[f"counts_{urgency}"] = counts
        for name, hours in (("answer", "3"), ("finish", "9"), ("giver", "4")):
            fields[f"{name}_{urgency}_jam"] = hours
            fields[f"{name}_{urgency}_menit"] = "0"
    return {**fields, **changed}


def test_the_policy_is_edited_and_the_composer_follows(people: Cast, desk: Client) -> None:
    url = reverse("web:worktime_policy")
    assert (
        post(desk, url, **policy(answer_segera_jam="0", answer_segera_menit="45")).status_code
        == 303
    )
    page = read(browser(people.bupati.person), "compose")
    assert "hari ini 14.50" in page
    bad = post(desk, url, **policy(finish_biasa_jam="2"))
    assert bad.status_code == 422
    assert "Biasa: batas selesai tidak boleh lebih pendek" in bad.content.decode()
    letters = post(desk, url, **policy(giver_segera_menit="sepuluh"))
    assert "Segera: tulis jam dan menit dengan angka." in letters.content.decode()
    assert post(desk, url, **policy(counts_biasa="kira")).status_code == 422


def test_pages_cost_a_few_statements(people: Cast, desk: Client) -> None:
    post(desk, reverse("web:worktime_policy"), **policy())
    for name, args in (
        ("worktime", []), ("worktime_hours", ["biasa"]), ("worktime_days", []),
        ("worktime_policy", []), ("worktime_ramadan", []),
    ):  # fmt: skip
        read(desk, name, *args)
        with counted() as cost:
            read(desk, name, *args)
        assert cost.count <= 14, cost


# --- Piket --------------------------------------------------------------------------------------


def test_a_camat_plans_a_month_and_sees_who_is_on_call(people: Cast, clock: Clock) -> None:
    camat = browser(people.camat_pelawan.person)
    unit = Unit.objects.get(code="15.03.05").public_id
    url, nip = reverse("web:roster", args=[unit]), people.sekcam_pelawan.person.nip
    many = f"24-11-2026; {nip}; 16.00; 07.30\n25-11-2026; {nip}; 16.00; 07.30"
    assert post(camat, url, many=many).status_code == 303
    assert "hari ini 16.00 sampai besok 07.30" in read(camat, "roster", unit)
    clock.at = AT + timedelta(hours=4)
    assert people.sekcam_pelawan.person.full_name in read(camat, "rosters")
    row = OnCall.objects.order_by("pk").first()
    assert row is not None
    gone = post(camat, reverse("web:shift_gone", args=[row.public_id]))
    assert gone.status_code == 303
    assert OnCall.objects.planned().count() == 1


def test_a_refused_shift_is_shown_as_it_was_typed(people: Cast) -> None:
    camat = browser(people.camat_pelawan.person)
    unit = Unit.objects.get(code="15.03.05").public_id
    who = str(people.sekcam_pelawan.person.public_id)
    given: dict[str, Any] = {
        "person": who,
        "starts_at": "2026-11-24T16:00",
        "ends_at": "2026-11-24T15:00",
    }
    answer = post(camat, reverse("web:roster", args=[unit]), **given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "waktu selesai harus sesudah waktu mulai" in page
    assert f'<option value="{who}" selected>' in page
    assert 'value="2026-11-24T15:00"' in page
    lines = post(camat, reverse("web:roster", args=[unit]), many="besok; saya; 1; 2")
    assert "besok; saya; 1; 2" in lines.content.decode()


def test_the_menu_offers_what_one_may_do(people: Cast, desk: Client) -> None:
    assert "Waktu kerja" in read(desk, "more")
    camat = read(browser(people.camat_pelawan.person), "more")
    assert "Piket" in camat
    assert "Waktu kerja" not in camat
    assert "Piket" not in read(browser(people.stranger.person), "more")
