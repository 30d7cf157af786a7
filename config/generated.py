"""Pages of docs/ that are written from the code, so that they cannot drift from it.

`make docs` writes them; `make check` fails where a file differs. Add a page by adding a line to
PAGES.
"""

from collections.abc import Callable

from config import env
from workflow import diagram
from workflow.models import subject_models


def settings_page() -> str:
    """The table for operators, from the variables that config.settings reads."""
    rows = [
        f"| `{variable.name}` | {f'`{variable.default}`' if variable.default else ''} "
        f"| {variable.meaning} |"
        for variable in env.VARIABLES.values()
    ]
    return "\n".join(
        [
            "# Settings",
            "",
            "Sigap is set up by environment variables. Defaults are safe for production. Flags are",
            "`1` or `0`; lists are separated by commas.",
            "",
            "| variable | default | meaning |",
            "|---|---|---|",
            *rows,
            "",
        ]
    )


def lifecycle_page() -> str:
    """The lives of all nouns, from their tables."""
    return diagram.page(model.lifecycle for model in subject_models().values())


PAGES: dict[str, Callable[[], str]] = {
    "docs/lifecycle.md": lifecycle_page,
    "docs/settings.md": settings_page,
}
