"""How points are numbered on Indonesian official paper, and back from a marker to its number.

Levels follow each other as 1. a. 1) a) (1) (a) (Permendagri 1/2023, annex; EYD): a list says its
style only where it differs from the one of its level.
"""

import re

STYLES = ("1.", "a.", "1)", "a)", "(1)", "(a)")  # by level
CAPITALS = "A."
LETTERS = 26
HIGHEST = 999

_MARKER = re.compile(r"(\(?)([0-9]{1,3}|[a-z]{1,2}|[A-Z]{1,2})([.)])")


def style_of_level(level: int) -> str:
    """The style of the lists with `level` numbered lists around them."""
    return STYLES[min(level, len(STYLES) - 1)]


def style_named(name: str, level: int) -> str:
    """The style that a list's `type` asks for: one of STYLES, CAPITALS, or HTML's 1, a and A.

    Anything else, and nothing, is the style of the level.
    """
    if name in {*STYLES, CAPITALS}:
        return name
    if name in {"1", "a"}:
        pair = STYLES[level // 2 * 2 : level // 2 * 2 + 2] or STYLES[-2:]
        return pair[0] if name == "1" else pair[1]
    return CAPITALS if name == "A" else style_of_level(level)


def marker(style: str, number: int) -> str:
    """The marker of a point, `number` from 1: the third in style `a)` is `c)`."""
    if "1" in style:
        return style.replace("1", str(number))
    letter = "A" if style == CAPITALS else "a"
    return style.replace(letter, _letters(number, letter))


def _letters(number: int, first: str) -> str:
    """The letters of a number: a to z, aa to zz."""
    lead, last = divmod(number - 1, LETTERS)
    head = chr(ord(first) + min(lead, LETTERS) - 1) if lead else ""
    return head + chr(ord(first) + last)


def read_marker(text: str) -> tuple[str, int] | None:
    """(style, number) of a marker; None where it is no number."""
    found = _MARKER.fullmatch(text)
    if found is None or (found[1] and found[3] != ")"):
        return None
    sign = found[2]
    if sign.isdigit():
        return f"{found[1]}1{found[3]}", int(sign)
    first = "A" if sign.isupper() else "a"
    number = 0
    for letter in sign:
        number = number * LETTERS + ord(letter) - ord(first) + 1
    return f"{found[1]}{first}{found[3]}", number
