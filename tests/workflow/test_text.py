"""Words as people may give them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.text import clean, clean_line

ALLOWED_CONTROLS = {"\n", "\t"}
ANYTHING = st.text(st.characters(codec=None, exclude_categories=()))


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("Siap\x00, laksanakan\x1b[31m", "Siap, laksanakan[31m"),
        ("Bayar \u202e000.001 pR\u202c", "Bayar 000.001 pR"),
        ("a\u2066b\u2069c\u200fd\u200be\ufeff\u061cf", "abcdef"),
        ("satu\r\ndua\rtiga", "satu\ndua\ntiga"),
        ("satu\n\n\n\n\ndua", "satu\n\ndua"),
        ("  tepi \n", "tepi"),
        ("cafe\u0301", "café"),
        ("\ud800 sendiri", "sendiri"),
        ("kolom\tdua", "kolom\tdua"),
        ("Camat 👍🏽 – “siap”", "Camat 👍🏽 – “siap”"),
        ("\x00\u202e \n", ""),
    ],
)
def test_what_is_kept_of_what_was_given(raw: str, kept: str):
    assert clean(raw) == kept


@given(ANYTHING)
def test_nothing_that_steers_or_deceives_gets_through(raw: str):
    text = clean(raw)
    for character in text:
        assert character in ALLOWED_CONTROLS or unicodedata.category(character) not in {
            "Cc",
            "Cs",
        }
        assert unicodedata.bidirectional(character) not in {
            *("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"),
        }
    assert text == text.strip()
    assert unicodedata.is_normalized("NFC", text)
    assert "\n\n\n" not in text
    text.encode()


@given(ANYTHING)
def test_what_was_cleaned_once_stays_as_it_is(raw: str):
    assert clean(clean(raw)) == clean(raw)


@given(ANYTHING)
def test_a_line_is_one_line(raw: str):
    line = clean_line(raw)
    assert line == " ".join(line.split())
    assert clean_line(line) == line
