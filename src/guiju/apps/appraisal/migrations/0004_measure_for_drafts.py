"""What drafts ask to be measured of a past month."""

from django.conf import settings
from django.db import migrations, models

STATES = [("waiting", "Waiting"), ("done", "Done"), ("failed", "Failed")]


class Migration(migrations.Migration):
    dependencies = [
        ("appraisal", "0003_index_outcomes_in_lines"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            "Trial",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=64, unique=True)),
                ("base", models.CharField(max_length=64)),
                ("changes", models.JSONField()),
                ("grain", models.CharField(max_length=8)),
                ("start", models.DateField()),
                ("state", models.CharField(choices=STATES, default="waiting", max_length=10)),
                ("cells", models.JSONField(default=list)),
                ("at", models.DateTimeField()),
                (
                    "user",
                    models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+"),
                ),
            ],
        )
    ]
