"""Administration: memos, books, numbers, codes and sheets are only read."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from memos import final
from tests.memos.memos import memo_at, register
from tests.people import AT, cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "model", ["memo", "registernumber", "memoissue", "register", "classificationcode"]
)
def test_what_has_happened_is_only_read(model: str) -> None:
    people = cast()
    register()
    memo = memo_at("numbered", people)
    issue = final.issue_of(memo, at=AT)
    rows: dict[str, Any] = {
        "memo": memo,
        "registernumber": memo.register_number,
        "memoissue": issue,
        "register": memo.register,
        "classificationcode": memo.classification_code,
    }
    client = Client()
    client.force_login(people.administrator.person)
    assert client.get(reverse(f"admin:memos_{model}_changelist")).status_code == 200
    page = client.get(reverse(f"admin:memos_{model}_change", args=[rows[model].pk]))
    assert page.status_code == 200
    assert memo.hal not in page.content.decode()
    assert client.get(reverse(f"admin:memos_{model}_add")).status_code == 403
    for name in ("change", "delete"):
        answer = client.post(reverse(f"admin:memos_{model}_{name}", args=[rows[model].pk]), {})
        assert answer.status_code == 403
