"""A status changes only through workflow.door: held by the machine at run time, by this at review."""

import ast

import pytest
from django.apps import apps
from django_fsm import TransitionNotAllowed

from tests.house.tree import product_modules
from tests.people import AT
from workflow.models import Subject

# In workflow/requests.py `status` is that of an answer over HTTP, no lifecycle. A delivery is no
# subject; its own table moves it.
ALLOWED = {"workflow/door.py", "workflow/requests.py", "notifications/lifecycle.py"}


def side_doors(module: ast.Module) -> list[int]:
    """Lines that would change a status without the door."""
    lines = []
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            named = {keyword.arg for keyword in node.keywords}
            texts = {n.value for n in ast.walk(node) if isinstance(n, ast.Constant)}
            by_update = node.func.attr == "update" and "status" in named
            by_bulk = node.func.attr == "bulk_update" and "status" in texts
            if by_update or by_bulk:
                lines.append(node.lineno)
        if isinstance(node, ast.Assign | ast.AugAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                if isinstance(target, ast.Subscript) and isinstance(target.slice, ast.Constant):
                    whole = ast.unparse(target)
                    if target.slice.value == "status" and "__dict__" in whole:
                        lines.append(node.lineno)
    return lines


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("Order.objects.filter(pk=1).update(status='closed')", 1),
        ("Order.objects.bulk_update(rows, ['status', 'head'])", 1),
        ("row.__dict__['status'] = 'closed'", 1),
        ("Request.objects.filter(pk=1).update(body=b'')", 0),
        ("answer = {}\nanswer['status'] = 200", 0),
    ],
)
def test_the_rule_sees_side_doors(source: str, found: int) -> None:
    assert len(side_doors(ast.parse(source))) == found


def test_nobody_changes_a_status_but_the_door() -> None:
    wrong = [
        f"{path}:{line}"
        for path, module in product_modules()
        if path.as_posix() not in ALLOWED
        for line in side_doors(module)
    ]
    assert wrong == []


def subjects() -> list[type[Subject]]:
    """Every model with a life."""
    return [model for model in apps.get_models() if issubclass(model, Subject)]


@pytest.mark.parametrize("model", subjects(), ids=lambda model: model.__name__)
def test_a_transition_called_from_anywhere_else_is_refused(model: type[Subject]) -> None:
    for move in model.lifecycle.moves:
        for source in filter(None, move.source):
            row = model(moved_at=AT)
            row.__dict__["status"] = source
            with pytest.raises(TransitionNotAllowed):
                getattr(row, move.method)(at=AT)


@pytest.mark.parametrize("model", subjects(), ids=lambda model: model.__name__)
def test_a_status_cannot_be_assigned(model: type[Subject]) -> None:
    row = model(moved_at=AT)
    with pytest.raises(AttributeError):
        row.status = model.lifecycle.moves[0].targets[0]
