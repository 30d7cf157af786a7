"""The formal memos of the story: one signed in ink for an order that runs, one that gives an order."""

from pathlib import Path

from demo.client import Client, Json
from demo.ink import inked
from demo.servers import DemoError
from demo.telling import tell

HAL = "Pemeriksaan Titik Rawan Banjir"
CODE = "300.2.3"
INK = {"x": 345.0, "y": 324.0}  # where this memo leaves room for it, in points from bottom left
READY = "Kesiapsiagaan Posko Banjir Kecamatan"
READY_WORDS = (
    "Sehubungan dengan peringatan dini curah hujan tinggi, diminta perhatian Saudara untuk:\n\n"
    "1. Membuka posko banjir di kantor camat dan menugaskan petugas jaga 24 jam.\n"
    "2. Mendata perahu, tenda, dan dapur umum yang siap dipakai.\n"
    "3. Melaporkan kesiapan kepada Sekretaris Daerah.\n\n"
    "Demikian untuk dilaksanakan."
)
READY_REPORT = "Posko dibuka, jaga 3 regu. Siap pakai: 2 perahu, 4 tenda, 1 dapur umum."


def put_on_paper(kabag: Client, asisten: Client, order: Json, out_dir: Path) -> Path:
    """The running order gets its paper: initialled, numbered, signed in ink, scanned, dispatched."""
    memo = kabag.post(f"instructions/{order['id']}/formalise")
    tell(kabag, "drafts a nota dinas from the order")
    at = f"memos/{memo['id']}"
    kabag.patch(at, {"hal": HAL, "classification_code": CODE})
    kabag.post(f"{at}/route", {"superiors": [asisten.hat]})
    kabag.post(f"{at}/submit")
    tell(kabag, "completes it and submits it for paraf")
    asisten.post(f"{at}/initial")
    tell(asisten, "puts a paraf on it")
    memo = kabag.post(f"{at}/number")
    tell(kabag, f"numbers it: {memo['number']}")
    pdf = kabag.document(f"{at}/print_for_signing")
    tell(kabag, f"prints it for signing: {len(pdf) // 1024} kB")
    path = _written(out_dir, memo, pdf)
    scan = kabag.upload("pindaian.pdf", inked(pdf, **INK), "application/pdf")
    kabag.post(f"{at}/scan", {"attachments": [scan["id"]]})
    tell(kabag, "puts in the scan of the sheet with the ink on it")
    memo = kabag.post(f"{at}/dispatch")
    if memo["instruction"]["id"] != order["id"]:
        raise DemoError("The memo did not become the basis of its own order.")
    tell(kabag, f"dispatches it: the basis of {order['reference']}, whose answers stay")
    return path


def begin_on_paper(kabag: Client, sekda: Client, camat: Client, *, passphrase: str) -> Json:
    """A memo gives an order: drafted, approved, numbered, signed electronically, dispatched."""
    memo = kabag.post("memos", {"memo_type": "nota_dinas", "from_position": sekda.hat})
    at = f"memos/{memo['id']}"
    words = {
        "hal": READY,
        "to_lines": [camat.title],
        "body": READY_WORDS,
        "classification_code": CODE,
        "expects": "execution",
        "signing": "electronic",
    }
    kabag.patch(at, words)
    tell(kabag, f"begins a nota dinas to {camat.title} that expects execution")
    sekda.post(f"{at}/approve")
    tell(sekda, "approves it")
    memo = kabag.post(f"{at}/number")
    tell(kabag, f"numbers it: {memo['number']}")
    sekda.post(f"{at}/sign", {"passphrase": passphrase})
    tell(sekda, "signs it electronically, with an example certificate")
    memo = kabag.post(f"{at}/dispatch")
    tell(kabag, f"dispatches it: it gives order {memo['instruction']['reference']}")
    return memo


def keep_signed(sekda: Client, memo: Json, out_dir: Path) -> Path:
    """The signed sheet as whoever may see the memo reads it."""
    return _written(out_dir, memo, sekda.read(f"memos/{memo['id']}/pdf"), ending="-tte")


def carry_out(camat: Client, sekda: Client, memo: Json) -> None:
    """The order of the memo runs as any other: acknowledged, reported, accepted."""
    shares = camat.get("assignments", turn="mine")["results"]
    order = memo["instruction"]
    share = next((one for one in shares if one["instruction"]["id"] == order["id"]), None)
    if share is None:
        raise DemoError(f"The order of the memo did not arrive in the inbox of {camat.title}.")
    at = f"assignments/{share['id']}"
    camat.post(f"{at}/seen")
    camat.post(f"{at}/acknowledge")
    tell(camat, f"opens {order['reference']} and answers 'Siap, laksanakan'")
    camat.post(f"{at}/report", {"note": READY_REPORT})
    tell(camat, "reports that it is done")
    sekda.post(f"{at}/accept", {"note": "Terima kasih."})
    tell(sekda, "accepts the report")
    answers = sekda.get(f"memos/{memo['id']}")["answers"]
    tell(sekda, f"sees on the memo: {answers['answered']} of {answers['asked']} answered")


def _written(out_dir: Path, memo: Json, pdf: bytes, *, ending: str = "") -> Path:
    number = "".join(c if c.isalnum() else "-" for c in memo["number"])
    path = out_dir / f"nota-dinas-{number}{ending}.pdf"
    path.write_bytes(pdf)
    return path
