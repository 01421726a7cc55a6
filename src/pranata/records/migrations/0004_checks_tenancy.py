from django.db import migrations

from pranata.foundation.tenancy import enable_tenancy


class Migration(migrations.Migration):
    dependencies = [("records", "0003_checks")]
    operations = [enable_tenancy("records_blobcheck")]
