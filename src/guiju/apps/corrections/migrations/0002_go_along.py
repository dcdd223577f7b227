"""Rows of other facts that are excluded with those that a correction means."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("corrections", "0001_create_corrections")]

    operations = [migrations.AddField("correction", "along", models.JSONField(default=list))]
