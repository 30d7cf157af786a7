"""The main job, played over HTTP by API clients: an order first and its memo after, and a memo first."""

import json
import os
import uuid
from pathlib import Path

from demo import papers
from demo.client import Client, Json
from demo.picture import flooded_houses
from demo.servers import DemoError
from demo.telling import tell

WORDS = (
    "Periksa titik rawan banjir di kecamatan masing-masing.\n"
    "Laporkan rumah terdampak dan kebutuhan mendesak, dengan foto."
)
ROLES = (
    "bupati",
    "sekda",
    "asisten",
    "camat_pelawan",
    "kabag_umum",
    "ajudan",
    "caraka",
    "administrator",
)
REPORT = "Tiga titik tergenang. 14 rumah terdampak, tidak ada korban. Perlu 2 perahu karet."


def play(base_url: str, out_dir: Path) -> None:
    """Play the story against a running server; the memo is written to `out_dir`.

    Raises DemoError with a sentence at the first thing that does not go as it should.
    """
    logins = json.loads((out_dir.parent / "demo_logins.json").read_text(encoding="utf-8"))
    print("\nThe main job, over HTTP:\n")
    bupati = _signed_in(base_url, "Bupati", logins["bupati"], logins)
    camat = _signed_in(base_url, "Camat", logins["camat_pelawan"], logins)
    kabag = _signed_in(base_url, "Kepala Bagian Umum", logins["kabag_umum"], logins)
    asisten = _signed_in(base_url, "Asisten", logins["asisten"], logins)
    sekda = _signed_in(base_url, "Sekda", logins["sekda"], logins)
    print("  Order first\n")
    order = give_order(bupati)
    answer_and_report(camat, order)
    look_and_accept(bupati, order)
    printed = papers.put_on_paper(kabag, asisten, order, out_dir)
    read_timeline(bupati, order)
    print("\n  Memo first\n")
    memo = papers.begin_on_paper(kabag, sekda, camat, passphrase=logins["password"])
    signed = papers.keep_signed(sekda, memo, out_dir)
    papers.carry_out(camat, sekda, memo)
    farewell(base_url, (printed, signed), memo, logins)


def _signed_in(base_url: str, name: str, login: str, logins: Json) -> Client:
    client = Client(base_url, name)
    client.sign_in(login, logins["password"])
    return client


def give_order(bupati: Client) -> Json:
    """The bupati orders all camat, urgently, wants photos, and paper afterwards."""
    groups = bupati.get("groups")["results"]
    camats = next(group for group in groups if group["noun"] == "camat")
    order = bupati.post(
        "instructions",
        {
            "text": WORDS,
            "lists": [camats["id"]],
            "urgency": "segera",
            "evidence_demanded": True,
            "needs_paper": True,
        },
    )
    tell(bupati, f"gives order {order['reference']} to {camats['size']} camat")
    return order


def answer_and_report(camat: Client, order: Json) -> None:
    """A camat opens, answers twice as a phone on a weak signal does, and reports with a photo."""
    inbox = camat.get("assignments", turn="mine")["results"]
    share = next((s for s in inbox if s["instruction"]["id"] == order["id"]), None)
    if share is None:
        raise DemoError(f"The order did not arrive in the inbox of {camat.title}.")
    tell(camat, f"finds it in the inbox, {len(inbox)} on turn")
    at = f"assignments/{share['id']}"
    camat.post(f"{at}/seen")
    tell(camat, "opens it: now the giver sees 'Sudah dibaca, belum menjawab'")
    key = str(uuid.uuid4())
    first = camat.post(f"{at}/acknowledge", key=key)
    tell(camat, "answers 'Siap, laksanakan'")
    again = camat.post(f"{at}/acknowledge", key=key)
    if again != first:
        raise DemoError("A repeated answer was not the same as the first.")
    tell(camat, "answers again (weak signal): same answer, one entry")
    photo = camat.upload("banjir-pelawan.jpg", flooded_houses(), "image/jpeg")
    tell(camat, f"uploads a photo: {photo['size'] // 1024} kB kept, its GPS position removed")
    camat.post(f"{at}/report", {"note": REPORT, "attachments": [photo["id"]]})
    tell(camat, "reports that it is done")


def look_and_accept(bupati: Client, order: Json) -> None:
    """The bupati looks at the board, reminds the silent and accepts the report."""
    board = bupati.get(f"instructions/{order['id']}/assignments")["results"]
    silent = [share for share in board if share["status"] == "sent"]
    reported = next(share for share in board if share["status"] == "reported")
    tell(bupati, f"sees the board: 1 reported, {len(silent)} have not answered")
    bupati.post(f"instructions/{order['id']}/remind")
    tell(bupati, f"reminds {len(silent)} recipients with one tap")
    bupati.post(f"assignments/{reported['id']}/accept", {"note": "Terima kasih."})
    tell(bupati, "accepts the report: 'Laporan diterima'")


def read_timeline(bupati: Client, order: Json) -> None:
    """Everything is on record."""
    lines = bupati.get(f"instructions/{order['id']}/timeline")["results"]
    tell(bupati, f"reads the history: {len(lines)} lines, each with position and time")


def farewell(base_url: str, sheets: tuple[Path, Path], memo: Json, logins: Json) -> None:
    """Where to look, how to check the signature, and as whom to sign in."""
    printed, signed = sheets
    print(f"\n  Print for ink  {printed}")
    print(f"  Signed memo    {signed}")
    print(f"    check it at  {memo['check']}  (as its QR code says; the file itself at /v/)")
    print(f"    or with      pdfsig {os.path.relpath(signed)}")
    print("                 (valid; its authority is our own example, which no program knows)")
    print(f"  The pages      {base_url}/")
    print(f"  The API        {base_url}/api/v1/docs")
    print("\n  Sign in with NIP or phone number, and this password for all: " + logins["password"])
    for role in ROLES:
        print(f"    {role.replace('_', ' '):<15} {logins[role]}")
    print("  The same password opens the sekda's example certificate, to sign with.")
    print(flush=True)
