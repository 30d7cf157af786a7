"""The files of the repository, as the house rules see them."""

import ast
import os
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PRODUCT = (
    "workflow", "files", "accounts", "instructions", "memos", "notifications", "api", "web", "config",
)  # fmt: skip
NOT_OURS = {".git", ".venv", "var", "vendor", "__pycache__"}


def files(*suffixes: str, under: str = ".") -> Iterator[Path]:
    """Files below a folder of the repository with one of the suffixes (or any), as relative paths.

    Leaves out what is not written here: the environment, run-time data, vendored files, caches.
    """
    for folder, folders, names in os.walk(ROOT / under):
        folders[:] = sorted(
            name for name in folders if name not in NOT_OURS and not name.endswith("_cache")
        )
        for name in sorted(names):
            if not suffixes or name.endswith(suffixes):
                yield (Path(folder) / name).relative_to(ROOT)


def read(path: Path) -> str:
    """The text of a file of the repository."""
    return (ROOT / path).read_text(encoding="utf-8")


def product_modules() -> Iterator[tuple[Path, ast.Module]]:
    """Every Python file of the product packages but migrations, parsed."""
    for package in PRODUCT:
        for path in files(".py", under=package):
            if "migrations" not in path.parts:
                yield path, ast.parse(read(path), filename=str(path))
