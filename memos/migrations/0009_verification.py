"""Codes of papers, hand-overs, and the words by which memos are found, those already there too."""

from typing import Any

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import uuid6
from django.db import migrations, models


from instructions.stems import stems_of

BATCH = 500
SECRET = ("rahasia", "sangat_rahasia")


def index_written(apps: Any, schema_editor: Any) -> None:
    Memo = apps.get_model("memos", "Memo")
    MemoWord = apps.get_model("memos", "MemoWord")
    open_ = Memo.objects.exclude(security__in=SECRET).order_by("pk")
    last = 0
    while rows := list(open_.filter(pk__gt=last)[:BATCH]):
        MemoWord.objects.bulk_create(
            MemoWord(memo_id=memo.pk, stem=stem)
            for memo in rows
            for stem in stems_of("\n".join([memo.hal, *memo.to_lines, *memo.copies, memo.body]))
        )
        last = rows[-1].pk


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0013_carriers"),
        ("memos", "0008_profile"),
    ]

    operations = [
        migrations.CreateModel(
            name="Transfer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid6.uuid7, editable=False, unique=True)),
                ("first_on", models.DateField(verbose_name="sejak")),
                ("last_on", models.DateField(verbose_name="sampai")),
                ("count", models.PositiveIntegerField(verbose_name="jumlah naskah")),
                ("is_secret", models.BooleanField(default=False)),
                ("at", models.DateTimeField(verbose_name="waktu")),
                (
                    "position",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transfers",
                        to="accounts.position",
                    ),
                ),
                (
                    "register",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transfers",
                        to="memos.register",
                    ),
                ),
            ],
            options={
                "verbose_name": "penyerahan naskah",
                "verbose_name_plural": "penyerahan naskah",
                "ordering": ("-id",),
            },
        ),
        migrations.CreateModel(
            name="TransferLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("n", models.PositiveIntegerField()),
                ("status", models.CharField(max_length=16)),
                (
                    "memo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transfer_lines",
                        to="memos.memo",
                    ),
                ),
                (
                    "transfer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="memos.transfer",
                    ),
                ),
            ],
            options={
                "verbose_name": "naskah yang diserahkan",
                "verbose_name_plural": "naskah yang diserahkan",
                "ordering": ("transfer", "n"),
            },
        ),
        migrations.CreateModel(
            name="VerificationCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=10, unique=True, verbose_name="kode")),
                (
                    "memo",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="verification",
                        to="memos.memo",
                    ),
                ),
            ],
            options={
                "verbose_name": "kode pemeriksaan naskah",
                "verbose_name_plural": "kode pemeriksaan naskah",
            },
        ),
        migrations.CreateModel(
            name="MemoWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stem", models.CharField(max_length=40)),
                (
                    "memo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_words",
                        to="memos.memo",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("stem", "memo"), name="memo_word_once_per_memo")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_on__gte", models.F("first_on"))),
                name="transfer_period_runs_forward",
            ),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.CheckConstraint(
                condition=models.Q(("count__gte", 1)), name="transfer_has_memos"
            ),
        ),
        migrations.AddConstraint(
            model_name="transferline",
            constraint=models.UniqueConstraint(fields=("transfer", "n"), name="transfer_line_once"),
        ),
        migrations.AddConstraint(
            model_name="transferline",
            constraint=models.UniqueConstraint(
                fields=("transfer", "memo"), name="transfer_of_memo_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="verificationcode",
            constraint=models.CheckConstraint(
                condition=django.db.models.lookups.Exact(
                    django.db.models.functions.text.Length("code"), 10
                ),
                name="verification_code_is_whole",
            ),
        ),
        migrations.RunPython(index_written, migrations.RunPython.noop, elidable=True),
    ]
