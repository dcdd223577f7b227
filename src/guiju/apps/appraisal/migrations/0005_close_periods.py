"""Periods that somebody closed, and what they brought afterwards."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("appraisal", "0004_measure_for_drafts")]

    operations = [
        migrations.AddField("reckoning", "closed_by", models.CharField(blank=True, default="", max_length=100)),
        migrations.AddField("reckoning", "closed_at", models.DateTimeField(null=True)),
        migrations.RemoveConstraint("reckoning", "reckoning_once"),
        migrations.AddConstraint(
            "reckoning",
            models.UniqueConstraint(
                fields=["edition", "grain", "start"], condition=Q(closed_at__isnull=True), name="reckoning_once"
            ),
        ),
        migrations.AddConstraint(
            "reckoning",
            models.UniqueConstraint(
                fields=["grain", "start"], condition=Q(closed_at__isnull=False), name="reckoning_closed_once"
            ),
        ),
        migrations.CreateModel(
            "Difference",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=60)),
                ("amount", models.TextField()),
                (
                    "closed",
                    models.ForeignKey("appraisal.reckoning", models.PROTECT, related_name="differences"),
                ),
                ("paid_with", models.ForeignKey("appraisal.reckoning", models.PROTECT, related_name="taken")),
            ],
            options={
                "indexes": [models.Index(fields=["number"], name="difference_number")],
                "constraints": [
                    models.UniqueConstraint(fields=["closed", "paid_with", "number"], name="difference_once")
                ],
            },
        ),
    ]
