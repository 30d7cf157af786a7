"""From blocks to the one HTML in which bodies are kept: nothing but what the allow-list names."""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby

from memos.body.blocks import (
    BULLET,
    Block,
    Cell,
    Heading,
    Item,
    NumberedList,
    Paragraph,
    Row,
    Run,
    Table,
    runs_of,
)
from memos.body.markers import read_marker, style_of_level


def html_of(blocks: Iterable[Block]) -> str:
    """The blocks as HTML that `html.read` turns into the same blocks again."""
    return "".join(_block(block, 0) for block in blocks)


def _block(block: Block, level: int) -> str:
    if isinstance(block, NumberedList):
        return _list(block, level)
    if isinstance(block, Table):
        return _table(block)
    tag = f"h{block.level}" if isinstance(block, Heading) else "p"
    return _words(tag, block)


def _words(tag: str, block: Paragraph | Heading | Item) -> str:
    return f"<{tag}>{''.join(_run(run) for run in runs_of(block))}</{tag}>"


def _run(run: Run) -> str:
    text = escape(run.text, quote=False).replace("\n", "<br>")
    marks = (("u", run.underlined), ("em", run.em), ("strong", run.strong))
    for tag, is_set in marks:
        if is_set:
            text = f"<{tag}>{text}</{tag}>"
    return text


def _list(block: NumberedList, level: int) -> str:
    """One list in HTML, several where the numbers start anew: what is counted is what is typed."""
    parts: list[list[Item]] = []
    last: tuple[str, int] | None = None
    for item in block.items:
        here = read_marker(item.marker)
        goes_on = here and last and here == (last[0], last[1] + 1)
        if parts and (goes_on or here is last is None):
            parts[-1].append(item)
        else:
            parts.append([item])
        last = here
    return "".join(_one_list(part, level) for part in parts)


def _one_list(items: Sequence[Item], level: int) -> str:
    numbered = read_marker(items[0].marker)
    if items[0].marker == BULLET or numbered is None:
        return f"<ul>{''.join(_item(item, level) for item in items)}</ul>"
    style, start = numbered
    kind = "" if style == style_of_level(level) else f' type="{style}"'
    begin = "" if start == 1 else f' start="{start}"'
    points = "".join(_item(item, level + 1) for item in items)
    return f"<ol{kind}{begin}>{points}</ol>"


def _item(item: Item, level: int) -> str:
    below = "".join(_block(block, level) for block in item.below)
    return f"<li>{_words('p', item)}{below}</li>"


def _table(table: Table) -> str:
    head = f"<thead>{_rows(table.head)}</thead>" if table.head else ""
    return f"<table>{head}<tbody>{_rows(table.rows)}</tbody></table>"


def _rows(rows: Iterable[Row]) -> str:
    return "".join(f"<tr>{''.join(_cell(cell) for cell in row)}</tr>" for row in rows)


def _cell(cell: Cell) -> str:
    tag = "th" if cell.head else "td"
    spans = (("colspan", cell.colspan), ("rowspan", cell.rowspan))
    given = "".join(f' {name}="{size}"' for name, size in spans if size > 1)
    blocks = "".join(_block(block, 0) for block in cell.blocks) or "<p></p>"
    return f"<{tag}{given}>{blocks}</{tag}>"


def joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Neighbours set in the same way as one run."""
    return tuple(
        Run("".join(run.text for run in same), *marks)
        for marks, same in groupby(runs, key=lambda run: (run.strong, run.em, run.underlined))
    )
