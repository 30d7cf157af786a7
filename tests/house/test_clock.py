"""Time is an argument: only the outermost code reads the clock."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house import tree

READS_CLOCK = {
    ("timezone", "now"),
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
}
READS_CLOCK_WITHOUT_ARGUMENT = {"localdate", "localtime"}


def may_read_the_clock(path: Path) -> bool:
    """Views, middleware and commands may: there a request or a tick begins."""
    return (
        path.name in {"middleware.py", "views.py"}
        or "commands" in path.parts
        or "views" in path.parts
    )


def clock_readings(module: ast.Module) -> Iterator[int]:
    """Line numbers where the clock is read, or where Django is told to read it for a field."""
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute) and (_last_name(node.value), node.attr) in READS_CLOCK:
            yield node.lineno
        elif isinstance(node, ast.Call) and not node.args and not node.keywords:
            if _last_name(node.func) in READS_CLOCK_WITHOUT_ARGUMENT:
                yield node.lineno
        elif isinstance(node, ast.ImportFrom) and node.module == "django.utils.timezone":
            if any(alias.name == "now" for alias in node.names):
                yield node.lineno
        elif isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add"}:
            yield node.value.lineno


def _last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def test_only_views_middleware_and_commands_read_the_clock():
    found = [
        f"{path}:{line}"
        for path, module in tree.product_modules()
        if not may_read_the_clock(path)
        for line in clock_readings(module)
    ]
    assert found == [], "take the time as at= instead"


@pytest.mark.parametrize(
    "code",
    [
        "at = timezone.now()",
        "at = datetime.now(UTC)",
        "at = datetime.datetime.utcnow()",
        "day = datetime.date.today()",
        "day = timezone.localdate()",
        "from django.utils.timezone import now",
        "at = models.DateTimeField(default=timezone.now)",
        "at = models.DateTimeField(auto_now_add=True)",
    ],
)
def test_the_rule_catches(code):
    assert len(list(clock_readings(ast.parse(code)))) == 1


@pytest.mark.parametrize(
    "code",
    [
        "day = timezone.localdate(at)",
        "at = request.at",
        "now = at",
        "started = time.perf_counter()",
        "at = datetime.fromisoformat(text)",
    ],
)
def test_the_rule_lets_pass(code):
    assert list(clock_readings(ast.parse(code))) == []


@pytest.mark.parametrize(
    ("path", "may"),
    [
        ("config/middleware.py", True),
        ("web/views/orders.py", True),
        ("accounts/management/commands/seed_demo.py", True),
        ("instructions/actions.py", False),
        ("workflow/door.py", False),
    ],
)
def test_the_rule_knows_where_a_request_or_a_tick_begins(path, may):
    assert may_read_the_clock(Path(path)) is may
