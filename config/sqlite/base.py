"""SQLite as Sigap uses it.

Django assumes 999 parameters per statement, the limit of old builds, and so splits a bulk insert of
500 rows into many. SQLite since 3.32 takes at least 32,766. One insert however many recipients
an order has is a promise of the product (docs/adr/0004-sqlite-and-postgresql.md), so we say so here.
"""

from django.db.backends.sqlite3 import base, features

MINIMUM_VERSION = (3, 37, 0)  # RETURNING, STRICT and 32,766 parameters


class DatabaseFeatures(features.DatabaseFeatures):
    """What this SQLite can do."""

    max_query_params = 32_766


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's wrapper with our features."""

    features_class = DatabaseFeatures
