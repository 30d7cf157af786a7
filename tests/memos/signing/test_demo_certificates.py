"""The demo's example certificate: made once, anew for a new passphrase, and only where we sign."""

from typing import Any

import pytest

from memos.demo.certificates import certify
from memos.signing import local
from tests.memos.signing.desk import PASSPHRASE
from tests.people import AT, cast
from workflow.refusals import Refused

pytestmark = pytest.mark.django_db


def test_a_certificate_is_kept_as_long_as_its_passphrase_opens_it() -> None:
    who = cast().sekda.person
    certify(who, passphrase=PASSPHRASE, at=AT)
    [file] = local.folder().iterdir()
    first = file.read_bytes()
    certify(who, passphrase=PASSPHRASE, at=AT)
    assert file.read_bytes() == first
    certify(who, passphrase="Sandi-Baru-9", at=AT)
    with pytest.raises(Refused):
        local.opened(file, PASSPHRASE, at=AT)
    local.opened(file, "Sandi-Baru-9", at=AT)


@pytest.mark.parametrize("engine", ["off", "bsre-v2"])
def test_none_is_made_where_somebody_else_signs(settings: Any, engine: str) -> None:
    settings.SIGNING = engine
    certify(cast().sekda.person, passphrase=PASSPHRASE, at=AT)
    assert not local.folder().exists()
