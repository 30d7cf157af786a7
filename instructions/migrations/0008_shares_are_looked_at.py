"""Shares from before the ladder are looked at once, which finds their next moment."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F

SETTLED = ("completed", "declined", "redirected", "revoked", "closed")


def look_at_all(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Every share that is not over and not only to know."""
    shares = apps.get_model("instructions", "Assignment").objects.exclude(status__in=SETTLED)
    shares.exclude(role="untuk_diketahui").update(look_at=F("moved_at"))


class Migration(migrations.Migration):
    """After the column is there: PostgreSQL does not like both in one transaction."""

    dependencies = [("instructions", "0007_ladder")]

    operations = [migrations.RunPython(look_at_all, migrations.RunPython.noop)]
