"""Whatever is done to the ledger behind the door's back is caught, and called by its name."""

import hashlib
import hmac
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F

from instructions import actions
from instructions.models import Assignment, Instruction
from tests.people import AT, actor
from tests.workflow import attack
from tests.workflow.conftest import Story, tell_story
from workflow import faults, ledger
from workflow.faults import Report
from workflow.models import Content, Entry, Subject, subject_models
from workflow.verify import verify


def named(report: Report) -> list[tuple[str, str, int | None]]:
    return sorted((fault.code, fault.kind, fault.n) for fault in report.faults)


def test_an_untouched_ledger_is_whole(story: Story):
    report = verify()
    assert report.is_clean
    assert (report.entries, report.chains) == (Entry.objects.count(), 3)


@pytest.mark.django_db(transaction=True)
def test_it_is_whole_as_well_when_read_in_a_snapshot_of_its_own():
    tell_story()
    assert verify().is_clean


@pytest.mark.parametrize(
    "change",
    [
        {"verb": "report"},
        {"person_id": 999},
        {"target": "completed"},
        {"facts": {"recipients": 1}},
        {"device_at": AT},
        {"delegated": True},
        {"root_id": 999},
    ],
)
def test_an_edited_entry_is_named(story: Story, change):
    attack.change(story.chain()[1], **change)
    assert ("entry_altered", "assignment", 2) in named(verify())


def test_an_entry_taken_out_of_the_middle_is_named(story: Story):
    attack.delete(story.chain()[2])
    assert named(verify()) == [("entry_missing", "assignment", 3)]


def test_the_last_entry_taken_away_is_named(story: Story):
    attack.delete(story.chain()[-1])
    assert named(verify()) == [("chain_cut", "assignment", 5)]


def test_all_entries_of_a_subject_taken_away_are_named(story: Story):
    attack.delete(*story.chain())
    assert named(verify()) == [("chain_missing", "assignment", 5)]


def test_a_subject_taken_away_from_its_entries_is_named(story: Story):
    attack.drop_ledger_triggers()
    Assignment.objects.filter(pk=story.other.pk).delete()
    assert named(verify()) == [("subject_missing", "assignment", 1)]


def test_two_entries_that_changed_places_are_named(story: Story):
    second, third = story.chain()[1:3]
    attack.change(second, n=99)
    attack.change(third, n=2)
    attack.change(second, n=3)
    assert named(verify()) == [
        ("entry_altered", "assignment", 2),
        ("entry_altered", "assignment", 3),
        ("order_broken", "assignment", 2),
        ("order_broken", "assignment", 3),
        ("order_broken", "assignment", 4),
    ]


def test_a_history_recomputed_without_the_key_is_named(story: Story, monkeypatch):
    """The attacker changes the last entry and makes every hash fit, but must guess the key."""
    last = story.chain()[-1]
    last.person_id = story.people.stranger.person.pk
    with monkeypatch.context() as patch:
        patch.setattr(ledger, "key", lambda _: b"a guess")
        forged = ledger.seal_of(last, str(story.share.public_id))
    attack.change(last, person_id=last.person_id, hash=forged)
    Assignment.objects.filter(pk=story.share.pk).update(head=forged)
    assert named(verify()) == [("entry_altered", "assignment", 5)]


def test_an_entry_under_an_unknown_key_is_named(story: Story):
    attack.change(story.chain()[-1], key_id="k0")
    assert named(verify()) == [("unknown_key", "assignment", 5)]


def test_entries_under_an_earlier_key_still_verify(story: Story, settings):
    settings.LEDGER_OLD_KEYS = [f"{settings.LEDGER_KEY_ID}={settings.LEDGER_KEY}"]
    settings.LEDGER_KEY, settings.LEDGER_KEY_ID = "6b" * 32, "k2"
    bupati = actor(story.people.bupati.person)
    actions.accept(str(story.share.public_id), actor=bupati, at=AT)
    assert [entry.key_id for entry in story.chain()] == ["k1"] * 5 + ["k2"]
    assert verify().is_clean


def test_a_status_set_behind_the_doors_back_is_named(story: Story):
    Assignment.objects.filter(pk=story.other.pk).update(status="in_progress")
    assert named(verify()) == [("status_mismatch", "assignment", 1)]


def test_a_row_that_points_elsewhere_is_named(story: Story):
    Assignment.objects.filter(pk=story.share.pk).update(version=F("version") - 1)
    Assignment.objects.filter(pk=story.other.pk).update(head="0" * 64)
    assert named(verify()) == [
        ("head_mismatch", "assignment", 1),
        ("head_mismatch", "assignment", 5),
    ]


def test_entries_of_an_unknown_noun_are_named(story: Story):
    entry = story.chain(story.other)[0]
    attack.change(entry, kind="rumor")
    assert named(verify()) == [("chain_missing", "assignment", 1), ("unknown_kind", "rumor", None)]


def test_words_that_were_changed_lost_or_added_are_named(story: Story):
    question, answer, note = Content.objects.order_by("entry__n")
    Content.objects.filter(pk=question.pk).update(body="Boleh besok?")
    Content.objects.filter(pk=answer.pk).update(body=None, salt=None, destroyed_at=AT)
    Content.objects.filter(pk=note.pk).update(field="remark")
    assert named(verify()) == [
        ("content_added", "assignment", 5),
        ("content_altered", "assignment", 3),
        ("content_missing", "assignment", 4),
        ("content_missing", "assignment", 5),
    ]


@pytest.mark.parametrize(
    ("text", "code"), [("Kumpulkan iuran.", "content_altered"), ("", "content_missing")]
)
def test_an_orders_own_words_are_guarded_on_its_row(story: Story, text, code):
    Instruction.objects.filter(pk=story.order.pk).update(text=text)
    assert named(verify()) == [(code, "instruction", 1)]


def test_only_the_chains_asked_for_are_read(story: Story):
    report = verify(models={"instruction": Instruction})
    assert (report.chains, report.entries) == (1, 1)


def test_a_ledger_under_a_foreign_key_is_counted_and_does_not_fill_the_memory(
    story: Story, settings, monkeypatch
):
    settings.LEDGER_KEY = "00" * 32
    monkeypatch.setattr(faults, "MOST_KEPT", 2)
    report = verify()
    assert (report.found, len(report.faults)) == (Entry.objects.count(), 2)


def test_every_noun_with_a_status_is_read():
    assert {"instruction", "assignment", "memo"} <= subject_models().keys()


def test_the_command_says_how_much_was_read(story: Story):
    out = StringIO()
    call_command("verify_ledger", stdout=out)
    count = Entry.objects.count()
    assert out.getvalue() == f"{count} catatan pada 3 rantai utuh; 0 segel cocok.\n"


def test_the_command_prints_every_fault_and_fails(story: Story):
    attack.change(story.chain()[1], person_id=999)
    out = StringIO()
    with pytest.raises(CommandError, match="1 kesalahan"):
        call_command("verify_ledger", stdout=out)
    assert out.getvalue().startswith(f"entry_altered [assignment {story.share.pk} #2]: ")


def test_the_hash_is_an_hmac_that_the_key_alone_can_make(story: Story, settings):
    """Written out once by hand, so that a change of the covered fields is noticed here."""
    entry = story.chain()[0]
    covered = (
        '{"at":"2026-11-24T07:05:00.000000+00:00","channel":"api","delegated":false,'
        '"device_at":null,"facts":{"row":{'
        f'"giver_id":{story.people.bupati.position.pk},"mode":"perintah","parent_id":null,'
        f'"position_id":{story.share.position_id},"role":"pelaksana"}}}},'
        '"from":"","kind":"assignment","n":1,'
        f'"person":{story.people.bupati.person.pk},"position":{story.people.bupati.position.pk},'
        f'"prev":"","request":"{entry.request}","root":["instruction",{story.order.pk}],"schema":1,'
        f'"strength":"strong","subject":"{story.share.public_id}","to":"sent","verb":"send"}}'
    )
    key = bytes.fromhex(settings.LEDGER_KEY)
    assert entry.hash == hmac.new(key, covered.encode(), hashlib.sha256).hexdigest()


@pytest.mark.parametrize(
    ("model", "column"),
    [
        (Assignment, "position_id"),
        (Instruction, "giver_id"),
        (Instruction, "number"),
    ],
)
def test_another_recipient_giver_or_number_than_was_recorded_is_named(
    story: Story, model: type[Subject], column: str
):
    subject = story.share if model is Assignment else story.order
    stranger = story.people.stranger.position.pk
    model._base_manager.filter(pk=subject.pk).update(**{column: stranger})
    assert ("row_altered", model.kind, 1) in named(verify())
