"""Until now every share came from its order's own giver."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import OuterRef, Subquery


def fill(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    shares = apps.get_model("instructions", "Assignment").objects.filter(giver=None)
    orders = apps.get_model("instructions", "Instruction").objects
    giver = orders.filter(pk=OuterRef("instruction_id")).values("giver_id")
    shares.update(giver_id=Subquery(giver[:1]))


class Migration(migrations.Migration):
    dependencies = [("instructions", "0002_whole_office")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
