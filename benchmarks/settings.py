"""config.settings with the bare views and their tables beside the product, and logs that go nowhere.

`python -m benchmarks` sets the environment that config.settings reads.
"""

import os

from config.settings import *  # noqa: F403
from config.settings import DATABASES, INSTALLED_APPS, LOGGING, VAR_DIR

INSTALLED_APPS = [*INSTALLED_APPS, "benchmarks"]
ROOT_URLCONF = "benchmarks.urls"
DEBUG_PROPAGATE_EXCEPTIONS = True  # an error ends the program, instead of a page about it

# The scratch database; on a PostgreSQL server that others use it gets a name of its own.
DATABASES["default"]["TEST"] = {
    "NAME": (
        f"sigap_benchmarks_{os.getpid()}"
        if os.environ.get("DATABASE_URL")
        else str(VAR_DIR / "benchmarks.sqlite3")
    )
}

# Log lines are part of a request's cost, so they are still made.
LOGGING["handlers"] = {
    "out": {"class": "logging.FileHandler", "filename": os.devnull, "formatter": "json"}
}
