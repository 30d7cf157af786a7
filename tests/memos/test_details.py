"""What only some types say: kept clean, refused in a sentence, and held by the database."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from memos import completeness
from memos.details import KEYS, MOST_ITEMS, cleaned
from memos.models import Memo, MemoType
from tests.memos.memos import memo_at, register
from tests.people import cast
from workflow.refusals import Refused

pytestmark = pytest.mark.django_db


def code_of(memo_type: str, raw: object) -> str:
    with pytest.raises(Refused) as caught:
        cleaned(memo_type, raw)
    return caught.value.refusal.code


def test_a_surat_tugas_keeps_its_points_and_whom_it_names() -> None:
    people = cast()
    person, post = people.camat_limun.person, people.camat_pelawan.position
    raw = {
        "dasar": [" Undang-Undang  Nomor 24 Tahun 2007 ", ""],
        "untuk": ["Memeriksa\nposko."],
        "people": [str(person.public_id), str(person.public_id).upper()],
        "positions": [str(post.public_id)],
        "place": "Sarolangun",
        "menimbang": [],
        "annexes": [{"title": "Daftar", "body": "1. Satu"}, {"title": "", "body": ""}],
    }
    assert cleaned("surat_tugas", raw) == {
        "dasar": ["Undang-Undang Nomor 24 Tahun 2007"],
        "untuk": ["Memeriksa posko."],
        "people": [str(person.public_id)],
        "positions": [str(post.public_id)],
        "place": "Sarolangun",
        "annexes": [{"title": "Daftar", "body": "1. Satu"}],
    }


@pytest.mark.parametrize("memo_type", MemoType.values)
def test_every_type_takes_no_details_and_refuses_those_of_others(memo_type: str) -> None:
    assert cleaned(memo_type, {}) == {}
    others = frozenset().union(*KEYS.values()) - KEYS[memo_type]
    for key in others:
        assert code_of(memo_type, {key: []}) == "unknown_detail"


@pytest.mark.parametrize(
    ("memo_type", "raw", "code"),
    [
        ("memo", "x", "details_malformed"),
        ("memo", None, "details_malformed"),
        ("memo", {1: []}, "details_malformed"),
        ("memo", {"annexes": [{"title": "x", "file": "/etc/passwd"}]}, "details_malformed"),
        ("memo", {"annexes": [{"title": 4}]}, "details_malformed"),
        ("memo", {"annexes": ["x"]}, "details_malformed"),
        ("instruksi", {"dictums": "x"}, "details_malformed"),
        ("instruksi", {"dictums": [None]}, "details_malformed"),
        ("instruksi", {"dictums": ["x"] * (MOST_ITEMS + 1)}, "too_many_items"),
        ("instruksi", {"dictums": ["x" * 1_001]}, "dictums_too_long"),
        ("instruksi", {"place": "x" * 201}, "place_too_long"),
        ("surat_tugas", {"people": ["x"]}, "unknown_person"),
        ("surat_tugas", {"people": ["6f1c3a6e-0000-7000-8000-000000000000"]}, "unknown_person"),
        ("surat_perintah", {"positions": ["camat"]}, "unknown_position"),
        ("disposisi", {"asks": ["bubarkan"]}, "unknown_ask"),
        ("disposisi", {"finish_by": "besok"}, "unknown_moment"),
        ("disposisi", {"finish_by": "2026-11-27T16:00:00"}, "unknown_moment"),
        ("disposisi", {"letter": {"dated": "31/02/2026"}}, "unknown_moment"),
        ("disposisi", {"letter": {"sender": "x"}}, "details_malformed"),
    ],
)
def test_what_is_no_detail_is_refused_in_a_sentence(memo_type: str, raw: Any, code: str) -> None:
    assert code_of(memo_type, raw) == code


@pytest.mark.parametrize(
    ("memo_type", "kept", "lacking"),
    [
        ("surat_perintah", {}, "dasar"),
        ("surat_perintah", {"menimbang": ["a"]}, "people"),
        ("surat_tugas", {"dasar": ["a"], "people": ["x"]}, "untuk"),
        ("instruksi", {}, "about"),
        ("instruksi", {"about": ["A"]}, "dictums"),
        ("disposisi", {}, "positions"),
    ],
)
def test_each_type_says_what_it_must_before_it_is_approved(
    memo_type: str, kept: dict[str, Any], lacking: str
) -> None:
    memo = Memo(memo_type=memo_type, details=kept, to_lines=["Camat"], hal="Hal", body="Isi.")
    refusal = completeness.missing(memo)
    assert refusal is not None
    assert (refusal.code, refusal.field) == (f"{lacking}_required", lacking)


def test_nobody_signs_for_themselves_and_nobody_stands_between_one_and_themselves() -> None:
    people = cast()
    register()
    memo = memo_at("draft", people)
    bupati, asisten = people.bupati.position, people.asisten.position
    for behalf, through in ((memo.signer, None), (None, asisten), (bupati, bupati)):
        with transaction.atomic(), pytest.raises(IntegrityError):
            Memo.objects.filter(pk=memo.pk).update(behalf=behalf, through=through)
    Memo.objects.filter(pk=memo.pk).update(behalf=bupati, through=asisten)
