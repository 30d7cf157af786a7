"""Settings of signing that do not fit together are errors before anyone signs."""

from typing import Any

import pytest

from config.signing_checks import signing_is_set

GOOD = {"BSRE_URL": "http://10.0.0.9", "BSRE_USER": "a", "BSRE_PASSWORD": "b", "NIK_KEY": "7b" * 32}


@pytest.mark.parametrize(
    ("given", "ids"),
    [
        ({"SIGNING": "off"}, []),
        ({"SIGNING": "local"}, []),
        ({"SIGNING": "bsre-v2"}, []),
        ({"SIGNING": "bsre"}, ["sigap.E020"]),
        ({"SIGNING": "local", "SIGNING_LEVEL": "B-X"}, ["sigap.E021"]),
        ({"SIGNING": "local", "SIGNING_LEVEL": "B-T"}, ["sigap.E021"]),
        ({"SIGNING": "local", "SIGNING_LEVEL": "B-T", "TSA_URL": "http://cap"}, []),
        ({"SIGNING": "bsre-v1", "BSRE_URL": ""}, ["sigap.E022"]),
        ({"SIGNING": "bsre-v1", "NIK_KEY": "pendek"}, ["sigap.E023"]),
    ],
)
def test_what_does_not_fit_is_named(settings: Any, given: dict[str, str], ids: list[str]) -> None:
    for name, value in {**GOOD, "SIGNING_LEVEL": "B-B", "TSA_URL": "", **given}.items():
        setattr(settings, name, value)
    assert [each.id for each in signing_is_set()] == ids
