"""A lifecycle table as a picture and as a page, so that the documentation cannot drift from it."""

from collections.abc import Iterable, Iterator

from django.utils import translation

from workflow.table import BORN, SAME, Back, Guard, Lifecycle, Move


def page(lifecycles: Iterable[Lifecycle]) -> str:
    """All lifecycles as one Markdown page: English, with the Indonesian labels people see."""
    with translation.override("id"):
        sections = [_section(lifecycle) for lifecycle in lifecycles]
    head = [
        "# Lifecycles",
        "",
        "Each noun's life is one table in its app's `lifecycle.py`; nothing else changes a status.",
        "`(born)` is a row that does not exist yet, `=` leaves the status as it is. *needs* names",
        "the guards and the required inputs. Verbs in italics are never a button of their own.",
        "",
    ]
    return "\n".join([*head, "\n".join(sections)])


def mermaid(lifecycle: Lifecycle) -> str:
    """The statuses and the verbs between them as a Mermaid state diagram.

    Verbs that leave the status as it is are in the table only; several verbs along one arrow share
    it.
    """
    lines = ["stateDiagram-v2"]
    lines += [f"    {status.value} : {status.label}" for status in lifecycle.statuses]
    arrows: dict[tuple[str, str], list[str]] = {}
    for move in lifecycle.moves:
        for arrow in _arrows(move):
            arrows.setdefault(arrow, []).append(move.verb)
    for (source, target), verbs in arrows.items():
        lines.append(f"    {source or '[*]'} --> {target} : {', '.join(verbs)}")
    lines += [f"    {status} --> [*]" for status in lifecycle.statuses if status in lifecycle.final]
    return "\n".join(lines)


def _arrows(move: Move) -> Iterator[tuple[str, str]]:
    if move.target == SAME:
        return
    for source in move.source:
        for target in move.targets:
            yield source, target


def table(lifecycle: Lifecycle) -> str:
    """The moves as a Markdown table, in the order of the lifecycle."""
    head = "| verb | from | to | who | needs | who is told | label |\n|---|---|---|---|---|---|---|"
    return "\n".join([head, *(_row(move) for move in lifecycle.moves)])


def _row(move: Move) -> str:
    cells = (
        f"`{move.verb}`" if move.offered else f"*`{move.verb}`*",
        ", ".join(source if source != BORN else "(born)" for source in move.source),
        f"back to `{move.target.attribute}`" if isinstance(move.target, Back) else move.target,
        ", ".join(sorted(move.who)),
        ", ".join(_needs(move)),
        ", ".join(sorted(move.tells)),
        str(move.label),
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _needs(move: Move) -> list[str]:
    required = [f"`{field.name}`" for field in move.inputs if field.required]
    return [_name(guard) for guard in move.needs] + required


def _name(guard: Guard) -> str:
    return str(getattr(guard, "__name__", type(guard).__name__)).replace("_", " ")


def _turns(lifecycle: Lifecycle) -> str:
    lines = ["| status | label | whose turn |", "|---|---|---|"]
    lines += [
        f"| `{status.value}` | {status.label} | {lifecycle.turn[status] or ''} |"
        for status in lifecycle.statuses
    ]
    return "\n".join(lines)


def _section(lifecycle: Lifecycle) -> str:
    parts = (
        f"## {lifecycle.noun.replace('_', ' ').capitalize()}",
        f"```mermaid\n{mermaid(lifecycle)}\n```",
        _turns(lifecycle),
        table(lifecycle),
    )
    return "\n\n".join(parts) + "\n"
