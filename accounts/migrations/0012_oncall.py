"""The on-call roster: who is reached for a unit outside office hours."""

import django.db.models.deletion
import uuid6
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0011_access"),
    ]

    operations = [
        migrations.CreateModel(
            name="OnCall",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid6.uuid7, editable=False, unique=True)),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                ("head", models.CharField(default="", editable=False, max_length=64)),
                ("moved_at", models.DateTimeField(editable=False)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                (
                    "status",
                    models.CharField(
                        choices=[("planned", "dijadwalkan"), ("cancelled", "dibatalkan")],
                        default="planned",
                        max_length=16,
                    ),
                ),
                (
                    "noted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shifts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shifts",
                        to="accounts.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "piket",
                "verbose_name_plural": "piket",
                "ordering": ("starts_at", "id"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("status", "planned")),
                        fields=["unit", "ends_at"],
                        name="shift_of_unit",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="shift_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["planned", "cancelled"])),
                        name="shift_status_is_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "planned")),
                        fields=("unit", "person", "starts_at"),
                        name="shift_once",
                    ),
                ],
            },
        ),
    ]
