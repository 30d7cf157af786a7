"""The matrix of docs/visibility.md, cell by cell, against what people really get."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from accounts.models import PositionKind
from api.outputs import Reader, order_detail
from files import intake
from instructions import actions, chronology, timeline
from instructions.addressing import Recipient
from instructions.chronology import Footing
from instructions.models import Assignment, Attachment, Instruction, Step
from tests.files.samples import picture
from tests.house import tree
from tests.instructions.orders import order_to, share_of
from tests.people import AT, Cast, Member, Outsider, actor, cast, delegate, member, person
from workflow.refusals import Refused

PAGE = tree.ROOT / "docs" / "visibility.md"
CLASSES: dict[str, list[dict[str, Any]]] = {
    "Biasa, Terbatas": [{}, {"classification": "terbatas"}],
    "Tertutup": [{"closed_list": True}],
    "Rahasia, Sangat rahasia": [
        {"classification": "rahasia"}, {"classification": "sangat_rahasia"},
    ],
}  # fmt: skip
NOTE, WHY = "Dua titik sudah diperiksa.", "Foto kurang jelas."


def table(title: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Rows of the table under a heading: who, and column to cell."""
    section = PAGE.read_text(encoding="utf-8").split(f"## {title}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    head, _rule, *rows = [[c.strip() for c in line.strip("|").split("|")] for line in lines]
    for who, *cells in rows:
        yield who, dict(zip(head[1:], cells, strict=True))


@dataclass
class Scene:
    """Everybody, and the order they look at."""

    order: Instruction
    share: Assignment
    below: Assignment | None
    who: dict[str, Member | Outsider]


def office(people: Cast) -> tuple[Member, Member]:
    """A kasi under the camat, and an aide of the bupati who is trusted with secrets."""
    camat = people.camat_pelawan.position
    kasi = member(
        "Kepala Seksi Trantib", unit=camat.unit, kind=PositionKind.SUPERVISOR, superior=camat,
        rank=80,
    )  # fmt: skip
    trusted = Member(person("Ajudan Terpercaya"), people.bupati.position)
    row = delegate(trusted.person, people.bupati.position)
    row.secret = True
    row.save()
    return kasi, trusted


def scene(people: Cast, kasi: Member, trusted: Member, *, paper: bool, **fields: Any) -> Scene:
    camat = people.camat_pelawan
    order = order_to(
        camat, people.camat_limun, giver=people.bupati, needs_paper=paper,
        controller=str(people.asisten.position.public_id), **fields,
    )  # fmt: skip
    key, acting = str(share_of(order, camat).public_id), actor(camat.person)
    secret = order.is_secret
    if not secret:
        to = [Recipient(str(kasi.position.public_id))]
        actions.pass_down(key, actor=acting, at=AT, recipients=to)
    photo = intake.receive(io.BytesIO(picture()), name="a.jpg", person_id=camat.person.pk, at=AT)
    actions.progress(key, actor=acting, at=AT, note=NOTE, attachments=[photo.public_id])
    actions.report(key, actor=acting, at=AT, note="Selesai.", reason="Kasi menyusul.")
    actions.return_(key, actor=actor(people.bupati.person), at=AT, reason=WHY)
    Step.objects.create(
        share=share_of(order, camat), instruction=order, rung="answer_superior", deadline=AT,
        due_at=AT, at=AT, outcome="climbed", told=people.kadis_kesehatan.position,
    )  # fmt: skip
    return Scene(
        order,
        share_of(order, camat),
        None if secret else share_of(order, kasi),
        {
            "giver": people.bupati, "pengendali": people.asisten, "recipient": camat,
            "other recipient": people.camat_limun, "handed down to": kasi,
            "giver's aide": people.ajudan, "giver's trusted aide": trusted,
            "superior": people.sekda, "asked for help": people.kadis_kesehatan, "unit's secretary": people.sekcam_pelawan,
            "desk": people.kabag_umum, "desk, paper asked": people.kabag_umum,
            "administrator": people.administrator, "stranger": people.stranger,
        },
    )  # fmt: skip


def seen_by(reader: Member | Outsider, at: Scene) -> dict[str, str]:
    """The cells of one row, as the reader really has them."""
    who = actor(reader.person)
    order = Instruction.visible_to(who).filter(pk=at.order.pk).first()
    said: set[str] = set()
    names: list[str] = []
    if order is not None:
        lines = timeline.of_order(order, actor=who)
        said = {word for line in lines for word in line.contents.values()}
        names = order_detail(order, Reader(who, AT), None, [])["addressed_to"]
    mine = Assignment.visible_to(who).filter(pk=at.share.pk).exists()
    below = at.below and Assignment.visible_to(who).filter(pk=at.below.pk).exists()
    photos = Attachment.objects.visible_to(who).filter(assignment=at.share).exists()
    facts = {
        "words": order is not None, "names": bool(names), "state": mine, "said": NOTE in said,
        "between": WHY in said, "photos": photos, "below": below,
    }  # fmt: skip
    return {name: "+" if fact else "." for name, fact in facts.items()}


@pytest.mark.django_db
@pytest.mark.parametrize("title", CLASSES)
def test_everybody_sees_what_the_page_says(title: str) -> None:
    people = cast()
    kasi, trusted = office(people)
    for fields in CLASSES[title]:
        for paper in (False, True):
            at = scene(people, kasi, trusted, paper=paper, **fields)
            for who, cells in table(title):
                if (who == "desk" and paper) or (who == "desk, paper asked" and not paper):
                    continue
                seen = seen_by(at.who[who], at)
                assert {name: seen[name] for name in cells} == cells, (who, fields, paper)


def opened_by(reader: Member | Outsider, at: Scene) -> str:
    """What of the chronology is open to the reader; of one's own part nothing of those beside it."""
    who = actor(reader.person)
    order = Instruction.visible_to(who).filter(pk=at.order.pk).first()
    if order is None:
        return "."
    try:
        basis = chronology.basis_of(order, who)
    except Refused:
        return "."
    told = chronology.of_order(order, as_of=AT, shares=basis.shares)
    if basis.footing is Footing.GIVER:
        return "all"
    mine = Assignment.visible_to(who).filter(instruction=order)
    titles = set(mine.values_list("position__title", flat=True))
    assert {event.about for event in told.events} <= titles | {""}
    assert {row.recipient for row in told.standings} <= titles
    assert {row.recipient for row in told.knowers} <= titles
    return "own"


@pytest.mark.django_db
@pytest.mark.parametrize("title", CLASSES)
def test_the_chronology_is_open_to_whom_the_page_says(title: str) -> None:
    people = cast()
    kasi, trusted = office(people)
    for fields in CLASSES[title]:
        for paper in (False, True):
            at = scene(people, kasi, trusted, paper=paper, **fields)
            for who, cells in table("Kronologi"):
                if (who == "desk" and paper) or (who == "desk, paper asked" and not paper):
                    continue
                assert opened_by(at.who[who], at) == cells[title], (who, fields, paper)
