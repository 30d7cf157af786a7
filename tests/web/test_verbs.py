"""Every verb through its page: its entry, its status, and where the browser goes next.

The rows are hand-written; a verb that is added to a table and not here fails.
"""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from instructions import actions
from instructions.lifecycle import ASSIGNMENT, INSTRUCTION
from instructions.models import Instruction
from memos import final
from memos.lifecycle import MEMO
from tests.instructions.orders import order_to, share_at, share_of
from tests.memos.course import memo_before
from tests.memos.memos import CODE, order_for_paper, register
from tests.people import AT, actor, cast
from tests.web.visits import browser, post, text, url_of
from web import words
from workflow.models import Entry

SOON = words.field_value(AT + timedelta(hours=3))
NEXT_MONTH = words.field_value(AT + timedelta(days=30))


def key_of(member) -> str:
    return str(member.position.public_id)


# What names somebody of the cast.
CHOSEN = {
    "TARGET": lambda people: {"target": key_of(people.kadis_kesehatan), "reason": "Urusan dinas."},
    "BELOW": lambda people: {
        "recipients": [key_of(people.sekcam_pelawan)],
        f"peran_{key_of(people.sekcam_pelawan)}": "koordinator",
    },
    "MORE": lambda people: {"recipients": [key_of(people.camat_singkut)], "reason": "Ikut."},
}
PAGED = {"report", "progress", "pass_down", "propose_redirect", "add_recipients", "reopen"}
"""Verbs whose form is a page of its own, which carries the address."""

# Verb, status before, who, what the form carries, status after.
SHARES = [
    ("acknowledge", "sent", "camat_pelawan", {}, "acknowledged"),
    ("promise", "acknowledged", "camat_pelawan", {"promised_at": SOON}, "acknowledged"),
    ("start", "acknowledged", "camat_pelawan", {}, "in_progress"),
    ("ask", "sent", "camat_pelawan", {"question": "Termasuk desa?"}, "clarifying"),
    ("answer", "clarifying", "bupati", {"answer": "Ya.", "finish_by": SOON}, "sent"),
    ("progress", "in_progress", "camat_pelawan", {"note": "Separuh."}, "in_progress"),
    ("report", "in_progress", "camat_pelawan", {"note": "Selesai."}, "reported"),
    ("withdraw_report", "reported", "camat_pelawan", {}, "in_progress"),
    ("accept", "reported", "bupati", {}, "completed"),
    ("return", "reported", "bupati", {"reason": "Foto kurang."}, "in_progress"),
    ("remind", "sent", "bupati", {}, "sent"),
    ("comment", "sent", "camat_pelawan", {"note": "Sedang di jalan."}, "sent"),
    ("revoke", "sent", "bupati", {"reason": "Sudah ditangani."}, "revoked"),
    ("withdraw_question", "clarifying", "camat_pelawan", {}, "sent"),
    ("decline", "requested", "camat_pelawan", {"reason": "Alat dipakai."}, "declined"),
    ("propose_redirect", "sent", "camat_pelawan", "TARGET", "redirect_proposed"),
    ("confirm_redirect", "redirect_proposed", "bupati", {}, "redirected"),
    ("refuse_redirect", "redirect_proposed", "bupati", {"reason": "Tetap Camat."}, "sent"),
    ("pass_down", "sent", "camat_pelawan", "BELOW", "in_progress"),
    ("request_formal", "sent", "camat_pelawan", {"reason": "Untuk SPJ."}, "sent"),
    ("refuse_formal", "awaiting", "bupati", {"reason": "Cukup."}, "sent"),
    ("extend", "sent", "bupati", {"finish_by": NEXT_MONTH, "reason": "Hujan."}, "sent"),
    ("pause", "sent", "bupati", {"until": NEXT_MONTH, "reason": "Hujan."}, "sent"),
    ("resume", "paused", "bupati", {}, "sent"),
    ("rework", "completed", "bupati", {"reason": "Belum semua."}, "in_progress"),
]
ORDERS = [
    ("comment", "bupati", {"note": "Perhatikan sungai."}, "issued"),
    ("prepare_memo", "bupati", {}, "issued"),
    ("close", "bupati", {"reason": "Cukup."}, "completed"),
    ("revoke", "bupati", {"reason": "Keadaan berubah."}, "revoked"),
    ("confirm", "bupati", {}, "issued"),
    ("extend", "bupati", {"finish_by": NEXT_MONTH, "reason": "Hujan."}, "issued"),
    ("add_recipients", "bupati", "MORE", "issued"),
    ("reclassify", "bupati", {"classification": "terbatas", "reason": "Data warga."}, "issued"),
    ("reopen", "bupati", "SHARES", "issued"),
]
MEMOS = [
    ("edit", "draft", "kabag_umum", {}, "draft"),
    ("approve", "draft", "kabag_umum", {}, "approved"),
    ("number", "approved", "kabag_umum", {}, "numbered"),
    (
        "insert_number",
        "approved",
        "kabag_umum",
        {"day": "2026-11-20", "reason": "Tertinggal."},
        "numbered",
    ),
    ("print_for_signing", "numbered", "kabag_umum", {}, "numbered"),
    ("number_and_scan", "printed_first", "kabag_umum", "SCAN", "signed"),
    ("withdraw", "draft", "kabag_umum", {"reason": "Tidak jadi."}, "withdrawn"),
    ("route", "draft", "kabag_umum", {"superiors": "", "coordinators": ""}, "draft"),
    ("release", "between_two", "bupati", {}, "draft"),
    ("submit", "routed", "kabag_umum", {}, "in_review"),
    ("initial", "in_review", "asisten", {}, "approved"),
    ("return_for_repair", "in_review", "asisten", {"reason": "Belum lengkap."}, "draft"),
    ("scan", "printed", "kabag_umum", "SCAN", "signed"),
    ("dispatch", "signed", "kabag_umum", {}, "dispatched"),
    ("archive", "information", "kabag_umum", {}, "archived"),
    ("void", "numbered", "sekda", {"reason": "Keliru."}, "voided"),
    ("agree", "upward", "sekda", {}, "dispatched"),
    ("agree_with_notes", "upward", "sekda", {"note": "Segerakan."}, "dispatched"),
    ("disagree", "upward", "sekda", {"reason": "Belum perlu."}, "dispatched"),
    (
        "dispose",
        "upward",
        "sekda",
        {"recipients": "Camat Limun", "note": "Tindak lanjuti."},
        "dispatched",
    ),
]
ELSEWHERE = {"draft", "edit", "issue", "send", "rest_on_memo", "lose_memo"}
"""Born or changed by the composer, whose tests are below; `send` is the birth of a share; the last
two follow from a memo."""

EDITED = {
    "to_lines": "Para Camat; Kepala Dinas Kesehatan",
    "from_position": "Sekretaris Daerah",
    "signer": "sekretaris daerah",
    "hal": "Pemeriksaan titik rawan banjir",
    "urgency": "segera",
    "classification_code": CODE,
    "body": "Diperiksa hari ini.",
}


def test_every_verb_of_every_table_stands_in_a_row_here():
    offered = {move.verb for move in ASSIGNMENT.moves if move.offered}
    assert offered == {verb for verb, *_row in SHARES}
    assert {move.verb for move in INSTRUCTION.moves} - ELSEWHERE == {row[0] for row in ORDERS}
    assert {move.verb for move in MEMO.moves} - {"draft", "sign", "hand_over", "raise_class"} == {
        row[0] for row in MEMOS
    }


@pytest.mark.django_db
@pytest.mark.parametrize(("verb", "before", "who", "given", "after"), SHARES)
def test_a_verb_of_a_share_leaves_its_entry_and_leads_back_to_its_page(
    verb, before, who, given, after
):
    people = cast()
    share = share_at(before, people)
    given = CHOSEN[given](people) if isinstance(given, str) else given
    member = getattr(people, who)
    visitor = browser(member.person)
    assert url_of(share, verb) in text(visitor.get(url_of(share))) or verb in PAGED
    answer = post(visitor, url_of(share, verb), member, **given)
    assert (answer.status_code, answer["Location"]) == (303, url_of(share))
    fresh = share_of(share.instruction, people.camat_pelawan)
    assert fresh.status == after
    assert fresh.version == share.version + 1
    entry = Entry.objects.get(kind="assignment", subject_id=share.pk, n=fresh.version)
    assert (entry.verb, entry.channel, entry.at) == (verb, "web", AT)
    assert (entry.person_id, entry.position_id) == (member.person.pk, member.position.pk)
    page = visitor.get(url_of(share))
    assert page.status_code == 200
    assert "tercatat 14.05" in text(page)


@pytest.mark.django_db
@pytest.mark.parametrize(("verb", "who", "given", "after"), ORDERS)
def test_a_verb_of_an_order_leaves_its_entry_and_leads_back_to_the_board(verb, who, given, after):
    people = cast()
    giver = people.ajudan if verb == "confirm" else people.bupati
    order = order_to(people.camat_pelawan, people.camat_limun, giver=giver)
    if verb == "reopen":
        actions.close(str(order.public_id), actor=actor(people.bupati.person), at=AT, reason="Ya.")
        share = share_of(order, people.camat_limun)
        given = {"shares": [str(share.public_id)], "reason": "Belum semua."}
    given = CHOSEN[given](people) if isinstance(given, str) else given
    member = getattr(people, who)
    visitor = browser(member.person)
    page = reverse("web:order_form", args=[order.public_id]) + f"?untuk={verb}"
    shown = visitor.get(page if verb in PAGED else url_of(order))
    assert url_of(order, verb) in text(shown)
    answer = post(visitor, url_of(order, verb), member, **given)
    assert (answer.status_code, answer["Location"]) == (303, url_of(order))
    order.refresh_from_db()
    assert order.status == after
    entry = Entry.objects.get(kind="instruction", subject_id=order.pk, n=order.version)
    assert (entry.verb, entry.channel) == (verb, "web")
    assert visitor.get(url_of(order)).status_code == 200


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("verb", "before", "who", "given", "after"), MEMOS)
def test_a_verb_of_a_memo_leaves_its_entry(verb, before, who, given, after):
    people = cast()
    register(opening=7)
    memo = memo_before(before, people)
    if given == "SCAN":
        paper = final.for_ink(memo, at=AT)
        assert paper is not None
        given = {"attachments": SimpleUploadedFile("pindai.pdf", paper.pdf)}
    member = getattr(people, who)
    visitor = browser(member.person)
    assert url_of(memo, verb) in text(visitor.get(url_of(memo)))
    answer = post(visitor, url_of(memo, verb), member, **(EDITED if verb == "edit" else given))
    assert answer.status_code in {200, 303}, text(answer)
    memo.refresh_from_db()
    assert memo.status == after
    entry = Entry.objects.get(kind="memo", subject_id=memo.pk, n=memo.version)
    assert (entry.verb, entry.channel) == (verb, "web")
    assert visitor.get(url_of(memo)).status_code == 200


@pytest.mark.django_db
def test_the_composer_gives_an_order():
    people = cast()
    bupati = browser(people.bupati.person)
    to = [str(people.camat_pelawan.position.public_id), str(people.camat_limun.position.public_id)]
    answer = post(
        bupati,
        reverse("web:compose"),
        people.bupati,
        text="Periksa tanggul.",
        positions=to,
        urgency="segera",
        photo_required="1",
        answer_by=SOON,
        controller=str(people.sekda.position.public_id),
    )
    order = Instruction.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, url_of(order))
    assert (order.status, order.urgency, order.text) == ("issued", "segera", "Periksa tanggul.")
    assert order.answer_by == AT + timedelta(hours=3)
    assert order.evidence_demanded
    assert order.controller == people.sekda.position
    assert order.assignments.count() == 2
    verbs = list(Entry.objects.order_by("id").values_list("verb", "channel"))
    assert verbs == [("issue", "web"), ("send", "web"), ("send", "web")]


@pytest.mark.django_db
def test_a_draft_is_kept_shown_again_changed_and_given():
    people = cast()
    bupati = browser(people.bupati.person)
    limun = str(people.camat_limun.position.public_id)
    given = {"text": "Siapkan posko.", "positions": [limun], "urgency": "segera"}
    answer = post(bupati, reverse("web:compose"), people.bupati, simpan="1", **given)
    draft = Instruction.objects.get()
    assert answer["Location"] == url_of(draft)
    page = text(bupati.get(url_of(draft)))
    assert "Siapkan posko." in page
    assert f'value="{limun}" checked' in page
    edit = reverse("web:edit_draft", args=[draft.public_id])
    post(bupati, edit, people.bupati, simpan="1", **{**given, "text": "Siapkan dua posko."})
    draft.refresh_from_db()
    assert (draft.status, draft.text) == ("draft", "Siapkan dua posko.")
    post(bupati, edit, people.bupati, **given)
    draft.refresh_from_db()
    assert (draft.status, draft.text) == ("issued", "Siapkan posko.")
    verbs = Entry.objects.filter(kind="instruction").order_by("id")
    assert [entry.verb for entry in verbs] == ["draft", "edit", "edit", "issue"]
    assert "Siapkan posko." in text(browser(people.camat_limun.person).get("/"))


@pytest.mark.django_db
def test_a_draft_is_given_or_dropped_by_its_own_verbs_too():
    people = cast()
    bupati = browser(people.bupati.person)
    limun = str(people.camat_limun.position.public_id)
    for text_, verb, after in (("Satu.", "issue", "issued"), ("Dua.", "revoke", "revoked")):
        given = {"text": text_, "positions": [limun], "simpan": "1"}
        post(bupati, reverse("web:compose"), people.bupati, **given)
        draft = Instruction.objects.get(text=text_)
        assert post(bupati, url_of(draft, verb), people.bupati).status_code == 303
        draft.refresh_from_db()
        assert draft.status == after


@pytest.mark.django_db
def test_the_silent_are_reminded_with_one_button_and_the_others_left_alone():
    people = cast()
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    bupati = browser(people.bupati.person)
    assert "Ingatkan 2 penerima" in text(bupati.get(url_of(order)))
    camat = browser(people.camat_limun.person)
    post(camat, url_of(share_of(order, people.camat_limun), "acknowledge"), people.camat_limun)
    assert "Ingatkan 1 penerima" in text(bupati.get(url_of(order)))
    assert post(bupati, url_of(order, "remind"), people.bupati).status_code == 303
    reminded = Entry.objects.get(verb="remind")
    assert reminded.subject_id == share_of(order, people.camat_pelawan).pk


@pytest.mark.django_db
def test_the_desk_makes_a_memo_of_an_order_that_waits_for_paper():
    people = cast()
    order = order_for_paper(people)
    desk = browser(people.kabag_umum.person)
    assert url_of(order) in text(desk.get(reverse("web:memos")))
    page = text(desk.get(url_of(order)))
    formalise = reverse("web:formalise", args=[order.public_id])
    assert formalise in page
    assert "Camat Pelawan" not in page.split("Riwayat")[1]
    answer = post(desk, formalise, people.kabag_umum)
    memo = order.memos.get()
    assert (answer.status_code, answer["Location"]) == (303, url_of(memo))
    again = post(desk, formalise, people.kabag_umum)
    assert again["Location"] == url_of(memo)
    assert url_of(memo) in text(desk.get(url_of(order)))
