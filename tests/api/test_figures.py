"""Figures and their papers over the API."""

import io
import json

import openpyxl
import pytest
from jsonschema import Draft202012Validator, FormatChecker  # type: ignore[import-untyped]

from api.views.docs import openapi
from tests.api.calls import app
from tests.instructions.figured import done, sent, when
from tests.people import appoint, cast

pytestmark = pytest.mark.django_db


def test_one_reads_ones_own_figures():
    people = cast()
    done(people.bupati, people.camat_limun, at=when(23, 8), until=when(23, 11))
    mine = app(people.camat_limun).get("figures/mine", period=7).data
    assert mine["period"] == {"days": 7, "starts_on": "2026-11-18", "ends_on": "2026-11-24"}
    assert mine["total"] == {
        "ordered": 1, "answered": 1, "answer_minutes": 180.0, "finished": 1,
        "finish_minutes": 180.0, "open": 0, "late": 0, "waiting_for_giver": 0,
    }  # fmt: skip
    assert mine["months"][0]["starts_on"] == "2026-11-01"
    assert mine["weeks"][-1]["answered"] == 1
    assert app(people.camat_pelawan).get("figures/mine").data["total"]["ordered"] == 0


def test_a_giver_reads_units_or_positions():
    people = cast()
    sent(people.bupati, people.camat_pelawan, when(23, 8))
    bupati = app(people.bupati)
    units = bupati.get("figures/given").data
    assert [group["name"] for group in units["groups"]] == ["Kecamatan Pelawan"]
    assert units["groups"][0]["late"] == 1
    positions = bupati.get("figures/given", by="position").data
    assert [(group["id"], group["unit"]) for group in positions["groups"]] == [
        (str(people.camat_pelawan.position.public_id), "Kecamatan Pelawan")
    ]
    assert app(people.ajudan).get("figures/given").data["groups"] == []


def test_evidence_comes_in_three_forms():
    people = cast()
    done(people.bupati, people.camat_limun, at=when(23, 8), until=when(23, 11))
    limun = app(people.camat_limun)
    (row,) = limun.get("figures/evidence", month="2026-11").data["results"]
    assert (row["reference"], row["accepted_by"]) == ("P-0001/2026", "Bupati Sarolangun")
    assert row["reported_at"] == "2026-11-23T11:00:00+07:00"
    assert limun.get("figures/evidence", month="2026-10").data["results"] == []
    pdf = limun.get("figures/evidence.pdf", month="2026-11")
    assert (pdf.headers["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    book = limun.get("figures/evidence.xlsx", month="2026-11")
    sheet = openpyxl.load_workbook(io.BytesIO(book.content)).active
    assert sheet is not None
    assert sheet["B7"].value == "P-0001/2026"


def test_a_recap_is_of_one_hat_that_is_ones_own():
    people = cast()
    appoint(people.sekda.person, people.asisten.position, capacity="plt")
    several = app(people.sekda).get("figures/recap.pdf")
    assert (several.status_code, several.data["code"]) == (409, "choose_hat")
    key = str(people.sekda.position.public_id)
    one = app(people.sekda, **{"X-Acting-Position": key}).get(
        "figures/recap.pdf", week="2026-11-16"
    )
    assert (one.status_code, one.content[:5]) == (200, b"%PDF-")
    aide = app(people.ajudan).get("figures/recap.pdf")
    assert (aide.status_code, aide.data["code"]) == (403, "not_yours")


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("mine", {"period": "0"}), ("mine", {"period": "367"}), ("mine", {"period": "x"}),
        ("given", {"by": "person"}), ("evidence", {"month": "2026-13"}),
        ("evidence.pdf", {"month": "x"}), ("evidence.xlsx", {"month": "1999-01"}),
        ("recap.pdf", {"week": "0001-01-01"}), ("recap.pdf", {"week": "9999-12-31"}),
        ("recap.pdf", {"week": "minggu"}),
    ],
)  # fmt: skip
def test_bad_input_is_said_so(path, query):
    answer = app(cast().bupati).get(f"figures/{path}", **query)
    assert answer.status_code == 422
    assert answer.data["errors"]


def test_answers_have_the_form_that_the_description_says():
    people = cast()
    done(people.bupati, people.camat_limun, at=when(23, 8), until=when(23, 11))
    schema = json.loads(openapi())
    calls = (
        (people.camat_limun, "figures/mine", "FiguresMine"),
        (people.bupati, "figures/given", "FiguresGiven"),
        (people.camat_limun, "figures/evidence", "ProofList"),
    )
    for who, path, shape in calls:
        form = {"$ref": f"#/components/schemas/{shape}", "components": schema["components"]}
        checker = Draft202012Validator(form, format_checker=FormatChecker())
        errors = [
            f"{one.json_path}: {one.message}"
            for one in checker.iter_errors(app(who).get(path).data)
        ]
        assert errors == [], path
