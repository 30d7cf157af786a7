"""A backup, then everything is gone, then a restore: and all of it verifies."""

import json
import os
import shutil
import stat
import subprocess
import sys
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import TransactionTestCase

from accounts.models import Person
from api.models import FeedEpoch
from config.backup import tables
from config.backup.manifest import Part, read
from files import intake, store
from files.models import Blob
from instructions import actions
from instructions.models import Attachment, Instruction
from tests.files import samples
from tests.house.tree import ROOT
from tests.instructions.orders import order_to, share_of
from tests.people import AT, actor, cast
from workflow import sealing, triggers
from workflow.models import Entry, Outbox, Request
from workflow.verify import verify

pytestmark = pytest.mark.django_db(transaction=True)

PDF = samples.pdf()


@pytest.fixture(autouse=True)
def places(settings, tmp_path: Path) -> Path:
    """Folders of its own for each test."""
    settings.SEALS_DIR = tmp_path / "seals"
    settings.KEYS_DIR = tmp_path / "keys"
    settings.MEDIA_ROOT = str(tmp_path / "media")
    return tmp_path


@pytest.fixture
def order() -> Instruction:
    """An order that was reported with a file, sealed, and a stored answer."""
    people = cast()
    camat = actor(people.camat_pelawan.person)
    given = order_to(people.camat_pelawan, giver=people.bupati)
    upload = intake.receive(BytesIO(PDF), name="bukti.pdf", person_id=camat.person.pk, at=AT)
    actions.report(
        str(share_of(given, people.camat_pelawan).public_id),
        actor=camat,
        at=AT,
        note="Selesai – 14 rumah.\r\n\u2028“Aman”",
        attachments=[upload.public_id],
    )
    Request.objects.create(
        person_id=1, key="k", fingerprint="f", body=b"\x00\xff{}", status=201, at=AT
    )
    sealing.seal(at=AT)
    return given


def backup(target: Path, *flags: str) -> Path:
    call_command("backup", str(target), *flags, stdout=StringIO())
    return target


def restore(source: Path, *flags: str) -> str:
    out = StringIO()
    call_command("restore", str(source), *flags, stdout=out, stderr=StringIO())
    return out.getvalue()


def lose_everything(places: Path) -> None:
    triggers.remove(connection)
    TransactionTestCase._fixture_teardown(TransactionTestCase("run"))  # type: ignore[attr-defined]
    assert tables.filled() == []
    for name in ("media", "seals"):
        shutil.rmtree(places / name, ignore_errors=True)


def parts(archive: Path) -> list[Part]:
    """The parts with what was kept; a restore begins a new epoch of the change feed."""
    return [part for part in read(archive).parts if part.path != "tables/api_feedepoch.jsonl"]


def test_after_losing_everything_a_restore_brings_all_of_it_back(order, places: Path):
    archive = backup(places / "one")
    lose_everything(places)
    said = restore(archive)
    assert "Restored the backup of" in said
    assert "rantai utuh; 1 segel cocok." in said
    assert "System check identified no issues" in said
    assert verify().is_clean
    assert triggers.missing(connection) == []
    attachment = Attachment.objects.get()
    with store.open_bytes(attachment.blob) as file:
        assert file.read() == PDF
    assert Instruction.objects.get().text == order.text
    assert bytes(Request.objects.get().body) == b"\x00\xff{}"
    assert parts(backup(places / "two")) == parts(archive)


def test_after_a_restore_work_goes_on_where_it_stopped(order, places: Path):
    newest = Entry.objects.latest("pk").pk
    epoch = FeedEpoch.objects.get()
    archive = backup(places / "one")
    lose_everything(places)
    restore(archive)
    again = FeedEpoch.objects.get()
    assert (again.mark != epoch.mark, again.floor) == (True, newest)
    bupati = Person.objects.get(username="bupati")
    share = order.assignments.get()
    actions.accept(str(share.public_id), actor=actor(bupati), at=AT)
    assert Entry.objects.filter(pk__gt=newest).count() == 2
    assert verify().is_clean
    assert Outbox.objects.filter(done_at__isnull=True).exists()
    with pytest.raises(Exception, match="append-only"):
        Entry.objects.all().update(verb="x")


def test_an_archive_is_for_its_owner_and_without_keys_unless_asked(order, places: Path, settings):
    plain = backup(places / "plain")
    assert stat.S_IMODE(plain.stat().st_mode) == 0o700
    assert not (plain / "keys").exists()
    keys = backup(places / "full", "--with-keys") / "keys"
    assert (keys / "ledger_key").read_text().strip() == settings.LEDGER_KEY
    assert {stat.S_IMODE(file.stat().st_mode) for file in keys.iterdir()} == {0o600}


def test_a_database_with_data_is_replaced_only_by_force(order, places: Path):
    archive = backup(places / "one")
    Request.objects.all().delete()
    with pytest.raises(CommandError, match="not empty"):
        restore(archive)
    assert not Request.objects.exists()
    said = restore(archive, "--force")
    assert Request.objects.exists()
    assert "seals-before-" in said
    (kept,) = places.glob("seals-before-*")
    assert [file.name for file in kept.iterdir()] == ["2026-11.jsonl"]


def altered(archive: Path, name: str) -> None:
    file = archive / name
    file.write_bytes(file.read_bytes().replace(b"banjir", b"kering") + b"\n")


@pytest.mark.parametrize(
    "name", ["tables/instructions_instruction.jsonl", "seals/2026-11.jsonl", "files.jsonl"]
)
def test_an_archive_that_was_changed_is_refused_and_nothing_is_touched(
    order, places: Path, name: str
):
    archive = backup(places / "one")
    altered(archive, name)
    entries = Entry.objects.count()
    with pytest.raises(CommandError, match=f"damaged or was changed: {name}"):
        restore(archive, "--force")
    assert Entry.objects.count() == entries


def test_a_changed_file_of_evidence_is_refused(order, places: Path):
    archive = backup(places / "one")
    (file,) = (path for path in (archive / "files").rglob("*") if path.is_file())
    file.write_bytes(b"other bytes")
    with pytest.raises(CommandError, match="damaged or was changed"):
        restore(archive, "--force")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"made_at": "yesterday"}, "manifest was changed"),
        ({"format": 2}, "format 2"),
        ({"key_id": "k9"}, "ledger key"),
        ({"parts": None}, "cannot be read|changed"),
        ({"hmac": 7}, "manifest was changed"),
    ],
)
def test_a_changed_manifest_is_refused(order, places: Path, change: dict, message: str):
    archive = backup(places / "one")
    manifest = archive / "manifest.json"
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), **change}))
    with pytest.raises(CommandError, match=message):
        restore(archive, "--force")


def test_a_part_that_leads_out_of_the_archive_is_refused(order, places: Path):
    archive = backup(places / "one")
    manifest = read(archive)
    manifest.parts.append(Part("../outside", "0" * 64, 1))
    manifest.write(archive)
    with pytest.raises(CommandError, match="outside"):
        restore(archive, "--force")


def test_an_archive_of_another_version_is_refused(order, places: Path):
    archive = backup(places / "one")
    manifest = read(archive)
    manifest.migrations["instructions"].append("9999_from_the_future")
    manifest.write(archive)
    with pytest.raises(CommandError, match="another version"):
        restore(archive, "--force")


def test_another_ledger_key_is_refused(order, places: Path, settings):
    archive = backup(places / "one")
    settings.LEDGER_KEY = "00" * 32
    with pytest.raises(CommandError, match="another ledger key"):
        restore(archive, "--force")


def test_a_folder_that_is_no_backup_is_refused(places: Path):
    with pytest.raises(CommandError, match="is no backup"):
        restore(places)


def test_a_backup_never_writes_over_anything(order, places: Path):
    backup(places / "one")
    with pytest.raises(CommandError, match="exists already"):
        backup(places / "one")


def test_a_missing_file_is_told_and_the_rest_is_kept(order, places: Path):
    store.remove(Blob.objects.get().stored_name)
    with pytest.raises(CommandError, match="1 files are missing or damaged"):
        backup(places / "one")
    lose_everything(places)
    assert "Missing since the backup: blobs/" in restore(places / "one")


def test_a_backup_left_unfinished_by_a_crash_is_no_backup_and_in_nobodys_way(order, places: Path):
    (places / "one.unfinished").mkdir()
    assert read(backup(places / "one")).damaged == []
    assert not (places / "one.unfinished").exists()


def test_a_new_machine_needs_nothing_but_the_archive_with_keys(order, places: Path):
    """Also from PostgreSQL to SQLite: the archive does not know the difference."""
    archive = backup(places / "one", "--with-keys")
    kept = ("PATH", "HOME", "LANG")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    environment |= {"SIGAP_VAR": str(places / "new"), "SIGAP_DEMO": "1"}
    (places / "new").mkdir()

    def manage(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    said = manage("restore", str(archive))
    assert "rantai utuh; 1 segel cocok." in said
    assert "rantai utuh; 1 segel cocok." in manage("verify_ledger")
    assert {file.name for file in (places / "new" / "keys").iterdir()} == {
        "ledger_key",
        "secret_key",
    }
    (evidence,) = (path for path in (places / "new" / "files").rglob("*") if path.is_file())
    assert evidence.read_bytes() == PDF
