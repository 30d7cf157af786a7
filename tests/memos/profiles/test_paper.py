"""What a version of the profile changes on the paper, and which papers it leaves alone."""

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from PIL import Image

from memos import actions, final, pdf, sheets
from memos.models import MemoIssue
from memos.paper import DEFAULT, Emblem, Profile, Sifat, head_rows, placeholder_emblem
from memos.profiles import look
from memos.profiles.emblem import grey
from memos.signature import block
from tests.memos.memos import memo_at, register
from tests.memos.profiles.profiles import adopted
from tests.memos.sheets import CAMAT, memo
from tests.people import AT, TODAY, Cast, actor, cast

POINT = 72 / 25.4


@pytest.fixture
def people(db: None) -> Cast:
    return cast()


def with_(**values: Any) -> Profile:
    return look.built(values, label="uji")


def size_of(data: bytes) -> tuple[float, float]:
    with pikepdf.open(BytesIO(data)) as opened:
        left, low, right, high = (float(n) for n in opened.pages[0].mediabox.as_list())
    return round((right - left) / POINT), round((high - low) / POINT)


@pytest.mark.parametrize(
    ("paper", "size"), [("a4", (210, 297)), ("f4_215", (215, 330)), ("f4_210", (210, 330))]
)
def test_the_sheet_has_the_size_of_the_profile(paper: str, size: tuple[int, int]) -> None:
    profile = with_(paper=paper)
    data = pdf.to_pdf(pdf.render_html(memo(), profile), profile=profile)
    assert size_of(data) == size


def test_the_head_follows_the_profile() -> None:
    order = ["Yth.", "Dari", "Tembusan", "Nomor", "Tanggal", "Hal"]
    rows = head_rows(memo(), with_(head_order=order, empty_copies=True))
    assert [row.label for row in rows] == order
    assert rows[2].values == ("-",)
    assert "Tembusan" not in [row.label for row in head_rows(memo(), with_(head_order=order))]


def test_nip_stands_above_pangkat_where_the_office_wants_it() -> None:
    assert block(CAMAT).names[1].startswith("Pembina")
    assert block(CAMAT, nip_first=True).names[1].startswith("NIP")


@pytest.mark.django_db
def test_the_row_sifat_prints_urgency_security_or_both(people: Cast) -> None:
    register()
    draft = memo_at("draft", people)
    draft.urgency, draft.security = "segera", "terbatas"
    said = {prints: sheets.sifat_of(draft, prints) for prints in Sifat}
    assert said == {"urgency": "Segera", "security": "Terbatas", "both": "Segera/Terbatas"}
    draft.urgency, draft.security = "biasa", "biasa"
    assert sheets.sifat_of(draft, Sifat.BOTH) == "Biasa"


@pytest.mark.django_db(transaction=True)
def test_a_numbered_memo_keeps_the_profile_of_its_day(people: Cast) -> None:
    register()
    adopted(people, paper="f4_215")
    kept = memo_at("numbered", people)
    assert kept.frozen["profile"] == "profil-1"
    issue = MemoIssue.objects.get(memo=kept)
    assert issue.profile_version == "profil-1"
    assert size_of(final.bytes_of(issue)) == (215, 330)
    adopted(people, on=TODAY, paper="a4", margin_left=35)
    later = AT + timedelta(days=3)
    reading = actions.pdf_for_reading(str(kept.public_id), actor(people.sekda.person), later)
    assert size_of(reading) == (215, 330)
    assert sheets.profile_of(kept, on=later.date()).version == "profil-1"


@pytest.mark.django_db
def test_a_sheet_made_after_a_crash_has_the_frozen_profile(people: Cast) -> None:
    register()
    kept = memo_at("numbered", people)
    assert (
        not MemoIssue.objects.exists()
    )  # it follows the commit, which a test's transaction withholds
    adopted(people, paper="f4_210")
    issue = final.issue_of(kept, at=AT)
    assert issue.profile_version == DEFAULT.version
    assert size_of(final.bytes_of(issue)) == (210, 297)


@pytest.mark.django_db
def test_a_draft_follows_the_profile_at_once(people: Cast) -> None:
    register()
    draft = memo_at("draft", people)
    adopted(people, paper="f4_210")
    reading = actions.pdf_for_reading(str(draft.public_id), actor(people.sekda.person), AT)
    assert size_of(reading) == (210, 330)


def test_a_black_kop_has_no_colour() -> None:
    emblem = placeholder_emblem()
    turned = grey(emblem)
    assert turned.alt == emblem.alt
    assert b"#c9a227" not in turned.data
    found = set(re.findall(rb"#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})", turned.data))
    assert found
    assert all(len(set(each)) == 1 for each in found)
    written = BytesIO()
    Image.new("RGB", (4, 4), (200, 30, 30)).save(written, "PNG")
    raster = grey(Emblem(written.getvalue(), "image/png", "Lambang"))
    with Image.open(BytesIO(raster.data)) as picture:
        assert picture.mode == "LA"
