"""Whose drawn pages are whose."""

from django.db import migrations

from pranata.foundation.tenancy import enable_tenancy


class Migration(migrations.Migration):
    dependencies = [("records", "0011_page_pictures")]
    operations = [
        enable_tenancy("records_pagepicture"),
        migrations.RunSQL(
            "ALTER TABLE records_pagepicture ADD CONSTRAINT pagepicture_version_id_same_instansi "
            "FOREIGN KEY (version_id, instansi_id) REFERENCES records_version (id, instansi_id)",
            "ALTER TABLE records_pagepicture DROP CONSTRAINT pagepicture_version_id_same_instansi",
        ),
    ]
