"""The tables of the log. There is no way back: a ledger is not undone by a command."""

from pathlib import Path

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("event_id", models.UUIDField(primary_key=True, serialize=False)),
                ("tenant_id", models.BigIntegerField(null=True)),
                ("recorded_at", models.DateTimeField()),
                ("entry", models.BinaryField()),
                ("leaf_hash", models.BinaryField()),
            ],
            options={"db_table": '"ledger"."entry"', "managed": False},
        ),
    ]
