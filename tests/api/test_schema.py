"""The description is valid, without a warning, and every answer has the form it says."""

import json
import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import get_resolver
from drf_spectacular.drainage import GENERATOR_STATS, reset_generator_stats
from jsonschema import (  # type: ignore[import-untyped]
    Draft202012Validator,
    FormatChecker,
)
from openapi_spec_validator import validate

from api import urls
from api.views.docs import openapi
from notifications.models import Notice
from tests.api.calls import Api, address, app
from tests.files import samples
from tests.instructions.orders import share_at
from tests.memos.memos import memo_at, register
from tests.people import AT, cast
from workflow.models import Entry


@pytest.fixture(scope="module")
def schema():
    openapi.cache_clear()
    reset_generator_stats()
    made = json.loads(openapi())
    assert not GENERATOR_STATS, GENERATOR_STATS._warn_cache
    return made


def test_the_description_is_valid_openapi_3_1(schema):
    validate(schema)
    assert schema["openapi"] == "3.1.0"


def test_every_address_is_described(schema):
    described = {path.removeprefix("/api/v1/") for path in schema["paths"]}
    routes = {re.sub(r"<\w+:key>", "{key}", str(one.pattern)) for one in urls.urlpatterns}
    assert routes - {"", "schema", "docs"} == described


def test_every_operation_has_a_name_of_its_own_and_says_how_it_refuses(schema):
    names = []
    for operations in schema["paths"].values():
        for method, operation in operations.items():
            names.append(operation["operationId"])
            assert "application/problem+json" in operation["responses"]["default"]["content"]
            if method != "get":
                headers = {one["name"] for one in operation["parameters"]}
                assert {"Idempotency-Key", "X-Acting-Position"} <= headers
            if "requestBody" in operation and "/attachments" not in operation["operationId"]:
                kinds = set(operation["requestBody"]["content"])
                assert kinds in ({"application/json"}, {"multipart/form-data"})
    assert len(names) == len(set(names))


@pytest.mark.django_db
def test_every_answer_has_the_form_that_the_description_says(schema):
    def check(answer, shape):
        """Against the component, which here may have no field more than described."""
        closed = json.loads(json.dumps(schema["components"]))
        for one in closed["schemas"].values():
            if one.get("type") == "object" and "properties" in one:
                one["additionalProperties"] = False
        form = {"$ref": f"#/components/schemas/{shape}", "components": closed}
        checker = Draft202012Validator(form, format_checker=FormatChecker())
        errors = [f"{one.json_path}: {one.message}" for one in checker.iter_errors(answer.data)]
        assert errors == [], shape

    people = cast()
    register()
    bupati, camat, umum = app(people.bupati), app(people.camat_pelawan), app(people.kabag_umum)
    share = share_at("sent", people)
    order = share.instruction
    photo = camat.upload(SimpleUploadedFile("a.jpg", samples.picture()))
    check(photo, "Upload")
    sent = {"note": "Separuh.", "attachments": [photo.data["id"]]}
    check(camat.post(address(share, "progress"), sent), "AssignmentDetail")
    check(camat.get(address(share)), "AssignmentDetail")
    check(camat.get(address(share, "timeline")), "LineList")
    check(camat.get(f"attachments/{photo.data['id']}"), "Attachment")
    check(camat.get("assignments"), "AssignmentList")
    check(bupati.get("instructions"), "InstructionList")
    check(bupati.get(address(order)), "InstructionDetail")
    check(bupati.get(address(order, "timeline")), "LineList")
    check(bupati.get(address(order, "assignments")), "BoardRowList")
    draft = bupati.post("instructions", {"draft": True, "text": "Konsep"})
    check(draft, "InstructionDetail")
    check(bupati.post(address(order, "remind")), "Reminded")
    for path, shape in (
        ("me", "Me"), ("units", "UnitList"), ("positions", "PositionList"),
        ("groups", "GroupList"), ("deadlines", "DeadlinesList"), ("changes", "Changes"),
    ):  # fmt: skip
        check(bupati.get(path), shape)
    memo = memo_at("numbered", people)
    check(umum.get("memos"), "MemoList")
    check(umum.get(f"memos/{memo.public_id}"), "MemoDetail")
    check(umum.get("classification-codes"), "ClassificationCodeList")
    entry = Entry.objects.filter(verb="progress").get()
    Notice.objects.create(position=people.bupati.position, entry=entry, at=AT)
    check(bupati.get("notices"), "NoticeList")
    assert bupati.get("me").data["unread_notices"] == 1
    check(bupati.post("notices/read"), "Read")
    assert bupati.get("me").data["unread_notices"] == 0
    check(bupati.get(f"memos/{uuid4()}"), "Problem")


@pytest.mark.django_db
def test_no_answer_shows_an_internal_id():
    people = cast()
    share = share_at("reported", people)
    for path in ("me", "assignments?role=given", address(share), address(share, "timeline")):
        text = json.dumps(app(people.bupati).get(path).data)
        for name in ('_id"', "person", '"pk"', "entry"):
            assert name not in text, path


@pytest.mark.django_db
def test_the_description_and_its_page_are_open_and_come_from_this_server_alone():
    anybody = Api()
    assert anybody.get("schema").data["info"]["title"] == "Sigap API"
    page = anybody.get("docs")
    assert page.status_code == 200
    html = page.content.decode()
    assert "http://" not in html
    assert "https://" not in html
    assert "'unsafe-inline'" not in page.headers["Content-Security-Policy"].split("style-src")[0]
    assert get_resolver().resolve("/api/v1/docs").url_name == "docs"
