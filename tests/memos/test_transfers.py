"""Papers leave for the archive: which, by whom, recorded how, and what the package is made of."""

import csv
import hashlib
import io
import json
import subprocess
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from files import store
from instructions.models import Classification
from memos.models import Memo
from memos.transfers import actions, package, records
from memos.transfers.actions import Span
from memos.transfers.models import Transfer, TransferLine
from memos.transfers.records import FIELDS
from tests.memos.memos import clerk, memo_at, register
from tests.memos.signed import signed
from tests.people import AT, actor, cast
from tests.statements import counted
from workflow.models import Entry
from workflow.refusals import Refused

DAY = date(2026, 11, 24)


@pytest.fixture
def people(db):
    there = cast()
    register()
    return there


def span(book=None, **fields) -> Span:
    from memos.models import Register

    book = book or Register.objects.get()
    return Span(**{"register": str(book.public_id), "first": DAY, "last": DAY, **fields})


def desk(people):
    return actor(people.kabag_umum.person)


def hand_over(people, by=None, **fields) -> Transfer:
    by = by or desk(people)
    actions.make_ready(span(**fields), actor=by, at=AT)
    return actions.hand_over(span(**fields), actor=by, at=AT)


def zipped(transfer: Transfer) -> bytes:
    return b"".join(package.stream(transfer))


def refusal(people, by=None, **fields) -> str:
    with pytest.raises(Refused) as refused:
        hand_over(people, by, **fields)
    return refused.value.refusal.code


# --- What and by whom ------------------------------------------------------------------------------


def test_the_desk_hands_over_what_has_a_number_and_each_memo_says_so(people):
    done = [signed(people), signed(people)]
    memo_at("approved", people)
    transfer = hand_over(people)
    assert transfer.count == 2
    lines = transfer.lines.order_by("n").values_list("memo_id", "status")
    assert list(lines) == [(memo.pk, "signed") for memo in done]
    entries = Entry.objects.filter(kind="memo", verb="hand_over")
    assert {entry.subject_id for entry in entries} == {memo.pk for memo in done}
    assert all(entry.facts["transfer"] == str(transfer.public_id) for entry in entries)


def test_a_clerk_may_and_a_stranger_and_the_giver_may_not(people):
    signed(people)
    assert hand_over(people, actor(clerk().person)).count == 1
    for other in (people.stranger, people.bupati, people.camat_pelawan, people.administrator):
        assert refusal(people, actor(other.person)) == "not_yours"
    assert Transfer.objects.count() == 1


@pytest.mark.parametrize("security", ["rahasia", "sangat_rahasia"])
def test_what_is_rahasia_goes_by_nobody_but_its_signer(people, security):
    memo = signed(people)
    Memo.objects.filter(pk=memo.pk).update(security=security)
    assert refusal(people) == "nothing_to_hand_over"
    signer = actor(people.sekda.person)
    transfer = hand_over(people, signer)
    assert transfer.is_secret
    assert actions.transfer_of(str(transfer.public_id), actor=signer) == transfer
    with pytest.raises(Refused):
        actions.transfer_of(str(transfer.public_id), actor=desk(people))
    assert transfer not in Transfer.objects.visible_to(desk(people))


def test_the_signer_hands_over_nothing_that_is_not_rahasia(people):
    signed(people)
    assert refusal(people, actor(people.sekda.person)) == "nothing_to_hand_over"


def test_a_package_whose_memo_became_rahasia_is_not_given_out_again(people):
    memo = signed(people)
    transfer = hand_over(people)
    key = str(transfer.public_id)
    assert actions.transfer_of(key, actor=desk(people)) == transfer
    Memo.objects.filter(pk=memo.pk).update(security=Classification.SECRET)
    for who in (people.kabag_umum, people.sekda):
        with pytest.raises(Refused):
            actions.transfer_of(key, actor=actor(who.person))


def test_other_registers_and_other_days_stay(people):
    signed(people)
    other = register(name="Buku lain", types=[])
    assert refusal(people, book=other) == "nothing_to_hand_over"
    day = DAY + timedelta(days=1)
    assert refusal(people, book=_first(), first=day, last=day) == "nothing_to_hand_over"


def _first():
    from memos.models import Register

    return Register.objects.order_by("pk").first()


def test_bad_questions_are_refused(people):
    assert refusal(people, last=DAY - timedelta(days=1)) == "period_ends_before_it_begins"
    for key in ("", "x", "00000000-0000-7000-8000-000000000000"):
        with pytest.raises(Refused) as refused:
            actions.count(Span(register=key, first=DAY, last=DAY), actor=desk(people))
        assert refused.value.refusal.code == "unknown_register"


def test_too_many_at_once_are_refused(people, monkeypatch):
    monkeypatch.setattr(actions, "MOST_MEMOS", 1)
    signed(people)
    signed(people)
    assert refusal(people) == "too_many_memos"
    assert not Entry.objects.filter(verb="hand_over").exists()


def test_what_would_go_is_counted_before(people):
    memo = signed(people)
    signed(people)
    Memo.objects.filter(pk=memo.pk).update(security=Classification.SECRET)
    found = actions.count(span(), actor=desk(people))
    assert (found.memos, found.left_out) == (1, 1)


def test_handing_over_twice_is_two_packages_and_two_entries(people):
    signed(people)
    first, second = hand_over(people), hand_over(people)
    assert first.public_id != second.public_id
    assert Entry.objects.filter(verb="hand_over").count() == 2


def test_a_package_is_never_changed(people):
    signed(people)
    hand_over(people)
    for act in (
        lambda: Transfer.objects.update(count=9),
        lambda: TransferLine.objects.update(status="x"),
        TransferLine.objects.all().delete,
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_the_statements_do_not_grow_with_the_memos(people):
    signed(people)
    actions.make_ready(span(), actor=desk(people), at=AT)
    by = desk(people)
    with counted() as one:
        transfer = actions.hand_over(span(), actor=by, at=AT)
    with counted() as one_packed:
        zipped(transfer)
    for _memo in range(3):
        signed(people)
    actions.make_ready(span(), actor=desk(people), at=AT)
    by = desk(people)
    with counted() as four:
        transfer = actions.hand_over(span(), actor=by, at=AT)
    with counted() as four_packed:
        zipped(transfer)
    assert four.count == one.count, f"{one}\n\n{four}"
    assert four_packed.count == one_packed.count


# --- The package -----------------------------------------------------------------------------------


def test_the_package_holds_the_papers_their_metadata_and_their_sums(people, tmp_path):
    memo = signed(people)
    transfer = hand_over(people)
    path = tmp_path / "p.zip"
    path.write_bytes(zipped(transfer))
    with zipfile.ZipFile(path) as opened:
        assert opened.testzip() is None
        paper = "naskah/0001-1-300.2.3-2026.pdf"
        assert opened.namelist() == ["metadata.json", "metadata.csv", "SHA256SUMS", paper]
        assert hashlib.sha256(opened.read(paper)).hexdigest() == memo.signed_issue.sha256
        opened.extractall(tmp_path)
    checked = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )
    assert checked.stdout.count(": OK") == 3


def test_the_metadata_says_what_the_archive_needs(people):
    memo = signed(people)
    transfer = hand_over(people)
    rows = records.records(transfer)
    said = json.loads(records.as_json(transfer, rows))
    assert said["schema"] == "sigap-penyerahan/1"
    assert said["package"]["count"] == 1
    assert said["package"]["handed_over_by"] == people.kabag_umum.position.title
    (one,) = said["memos"]
    assert list(one) == [each.key for each in FIELDS]
    assert one["number"] == memo.number_text
    assert one["subject"] == memo.hal
    assert one["classification_code"] == "300.2.3"
    assert one["signer_title"] == "Sekretaris Daerah"
    assert one["security"] == "biasa"
    assert one["to"] == memo.to_lines
    assert one["sha256"] == memo.signed_issue.sha256
    table = list(csv.reader(io.StringIO(records.as_csv(rows).decode("utf-8-sig")), delimiter=";"))
    assert table[0] == [each.column for each in FIELDS]
    assert table[1][table[0].index("nomor")] == memo.number_text


def test_a_cell_is_no_formula(people):
    memo = signed(people)
    Memo.objects.filter(pk=memo.pk).update(hal='=HYPERLINK("http://x")')
    transfer = hand_over(people)
    table = records.as_csv(records.records(transfer)).decode("utf-8-sig")
    assert "'=HYPERLINK" in table


def test_a_number_cannot_lead_out_of_its_folder(people):
    memo = signed(people)
    Memo.objects.filter(pk=memo.pk).update(number_text="../../etc/1\\x/2026")
    transfer = hand_over(people)
    (row,) = records.records(transfer)
    assert row.path == "naskah/0001-etc-1-x-2026.pdf"


def test_the_package_is_the_same_bytes_every_time(people):
    signed(people)
    signed(people)
    transfer = hand_over(people)
    assert zipped(transfer) == zipped(Transfer.objects.get())


def test_it_comes_in_pieces_and_holds_no_paper_whole(people, monkeypatch):
    monkeypatch.setattr(package, "PIECE", 1024)
    signed(people)
    transfer = hand_over(people)
    assert max(len(piece) for piece in package.stream(transfer)) <= 4096


def test_a_damaged_paper_stops_the_package(people, monkeypatch):
    signed(people)
    transfer = hand_over(people)
    monkeypatch.setattr(store, "open_bytes", lambda _blob: io.BytesIO(b"%PDF- something else"))
    with pytest.raises(package.DamagedPaper):
        zipped(transfer)


def test_the_schema_is_documented_field_by_field():
    page = Path("docs/handover.md").read_text(encoding="utf-8")
    documented = [line.split("`")[1::2][:2] for line in page.splitlines() if line.startswith("| `")]
    assert documented == [[each.key, each.column] for each in FIELDS]


# --- The command -----------------------------------------------------------------------------------


def test_the_command_writes_the_same_package(people, tmp_path, capsys):
    signed(people)
    book, path = _first(), tmp_path / "p.zip"
    by = f"--by={people.kabag_umum.person.nip}"
    call_command("hand_over", book.name, "2026-11-24", "2026-11-24", str(path), by)
    assert "1 memos" in capsys.readouterr().out
    assert path.read_bytes() == zipped(Transfer.objects.get())
    with pytest.raises(CommandError, match="there already"):
        call_command("hand_over", book.name, "2026-11-24", "2026-11-24", str(path), by)


def test_the_command_says_why_not(people, tmp_path):
    signed(people)
    book, path = _first(), tmp_path / "p.zip"
    by = f"--by={people.bupati.person.nip or people.bupati.person.username}"
    with pytest.raises(CommandError, match="sekretariat"):
        call_command("hand_over", book.name, "2026-11-24", "2026-11-24", str(path), by)
    assert not path.exists()
