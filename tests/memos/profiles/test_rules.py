"""The rules of the profile: who issues which type, how numbers are written, whose paraf is needed."""

import pytest

from accounts.models import PositionKind, Unit
from memos import actions, numbering, profiles
from memos.models import Memo
from tests.memos.memos import CODE, memo_at, order_for_paper, register
from tests.memos.profiles.profiles import adopted
from tests.people import AT, TODAY, Cast, actor, cast, member
from workflow.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(db: None) -> Cast:
    return cast()


def test_every_position_issues_a_nota_dinas_and_the_bupati_alone_an_instruction(
    people: Cast,
) -> None:
    for who in (people.camat_limun, people.stranger):
        assert profiles.may_issue(who.position, "nota_dinas", TODAY)
        assert not profiles.may_issue(who.position, "instruksi", TODAY)
    assert profiles.may_issue(people.bupati.position, "instruksi", TODAY)
    assert profiles.may_issue(people.camat_limun.position, "surat_tugas", TODAY)
    assert not profiles.may_issue(people.stranger.position, "surat_tugas", TODAY)


def test_what_the_profile_withholds_is_neither_approved_nor_numbered(people: Cast) -> None:
    register()
    memo = memo_at("approved", people)
    adopted(people, issuers_nota_dinas=["bupati"])
    key, desk = str(memo.public_id), actor(people.kabag_umum.person)
    with pytest.raises(Refused) as raised:
        actions.number(key, actor=desk, at=AT)
    assert raised.value.refusal.code == "signer_not_for_type"
    sentence = "Menurut profil naskah, nota dinas tidak diterbitkan oleh Sekretaris Daerah."
    assert str(raised.value.refusal.sentence) == sentence
    actions.edit(key, actions.Words(hal="Banjir"), actor=desk, at=AT)
    with pytest.raises(Refused, match="signer_not_for_type"):
        actions.approve(key, actor=actor(people.sekda.person), at=AT)


def test_numbers_are_proposed_by_type_and_by_unit(people: Cast) -> None:
    umum = Unit.objects.select_related("parent__parent").get(code="umum")
    assert profiles.pattern_for("surat_tugas", unit=umum, on=TODAY) == "{code}/{number}/{year}"
    own = "{security}/{number}/{code}/{signer}/{year}"
    adopted(
        people, unit_patterns=[["setda", "nota_dinas", own]], pattern_nota_dinas="{number}-{year}"
    )
    assert profiles.pattern_for("nota_dinas", unit=umum, on=TODAY) == own
    limun = people.camat_limun.position.unit
    assert profiles.pattern_for("nota_dinas", unit=limun, on=TODAY) == "{number}-{year}"
    assert profiles.pattern_for("nota_dinas", unit=None, on=TODAY) == "{number}-{year}"


def test_a_draft_without_a_register_prints_the_number_as_the_profile_writes_it(
    people: Cast,
) -> None:
    order = order_for_paper(people)
    desk = actor(people.kabag_umum.person)
    memo = actions.formalise(str(order.public_id), actor=desk, at=AT).subject
    adopted(people, pattern_nota_dinas="{security}/{number}/{code}/{year}")
    shown = Memo.objects.select_related("signer__unit").get(pk=memo.pk)
    assert numbering.blank(shown, on=TODAY).startswith("B/")
    assert CODE not in numbering.blank(shown, on=TODAY)


def test_no_paraf_is_compulsory_until_the_office_says_so(people: Cast) -> None:
    assert profiles.compulsory_parafs("nota_dinas", people.sekda.position, TODAY) == []


def test_a_kind_means_the_one_in_the_line_of_command(people: Cast) -> None:
    other = member("Asisten Pemerintahan", kind=PositionKind.ASSISTANT,
                   unit=people.sekda.position.unit, superior=people.sekda.position, rank=19)  # fmt: skip
    adopted(people, parafs_nota_dinas=["asisten", "sekda"])
    signer, drafter = people.sekda.position, people.kabag_umum.position
    found = profiles.compulsory_parafs("nota_dinas", signer, TODAY, drafter=drafter)
    assert found == [people.asisten.position]
    both = profiles.compulsory_parafs("nota_dinas", signer, TODAY)
    assert both == [other.position, people.asisten.position]
    assert profiles.compulsory_parafs("surat_tugas", signer, TODAY) == []


def test_a_unit_means_whoever_leads_it(people: Cast) -> None:
    adopted(people, paraf_units_nota_dinas=["umum", "dinkes", "setda"])
    found = profiles.compulsory_parafs("nota_dinas", people.sekda.position, TODAY)
    assert found == [people.kadis_kesehatan.position, people.kabag_umum.position]
