"""What was changed because of a record."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0001_create_records"),
    ]

    operations = [
        migrations.CreateModel(
            name="Consequence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", models.CharField(choices=[("correction", "Correction"), ("input", "Input")], max_length=10)),
                ("key", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("dropped", models.BooleanField(default=False)),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="consequences", to="records.record"
                    ),
                ),
            ],
            options={
                "ordering": ("record", "id"),
                "indexes": [models.Index(fields=["what", "key"], name="consequence_of")],
                "constraints": [models.UniqueConstraint(fields=("record", "what", "key"), name="consequence_once")],
            },
        ),
    ]
