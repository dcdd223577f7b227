"""What a department in lines is read from."""

from django.db import migrations, models

LINE = ["reckoning", "number", "name", "unit", "position", "card", "points", "grade", "bonus", "pending"]


class Migration(migrations.Migration):
    dependencies = [("appraisal", "0002_keep_the_card_apart")]

    operations = [migrations.AddIndex("outcome", models.Index(fields=LINE, name="outcome_lines"))]
