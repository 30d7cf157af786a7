import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import RequestFactory

from config import health
from workflow import triggers


def readyz():
    return health.readyz(RequestFactory().get("/readyz"))


def test_a_migrated_database_with_its_triggers_is_ready(db):
    response = readyz()
    assert response.status_code == 200
    assert response.content == b'{"status": "ready"}'
    assert "no-store" in response["Cache-Control"]


def test_a_migration_that_was_not_run_is_named(db):
    MigrationRecorder.Migration.objects.filter(app="contenttypes").delete()
    response = readyz()
    assert response.status_code == 503
    assert response.content == b'{"status": "not_ready", "reasons": ["migrations"]}'


def test_triggers_that_are_gone_are_named(db):
    triggers.remove(connection)
    assert health.reasons_not_ready() == ["triggers"]


def test_a_database_that_does_not_answer_is_named(db, monkeypatch):
    def refuse():
        raise OperationalError

    with monkeypatch.context() as broken:
        broken.setattr(connection, "ensure_connection", refuse)
        assert health.reasons_not_ready() == ["database"]


@pytest.mark.django_db
def test_only_reading_is_allowed():
    assert health.readyz(RequestFactory().post("/readyz")).status_code == 405
