"""config.settings as the tests run it: keys of their own, a folder of their own, one of two databases.

`pytest` runs on SQLite. `DATABASE=postgresql pytest` starts a PostgreSQL server from a wheel, once,
before the first worker: workers inherit DATABASE_URL and so never start another.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if "SIGAP_TEST_VAR" not in os.environ:
    os.environ["SIGAP_TEST_VAR"] = tempfile.mkdtemp(prefix="sigap-test-")
    atexit.register(shutil.rmtree, os.environ["SIGAP_TEST_VAR"], ignore_errors=True)

if os.environ.get("DATABASE") == "postgresql" and "DATABASE_URL" not in os.environ:
    from tests import postgresql

    os.environ["DATABASE_URL"] = postgresql.start()

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")
os.environ["SIGAP_VAR"] = str(Path(os.environ["SIGAP_TEST_VAR"]) / WORKER)
os.environ["SIGAP_SECRET_KEY"] = "only-for-tests-" + "s" * 50
os.environ["SIGAP_LEDGER_KEY"] = "5a" * 32
os.environ["SIGAP_DEMO"] = "1"
# 32 bytes that are a private key on P-256.
os.environ["SIGAP_VAPID_KEY"] = "Wlpa" * 10 + "Wlo"

from config.settings import *  # noqa: E402, F403
from config.settings import DATABASES, VAR_DIR  # noqa: E402

VAR_DIR.mkdir(parents=True, exist_ok=True)
(VAR_DIR / "static").mkdir(exist_ok=True)  # WhiteNoise warns of a missing folder

# A file, not memory: tests with threads need several connections to one database.
DATABASES["default"].setdefault("TEST", {})
if not os.environ.get("DATABASE_URL"):
    DATABASES["default"]["TEST"]["NAME"] = str(VAR_DIR / "test.sqlite3")

# The hash of production with the least work, since tests make hundreds of people.
PASSWORD_HASHERS = ["tests.hashers.QuickArgon2"]

# Every test client builds the middleware anew, and WhiteNoise would look through all static files
# each time; the live server of the journeys serves them by itself.
WHITENOISE_USE_FINDERS = False
