"""The drawings of the kop: which one holds when, who may bring it, and that it is what is printed."""

import io
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pikepdf
import pytest
from django.db import DatabaseError, transaction

from files import intake
from files.models import Blob
from memos import profiles
from memos.models import MemoType
from memos.paper import DEFAULT
from memos.profiles import drawings, reading, samples
from memos.profiles.editing import adopt_drawings
from memos.profiles.models import ProfileVersion
from tests.memos.profiles.pictures import hung, shield
from tests.memos.profiles.profiles import BASIS, adopted, keeper
from tests.people import AT, TODAY, Cast, actor, cast
from tests.statements import counted
from workflow.models import Entry
from workflow.refusals import Refused

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def people(db: None) -> Cast:
    return cast()


@pytest.fixture
def kept(people: Cast) -> Iterator[Cast]:
    """People, and a store whose bytes no other test's cache knows."""
    drawings._read.cache_clear()
    yield people
    drawings._read.cache_clear()


def images(pdf: bytes) -> list[tuple[int, int, Any]]:
    """Width, height and the colour in the middle of every picture on the first page."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        found = []
        images_of: Any = opened.pages[0].get_images()
        for image in images_of.values():
            picture = pikepdf.PdfImage(image).as_pil_image().convert("RGB")
            middle = picture.getpixel((picture.width // 2, picture.height // 2))
            found.append((picture.width, picture.height, middle))
    return found


GREEN, GOLD = (0, 170, 102), (204, 153, 0)


def test_the_kop_prints_the_regencys_drawing_and_the_bupatis_that_of_the_state(kept: Cast) -> None:
    hung(kept, regency_drawing=shield("#0a6"), state_drawing=shield("#c90", size=(400, 400)))
    version = reading.on_day(TODAY)
    note = samples.pdf_of(MemoType.NOTA_DINAS, version, on=TODAY)
    assert images(note) == [(320, 400, GREEN)]
    order = samples.pdf_of(MemoType.INSTRUCTION, version, on=TODAY)
    assert images(order) == [(400, 400, GOLD)]
    slip = samples.pdf_of(MemoType.DISPOSITION, version, on=TODAY)
    assert (320, 400, GREEN) in images(slip)


def test_without_a_drawing_of_its_own_no_picture_pretends_to_be_one(kept: Cast) -> None:
    hung(kept, regency_drawing=shield())
    order = samples.pdf_of(MemoType.INSTRUCTION, reading.on_day(TODAY), on=TODAY)
    assert images(order) == []
    assert drawings.of_regency(DEFAULT).media_type == "image/svg+xml"


def test_a_black_kop_prints_it_in_greys(kept: Cast) -> None:
    hung(kept, regency_drawing=shield("#0a6"))
    adopted(kept, kop_black=True)
    pdf = samples.pdf_of(MemoType.NOTA_DINAS, reading.on_day(TODAY), on=TODAY)
    [(_width, _height, colour)] = images(pdf)
    assert len(set(colour)) == 1


def test_a_new_version_keeps_the_drawings_it_does_not_replace(kept: Cast) -> None:
    adopted(kept, margin_left=31)
    hung(kept, regency_drawing=shield("#0a6"), state_drawing=shield("#c90"))
    first = profiles.current(on=TODAY)
    adopted(kept, margin_left=32)
    hung(kept, regency_drawing=shield("#06a"))
    last = profiles.current(on=TODAY)
    assert (first.margin_left, last.margin_left) == (31, 32)
    assert last.regency_drawing != first.regency_drawing
    assert last.state_drawing == first.state_drawing != ""
    assert profiles.version("profil-1").regency_drawing == ""
    assert profiles.version("profil-2") == first
    entry = Entry.objects.filter(kind="profile", verb="adopt").latest("pk")
    assert entry.facts["drawings"] == {"regency_drawing": last.regency_drawing}


def test_one_that_waits_takes_over_what_comes_before_it(kept: Cast) -> None:
    adopted(kept, on=TOMORROW, margin_left=31)
    hung(kept, regency_drawing=shield())
    today, tomorrow = profiles.current(on=TODAY), profiles.current(on=TOMORROW)
    assert (today.margin_left, tomorrow.margin_left) == (30, 31)
    assert today.regency_drawing == tomorrow.regency_drawing != ""
    hung(kept, on=TOMORROW, regency_drawing=shield("#06a"))
    assert profiles.current(on=TODAY) == today
    assert profiles.current(on=TOMORROW).margin_left == 31


def test_what_a_number_froze_keeps_its_drawing(kept: Cast) -> None:
    hung(kept, regency_drawing=shield("#0a6"))
    frozen = profiles.current(on=TODAY).version
    hung(kept, regency_drawing=shield("#06a"))
    emblem = drawings.of_regency(profiles.version(frozen))
    assert emblem != drawings.of_regency(profiles.current(on=TODAY))
    with pytest.raises(DatabaseError), transaction.atomic():
        ProfileVersion.objects.filter(label=frozen).update(regency_drawing=None)


def test_the_bytes_stay_as_long_as_a_version_names_them(kept: Cast) -> None:
    hung(kept, regency_drawing=shield())
    drawings.receive(io.BytesIO(shield("#06a")), name=drawings.REGENCY, at=AT)
    assert intake.purge(at=AT + timedelta(days=400)) == 1
    assert Blob.objects.get().pk == ProfileVersion.objects.get().regency_drawing_id
    assert drawings.of_regency(profiles.current(on=TODAY)).alt == "Lambang daerah"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"drawn": {}}, "nothing_changed"),
        ({"basis": " "}, "basis_required"),
        ({"effective_on": TODAY - timedelta(days=1)}, "effective_in_the_past"),
        ({"if_version": 7}, "stale"),
    ],
)
def test_what_is_missing_is_refused(kept: Cast, given: dict[str, Any], code: str) -> None:
    blob = drawings.receive(io.BytesIO(shield()), name=drawings.STATE, at=AT)
    asked = {"drawn": {drawings.STATE: blob}, "effective_on": TODAY, "basis": BASIS, **given}
    with pytest.raises(Refused) as raised:
        adopt_drawings(asked.pop("drawn"), actor=keeper(kept), at=AT, **asked)
    assert raised.value.refusal.code == code


def test_the_same_drawing_again_is_no_change(kept: Cast) -> None:
    hung(kept, state_drawing=shield())
    with pytest.raises(Refused) as raised:
        hung(kept, state_drawing=shield())
    assert raised.value.refusal.code == "nothing_changed"


def test_a_camat_brings_none(kept: Cast) -> None:
    blob = drawings.receive(io.BytesIO(shield()), name=drawings.STATE, at=AT)
    camat = actor(kept.camat_limun.person)
    with pytest.raises(Refused) as raised:
        adopt_drawings({drawings.STATE: blob}, effective_on=TODAY, basis=BASIS, actor=camat, at=AT)
    assert raised.value.refusal.code == "not_keeper"


def test_a_refusal_names_the_field_it_is_about() -> None:
    with pytest.raises(Refused) as raised:
        drawings.receive(io.BytesIO(b"<svg/>"), name=drawings.STATE, at=AT)
    assert (raised.value.refusal.code, raised.value.refusal.field) == (
        "not_a_drawing",
        "state_drawing",
    )


def test_printing_again_reads_nothing_again(kept: Cast) -> None:
    hung(kept, regency_drawing=shield())
    look = profiles.current(on=TODAY)
    drawings.of_regency(look)
    with counted() as none:
        drawings.of_regency(look)
    assert none.count == 0
