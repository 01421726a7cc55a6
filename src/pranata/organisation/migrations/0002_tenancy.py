from django.db import migrations

from pranata.foundation.tenancy import enable_tenancy


class Migration(migrations.Migration):
    dependencies = [("organisation", "0001_initial")]
    operations = [
        enable_tenancy("organisation_unit"),
        enable_tenancy("organisation_position"),
        enable_tenancy("organisation_person", account_column="account_id"),
        enable_tenancy("organisation_assignment"),
        enable_tenancy("organisation_grant"),
    ]
