"""The scorecard's name in a column of its own, so that a department is counted without opening every summary."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Value
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the name out of the summaries that are stored already."""
    outcomes = apps.get_model("appraisal", "Outcome").objects.using(schema_editor.connection.alias)
    outcomes.update(card=Coalesce(KT("summary__card__name"), Value("")))


class Migration(migrations.Migration):
    dependencies = [("appraisal", "0001_create_outcomes")]

    operations = [
        migrations.AddField("outcome", "card", models.CharField(default="", max_length=100), preserve_default=False),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
