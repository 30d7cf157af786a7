"""The words by which orders are found, those of orders already issued too."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from instructions.stems import stems_of

BATCH = 500
SECRET = ("rahasia", "sangat_rahasia")


def index_issued(apps: Any, schema_editor: Any) -> None:
    Instruction = apps.get_model("instructions", "Instruction")
    SearchWord = apps.get_model("instructions", "SearchWord")
    issued = Instruction.objects.filter(issued_at__isnull=False).exclude(classification__in=SECRET)
    last = 0
    while rows := list(issued.filter(pk__gt=last).order_by("pk").values_list("pk", "text")[:BATCH]):
        SearchWord.objects.bulk_create(
            SearchWord(order_id=pk, stem=stem) for pk, text in rows for stem in stems_of(text)
        )
        last = rows[-1][0]


class Migration(migrations.Migration):
    dependencies = [
        ("instructions", "0004_share_has_a_giver"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stem", models.CharField(max_length=40)),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_words",
                        to="instructions.instruction",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("stem", "order"), name="search_word_once_per_order"
                    )
                ],
            },
        ),
        migrations.RunPython(index_issued, migrations.RunPython.noop, elidable=True),
    ]
