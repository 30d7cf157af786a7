"""Posting from a page: once only, in the right hat, and never losing what was typed."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from instructions import actions
from instructions.models import Assignment, Instruction
from tests.files.samples import photo_with_gps, picture
from tests.instructions.orders import order_to, share_at, share_of
from tests.memos.memos import memo_at, register
from tests.people import AT, actor, appoint, cast
from tests.races import race
from tests.web.visits import browser, post, status, text, url_of
from workflow.models import Entry


def file(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


@pytest.mark.django_db
def test_a_second_tap_sends_nothing_and_goes_to_the_same_page():
    people = cast()
    camat = browser(people.camat_pelawan.person)
    share = share_at("in_progress", people)
    key, url = str(uuid4()), url_of(share, "comment")
    first = post(camat, url, people.camat_pelawan, kunci=key, note="Di jalan.")
    again = post(camat, url, people.camat_pelawan, kunci=key, note="Di jalan.")
    assert (first.status_code, first["Location"]) == (again.status_code, again["Location"])
    assert Entry.objects.filter(verb="comment").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_taps_at_the_same_moment_give_one_order():
    people = cast()
    to = str(people.camat_pelawan.position.public_id)
    given = {"kunci": str(uuid4()), "text": "Periksa tanggul.", "positions": [to]}

    def tap() -> str:
        url = reverse("web:compose")
        return post(browser(people.bupati.person), url, people.bupati, **given)["Location"]

    first, second = race(tap, tap)
    assert first == second == url_of(Instruction.objects.get())


@pytest.mark.django_db
def test_a_key_is_not_taken_for_another_answer():
    people = cast()
    camat = browser(people.camat_pelawan.person)
    share = share_at("in_progress", people)
    key, url = str(uuid4()), url_of(share, "comment")
    post(camat, url, people.camat_pelawan, kunci=key, note="Satu.")
    answer = post(camat, url, people.camat_pelawan, kunci=key, note="Dua.")
    assert answer.status_code == 422
    assert "Dua." in text(answer)


@pytest.mark.django_db
def test_a_refused_sheet_comes_back_open_with_its_words():
    people = cast()
    share = share_at("reported", people)
    bupati = browser(people.bupati.person)
    actions.withdraw_report(str(share.public_id), actor=actor(people.camat_pelawan.person), at=AT)
    answer = post(bupati, url_of(share, "answer"), people.bupati, answer="Termasuk <desa>.")
    assert answer.status_code == 409
    assert "Termasuk &lt;desa&gt;." in text(answer)
    assert "tidak dapat dilakukan" in text(answer)
    share = share_at("clarifying", people)
    late = {"answer": "Termasuk <desa>.", "finish_by": "2026-01-01T08:00"}
    answer = post(bupati, url_of(share, "answer"), people.bupati, **late)
    page = text(answer)
    assert answer.status_code == 422
    assert "data-open" in page
    assert "Termasuk &lt;desa&gt;." in page
    assert "Batas waktu harus di depan." in page
    assert 'value="2026-01-01T08:00"' in page


@pytest.mark.django_db
def test_a_refused_report_keeps_its_note_and_says_what_is_wrong_with_the_file():
    people = cast()
    order = order_to(people.camat_pelawan, giver=people.bupati, evidence_demanded=True)
    share = share_of(order, people.camat_pelawan)
    camat = browser(people.camat_pelawan.person)
    url = url_of(share, "report")
    without = post(camat, url, people.camat_pelawan, note="Tiga titik.")
    assert without.status_code == 422
    assert "Tiga titik." in text(without)
    assert "lampirkan foto" in text(without)
    lying = file("foto.jpg", b"%PDF-1.4 bukan foto")
    answer = post(camat, url, people.camat_pelawan, note="Tiga titik.", attachments=[lying])
    assert answer.status_code == 422
    assert "Tiga titik." in text(answer)
    assert "tidak sesuai dengan namanya" in text(answer) or "rusak" in text(answer)
    assert not Assignment.objects.get(pk=share.pk).attachments.exists()


@pytest.mark.django_db
def test_a_report_brings_its_photos_without_where_they_were_taken():
    people = cast()
    share = share_at("acknowledged", people)
    camat = browser(people.camat_pelawan.person)
    photos = [file("satu.jpg", photo_with_gps()), file("dua.png", picture(decoder="PNG"))]
    answer = post(
        camat, url_of(share, "report"), people.camat_pelawan, note="Selesai.", attachments=photos
    )
    assert answer.status_code == 303
    first, second = Assignment.objects.get(pk=share.pk).attachments.all()
    bupati = browser(people.bupati.person)
    for kept in (first, second):
        shown: Any = bupati.get(reverse("web:attachment", args=[kept.public_id]))
        assert shown["Content-Type"] == "image/jpeg"
        assert shown["X-Content-Type-Options"] == "nosniff"
        data = b"".join(shown.streaming_content)
        assert b"KameraUji" not in data
        small = bupati.get(reverse("web:thumbnail", args=[kept.public_id]))
        assert small.status_code == 200
    assert reverse("web:thumbnail", args=[first.public_id]) in text(bupati.get(url_of(share)))
    assert "2 foto" in text(bupati.get(url_of(share.instruction)))
    stranger = browser(people.stranger.person)
    assert status(stranger, reverse("web:attachment", args=[first.public_id])) == 404
    limun = browser(people.camat_limun.person)
    assert status(limun, reverse("web:attachment", args=[first.public_id])) == 404


@pytest.mark.django_db
def test_a_refused_order_keeps_everything_that_was_filled_in():
    people = cast()
    bupati = browser(people.bupati.person)
    limun = str(people.camat_limun.position.public_id)
    given = {
        "text": "Periksa <tanggul>.",
        "positions": [limun],
        "urgency": "segera",
        "prepare_memo": "1",
        "photo_required": "1",
        "finish_by": "2026-01-01T08:00",
    }
    answer = post(bupati, reverse("web:compose"), people.bupati, **given)
    page = text(answer)
    assert answer.status_code == 422
    assert "Batas waktu harus di depan." in page
    assert "Periksa &lt;tanggul&gt;." in page
    assert f'value="{limun}" checked' in page
    assert 'value="segera" checked' in page
    assert page.count('value="1" checked') == 2
    assert 'value="2026-01-01T08:00"' in page
    nobody = post(bupati, reverse("web:compose"), people.bupati, text="Periksa.")
    assert "Pilih paling sedikit satu penerima." in text(nobody)
    assert not Instruction.objects.exists()


@pytest.mark.django_db
def test_an_answer_without_words_that_came_too_late_goes_back_with_the_sentence():
    people = cast()
    share = share_at("revoked", people)
    camat = browser(people.camat_pelawan.person)
    answer = post(camat, url_of(share, "acknowledge"), people.camat_pelawan)
    assert (answer.status_code, answer["Location"]) == (303, url_of(share))
    page = text(camat.get(url_of(share)))
    assert "tidak dapat dilakukan" in page
    assert "Dicabut" in page


@pytest.mark.django_db
def test_accepting_what_has_changed_since_is_refused():
    people = cast()
    share = share_at("reported", people)
    bupati = browser(people.bupati.person)
    shown = share.version
    camat = actor(people.camat_pelawan.person)
    key = str(share.public_id)
    actions.withdraw_report(key, actor=camat, at=AT)
    actions.report(key, actor=camat, at=AT, note="Diperbaiki.")
    post(bupati, url_of(share, "accept"), people.bupati, versi=shown)
    assert share_of(share.instruction, people.camat_pelawan).status == "reported"
    assert "Sudah ada perubahan" in text(bupati.get(url_of(share)))


@pytest.mark.django_db
def test_a_memo_that_others_changed_keeps_the_words_of_the_editor():
    people = cast()
    register()
    memo = memo_at("draft", people)
    desk = browser(people.kabag_umum.person)
    given = {"hal": "Hal baru", "body": "Isi baru", "urgency": "biasa"}
    answer = post(desk, url_of(memo, "edit"), people.kabag_umum, versi=memo.version - 1, **given)
    page = text(answer)
    assert answer.status_code == 412
    assert "Hal baru" in page
    assert "Isi baru" in page
    assert "Sudah ada perubahan" in page
    bad = {**given, "signer": "Raja", "versi": memo.version}
    answer = post(desk, url_of(memo, "edit"), people.kabag_umum, **bad)
    assert answer.status_code == 422
    assert "Raja" in text(answer)


@pytest.mark.django_db
def test_who_wears_two_hats_sees_both_and_each_button_carries_the_one_that_fits():
    people = cast()
    appoint(people.camat_pelawan.person, people.camat_singkut.position, capacity="plt")
    order = order_to(people.camat_pelawan, people.camat_singkut, giver=people.bupati)
    both = browser(people.camat_pelawan.person)
    home = text(both.get("/"))
    for one in (people.camat_pelawan, people.camat_singkut):
        assert url_of(share_of(order, one)) in home
    other = share_of(order, people.camat_singkut)
    page = text(both.get(url_of(other)))
    assert "Dicatat sebagai Plt. Camat Singkut." in page
    assert f'name="jabatan" value="{people.camat_singkut.position.public_id}"' in page
    wrong = post(both, url_of(other, "acknowledge"), people.camat_pelawan)
    assert wrong.status_code == 303
    assert share_of(order, people.camat_singkut).status == "sent"
    post(both, url_of(other, "acknowledge"), people.camat_singkut)
    entry = Entry.objects.get(verb="acknowledge")
    assert entry.position_id == people.camat_singkut.position.pk


@pytest.mark.django_db
def test_the_chosen_hat_stays_until_it_ends():
    people = cast()
    second = appoint(people.camat_pelawan.person, people.camat_singkut.position, capacity="plt")
    both = browser(people.camat_pelawan.person)
    answer = post(both, reverse("web:hats"), people.camat_singkut)
    assert answer.status_code == 303
    page = text(both.get("/"))
    assert "<span>Plt. Camat Singkut" in page
    assert "garis-kop putus" in page
    second.delete()
    page = text(both.get("/"))
    assert "<span>Camat Pelawan" in page
    assert "Jabatan yang dipilih sudah berakhir" in page
    assert "sudah berakhir" not in text(both.get("/"))
    ended = post(both, reverse("web:hats"), people.camat_singkut)
    assert ended.status_code == 403
    assert "tidak (lagi) memegang" in text(ended)


@pytest.mark.django_db
def test_two_hats_and_none_named_leads_to_the_hats():
    people = cast()
    appoint(people.camat_pelawan.person, people.camat_singkut.position, capacity="plt")
    both = browser(people.camat_pelawan.person)
    to = str(people.camat_limun.position.public_id)
    answer = post(both, reverse("web:compose"), text="Bantu posko.", positions=[to])
    assert answer.status_code == 409
    assert "Bantu posko." in text(answer)
    assert not Instruction.objects.exists()


@pytest.mark.django_db
def test_a_print_for_signing_is_the_sheet_itself_and_the_same_on_a_second_tap():
    people = cast()
    register()
    memo = memo_at("numbered", people)
    desk = browser(people.kabag_umum.person)
    key = str(uuid4())
    first = post(desk, url_of(memo, "print_for_signing"), people.kabag_umum, kunci=key)
    again = post(desk, url_of(memo, "print_for_signing"), people.kabag_umum, kunci=key)
    assert first["Content-Type"] == "application/pdf"
    assert first.content.startswith(b"%PDF")
    assert first.content == again.content
    assert Entry.objects.filter(verb="print_for_signing").count() == 1
    other = post(desk, url_of(memo, "print_for_signing"), people.kabag_umum)
    assert other.status_code == 303
    assert "sudah dicetak" in text(desk.get(url_of(memo)))


@pytest.mark.django_db
def test_a_choice_of_registers_is_asked_only_where_there_is_one():
    people = cast()
    first = register()
    memo = memo_at("approved", people)
    desk = browser(people.kabag_umum.person)
    assert 'name="register"' not in text(desk.get(url_of(memo)))
    register(name="Buku kedua")
    assert 'name="register"' in text(desk.get(url_of(memo)))
    answer = post(desk, url_of(memo, "number"), people.kabag_umum)
    assert answer.status_code == 409
    assert "data-open" in text(answer)
    post(desk, url_of(memo, "number"), people.kabag_umum, register=str(first.public_id))
    memo.refresh_from_db()
    assert memo.status == "numbered"


@pytest.mark.django_db
def test_an_aide_gives_orders_on_record_and_is_offered_nothing_more():
    people = cast()
    aide = browser(people.ajudan.person)
    to = str(people.camat_pelawan.position.public_id)
    page = text(aide.get("/"))
    assert "Untuk Bupati Sarolangun" in page
    assert "garis-kop putus" in page
    assert "Dicatat oleh Bayu Pratama" in page
    answer = post(
        aide, reverse("web:compose"), people.bupati, text="Periksa tanggul.", positions=[to]
    )
    order = Instruction.objects.get()
    assert answer["Location"] == url_of(order)
    entry = Entry.objects.get(verb="issue")
    assert (entry.person_id, entry.delegated) == (people.ajudan.person.pk, True)
    share = share_of(order, people.camat_pelawan)
    assert "disampaikan oleh ajudan" in text(
        browser(people.camat_pelawan.person).get(url_of(share))
    )
    camat = actor(people.camat_pelawan.person)
    actions.report(str(share.public_id), actor=camat, at=AT, note="Selesai.")
    page = text(aide.get(url_of(share)))
    assert url_of(share, "accept") not in page
    assert url_of(share, "comment") in page
    post(aide, url_of(share, "accept"), people.bupati)
    assert share_of(order, people.camat_pelawan).status == "reported"
    assert "Hanya pejabatnya sendiri." in text(aide.get(url_of(share)))
