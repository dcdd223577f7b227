"""Whose hands were in each text, told for what is under way from the saves of its draft."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def tell(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Everybody who saved the draft of a publication wrote on it."""
    using = schema_editor.connection.alias
    publications = apps.get_model("publishing", "Publication").objects.using(using).filter(draft__isnull=False)
    saves, people = apps.get_model("rulebook", "DraftSave"), apps.get_model("people", "Person")
    numbers = dict(people.objects.using(using).filter(user__isnull=False).values_list("user_id", "number"))
    hand = apps.get_model("publishing", "Hand")
    for publication, draft in publications.values_list("pk", "draft_id"):
        found = saves.objects.using(using).filter(draft_id=draft, aside=False).order_by("id").values_list("by_id", "by")
        hand.objects.using(using).bulk_create(
            hand(publication_id=publication, did="wrote", account=account, number=numbers.get(account, ""), name=name)
            for account, name in dict.fromkeys(found)
        )


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_people_in_time"),
        ("publishing", "0002_repeal_what_is_in_force"),
        ("rulebook", "0002_write_drafts_together"),
    ]

    operations = [
        migrations.CreateModel(
            name="Hand",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("did", models.CharField(choices=[("wrote", "Wrote"), ("handed_in", "Handed In")], max_length=10)),
                ("account", models.IntegerField(null=True)),
                ("number", models.CharField(blank=True, max_length=40)),
                ("name", models.CharField(max_length=100)),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hands",
                        to="publishing.publication",
                    ),
                ),
            ],
            options={"ordering": ("publication", "id")},
        ),
        migrations.RunPython(tell, migrations.RunPython.noop),
    ]
