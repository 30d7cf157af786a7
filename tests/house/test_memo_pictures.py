"""The page of printed memos shows every type, in pictures that are small enough to be kept."""

import re
from pathlib import Path

from memos.models import MemoType
from tests.house import tree

PAGE = Path("docs/memos.md")
LARGEST = 60_000  # bytes
NAMES = {
    MemoType.NOTA_DINAS: "nota-dinas-1",
    MemoType.EXPLANATION: "penjelasan-1",
    MemoType.MEMO: "memo-1",
    MemoType.INSTRUCTION: "instruksi-arahan-1",
    MemoType.COMMAND: "surat-perintah-1",
    MemoType.DUTY: "surat-tugas-1",
    MemoType.DISPOSITION: "lembar-disposisi-1",
}


def test_every_type_is_shown_and_no_picture_is_there_for_nothing():
    shown = set(re.findall(r"\]\(memos/([a-z0-9-]+)\.png\)", tree.read(PAGE)))
    assert {NAMES[memo_type] for memo_type in MemoType} <= shown
    kept = {path.stem for path in (tree.ROOT / "docs/memos").glob("*.png")}
    assert kept == shown


def test_the_pictures_are_small():
    sizes = {path.name: path.stat().st_size for path in (tree.ROOT / "docs/memos").glob("*.png")}
    assert {name: size for name, size in sizes.items() if size >= LARGEST} == {}
