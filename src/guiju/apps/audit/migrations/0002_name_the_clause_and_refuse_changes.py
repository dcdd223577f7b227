from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from guiju.apps.audit import guards


def put_up(_apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    guards.put_up(schema_editor.connection)


def take_down(_apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    guards.take_down(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_create_ledger")]

    operations = [
        migrations.AddField("entry", "clause", models.CharField(blank=True, default="", max_length=100)),
        migrations.AddIndex("entry", models.Index(fields=["action", "id"], name="audit_entry_action")),
        migrations.RunPython(put_up, take_down),
    ]
