"""What the history tells to whom."""

import io

import pytest

from files import intake
from instructions import actions, timeline
from tests.files.samples import picture
from tests.instructions.orders import order_to, share_of
from tests.people import AT, Cast, Member, actor, cast
from tests.statements import counted

pytestmark = pytest.mark.django_db


def told(people: Cast) -> tuple[dict[str, list[str]], dict[str, int]]:
    """Verbs and number of files each reader finds in one lively order."""
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    pelawan, limun = (
        str(share_of(order, member).public_id)
        for member in (people.camat_pelawan, people.camat_limun)
    )
    camat, other = actor(people.camat_pelawan.person), actor(people.camat_limun.person)
    bupati = actor(people.bupati.person)
    photo = intake.receive(
        io.BytesIO(picture()), name="foto.jpg", person_id=people.camat_pelawan.person.pk, at=AT
    )
    actions.see(pelawan, actor=camat, at=AT)
    actions.progress(pelawan, actor=camat, at=AT, note="Satu titik.", attachments=[photo.public_id])
    actions.report(pelawan, actor=camat, at=AT, note="Selesai.")
    actions.return_(pelawan, actor=bupati, at=AT, reason="Kurang foto.")
    actions.acknowledge(limun, actor=other, at=AT)
    readers: dict[str, Member] = {
        "giver": people.bupati,
        "pelawan": people.camat_pelawan,
        "limun": people.camat_limun,
    }
    lines = {
        name: timeline.of_order(order, actor=actor(member.person))
        for name, member in readers.items()
    }
    verbs = {name: sorted(line.verb for line in found) for name, found in lines.items()}
    files = {name: sum(len(line.attachments) for line in found) for name, found in lines.items()}
    return verbs, files


def test_a_recipient_reads_its_own_share_and_what_others_chose_to_say() -> None:
    verbs, files = told(cast())
    assert verbs["giver"] == sorted(["issue", "progress", "report", "return", "acknowledge"])
    assert verbs["pelawan"] == sorted(["issue", "seen", "progress", "report", "return"])
    assert verbs["limun"] == sorted(["issue", "progress", "acknowledge"])
    assert files == {"giver": 1, "pelawan": 1, "limun": 0}


def test_a_long_career_does_not_lengthen_the_history_of_one_order() -> None:
    people = cast()
    for _ in range(5):
        order_to(people.camat_pelawan, giver=people.bupati)
    order = order_to(people.camat_pelawan, giver=people.bupati)
    reader = actor(people.bupati.person)
    with counted() as statements:
        lines = timeline.of_order(order, actor=reader)
    assert [line.who for line in lines] == ["Bupati Sarolangun"]
    assert statements.count <= 6, str(statements)
