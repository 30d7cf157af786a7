"""Who may open what: the answers of a hand-written matrix, and a page for every no."""

import io
import re

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from files import intake
from instructions import actions
from instructions.models import Seen
from memos import actions as memos
from tests.files.samples import picture
from tests.instructions.orders import order_to, share_of
from tests.memos.memos import register
from tests.people import AT, PASSWORD, actor, cast, delegate
from tests.web.visits import browser, post, status, text, url_of
from web.urls import urlpatterns

WHO = [
    "stranger", "camat_pelawan", "camat_limun", "bupati", "sekda", "ajudan", "asisten",
    "kabag_umum", "administrator",
]  # fmt: skip
# One column per person of WHO: what a GET of the page answers.
MATRIX = {
    "order": [404, 302, 302, 200, 200, 200, 404, 200, 404],
    "share of pelawan": [404, 200, 404, 200, 200, 200, 404, 404, 404],
    "report of pelawan": [404, 200, 404, 404, 404, 404, 404, 404, 404],
    "file of pelawan": [404, 200, 404, 200, 200, 200, 404, 404, 404],
    "file of the order": [404, 200, 200, 200, 200, 200, 404, 200, 404],
    "memo": [404, 404, 404, 200, 200, 200, 404, 200, 404],
    "paper": [404, 404, 404, 200, 200, 200, 404, 200, 404],
}
FORMLESS = [
    "home",
    "compose",
    "recipients",
    "hats",
    "notices",
    "search",
    "more",
    "memos",
    "absences",
    "new_absence",
    "delegations",
]
PUBLIC = {
    "sign_in", "passkey_sign_in", "passkey_sign_in_options", "activation", "gallery",
    "gallery_page", "service_worker", "push_receipt", "link", "link_close", "outside",
    "verify", "verify_code",
}  # fmt: skip


@pytest.fixture
def pages(db):
    """People, and the address of each row of the matrix."""
    people = cast()
    register()

    def upload(member):
        made = intake.receive(
            io.BytesIO(picture()), name="foto.jpg", person_id=member.person.pk, at=AT
        )
        return made.public_id

    order = order_to(
        people.camat_pelawan,
        people.camat_limun,
        giver=people.bupati,
        controller=str(people.sekda.position.public_id),
        needs_paper=True,
        attachments=(upload(people.bupati),),
    )
    share = share_of(order, people.camat_pelawan)
    camat = actor(people.camat_pelawan.person)
    file = upload(people.camat_pelawan)
    key = str(share.public_id)
    actions.progress(key, actor=camat, at=AT, note="Separuh.", attachments=[file])
    done = memos.formalise(str(order.public_id), actor=actor(people.kabag_umum.person), at=AT)
    own = order.attachments.get(assignment=None)
    return people, {
        "order": url_of(order),
        "share of pelawan": url_of(share),
        "report of pelawan": reverse("web:report", args=[share.public_id]),
        "file of pelawan": reverse("web:attachment", args=[file]),
        "file of the order": reverse("web:attachment", args=[own.public_id]),
        "memo": url_of(done.subject),
        "paper": reverse("web:memo_pdf", args=[done.subject.public_id]),
    }


@pytest.mark.parametrize("row", MATRIX)
def test_a_page_opens_to_whom_it_may(pages, row):
    people, urls = pages
    answers = [status(browser(getattr(people, who).person), urls[row]) for who in WHO]
    assert answers == MATRIX[row]


def test_nobody_is_shown_a_page_without_signing_in(pages):
    _people, urls = pages
    for url in [*urls.values(), *(reverse(f"web:{name}") for name in FORMLESS)]:
        answer = Client().get(url)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/masuk/")


def test_only_the_named_views_are_open_to_everybody():
    for pattern in urlpatterns:
        assert isinstance(pattern, URLPattern)
        is_open = not getattr(pattern.callback, "login_required", True)
        assert is_open == (pattern.name in PUBLIC), pattern.name


def test_what_is_not_theirs_looks_like_what_is_not_there(pages):
    people, urls = pages
    stranger = browser(people.stranger.person)
    page = stranger.get(urls["share of pelawan"])
    nothing = stranger.get("/bagian/00000000-0000-7000-8000-000000000000/")
    assert page.status_code == nothing.status_code == 404
    without = re.compile(r"bagian/[0-9a-f-]+")
    assert without.sub("", text(page)) == without.sub("", text(nothing))
    assert "tidak ditemukan" in text(page)


def test_a_recipient_never_reads_of_the_silence_of_others(pages):
    people, urls = pages
    page = text(browser(people.camat_pelawan.person).get(urls["share of pelawan"]))
    assert "Camat Limun" not in page
    assert "Belum dibuka" not in page


@pytest.mark.django_db
def test_a_wrong_password_is_said_so_and_the_login_stays():
    people = cast()
    nip = people.camat_pelawan.person.nip
    answer = Client().post("/masuk/", {"login": nip, "password": "salah"})
    page = text(answer)
    assert answer.status_code == 422
    assert "Data masuk tidak cocok" in page
    assert f'value="{nip}"' in page
    assert "salah" not in page.replace("isian salah", "")
    empty = Client().post("/masuk/", {"login": "", "password": ""})
    assert empty.status_code == 422


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wanted", "goes"),
    [
        ("/naskah/", "/naskah/"),
        ("https://jahat.example/", "/"),
        ("//jahat.example/", "/"),
        ("/\\jahat.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_signing_in_leads_only_to_pages_of_our_own(wanted, goes):
    people = cast()
    given = {"login": people.bupati.person.phone, "password": PASSWORD, "next": wanted}
    answer = Client().post("/masuk/", given)
    assert (answer.status_code, answer["Location"]) == (303, goes)


@pytest.mark.django_db
def test_too_many_tries_get_a_page_that_says_how_long_to_wait():
    people = cast()
    client = Client()
    for _try in range(6):
        given = {"login": people.asisten.person.nip, "password": "salah"}
        answer = client.post("/masuk/", given)
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert "Terlalu banyak percobaan" in text(answer)


@pytest.mark.django_db
def test_a_link_signs_nobody_out():
    people = cast()
    visitor = browser(people.bupati.person)
    assert visitor.get("/keluar/").status_code == 200
    assert visitor.get("/").status_code == 200
    assert visitor.post("/keluar/").status_code == 303
    assert visitor.get("/").status_code == 302


# --- Seen ------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_browser_without_script_has_seen_what_it_opened():
    people = cast()
    share = share_of(order_to(people.camat_pelawan, giver=people.bupati), people.camat_pelawan)
    plain = browser(people.camat_pelawan.person, scripted=False)
    plain.get("/")
    ahead = {"Sec-Purpose": "prefetch;prerender"}, {"Purpose": "prefetch"}, {"X-Moz": "prefetch"}
    for headers in ahead:
        plain.get(url_of(share), headers=headers)
    assert not Seen.objects.exists()
    plain.get(url_of(share))
    assert Seen.objects.get().person == people.camat_pelawan.person


@pytest.mark.django_db
def test_a_browser_with_script_tells_by_itself():
    people = cast()
    share = share_of(order_to(people.camat_pelawan, giver=people.bupati), people.camat_pelawan)
    camat = browser(people.camat_pelawan.person)
    seen = reverse("web:seen", args=[share.public_id])
    assert seen in text(camat.get(url_of(share)))
    assert not Seen.objects.exists()
    assert post(camat, seen, people.camat_pelawan).status_code == 204
    assert Seen.objects.count() == 1
    assert seen not in text(camat.get(url_of(share)))
    bupati = browser(people.bupati.person)
    assert "Sudah dibaca, belum menjawab" in text(bupati.get(url_of(share)))
    assert "di antaranya sudah dibaca" in text(bupati.get("/"))


@pytest.mark.django_db
def test_an_aide_and_the_giver_leave_no_sign_of_having_read():
    people = cast()
    delegate(people.stranger.person, people.camat_pelawan.position)
    share = share_of(order_to(people.camat_pelawan, giver=people.bupati), people.camat_pelawan)
    browser(people.bupati.person, scripted=False).get(url_of(share))
    assert not Seen.objects.exists()
    browser(people.stranger.person, scripted=False).get(url_of(share))
    assert Seen.objects.get().delegated
    assert "Belum dibuka" in text(browser(people.bupati.person).get(url_of(share)))


@pytest.mark.django_db
def test_a_script_of_a_stranger_gets_a_status_and_a_sentence():
    people = cast()
    share = share_of(order_to(people.camat_pelawan, giver=people.bupati), people.camat_pelawan)
    stranger = browser(people.stranger.person)
    url = reverse("web:seen", args=[share.public_id])
    answer = stranger.post(url, headers={"Sec-Fetch-Mode": "cors"})
    assert answer.status_code == 404
    assert answer["Content-Type"].startswith("text/plain")
