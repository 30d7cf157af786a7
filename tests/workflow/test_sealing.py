"""What no chain can show by itself, the seals outside the database do."""

import json
import stat
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from instructions import actions
from instructions.models import Assignment, Instruction
from tests.instructions.orders import order_to
from tests.people import AT, actor
from tests.races import race
from tests.workflow import attack
from tests.workflow.conftest import Story, tell_story
from tests.workflow.test_verify import named
from workflow import ledger, sealing
from workflow.models import Entry
from workflow.verify import verify

TOMORROW = AT + timedelta(days=1)
NEXT_MONTH = AT + timedelta(days=20)


def lines(seals: Path) -> list[dict]:
    texts = [path.read_text() for path in sorted(seals.iterdir())]
    return [json.loads(line) for text in texts for line in text.splitlines()]


def sealed(*, at: datetime) -> sealing.Seal:
    made = sealing.seal(at=at)
    assert made is not None
    return made


def test_a_seal_has_the_head_of_every_chain_that_moved(story: Story, seals: Path):
    first = sealed(at=AT)
    key, camat = str(story.other.public_id), actor(story.people.camat_limun.person)
    actions.acknowledge(key, actor=camat, at=AT)
    second = sealed(at=TOMORROW)
    heads = [line for line in lines(seals) if "seal" not in line]
    assert [(head["kind"], head["subject"], head["n"]) for head in heads] == [
        ("instruction", story.order.pk, 1),
        ("assignment", story.other.pk, 1),
        ("assignment", story.share.pk, 5),
        ("assignment", story.other.pk, 2),
    ]
    assert (first.entries, first.subjects) == (7, 3)
    assert (second.seal, second.entries, second.subjects) == (2, 8, 3)
    assert second.previous == first.hmac
    assert verify().seals == 2
    assert verify().is_clean


def test_only_the_owner_may_look_at_seals(story: Story, seals: Path):
    sealing.seal(at=AT)
    assert stat.S_IMODE(seals.stat().st_mode) == 0o700
    assert [stat.S_IMODE(path.stat().st_mode) for path in seals.iterdir()] == [0o600]


def test_a_day_is_sealed_once_and_a_quiet_day_as_well(story: Story):
    assert sealing.is_due(at=AT)
    sealing.seal(at=AT)
    assert not sealing.is_due(at=AT + timedelta(hours=9))  # 23.05 in Sarolangun
    assert sealing.is_due(at=AT + timedelta(hours=10))  # 00.05
    quiet = sealed(at=TOMORROW)
    assert quiet.entries == 7


def test_the_chain_of_seals_runs_through_the_files_of_all_months(story: Story, seals: Path):
    sealing.seal(at=AT)
    sealing.seal(at=NEXT_MONTH)
    assert [path.name for path in sorted(seals.iterdir())] == ["2026-11.jsonl", "2026-12.jsonl"]
    assert verify().is_clean


def test_a_clock_set_back_does_not_undo_the_order_of_seals(story: Story, seals: Path):
    sealing.seal(at=NEXT_MONTH)
    assert sealed(at=AT).at.startswith("2026-12-14")
    assert verify().is_clean


def test_the_last_entry_taken_away_cleanly_is_caught_by_the_seal(story: Story):
    """The attacker also turns the row back, so that the chain itself looks whole."""
    sealing.seal(at=AT)
    *_, before, last = story.chain()
    attack.delete(last)
    Assignment.objects.filter(pk=story.share.pk).update(
        version=before.n,
        head=before.hash,
        status=before.target,
        reported_at=None,
        giver_by=None,
        accept_by=None,
    )
    assert named(verify()) == [
        ("count_shrank", "", None),
        ("sealed_entry_missing", "assignment", 5),
    ]


def test_a_subject_taken_away_with_all_its_entries_is_caught_by_the_seal(story: Story):
    sealing.seal(at=AT)
    actions.acknowledge(
        str(story.other.public_id), actor=actor(story.people.camat_limun.person), at=AT
    )
    sealing.seal(at=TOMORROW)
    attack.delete(*story.chain(story.other))
    Assignment.objects.filter(pk=story.other.pk).delete()
    assert named(verify()) == [
        ("count_shrank", "", None),
        ("count_shrank", "", None),
        ("subject_erased", "assignment", 1),
    ]


def test_a_history_rewritten_even_with_the_key_is_caught_by_the_seal(story: Story):
    """As if the key had leaked: all hashes fit, and the seal remembers another one."""
    sealing.seal(at=AT)
    last = story.chain()[-1]
    last.person_id = story.people.stranger.person.pk
    forged = ledger.seal_of(last, str(story.share.public_id))
    attack.change(last, person_id=last.person_id, hash=forged)
    Assignment.objects.filter(pk=story.share.pk).update(head=forged)
    assert named(verify()) == [("sealed_entry_changed", "assignment", 5)]


def test_an_entry_slipped_in_among_sealed_ones_is_counted(story: Story):
    entry = story.chain(story.other)[0]
    attack.delete(entry)
    sealing.seal(at=AT)
    Entry.objects.bulk_create([entry])
    assert named(verify()) == [("count_grew", "", None)]


@pytest.mark.parametrize("line", [0, 3])
def test_an_edited_file_of_seals_is_named(story: Story, seals: Path, line: int):
    """Either a head, or the count in a seal."""
    sealing.seal(at=AT)
    (path,) = seals.iterdir()
    rows = path.read_bytes().splitlines(keepends=True)
    rows[line] = rows[line].replace(b'"n":1', b'"n":2').replace(b'"entries":7', b'"entries":6')
    path.write_bytes(b"".join(rows))
    assert "seal_broken" in {fault.code for fault in verify().faults}


def test_a_file_of_seals_taken_away_is_named(story: Story, seals: Path):
    for at in (AT, NEXT_MONTH, NEXT_MONTH + timedelta(days=31)):
        sealing.seal(at=at)
    (seals / "2026-12.jsonl").unlink()
    assert named(verify()) == [("seal_missing", "", None)]
    (seals / "2026-11.jsonl").unlink()
    assert named(verify()) == [("seal_missing", "", None)]


def test_a_seal_under_an_unknown_key_is_named(story: Story, settings):
    settings.LEDGER_OLD_KEYS = [f"k2={'6b' * 32}"]
    settings.LEDGER_KEY_ID = "k2"
    sealing.seal(at=AT)
    settings.LEDGER_OLD_KEYS, settings.LEDGER_KEY_ID = [], "k1"
    assert named(verify()) == [("unknown_key", "", None)]


@pytest.mark.parametrize("torn", [b'{"hash":"12', b'{"hash":"1"}\n', b"\xff\n", b"[]\n"])
def test_a_crash_while_sealing_leaves_nothing_that_alarms(story: Story, seals: Path, torn: bytes):
    sealing.seal(at=AT)
    (path,) = seals.iterdir()
    with path.open("ab") as file:
        file.write(torn)
    assert verify().is_clean
    sealing.seal(at=TOMORROW)
    report = verify()
    assert report.is_clean
    assert report.seals == 2


@pytest.mark.django_db(transaction=True)
def test_four_workers_at_once_seal_once_or_in_turn(seals: Path):
    tell_story()
    results = race(*[lambda: sealing.seal(at=AT)] * 4)
    made = [result for result in results if isinstance(result, sealing.Seal)]
    assert len(made) + results.count(None) == 4, results
    assert sorted(seal.seal for seal in made) == list(range(1, len(made) + 1))
    assert verify().is_clean


@pytest.mark.django_db(transaction=True)
def test_no_entry_slips_between_two_seals_while_orders_are_given():
    people = tell_story().people

    def give() -> None:
        for _ in range(5):
            order_to(people.camat_singkut, giver=people.bupati)

    def seal() -> None:
        for _ in range(10):
            sealing.seal(at=AT)

    results = race(give, give, seal)
    assert results == [None] * 3
    last = sealed(at=AT)
    assert last.entries == Entry.objects.count()
    assert last.subjects == Instruction.objects.count() + Assignment.objects.count()
    assert verify().is_clean


def test_the_command_seals_and_says_what(story: Story):
    out = StringIO()
    call_command("seal_ledger", stdout=out)
    assert out.getvalue() == "Segel 1: 7 catatan pada 3 rantai.\n"


def test_the_command_refuses_while_another_seals(story: Story, seals: Path):
    seals.mkdir()
    with sealing._alone(seals), pytest.raises(CommandError, match="sedang dibuat"):
        call_command("seal_ledger")
