"""The promises that conftest and settings make to all other tests."""

import socket
import threading
from pathlib import Path

import pytest
from django.contrib.auth.hashers import check_password, make_password
from django.core.cache import cache
from django.db import connection

from tests.conftest import stays_on_this_machine


def test_a_test_cannot_leave_this_machine():
    with socket.socket() as outside, pytest.raises(RuntimeError, match=r"192\.0\.2\.1"):
        outside.connect(("192.0.2.1", 80))


@pytest.mark.parametrize(
    ("address", "stays"),
    [
        (("127.0.0.1", 80), True),
        (("127.8.8.8", 80), True),
        (("::1", 80, 0, 0), True),
        (("localhost", 80), True),
        (("10.0.0.1", 80), False),
        (("example.org", 80), False),
    ],
)
def test_only_loopback_counts_as_this_machine(address, stays):
    assert stays_on_this_machine(socket.AF_INET, address) is stays
    assert stays_on_this_machine(socket.AF_UNIX, "/run/x.sock")


@pytest.mark.django_db(transaction=True)
def test_another_thread_sees_what_is_committed():
    seen = []

    def look():
        seen.append(cache.get("key"))
        connection.close()

    cache.set("key", "value")
    thread = threading.Thread(target=look)
    thread.start()
    thread.join(timeout=10)
    assert seen == ["value"]


@pytest.mark.django_db(transaction=True)
def test_the_cache_is_empty_after_a_transactional_test():
    assert cache.get("key") is None


@pytest.mark.django_db
def test_sqlite_is_the_file_database_of_production():
    if connection.vendor != "sqlite":
        assert connection.vendor == "postgresql"
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        assert cursor.fetchone() == ("wal",)
    assert Path(connection.settings_dict["NAME"]).is_file()


def test_passwords_are_argon2_in_tests_as_well():
    encoded = make_password("kata sandi panjang")
    assert encoded.startswith("argon2$argon2id$")
    assert check_password("kata sandi panjang", encoded)
