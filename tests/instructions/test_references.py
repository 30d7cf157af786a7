"""A reference as people say, type and paste it."""

import pytest

from instructions.references import WRITTEN, Reference, parse


@pytest.mark.parametrize(
    "typed",
    [
        "P-0412/2026", "P-412/2026", "p-412/2026", "p 0412 2026", "P0412/2026", "412/2026",
        "0412/2026", " 0412 / 2026 ", "P 412-2026", "\u201cP-0412/2026\u201d", "'P-0412/2026'",
        "P\u20130412/2026", "Perintah P-0412/2026", "perintah nomor 412/2026", "No. P-0412/2026",
    ],
)  # fmt: skip
def test_every_spelling_with_a_year_is_that_order(typed):
    assert parse(typed) == Reference(412, 2026, sure=True)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("0412", Reference(412, None, sure=True)),
        ("P-412", Reference(412, None, sure=True)),
        ("p412", Reference(412, None, sure=True)),
        ("412", Reference(412, None, sure=False)),
        ("2026", Reference(2026, None, sure=False)),
        ("412 2026", Reference(412, 2026, sure=False)),
        ("123456/2026", Reference(123456, 2026, sure=True)),
    ],
)
def test_without_a_year_or_the_letter_it_may_be_a_mere_number(typed, meant):
    assert parse(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "", "banjir", "P-", "P-0", "0/2026", "P-1234567/2026", "P-0412/26", "P-0412/2026 banjir",
        "45/300.2.3/2026", "412/3026", "P--", "0412/2026/1", "4 1 2", "P-0412/2026\x00",
    ],
)  # fmt: skip
def test_what_is_no_reference_is_none(typed):
    assert parse(typed) is None


def test_in_running_text_only_the_full_form_counts():
    text = "Susulan P-0412/2026 dan P-7/2025; bukan 412/2026, XP-0412/2026, P-0412/2026/3, P-1/26."
    assert [found[0] for found in WRITTEN.finditer(text)] == ["P-0412/2026", "P-7/2025"]
