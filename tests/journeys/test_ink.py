"""Ink at the desk: printed without a number, signed by pen, then number and scan in one act."""

from typing import Any

import pytest
from playwright.sync_api import expect

from memos.models import Memo
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.looks import Looks
from tests.journeys.test_memo_course import csrf, opened, origin, sure, tap
from tests.memos.memos import CODE, memo_at, register
from tests.people import Cast
from tests.web.visits import url_of


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_desk_prints_scans_and_numbers(
    open_page: Any, people: Cast, looks: Looks, size: dict[str, int]
) -> None:
    register(opening=44)
    memo = memo_at("approved", people)
    kind = "meja" if size is DESK else "hp"
    desk = opened(open_page, people.kabag_umum, memo, DESK if size is DESK else None)
    looks.at(desk, f"tinta-1-disetujui-{kind}")
    form: dict[str, str | float | bool] = {"csrfmiddlewaretoken": csrf(desk)}
    printed = desk.request.post(
        f"{url_of(memo)}print_for_signing/", form=form, headers=origin(desk)
    )
    assert printed.ok
    desk.goto(url_of(memo))
    looks.at(desk, f"tinta-2-dicetak-{kind}")
    tap(desk, "Nomor dan pindaian")
    desk.locator("dialog[open] input[type=file]").set_input_files(
        {"name": "pindai.pdf", "mimeType": "application/pdf", "buffer": printed.body()}
    )
    looks.at(desk, f"tinta-3-pindai-{kind}")
    sure(desk, "Nomor dan pindaian")
    expect(desk.locator("dd", has_text=f"45/{CODE}/2026")).to_be_visible()
    expect(desk.get_by_role("button", name="Kirim naskah").first).to_be_visible()
    looks.at(desk, f"tinta-4-bernomor-{kind}")
    assert Memo.objects.get().status == "signed"
    assert looks.wrong == []
