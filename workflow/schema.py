"""Does the database have exactly the tables that this version of the code expects?"""

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader


def applied(connection: BaseDatabaseWrapper) -> dict[str, list[str]]:
    """Names of the applied migrations by app, sorted."""
    found: dict[str, list[str]] = {}
    for app, name in sorted(MigrationLoader(connection).applied_migrations):
        found.setdefault(app, []).append(name)
    return found


def difference(connection: BaseDatabaseWrapper) -> str:
    """One sentence on what is not as it should be; empty where nothing is."""
    loader = MigrationLoader(connection)
    done, known = set(loader.applied_migrations), set(loader.disk_migrations)
    missing = sorted(key for key in loader.graph.nodes if key not in done)
    if missing:
        names = ", ".join(".".join(key) for key in missing[:3])
        return (
            f"The database is older than this version of Sigap: {len(missing)} migrations are not"
            f" applied ({names}, ...). Run `manage.py migrate` first."
        )
    foreign = sorted(key for key in done - known if key[0] in loader.migrated_apps)
    if foreign:
        names = ", ".join(".".join(key) for key in foreign[:3])
        return (
            f"The database is newer than this version of Sigap (it has {names})."
            " Install that version, or restore a backup made with this one."
        )
    return ""
