"""Every verb over HTTP: its entry, its status, and the answer the client goes on with."""

from datetime import timedelta

import pytest

from api.verbs import MEMO_VERBS, ORDER_VERBS, SHARE_VERBS
from instructions import actions
from instructions.lifecycle import ASSIGNMENT, INSTRUCTION
from instructions.models import Seen
from memos.lifecycle import MEMO
from tests.api.calls import address, app
from tests.instructions.orders import order_to, share_at, share_of
from tests.memos.course import memo_before, scan_of
from tests.memos.memos import register
from tests.people import AT, actor, cast
from workflow.models import Entry

SOON = (AT + timedelta(hours=3)).isoformat()
NEXT_MONTH = (AT + timedelta(days=30)).isoformat()


def key_of(member) -> str:
    return str(member.position.public_id)


# What names somebody of the cast.
CHOSEN = {
    "TARGET": lambda people: {"target": key_of(people.kadis_kesehatan), "reason": "Urusan dinas."},
    "BELOW": lambda people: {"recipients": [{"position": key_of(people.sekcam_pelawan)}]},
    "MORE": lambda people: {
        "recipients": [{"position": key_of(people.camat_singkut), "role": "koordinator"}],
        "reason": "Ikut banjir.",
    },
}

# Verb, status before, who, input, status after.
SHARES = [
    ("acknowledge", "sent", "camat_pelawan", {"promised_at": SOON}, "acknowledged"),
    ("promise", "acknowledged", "camat_pelawan", {"promised_at": SOON}, "acknowledged"),
    ("start", "acknowledged", "camat_pelawan", {}, "in_progress"),
    ("ask", "sent", "camat_pelawan", {"question": "Termasuk desa?"}, "clarifying"),
    ("answer", "clarifying", "bupati", {"answer": "Ya.", "finish_by": SOON}, "sent"),
    ("progress", "in_progress", "camat_pelawan", {"note": "Separuh."}, "in_progress"),
    ("report", "in_progress", "camat_pelawan", {"note": "Selesai."}, "reported"),
    ("withdraw_report", "reported", "camat_pelawan", {}, "in_progress"),
    ("accept", "reported", "bupati", {"note": "Terima kasih."}, "completed"),
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
    ("route", "draft", "kabag_umum", {"superiors": []}, "draft"),
    ("release", "between_two", "bupati", {}, "draft"),
    ("submit", "routed", "kabag_umum", {}, "in_review"),
    ("initial", "in_review", "asisten", {}, "approved"),
    ("return_for_repair", "in_review", "asisten", {"reason": "Belum lengkap."}, "draft"),
    ("scan", "printed", "kabag_umum", "SCAN", "signed"),
    ("number_and_scan", "printed_first", "kabag_umum", "SCAN", "signed"),
    ("dispatch", "signed", "kabag_umum", {}, "dispatched"),
    ("archive", "information", "kabag_umum", {}, "archived"),
    ("void", "numbered", "sekda", {"reason": "Keliru."}, "voided"),
    ("agree", "upward", "sekda", {}, "dispatched"),
    ("agree_with_notes", "upward", "sekda", {"note": "Segerakan."}, "dispatched"),
    ("disagree", "upward", "sekda", {"reason": "Belum perlu."}, "dispatched"),
    ("dispose", "upward", "sekda", "DISPOSE", "dispatched"),
    ("approve", "draft", "sekda", {}, "approved"),
    ("number", "approved", "kabag_umum", {}, "numbered"),
    (
        "insert_number",
        "approved",
        "kabag_umum",
        {"day": "2026-11-20", "reason": "Tertinggal."},
        "numbered",
    ),
    ("withdraw", "draft", "kabag_umum", {"reason": "Tidak jadi."}, "withdrawn"),
]
SAID = {
    "SCAN": lambda memo, people: {"attachments": [str(scan_of(memo, people.kabag_umum).public_id)]},
    "DISPOSE": lambda _memo, people: {
        "recipients": [{"position": str(people.camat_limun.position.public_id)}],
        "note": "Tindak lanjuti.",
    },
}


@pytest.mark.django_db
@pytest.mark.parametrize(("verb", "before", "who", "given", "after"), SHARES)
def test_a_verb_of_a_share_leaves_its_entry_and_answers_with_the_new_state(
    verb, before, who, given, after
):
    people = cast()
    share = share_at(before, people)
    given = CHOSEN[given](people) if isinstance(given, str) else given
    answer = app(getattr(people, who)).post(address(share, verb), given)
    assert answer.status_code == 200, answer.content
    fresh = share_of(share.instruction, people.camat_pelawan)
    assert fresh.status == answer.data["status"] == after
    assert fresh.version == answer.data["version"] == share.version + 1
    assert answer.headers["ETag"].startswith(f'"v{fresh.version}-')
    entry = Entry.objects.get(kind="assignment", subject_id=share.pk, n=fresh.version)
    assert (entry.verb, entry.channel, entry.strength) == (verb, "api", "strong")
    assert entry.person_id == getattr(people, who).person.pk
    assert entry.position_id == getattr(people, who).position.pk
    assert entry.at == AT


@pytest.mark.django_db
@pytest.mark.parametrize(("verb", "who", "given", "after"), ORDERS)
def test_a_verb_of_an_order_leaves_its_entry_and_answers_with_the_new_state(
    verb, who, given, after
):
    people = cast()
    giver = people.ajudan if verb == "confirm" else people.bupati
    order = order_to(people.camat_pelawan, people.camat_limun, giver=giver)
    if verb == "reopen":
        actions.close(str(order.public_id), actor=actor(people.bupati.person), at=AT, reason="Ya.")
        share = share_of(order, people.camat_limun)
        given = {"shares": [str(share.public_id)], "reason": "Belum semua."}
    given = CHOSEN[given](people) if isinstance(given, str) else given
    answer = app(getattr(people, who)).post(address(order, verb), given)
    assert answer.status_code == 200, answer.content
    order.refresh_from_db()
    assert order.status == answer.data["status"] == after
    entry = Entry.objects.get(kind="instruction", subject_id=order.pk, n=answer.data["version"])
    assert (entry.verb, entry.channel) == (verb, "api")


@pytest.mark.django_db
@pytest.mark.parametrize(("verb", "before", "who", "given", "after"), MEMOS)
def test_a_verb_of_a_memo_leaves_its_entry_and_answers_with_the_new_state(
    verb, before, who, given, after
):
    people = cast()
    register(opening=7)
    memo = memo_before(before, people)
    given = SAID[given](memo, people) if isinstance(given, str) else given
    answer = app(getattr(people, who)).post(f"memos/{memo.public_id}/{verb}", given)
    assert answer.status_code == 200, answer.content
    memo.refresh_from_db()
    assert memo.status == answer.data["status"] == after
    entry = Entry.objects.get(kind="memo", subject_id=memo.pk, n=answer.data["version"])
    assert (entry.verb, entry.channel) == (verb, "api")


@pytest.mark.django_db
def test_a_draft_is_kept_changed_and_issued():
    people = cast()
    bupati = app(people.bupati)
    kept = bupati.post("instructions", {"draft": True, "text": "Konsep", "urgency": "segera"})
    assert (kept.status_code, kept.data["status"]) == (201, "draft")
    draft = f"instructions/{kept.data['id']}"
    to = [{"position": str(people.camat_limun.position.public_id), "role": "koordinator"}]
    changed = bupati.send("PATCH", draft, {"recipients": to})
    assert changed.data["draft"]["recipients"] == to
    assert changed.data["text"] == "Konsep"
    assert changed.data["urgency"] == "segera"
    changed = bupati.send("PATCH", draft, {"text": "Siapkan posko."})
    assert changed.data["draft"]["recipients"] == to
    issued = bupati.post(f"{draft}/issue")
    assert issued.status_code == 200, issued.content
    assert issued.data["status"] == "issued"
    assert issued.data["counts"]["total"] == 1
    late = bupati.send("PATCH", draft, {"text": "Lain."})
    assert (late.status_code, late.data["code"]) == (409, "not_now")


@pytest.mark.django_db
def test_seen_is_one_row_and_no_version():
    people = cast()
    share = share_at("sent", people)
    camat = app(people.camat_pelawan)
    for _again in range(2):
        assert camat.post(address(share, "seen")).data["version"] == share.version
    assert camat.get(address(share)).status_code == 200
    assert Seen.objects.filter(assignment=share).count() == 1


@pytest.mark.django_db
def test_reading_and_listing_leave_no_trace_of_having_seen():
    people = cast()
    share = share_at("sent", people)
    camat = app(people.camat_pelawan)
    for path in ("assignments", address(share), address(share, "timeline"), "changes", "me"):
        assert camat.get(path).status_code == 200
    assert not Seen.objects.exists()


@pytest.mark.django_db
def test_reminding_all_skips_whoever_was_reminded_just_now():
    people = cast()
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    bupati = app(people.bupati)
    limun = share_of(order, people.camat_limun)
    assert bupati.post(address(limun, "remind")).status_code == 200
    answer = bupati.post(address(order, "remind"))
    assert answer.data["reminded"] == [str(share_of(order, people.camat_pelawan).public_id)]
    [skipped] = answer.data["skipped"]
    assert (skipped["id"], skipped["code"]) == (str(limun.public_id), "reminded_just_now")


def test_every_verb_a_client_is_offered_has_its_row_and_every_row_its_test():
    rows = {
        "assignment": {verb.name for verb in SHARE_VERBS},
        "instruction": {verb.name for verb in ORDER_VERBS},
        # Its edit is PATCH, the print answers with the sheet, and an electronic signature asks for a
        # passphrase: endpoints of their own.
        "memo": {verb.name for verb in MEMO_VERBS} | {"edit", "print_for_signing", "sign"},
    }
    for table in (ASSIGNMENT, INSTRUCTION, MEMO):
        assert {move.verb for move in table.moves if move.offered} <= rows[table.noun]
    assert {row[0] for row in SHARES} == rows["assignment"] - {"seen"}
    assert {row[0] for row in ORDERS} == rows["instruction"] - {"issue"}
    assert {row[0] for row in MEMOS} == {verb.name for verb in MEMO_VERBS}


@pytest.mark.django_db
def test_what_may_be_done_is_told_with_label_inputs_and_the_reason_to_wait():
    people = cast()
    share = share_at("reported", people)
    bupati = app(people.bupati)
    offered = {one["verb"]: one for one in bupati.get(address(share)).data["available_actions"]}
    assert offered["return"] == {
        "verb": "return",
        "label": "Mohon dilengkapi",
        "method": "POST",
        "href": f"/api/v1/{address(share, 'return')}",
        "inputs": [
            {
                "name": "reason",
                "label": "Yang perlu dilengkapi",
                "kind": "text",
                "required": True,
                "choices": [],
            }
        ],
        "confirm": None,
        "refusal": None,
    }
    assert offered["remind"]["refusal"]["code"] == "not_now"
    assert "Dilaporkan" in offered["remind"]["refusal"]["detail"]
    assert "acknowledge" not in offered


@pytest.mark.django_db
def test_every_offered_address_answers():
    people = cast()
    for before, who in (("sent", people.camat_pelawan), ("reported", people.bupati)):
        share = share_at(before, people)
        caller = app(who)
        for one in caller.get(address(share)).data["available_actions"]:
            answer = caller.send(one["method"], one["href"].removeprefix("/api/v1/"), b"[]")
            assert answer.status_code == 422, one
