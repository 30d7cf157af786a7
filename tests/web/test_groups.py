"""The pages of groups, and composing with them."""

from uuid import UUID

import pytest
from django.urls import reverse

from accounts import groups
from accounts.models import Appointment, Position, PositionKind, RecipientList, Unit
from instructions.models import Assignment, Instruction
from tests.instructions.orders import order_to
from tests.people import cast, delegate, position
from tests.statements import counted
from tests.web.visits import browser, post, status, text

pytestmark = pytest.mark.django_db


def camats(**fields):
    fields = {"name": "Semua camat", "noun": "camat", **fields}
    return RecipientList.objects.create(by_rule=True, position_kinds=["camat"], **fields)


def key(member):
    return str(member.position.public_id)


def role(member):
    return f"peran-{member.position.public_id}"


NEW, LIST, COMPOSE = (reverse(f"web:{name}") for name in ("new_group", "groups", "compose"))


def url_of(group):
    return reverse("web:group", args=[group.public_id])


# --- The pages of groups ---------------------------------------------------------------------------


def test_somebody_makes_changes_and_deletes_their_own_group():
    people = cast()
    Unit.objects.filter(code="15.03.05").update(regions=["rawan banjir"])
    sekda = browser(people.sekda.person)
    answer = post(
        sekda, NEW, people.sekda, name="Camat banjir", position_kinds=["camat"],
        region="rawan banjir",
    )  # fmt: skip
    group = RecipientList.objects.get()
    assert answer["Location"] == url_of(group)
    assert group.owner == people.sekda.position
    page = text(sekda.get(url_of(group)))
    assert "Camat Pelawan" in page
    assert "Camat Limun" not in page
    post(
        sekda, url_of(group), people.sekda, name="Semua camat", noun="camat",
        position_kinds=["camat"], positions=[key(people.asisten)],
        left_out=[key(people.camat_limun)],
    )  # fmt: skip
    titles = [one.title for one in groups.members(RecipientList.objects.get())]
    assert titles == ["Asisten Administrasi Umum", "Camat Pelawan", "Camat Singkut"]
    page = text(sekda.get(LIST))
    assert "Daftar saya" in page
    assert "3 camat" in page
    done = post(sekda, reverse("web:delete_group", args=[group.public_id]), people.sekda)
    assert done["Location"] == LIST
    assert not RecipientList.objects.exists()


def test_a_refused_group_comes_back_with_everything_that_was_filled_in():
    people = cast()
    camats(owner=people.sekda.position)
    sekda = browser(people.sekda.person)
    given = {"name": "Semua camat", "position_kinds": ["camat"], "positions": [key(people.asisten)]}
    answer = post(sekda, NEW, people.sekda, **given)
    page = text(answer)
    assert answer.status_code == 422
    assert "Sudah ada daftar dengan nama itu." in page
    assert 'value="Semua camat"' in page
    assert 'name="position_kinds" value="camat" checked' in page
    assert f'name="positions" value="{key(people.asisten)}" checked' in page
    empty = post(sekda, NEW, people.sekda, name="Kosong")
    assert empty.status_code == 422
    assert "Isi aturannya" in text(empty)
    odd = post(sekda, NEW, people.sekda, name="Aneh", position_kinds=["gubernur"])
    assert odd.status_code == 422


def test_a_button_shows_whom_a_rule_reaches_before_it_is_saved():
    people = cast()
    position("Camat Pauh", kind=PositionKind.DISTRICT_HEAD, rank=50)
    sekda = browser(people.sekda.person)
    given = {"position_kinds": ["camat"], "left_out": [key(people.camat_limun)]}
    page = text(post(sekda, NEW, people.sekda, lihat="1", **given))
    assert "3 jabatan, 1 dikecualikan" in page
    assert "sedang kosong" in page
    assert not RecipientList.objects.exists()
    told = sekda.get(reverse("web:group_preview"), {**given, "q": "limun"}).json()
    assert told["count_label"] == "3 jabatan, 1 dikecualikan"
    assert [one["title"] for one in told["results"]] == ["Camat Limun"]
    assert "Camat Pauh" in told["parts"]["members"]


def test_only_the_secretariat_is_asked_whose_a_new_group_is():
    people = cast()
    assert 'name="own"' in text(browser(people.kabag_umum.person).get(NEW))
    assert 'name="own"' not in text(browser(people.sekda.person).get(NEW))
    post(
        browser(people.kabag_umum.person), NEW, people.kabag_umum, name="Semua camat", own="0",
        position_kinds=["camat"],
    )  # fmt: skip
    group = RecipientList.objects.get()
    assert group.owner is None
    page = text(browser(people.bupati.person).get(url_of(group)))
    assert "Camat Pelawan" in page
    assert "Simpan daftar" not in page
    refused = post(browser(people.sekda.person), NEW, people.sekda, name="B", own="0",
                   position_kinds=["camat"])  # fmt: skip
    assert refused.status_code == 403


def test_someone_elses_own_group_is_not_there():
    people = cast()
    own = camats(owner=people.sekda.position)
    bupati = browser(people.bupati.person)
    assert status(bupati, url_of(own)) == 404
    assert "Semua camat" not in text(bupati.get(LIST))
    assert "Semua camat" not in text(bupati.get(COMPOSE))
    assert post(bupati, url_of(own), people.bupati, name="Milikku").status_code == 404
    gone = post(bupati, reverse("web:delete_group", args=[own.public_id]), people.bupati)
    assert gone.status_code == 404
    assert RecipientList.objects.get().name == "Semua camat"


@pytest.mark.parametrize(("many", "members"), [(1, 1), (30, 200)])
def test_pages_cost_the_same_however_much_there_is(many, members):
    people = cast()
    for n in range(many):
        camats(name=f"Kelompok {n}")
    for n in range(members):
        position(f"Camat Contoh {n}", kind=PositionKind.DISTRICT_HEAD, rank=50)
    group = RecipientList.objects.all()[0]
    bupati = browser(people.bupati.person)
    found = {}
    for name, url in (("list", LIST), ("group", url_of(group)), ("compose", COMPOSE)):
        with counted() as statements:
            assert bupati.get(url).status_code == 200
        found[name] = statements.count
    last = Position.objects.latest("pk")
    given = {"text": "Periksa.", "groups": [str(group.public_id)], "lihat": "1"}
    given[f"peran-{last.public_id}"] = "koordinator"
    with counted() as statements:
        answer = post(bupati, COMPOSE, people.bupati, **given)
    found["reach"] = statements.count
    assert len(answer.content) < 100_000
    drawn = text(answer).partition(f'name="peran-{last.public_id}"')[2].partition("</select>")[0]
    assert '<option value="koordinator" selected>' in drawn
    assert found["list"] <= 10
    assert found["group"] <= 14
    assert found["compose"] <= 12
    assert found["reach"] <= 22, str(statements)


# --- Composing -------------------------------------------------------------------------------------


def test_groups_stand_in_the_order_they_were_last_used():
    people = cast()
    for n, name in enumerate(("Semua camat", "Camat lain", "Camat ketiga", "Camat keempat")):
        camats(name=name, rank=n)
    bupati = browser(people.bupati.person)
    last = RecipientList.objects.get(name="Camat keempat")
    post(bupati, COMPOSE, people.bupati, text="Periksa.", groups=[str(last.public_id)])
    assert Assignment.objects.count() == 3
    page = text(bupati.get(COMPOSE))
    order = sorted(page.index(f"<span>{name}") for name in ("Camat keempat", "Semua camat"))
    assert page.index("<span>Camat keempat") == order[0]
    assert page.index("<span>Camat keempat") < page.index('<details class="cari')


def test_roles_and_those_left_out_reach_the_order():
    people = cast()
    group = camats()
    bupati = browser(people.bupati.person)
    given = {
        "text": "Periksa.",
        "groups": [str(group.public_id)],
        "positions": [key(people.kadis_kesehatan), key(people.asisten)],
        role(people.camat_limun): "tidak",
        role(people.camat_pelawan): "koordinator",
        role(people.kadis_kesehatan): "untuk_diketahui",
        role(people.asisten): "tidak",
        role(people.stranger): "koordinator",  # of a group that is not chosen any more
        role(people.camat_singkut): "",
    }
    page = text(post(bupati, COMPOSE, people.bupati, lihat="1", **given))
    assert "3 penerima, 2 tidak dikirimi" in page
    assert post(bupati, COMPOSE, people.bupati, **given).status_code == 303
    found = {one.position.title: one.role for one in Assignment.objects.select_related("position")}
    assert found == {
        "Camat Pelawan": "koordinator",
        "Camat Singkut": "pelaksana",
        "Kepala Dinas Kesehatan": "untuk_diketahui",
    }
    names = Instruction.objects.get().addressees["names"]
    assert names == ["Camat Pelawan", "Camat Singkut", "Kepala Dinas Kesehatan"]


def test_the_json_of_the_composer_counts_lists_and_warns():
    people = cast()
    group = camats()
    Appointment.objects.filter(position=people.camat_pelawan.position).delete()
    bupati = browser(people.bupati.person)
    asked = {"groups": [str(group.public_id)], role(people.camat_limun): "tidak"}
    told = bupati.get(reverse("web:recipients"), asked).json()
    assert "reached" not in told["parts"]
    told = bupati.get(reverse("web:recipients"), {**asked, "lihat": "1"}).json()
    assert told["send_label"] == "Kirim ke 2 camat"
    assert told["count_label"] == "2 penerima, 1 tidak dikirimi"
    assert "Camat Limun" in told["parts"]["reached"]
    assert "Camat Pelawan kosong" in told["parts"]["heed"]
    assert f'name="tambah" value="{key(people.sekcam_pelawan)}"' in told["parts"]["heed"]


def test_an_offer_adds_its_position_and_sends_nothing():
    people = cast()
    bupati = browser(people.bupati.person)
    given = {"text": "Periksa.", "positions": [key(people.camat_pelawan)]}
    page = text(post(bupati, COMPOSE, people.bupati, tambah=key(people.sekcam_pelawan), **given))
    assert "Kirim ke 2 penerima" in page
    assert not Instruction.objects.exists()


def test_a_draft_keeps_roles_class_and_those_left_out():
    people = cast()
    group = camats()
    bupati = browser(people.bupati.person)
    given = {
        "text": "Periksa.",
        "groups": [str(group.public_id)],
        "classification": "rahasia",
        role(people.camat_limun): "tidak",
        role(people.camat_pelawan): "koordinator",
    }
    post(bupati, COMPOSE, people.bupati, simpan="1", **given)
    draft = Instruction.objects.get()
    page = text(bupati.get(reverse("web:order", args=[draft.public_id])))
    assert "2 penerima, 1 tidak dikirimi" in page
    assert '<option value="rahasia" selected>' in page
    post(bupati, reverse("web:edit_draft", args=[draft.public_id]), people.bupati, **given)
    draft.refresh_from_db()
    assert (draft.status, draft.classification) == ("issued", "rahasia")
    assert {one.position.title for one in draft.assignments.all()} == {
        "Camat Pelawan",
        "Camat Singkut",
    }


def test_an_aide_is_offered_no_class_that_is_not_lent():
    people = cast()
    aide = browser(people.ajudan.person)
    assert "Sangat rahasia" not in text(aide.get(COMPOSE))
    assert "Sangat rahasia" in text(browser(people.bupati.person).get(COMPOSE))
    given = {"text": "Periksa.", "positions": [key(people.camat_limun)]}
    refused = post(aide, COMPOSE, people.bupati, classification="rahasia", **given)
    assert refused.status_code == 403
    trusted = delegate(people.stranger.person, people.wakil.position)
    type(trusted).objects.filter(pk=trusted.pk).update(secret=True)
    page = text(
        browser(people.stranger.person).post(
            COMPOSE, {"lihat": "1", "jabatan": key(people.wakil), "text": "Periksa."}
        )
    )
    assert "Sangat rahasia" in page


def test_a_follow_up_shows_what_it_follows_and_only_to_those_who_gave_it():
    people = cast()
    order = order_to(people.camat_pelawan, giver=people.sekda)
    address = f"{COMPOSE}?menindaklanjuti={order.public_id}"
    page = text(browser(people.sekda.person).get(address))
    assert f"Menindaklanjuti <b>{order.reference}</b>" in page
    assert f'name="follows" value="{order.public_id}"' in page
    for other in (people.camat_limun, people.camat_pelawan):
        assert status(browser(other.person), address) == 404
    assert status(browser(people.sekda.person), f"{COMPOSE}?menindaklanjuti=x") == 404


@pytest.mark.parametrize(
    "odd",
    [
        {"peran-x": "koordinator"},
        {"peran-01a20ca6-1573-7692-811d-f2037422a29d": "raja"},
        {"classification": "kosmik"},
        {"only_me": "mungkin"},
        {"follows": "x"},
    ],
)
def test_nonsense_in_the_rarer_fields_gives_no_order(odd):
    people = cast()
    given = {"text": "Periksa.", "positions": [key(people.camat_limun)], **odd}
    answer = post(browser(people.bupati.person), COMPOSE, people.bupati, **given)
    assert answer.status_code in {404, 422}
    assert not Instruction.objects.exists()


def test_an_empty_group_is_said_at_the_recipients():
    people = cast()
    group = camats(name="Kecamatan pegunungan", region="pegunungan")
    bupati = browser(people.bupati.person)
    answer = post(bupati, COMPOSE, people.bupati, text="Periksa.", groups=[str(group.public_id)])
    assert answer.status_code == 422
    assert "Kecamatan pegunungan tidak berisi siapa pun" in text(answer)


def test_a_deactivated_camat_gets_no_order():
    people = cast()
    group = camats()
    Position.objects.filter(pk=people.camat_limun.position.pk).update(is_active=False)
    given = {"text": "Periksa.", "groups": [str(group.public_id)]}
    post(browser(people.bupati.person), COMPOSE, people.bupati, **given)
    assert Assignment.objects.count() == 2


def test_the_usual_pengendali_takes_ordinary_orders_to_several_and_nothing_else(settings):
    settings.CONTROLLER = "sekda"
    people = cast()
    bupati = browser(people.bupati.person)
    assert "Sekretaris Daerah, bila penerimanya lebih dari satu" in text(bupati.get(COMPOSE))
    two = [key(people.camat_limun), key(people.camat_pelawan)]

    def controller(who=people.bupati, **given):
        given = {"text": "Periksa.", "positions": two, **given}
        assert post(browser(who.person), COMPOSE, who, **given).status_code == 303
        found = Instruction.objects.latest("id").controller
        return found.title if found else ""

    assert controller() == "Sekretaris Daerah"
    assert controller(positions=two[:1]) == ""
    assert controller(classification="rahasia") == ""
    assert controller(positions=[*two, key(people.sekda)]) == ""
    assert controller(controller=str(UUID(int=0))) == ""
    assert controller(controller=key(people.asisten)) == "Asisten Administrasi Umum"
    assert controller(who=people.sekda) == ""
    assert controller(who=people.camat_limun, positions=[key(people.asisten)] * 2) == ""
