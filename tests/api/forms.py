"""Holding an answer against the form that the description gives it."""

import json
from functools import cache
from typing import Any

from jsonschema import (  # type: ignore[import-untyped]
    Draft202012Validator,
    FormatChecker,
)

from api.views.docs import openapi


@cache
def _components() -> dict[str, Any]:
    """The components, closed: here no form may have a field more than described."""
    components: dict[str, Any] = json.loads(openapi())["components"]
    for one in components["schemas"].values():
        if one.get("type") == "object" and "properties" in one:
            one["additionalProperties"] = False
    return components


def against(answer: Any, shape: str) -> None:
    """The answer has this form, and no field more."""
    form = {"$ref": f"#/components/schemas/{shape}", "components": _components()}
    checker = Draft202012Validator(form, format_checker=FormatChecker())
    errors = [f"{one.json_path}: {one.message}" for one in checker.iter_errors(answer.data)]
    assert errors == [], shape
