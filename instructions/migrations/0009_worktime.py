"""The timetable: office hours, days off, the urgency policy; and the clock of the giver's side."""

import uuid6
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0012_oncall"),
        ("instructions", "0008_shares_are_looked_at"),
    ]

    operations = [
        migrations.CreateModel(
            name="DayOff",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("date", models.DateField(unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("national_override", "Libur nasional"),
                            ("cuti_bersama", "Cuti bersama"),
                            ("local", "Libur daerah"),
                            ("working", "Tetap masuk kerja"),
                        ],
                        max_length=20,
                    ),
                ),
                ("name", models.CharField(max_length=80)),
            ],
            options={
                "ordering": ("date",),
            },
        ),
        migrations.CreateModel(
            name="OfficeHours",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "season",
                    models.CharField(
                        choices=[("regular", "Biasa"), ("ramadan", "Ramadan")], max_length=8
                    ),
                ),
                ("weekday", models.PositiveSmallIntegerField()),
                ("opens", models.TimeField()),
                ("closes", models.TimeField()),
                ("break_starts", models.TimeField(null=True)),
                ("break_ends", models.TimeField(null=True)),
            ],
            options={
                "ordering": ("season", "weekday"),
            },
        ),
        migrations.CreateModel(
            name="Ramadan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
            ],
            options={
                "ordering": ("starts_on",),
            },
        ),
        migrations.CreateModel(
            name="Timetable",
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
                (
                    "status",
                    models.CharField(
                        choices=[("in_force", "berlaku")],
                        default="in_force",
                        max_length=16,
                    ),
                ),
                ("is_the_one", models.BooleanField(default=True, editable=False, unique=True)),
            ],
            options={
                "verbose_name": "waktu kerja",
                "verbose_name_plural": "waktu kerja",
            },
        ),
        migrations.CreateModel(
            name="UrgencyPolicy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("urgency", models.CharField(max_length=16, unique=True)),
                ("answer_minutes", models.PositiveIntegerField()),
                ("finish_minutes", models.PositiveIntegerField()),
                ("giver_minutes", models.PositiveIntegerField()),
                (
                    "counts",
                    models.CharField(
                        choices=[
                            ("office", "Jam kerja"),
                            ("waking", "Setiap hari pukul 06.00–21.00"),
                            ("always", "Sepanjang waktu"),
                        ],
                        max_length=8,
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.AddField(
            model_name="assignment",
            name="giver_by",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("giver_by__isnull", True),
                    ("status__in", ("reported", "clarifying", "redirect_proposed")),
                    _connector="OR",
                ),
                name="giver_clock_runs_on_the_givers_turn",
            ),
        ),
        migrations.AddConstraint(
            model_name="dayoff",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["national_override", "cuti_bersama", "local", "working"])
                ),
                name="day_off_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="dayoff",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="day_off_has_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="officehours",
            constraint=models.UniqueConstraint(
                fields=("season", "weekday"), name="office_hours_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="officehours",
            constraint=models.CheckConstraint(
                condition=models.Q(("season__in", ["regular", "ramadan"])),
                name="office_hours_season_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="officehours",
            constraint=models.CheckConstraint(
                condition=models.Q(("weekday__lt", 7)), name="office_hours_weekday_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="officehours",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("break_ends__isnull", True),
                        ("break_starts__isnull", True),
                        ("opens__lt", models.F("closes")),
                    ),
                    models.Q(
                        ("break_ends__isnull", False),
                        ("break_ends__lt", models.F("closes")),
                        ("break_starts__isnull", False),
                        ("break_starts__lt", models.F("break_ends")),
                        ("opens__lt", models.F("break_starts")),
                    ),
                    _connector="OR",
                ),
                name="office_hours_follow_each_other",
            ),
        ),
        migrations.AddConstraint(
            model_name="ramadan",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gt", models.F("starts_on"))),
                name="ramadan_ends_after_it_starts",
            ),
        ),
        migrations.AddConstraint(
            model_name="timetable",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_the_one", True)), name="timetable_is_the_only_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="timetable",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["in_force"])), name="timetable_status_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="urgencypolicy",
            constraint=models.CheckConstraint(
                condition=models.Q(("urgency__in", ("biasa", "segera", "sangat_segera"))),
                name="policy_urgency_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="urgencypolicy",
            constraint=models.CheckConstraint(
                condition=models.Q(("counts__in", ["office", "waking", "always"])),
                name="policy_counts_are_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="urgencypolicy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("answer_minutes__gte", 1),
                    ("finish_minutes__gte", models.F("answer_minutes")),
                    ("giver_minutes__gte", 1),
                ),
                name="policy_leaves_time",
            ),
        ),
    ]
