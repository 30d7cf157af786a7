"""Search and filters: a small register, and literal answers for every question and reader."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest

from accounts.models import Appointment
from instructions import actions, index, search
from instructions.models import Instruction, SearchWord
from instructions.references import parse
from instructions.search import Filter
from tests.instructions.orders import order_to, share_of
from tests.people import AT, Cast, Member, actor, appoint, cast, member, person
from workflow import outbox
from workflow.destruction import OnRow, destroy
from workflow.refusals import Refused

NEXT_DAY = AT + timedelta(days=1)


@dataclass(frozen=True)
class World:
    """Six orders by name, and everybody."""

    people: Cast
    orders: dict[str, Instruction]

    def found(self, reader: Member, *, at: datetime = AT, **asked) -> set[str]:
        """Names of the orders a filter finds."""
        rows = search.search(Filter(**asked), actor=actor(reader.person), at=at).orders()
        return self.names(set(rows.values_list("pk", flat=True)))

    def names(self, keys: set[int]) -> set[str]:
        return {name for name, order in self.orders.items() if order.pk in keys}

    def shares(self, reader: Member, *, at: datetime = AT, **asked) -> set[tuple[str, str]]:
        """Names of orders with the recipient's title."""
        rows = search.search(Filter(**asked), actor=actor(reader.person), at=at).shares()
        by_key = {order.pk: name for name, order in self.orders.items()}
        return {(by_key[row.instruction_id], row.position.title) for row in rows}


@pytest.fixture
def world(db) -> World:
    """banjir: reported by Pelawan, Limun silent. jalan: Limun, urgent. gizi: dinkes, with photo.

    rahasia: Pelawan. lama: a year earlier, done. surat: the sekda's, for the desk, controlled.
    """
    p = cast()
    earlier = datetime(2025, 3, 3, 9, 0, tzinfo=AT.tzinfo)
    appoint(
        person("Bupati Lama", username="lama"), p.bupati.position, starts_on=date(2020, 1, 1),
        ends_on=date(2025, 12, 31),
    )  # fmt: skip
    appoint(p.camat_limun.person, p.camat_limun.position, starts_on=date(2025, 1, 1),
            ends_on=date(2025, 12, 31))  # fmt: skip
    old = issued_before(p, earlier)
    orders = {
        "lama": old,
        "banjir": order_to(
            p.camat_pelawan, p.camat_limun, giver=p.bupati,
            text="Pelaksanaan pemeriksaan titik rawan banjir. 14 rumah terdampak.",
        ),
        "jalan": order_to(p.camat_limun, giver=p.bupati, urgency="segera",
                          text="Laksanakan perbaikan jalan kabupaten."),
        "gizi": order_to(p.kadis_kesehatan, giver=p.sekda, text="Daftar posyandu tanpa timbangan."),
        "rahasia": order_to(p.camat_pelawan, giver=p.bupati, classification="rahasia",
                            text="Pelaksanaan penyelidikan banjir."),
        "surat": order_to(p.camat_singkut, giver=p.sekda, needs_paper=True, at=NEXT_DAY,
                          controller=str(p.asisten.position.public_id),
                          text="Siapkan naskah pelaksanaan."),
    }  # fmt: skip
    actions.report(
        str(share_of(orders["banjir"], p.camat_pelawan).public_id),
        actor=actor(p.camat_pelawan.person), at=AT, note="Sudah.",
    )  # fmt: skip
    drained()
    return World(p, orders)


def issued_before(p: Cast, at: datetime) -> Instruction:
    """An order of the year before, given by who was bupati then, reported and accepted."""
    from instructions import issuing
    from instructions.addressing import Recipient
    from instructions.issuing import Order

    old = actor(Appointment.objects.get(person__username="lama").person, at=at)
    given = issuing.issue(
        Order("Perbaikan jembatan.", (Recipient(str(p.camat_limun.position.public_id)),)),
        actor=old, at=at,
    )  # fmt: skip
    key = str(share_of(given, p.camat_limun).public_id)
    actions.report(key, actor=actor(p.camat_limun.person, at=at), at=at, note="Sudah.")
    actions.accept(key, actor=old, at=at)
    return Instruction.objects.get(pk=given.pk)


def drained() -> None:
    """Let the worker do all that is due."""
    while outbox.drain(at=NEXT_DAY, limit=500):
        pass


ALL = {"lama", "banjir", "jalan", "gizi", "rahasia", "surat"}
OF_BUPATI = {"lama", "banjir", "jalan", "rahasia"}

# Who, what is asked, what is found. Written by hand from the story above.
FILTERS = [
    ("bupati", {}, OF_BUPATI),
    ("ajudan", {}, {"lama", "banjir", "jalan"}),
    ("sekda", {}, {"gizi", "surat"}),
    ("asisten", {}, {"surat"}),
    ("kabag_umum", {}, {"surat"}),
    ("camat_pelawan", {}, {"banjir", "rahasia"}),
    ("camat_limun", {}, {"banjir", "jalan", "lama"}),
    ("stranger", {}, set()),
    ("bupati", {"role": "given"}, OF_BUPATI),
    ("bupati", {"role": "received"}, set()),
    ("camat_limun", {"role": "received"}, {"banjir", "jalan", "lama"}),
    ("camat_limun", {"role": "given"}, set()),
    ("asisten", {"role": "controlled"}, {"surat"}),
    ("asisten", {"role": "given"}, {"surat"}),
    ("sekda", {"role": "controlled"}, set()),
    ("bupati", {"status": "issued"}, {"banjir", "jalan", "rahasia"}),
    ("bupati", {"status": "completed"}, {"lama"}),
    ("bupati", {"status": "revoked"}, set()),
    ("bupati", {"urgency": "segera"}, {"jalan"}),
    ("bupati", {"urgency": "biasa"}, {"banjir", "lama", "rahasia"}),
    ("bupati", {"classification": "rahasia"}, {"rahasia"}),
    ("ajudan", {"classification": "rahasia"}, set()),
    ("bupati", {"form": "informal"}, OF_BUPATI),
    ("bupati", {"form": "formal"}, set()),
    ("bupati", {"state": "reported"}, {"banjir"}),
    ("bupati", {"state": "sent"}, {"banjir", "jalan", "rahasia"}),
    ("bupati", {"turn": "giver"}, {"banjir"}),
    ("bupati", {"turn": "nobody"}, {"lama"}),
    ("bupati", {"turn": "recipient"}, {"banjir", "jalan", "rahasia"}),
    ("camat_limun", {"turn": "recipient"}, {"banjir", "jalan"}),
    ("bupati", {"issued_from": date(2026, 1, 1)}, {"banjir", "jalan", "rahasia"}),
    ("bupati", {"issued_to": date(2025, 12, 31)}, {"lama"}),
    ("bupati", {"issued_from": date(2025, 3, 3), "issued_to": date(2025, 3, 3)}, {"lama"}),
    ("bupati", {"issued_from": date(2025, 3, 4), "issued_to": date(2025, 3, 5)}, set()),
    ("sekda", {"issued_from": date(2026, 11, 25)}, {"surat"}),
    ("bupati", {"reference": "P-0001/2025"}, {"lama"}),
    ("camat_limun", {"reference": "p 1 2025"}, {"lama"}),
    ("camat_pelawan", {"reference": "P-0001/2025"}, set()),
]  # fmt: skip


@pytest.mark.parametrize(
    ("who", "asked", "names"),
    FILTERS,
    ids=lambda value: "" if isinstance(value, set) else str(value),
)
def test_every_filter_finds_what_the_hand_wrote(world, who, asked, names):
    assert world.found(getattr(world.people, who), **asked) == names


# A word, and what it finds for the bupati: stems, beginnings, the giver's title, never Rahasia.
WORDS = [
    ("laksana", {"banjir", "jalan"}),
    ("pelaksanaan", {"banjir", "jalan"}),
    ("dilaksanakan", {"banjir", "jalan"}),
    ("BANJIR", {"banjir"}),
    ("banj", {"banjir"}),
    ("periksa banjir", {"banjir"}),
    ("banjir jalan", set()),
    ("rawan-banjir", {"banjir"}),
    ("rawan-jalan", set()),
    ("jembatan", {"lama"}),
    ("selidik", set()),
    ("penyelidikan", set()),
    ("bupati", {"lama", "banjir", "jalan"}),
    ("14", {"banjir"}),
    ("titik, rawan!", {"banjir"}),
    ("zzz", set()),
    ("%", set()),
    ("_", set()),
    ("???", set()),
    ("' OR 1=1 --", set()),
]


@pytest.mark.parametrize(("q", "names"), WORDS)
def test_words_are_found_by_their_stems_and_never_in_what_is_secret(world, q, names):
    assert world.found(world.people.bupati, q=q) == names


@pytest.mark.parametrize("who", ["bupati", "camat_pelawan", "ajudan", "kabag_umum", "stranger"])
@pytest.mark.parametrize("q", ["penyelidikan", "banjir", "bupati", "laksana", "camat pelawan"])
def test_nobody_finds_a_secret_order_by_words(world, who, q):
    assert "rahasia" not in world.found(getattr(world.people, who), q=q)


def test_a_secret_order_is_opened_by_its_parties_by_reference_and_by_nobody_else(world):
    people, secret = world.people, world.orders["rahasia"]
    readers = {
        name: world.found(getattr(people, name), q=secret.reference)
        for name in ("bupati", "camat_pelawan", "ajudan", "camat_limun", "kabag_umum", "stranger")
    }
    assert readers == {
        "bupati": {"rahasia"}, "camat_pelawan": {"rahasia"}, "ajudan": set(),
        "camat_limun": set(), "kabag_umum": set(), "stranger": set(),
    }  # fmt: skip
    for name, names in readers.items():
        named = parse(secret.reference)
        assert named is not None
        read = search.referred(named, actor=actor(getattr(people, name).person))
        assert world.names(set(read.values_list("pk", flat=True))) == names


def test_a_number_alone_is_a_reference_of_any_year_or_a_word(world):
    bupati, number = world.people.bupati, world.orders["lama"].number
    same = {name for name, order in world.orders.items() if order.number == number}
    assert world.found(bupati, q=f"{number:04d}") == same & OF_BUPATI
    assert world.found(bupati, q=f"P-{number}") == same & OF_BUPATI
    assert world.found(bupati, q=f"{number}/2025") == {"lama"}
    assert world.found(bupati, q="14 rumah") == {"banjir"}


def test_people_positions_and_units_are_found_as_givers_and_recipients(world):
    people = world.people

    def by(reader, **asked):
        return world.found(reader, **asked)

    limun, pelawan = people.camat_limun, people.camat_pelawan
    assert by(people.bupati, position=key(limun.position)) == {"banjir", "jalan", "lama"}
    assert by(people.bupati, position=key(people.bupati.position)) == OF_BUPATI
    # A recipient learns nothing of a colleague: only who gave can be asked for.
    assert by(pelawan, position=key(limun.position)) == set()
    assert by(pelawan, position=key(people.bupati.position)) == {"banjir", "rahasia"}
    assert by(people.bupati, unit=key(limun.position.unit)) == {"banjir", "jalan", "lama"}
    assert by(people.bupati, unit=key(people.bupati.position.unit)) == OF_BUPATI
    assert by(people.sekda, unit=key(people.sekda.position.unit)) == {"gizi", "surat"}
    assert by(people.sekda, unit=key(people.kadis_kesehatan.position.unit)) == {"gizi"}
    assert by(people.bupati, position=key(limun.position), state="reported") == set()
    assert by(people.bupati, position=key(pelawan.position), state="reported") == {"banjir"}
    assert by(people.bupati, position=key(pelawan.position), unit=key(limun.position.unit)) == set()


def test_a_person_counts_for_what_was_issued_in_their_time(world):
    people = world.people
    old = Appointment.objects.get(person__username="lama").person
    assert world.found(people.bupati, person=key(old)) == {"lama"}
    assert world.found(people.bupati, person=key(people.bupati.person)) == OF_BUPATI - {"lama"}
    assert world.found(people.bupati, person=key(people.camat_limun.person)) == {
        "banjir", "jalan", "lama",
    }  # fmt: skip
    assert world.found(people.bupati, person=key(person("Tanpa Jabatan"))) == set()


def key(row) -> str:
    """Public id."""
    return str(row.public_id)


def test_a_recipient_cannot_ask_how_a_colleague_stands(world):
    pelawan = world.people.camat_pelawan
    assert world.found(pelawan, state="sent") == {"rahasia"}
    assert world.found(pelawan, turn="recipient") == {"rahasia"}
    late = AT + timedelta(days=30)
    assert world.found(pelawan, late=True, at=late) == {"rahasia"}
    assert world.found(world.people.bupati, late=True, at=late) == {"banjir", "jalan", "rahasia"}
    assert world.found(world.people.bupati, late=False, at=late) == {"banjir", "lama"}


def test_shares_are_filtered_alike(world):
    bupati, limun = world.people.bupati, world.people.camat_limun
    assert world.shares(bupati, role="given", state="reported") == {("banjir", "Camat Pelawan")}
    assert world.shares(bupati, q="laksana") == {
        ("banjir", "Camat Pelawan"), ("banjir", "Camat Limun"), ("jalan", "Camat Limun"),
    }  # fmt: skip
    assert world.shares(bupati, unit=key(limun.position.unit), status="issued") == {
        ("banjir", "Camat Limun"), ("jalan", "Camat Limun"),
    }  # fmt: skip
    assert world.shares(limun, role="received", urgency="segera") == {("jalan", "Camat Limun")}
    assert world.shares(limun, q="banjir") == {("banjir", "Camat Limun")}


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"position": "0196b4b0-0000-7000-8000-000000000000"}, "unknown_position"),
        ({"person": "0196b4b0-0000-7000-8000-000000000000"}, "unknown_person"),
        ({"unit": "0196b4b0-0000-7000-8000-000000000000"}, "unknown_unit"),
        ({"reference": "banjir"}, "bad_reference"),
        (
            {"issued_from": date(2026, 2, 1), "issued_to": date(2026, 1, 1)},
            "period_ends_before_it_begins",
        ),
    ],
)
def test_what_cannot_be_asked_is_refused(world, asked, code):
    with pytest.raises(Refused) as refused:
        world.found(world.people.bupati, **asked)
    assert refused.value.refusal.code == code


# --- The index -------------------------------------------------------------------------------------


def stems(order: Instruction) -> set[str]:
    return set(SearchWord.objects.filter(order=order).values_list("stem", flat=True))


def test_a_secret_order_and_a_draft_are_never_in_the_index(world):
    assert stems(world.orders["rahasia"]) == set()
    assert stems(world.orders["jalan"]) == {"laksana", "baik", "jalan", "kabupaten"}
    from instructions import issuing
    from instructions.issuing import Order

    draft = issuing.save_draft(
        Order("Konsep banjir."), actor=actor(world.people.bupati.person), at=AT
    )
    drained()
    index.index([draft])
    assert stems(draft) == set()


def test_words_destroyed_by_law_are_found_no_more(world):
    order = Instruction.objects.get(pk=world.orders["banjir"].pk)
    destroy(OnRow(order, "text"), actor=actor(world.people.bupati.person), at=NEXT_DAY,
            basis="uu27-2022-ps44")  # fmt: skip
    drained()
    assert stems(order) == set()
    assert world.found(world.people.bupati, q="banjir") == set()
    assert world.found(world.people.bupati, q=order.reference) == {"banjir"}


def test_a_class_raised_takes_an_order_out_at_once_and_its_words_with_the_worker(world):
    order = world.orders["banjir"]
    actions.reclassify(
        str(order.public_id), actor=actor(world.people.bupati.person), at=NEXT_DAY,
        classification="rahasia", reason="Menyangkut penyelidikan.",
    )  # fmt: skip
    assert world.found(world.people.bupati, q="banjir") == set()
    drained()
    assert stems(order) == set()


def test_indexing_twice_changes_nothing_and_costs_three_statements(
    world, django_assert_num_queries
):
    before = list(SearchWord.objects.values_list("order_id", "stem").order_by("order_id", "stem"))
    with django_assert_num_queries(3):
        index.index(Instruction.objects.all())
    after = list(SearchWord.objects.values_list("order_id", "stem").order_by("order_id", "stem"))
    assert after == before


@pytest.mark.parametrize("more", [0, 40])
def test_a_search_costs_the_same_for_few_and_many(world, more, django_assert_num_queries):
    people = world.people
    for number in range(more):
        order_to(people.camat_pelawan, giver=people.bupati, text=f"Pelaksanaan {number}.")
    drained()
    asked = Filter(
        q="laksana", role="given", late=False, position=key(people.camat_pelawan.position),
        unit=key(people.bupati.position.unit), person=key(people.camat_pelawan.person),
    )  # fmt: skip
    bupati = actor(people.bupati.person)
    with django_assert_num_queries(5):
        found = search.search(asked, actor=bupati, at=AT).orders()
        assert len(found[:100]) == more + 1


def test_a_newcomer_in_another_unit_sees_none_of_it(world):
    lurah = member("Lurah Contoh")
    assert world.found(lurah) == set()
    assert world.found(lurah, q="laksana") == set()


def test_the_index_can_be_written_anew(world, capsys, monkeypatch):
    from django.core.management import call_command

    from instructions.management.commands import index_orders

    monkeypatch.setattr(index_orders, "BATCH", 2)
    before = set(SearchWord.objects.values_list("order_id", "stem"))
    SearchWord.objects.all().delete()
    call_command("index_orders")
    assert set(SearchWord.objects.values_list("order_id", "stem")) == before
    assert capsys.readouterr().out == "6 orders\n"
