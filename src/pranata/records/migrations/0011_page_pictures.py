"""Pages that were drawn, kept so that looking again costs little."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0011_notices_tenancy"),
        ("records", "0010_erasure_term_tenancy"),
    ]
    operations = [
        migrations.CreateModel(
            name="PagePicture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("page", models.PositiveIntegerField()),
                ("content", models.BinaryField()),
                ("instansi", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.instansi")),
                ("version", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="pictures", to="records.version")),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("version", "page"), name="page_drawn_once")]},
        ),
    ]
