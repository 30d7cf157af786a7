"""A file fits in one head: 400 lines; a function on one screen: 40 lines without its docstring."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house import tree

LINES_OF_FILE = 400
LINES_OF_FUNCTION = 40
LONG_FILES: dict[str, str] = {
    "tests/house/test_matrix.py": "a row per address, read as one table",
    "config/settings.py": "every setting in one place, each with its words for docs/settings.md",
    # path: why it is longer
}
LONG_FUNCTIONS: dict[str, str] = {
    # path::name: why it is longer
}


def long_functions(module: ast.Module) -> Iterator[tuple[str, int]]:
    """Names and lengths of functions over the limit; signature, docstring and decorators are free."""
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) is not None else node.body
            length = (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
            if length > LINES_OF_FUNCTION:
                yield node.name, length


def counted(path: Path) -> bool:
    return not {"migrations", "locale"} & set(path.parts)


def test_no_file_is_longer_than_its_limit_or_its_reason():
    lengths = {
        str(path): len(tree.read(path).splitlines())
        for path in tree.files(".py", ".html", ".js", ".css")
        if counted(path)
    }
    too_long = {path: n for path, n in lengths.items() if n > LINES_OF_FILE}
    assert too_long.keys() == LONG_FILES.keys(), "split these, or give (or take back) a reason"


def test_no_function_is_longer_than_its_limit_or_its_reason():
    too_long = {
        f"{path}::{name}"
        for path, module in tree.product_modules()
        for name, _ in long_functions(module)
    }
    assert too_long == LONG_FUNCTIONS.keys(), "split these, or give (or take back) a reason"


def test_the_rule_counts_the_body_alone():
    docstring = '"""' + "\n" * 60 + '"""'
    short = f"def f(a,\n b):\n  {docstring}\n" + "  a = b\n" * LINES_OF_FUNCTION
    assert list(long_functions(ast.parse(short))) == []
    assert list(long_functions(ast.parse(short + "  a = b\n"))) == [("f", LINES_OF_FUNCTION + 1)]
    assert list(long_functions(ast.parse('def f():\n  """Only words."""\n'))) == []
