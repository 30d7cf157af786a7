"""Numbers: one after another, each once, none left out, whoever comes at the same moment."""

from datetime import date, datetime
from functools import partial
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Unit
from memos import actions, demo, numbering
from memos.models import ClassificationCode, Memo, MemoIssue, RegisterNumber, RegisterYear
from memos.pattern import validate_pattern
from tests.memos.memos import CODE, clerk, memo_at, register
from tests.people import AT, WIB, actor, cast
from tests.races import race
from workflow.door import Done
from workflow.models import Entry
from workflow.refusals import Refused


@pytest.mark.django_db
def test_numbers_follow_the_opening_one() -> None:
    people = cast()
    register(opening=44)
    texts = [memo_at("numbered", people).number_text for _ in range(3)]
    assert texts == [f"{n}/{CODE}/2026" for n in (45, 46, 47)]


@pytest.mark.django_db
def test_a_refused_numbering_uses_up_nothing() -> None:
    people = cast()
    register()
    memo = memo_at("approved", people)
    for member, version in ((people.sekda, None), (people.kabag_umum, memo.version - 1)):
        with pytest.raises(Refused):
            actions.number(
                str(memo.public_id), actor=actor(member.person), at=AT, if_version=version
            )
    assert RegisterYear.objects.filter(last__gt=0).count() == 0
    actions.number(str(memo.public_id), actor=actor(people.kabag_umum.person), at=AT)
    assert RegisterNumber.objects.get().number == 1


@pytest.mark.django_db
def test_numbering_twice_is_success_with_one_number() -> None:
    people = cast()
    register()
    key = str(memo_at("numbered", people).public_id)
    again = actions.number(key, actor=actor(people.kabag_umum.person), at=AT)
    assert again.repeated
    assert RegisterNumber.objects.count() == 1
    with pytest.raises(Refused):
        actions.number(key, actor=actor(clerk().person), at=AT)


@pytest.mark.django_db
def test_the_year_and_the_date_are_the_regencys() -> None:
    people = cast()
    register()
    late = datetime(2026, 12, 31, 23, 59, tzinfo=WIB)
    memo = memo_at("approved", people)
    desk = actor(people.kabag_umum.person)
    numbered = actions.number(str(memo.public_id), actor=desk, at=late).subject
    assert (numbered.dated, numbered.number_text) == (date(2026, 12, 31), f"1/{CODE}/2026")
    memo = memo_at("approved", people)
    new_year = datetime(2027, 1, 1, 0, 1, tzinfo=WIB)
    numbered = actions.number(str(memo.public_id), actor=desk, at=new_year).subject
    assert (numbered.dated, numbered.number_text) == (date(2027, 1, 1), f"1/{CODE}/2027")


@pytest.mark.django_db
def test_whoever_waited_over_midnight_does_not_date_back() -> None:
    people = cast()
    register()
    first, second = memo_at("approved", people), memo_at("approved", people)
    desk = actor(people.kabag_umum.person)
    after, before = AT.replace(day=26, hour=0, minute=1), AT.replace(day=25, hour=23, minute=59)
    actions.number(str(first.public_id), actor=desk, at=after)
    waited = actions.number(str(second.public_id), actor=desk, at=before).subject
    assert (waited.number_text, waited.dated) == (f"2/{CODE}/2026", date(2026, 11, 26))


@pytest.mark.django_db
def test_a_pattern_writes_every_token() -> None:
    people = cast()
    pattern = "{security}/{number}/{code}/{signer}/{unit}/{month_roman}/{year}"
    register(pattern=pattern)
    memo = memo_at("numbered", people, classification="terbatas")
    assert memo.number_text == f"T/1/{CODE}/setda/setda/XI/2026"


@pytest.mark.parametrize(
    ("pattern", "code"),
    [
        ("{number}/{kode}/{year}", "unknown_token"),
        ("{number}/{code}", "token_missing"),
        ("{code}/{year}", "token_missing"),
        ("{number}/{number}/{year}", "token_missing"),
        ("{number}/{year}}", "stray_brace"),
        ("{number}/{year}/{0.__class__}", "stray_brace"),
    ],
)
def test_a_bad_pattern_is_refused(pattern: str, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_pattern(pattern)
    assert refused.value.code == code


@pytest.mark.django_db
def test_the_register_is_the_signers_and_is_asked_for_only_where_several_fit() -> None:
    people = cast()
    cast_units = {unit.code: unit for unit in Unit.objects.all()}
    register(name="Kecamatan Pelawan", unit_code="15.03.05")
    memo = memo_at("approved", people)
    desk, key = actor(people.kabag_umum.person), str(memo.public_id)
    with pytest.raises(Refused) as refused:
        actions.number(key, actor=desk, at=AT)
    assert refused.value.refusal.code == "no_register"
    one = register(name="Setda I")
    assert numbering.choose(memo) == one
    two = register(name="Kabupaten", unit_code="15.03")
    with pytest.raises(Refused) as refused:
        actions.number(key, actor=desk, at=AT)
    assert refused.value.refusal.code == "choose_register"
    assert {c.label for c in refused.value.refusal.choices} == {"Setda I", "Kabupaten"}
    with pytest.raises(Refused) as refused:
        actions.number(key, actor=desk, at=AT, register="entah")
    assert refused.value.refusal.code == "unknown_register"
    done = actions.number(key, actor=desk, at=AT, register=str(two.public_id))
    assert done.subject.register == two
    assert two.unit == cast_units["15.03"]


@pytest.mark.django_db
def test_the_demo_goes_on_from_its_opening_number_and_seeds_once() -> None:
    people = cast()
    for _ in range(2):
        book = demo.seed(at=AT)
    assert ClassificationCode.objects.count() == len(demo.CODES)
    assert [c.code for c in ClassificationCode.objects.found("300.2")] == ["300.2.2", "300.2.3"]
    assert [c.code for c in ClassificationCode.objects.found("notula")] == ["000.1.5"]
    memo = memo_at("numbered", people)
    assert (memo.register, memo.number_text) == (book, f"45/{CODE}/2026")


@pytest.mark.django_db
def test_codes_are_imported_all_or_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "kode.tsv"
    people = cast()
    by = ["--by", people.kabag_umum.person.username]
    file.write_text("300\tKeamanan\n300.2\tBencana\n\n", encoding="utf-8")
    ClassificationCode.objects.create(code="300", name="Lama")
    call_command("import_klasifikasi", str(file), *by)
    assert "1 codes added, 1 changed, 0 the same." in capsys.readouterr().out
    assert ClassificationCode.objects.get(code="300").name == "Keamanan"
    entry = Entry.objects.get(kind="bookkeeping", verb="import_codes")
    assert (entry.facts["files"], entry.facts["codes"]) == (["kode.tsv"], 2)
    assert entry.person_id == people.kabag_umum.person.pk
    call_command("import_klasifikasi", str(file), *by)
    assert Entry.objects.filter(verb="import_codes").count() == 1
    file.write_text("400\tKesejahteraan\nempat ratus\n", encoding="utf-8")
    with pytest.raises(CommandError, match="Line 2"):
        call_command("import_klasifikasi", str(file), *by)
    file.write_text("400\tKesejahteraan\n", encoding="utf-8")
    with pytest.raises(CommandError, match="kepala sekretariat"):
        call_command("import_klasifikasi", str(file), "--by", people.camat_limun.person.username)
    assert not ClassificationCode.objects.filter(code="400").exists()


@pytest.mark.django_db(transaction=True)
def test_a_number_costs_a_fixed_handful_of_statements() -> None:
    people = cast()
    register(opening=1)
    memo = memo_at("approved", people)
    desk = actor(people.kabag_umum.person)
    with CaptureQueriesContext(connection) as seen:
        done = actions.number(str(memo.public_id), actor=desk, at=AT)
        marks = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
        spent = [q["sql"] for q in seen if not q["sql"].startswith(marks)]
    until = next(i for i, sql in enumerate(spent) if 'INTO "memos_registernumber"' in sql) + 1
    assert done.entry is not None
    assert until <= 18, "\n".join(spent[:until])


@pytest.mark.django_db(transaction=True)
def test_thirty_at_once_get_one_to_thirty(monkeypatch: pytest.MonkeyPatch) -> None:
    people = cast()
    register()
    # Thirty sheets are another matter; what is rendered here is as good as one. A thousand take
    # their numbers at once in test_books.
    monkeypatch.setattr("memos.pdf.to_pdf", lambda html, **_: html.encode())
    memos = [memo_at("approved", people) for _ in range(30)]
    desk = actor(people.kabag_umum.person)
    came = race(
        *(partial(actions.number, str(memo.public_id), actor=desk, at=AT) for memo in memos)
    )
    assert [one for one in came if not isinstance(one, Done)] == []
    lines = RegisterNumber.objects.order_by("number")
    assert [line.number for line in lines] == list(range(1, 31))
    assert {line.text for line in lines} == {memo.number_text for memo in Memo.objects.all()}
    assert RegisterYear.objects.get().last == 30
    assert MemoIssue.objects.count() == 30


@pytest.mark.django_db(transaction=True)
def test_ten_people_numbering_one_memo_take_one_number(monkeypatch: pytest.MonkeyPatch) -> None:
    people = cast()
    register()
    monkeypatch.setattr("memos.pdf.to_pdf", lambda html, **_: html.encode())
    memo = memo_at("approved", people)
    desk = actor(people.kabag_umum.person)
    came = race(*[partial(actions.number, str(memo.public_id), actor=desk, at=AT)] * 10)
    assert sum(isinstance(one, Done) and not one.repeated for one in came) == 1
    assert sum(isinstance(one, Done) and one.repeated for one in came) == 9
    assert RegisterNumber.objects.count() == RegisterYear.objects.get().last == 1


@pytest.mark.django_db
def test_a_pattern_that_writes_more_than_a_number_has_room_for_is_refused() -> None:
    people = cast()
    book = register(pattern="{number}/{year}/" + "{unit}" * 9)
    Unit.objects.filter(code="setda").update(code="sekretariat-daerah")
    memo = memo_at("approved", people)
    with pytest.raises(Refused, match="number_too_long"):
        actions.number(str(memo.public_id), actor=actor(people.kabag_umum.person), at=AT)
    assert not book.years.exists()
