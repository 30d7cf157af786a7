"""Signing as it is set for tests: keys and trust in folders of their own."""

from pathlib import Path
from typing import Any

import pytest

from memos.signing import Identity, demo_ca
from tests.memos.signing import desk
from tests.people import AT


@pytest.fixture(autouse=True)
def signing(settings: Any, tmp_path: Path) -> Any:
    settings.SIGNING = "local"
    settings.SIGNING_LEVEL = "B-B"
    settings.SIGNING_KEYS = tmp_path / "signing"
    settings.SIGNING_TRUST = desk.trusting(tmp_path / "trust")
    settings.NIK_KEY = "7b" * 32
    return settings


@pytest.fixture
def who(signing: Any) -> Identity:
    """A signer with a certificate of the example authority."""
    someone = Identity("018f0000-0000-7000-8000-0000000000aa", desk.NAME, "1503010101700001")
    file = Path(signing.SIGNING_KEYS) / "people" / f"{someone.key}.p12"
    demo_ca.issue(desk.authority(), file, name=desk.NAME, passphrase=desk.PASSPHRASE, at=AT)
    return someone
