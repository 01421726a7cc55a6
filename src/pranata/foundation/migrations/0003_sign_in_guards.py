"""An account's history can only grow, and rate limits are shared by every worker."""

from django.db import migrations

APPEND_ONLY = "REVOKE UPDATE, DELETE, TRUNCATE ON foundation_securityevent FROM pranata_app"
AGAIN_WRITABLE = "GRANT UPDATE, DELETE ON foundation_securityevent TO pranata_app"

# The table of Django's database cache, which has no model. What is in it may be lost at any time.
CACHE = """
CREATE TABLE foundation_cache (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX foundation_cache_expires ON foundation_cache (expires)
"""


class Migration(migrations.Migration):
    dependencies = [("foundation", "0002_sign_in")]

    operations = [
        migrations.RunSQL(APPEND_ONLY, AGAIN_WRITABLE),
        migrations.RunSQL(CACHE, "DROP TABLE foundation_cache"),
    ]
