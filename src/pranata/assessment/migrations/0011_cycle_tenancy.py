from django.db import migrations

from pranata.foundation.tenancy import enable_tenancy

TENANT = "NULLIF(current_setting('pranata.tenant', true), '')::bigint"
BOTH_SIDES = (
    "assessment_participation",
    "assessment_stageextension",
    "assessment_assessortask",
    "assessment_conflictdeclaration",
)
ONLY_ADDED_TO = (
    "assessment_stageresult",
    "assessment_stageextension",
    "assessment_conflictdeclaration",
    "assessment_judgementchange",
    "assessment_judgementreview",
    "assessment_judgementmessage",
)
NEVER_REMOVED = (
    "assessment_campaign",
    "assessment_participation",
    "assessment_assessortask",
    "assessment_judgement",
)


def organiser_too(table: str) -> migrations.RunSQL:
    """The organiser reads and writes what it called for, beside the instansi it called."""
    return migrations.RunSQL(
        f"CREATE POLICY organiser ON {table} USING (organiser_id = {TENANT}) "
        f"WITH CHECK (organiser_id = {TENANT})",
        f"DROP POLICY organiser ON {table}",
    )


def participants_read(table: str, campaign: str) -> migrations.RunSQL:
    """Whoever was called reads the call; `campaign` is an expression of a row of `table`."""
    return migrations.RunSQL(
        f"CREATE POLICY called ON {table} FOR SELECT USING (EXISTS ("
        f"SELECT 1 FROM assessment_participation p WHERE p.campaign_id = {campaign} "
        f"AND p.instansi_id = {TENANT}))",
        f"DROP POLICY called ON {table}",
    )


def keep(tables: tuple[str, ...], rights: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"REVOKE {rights}, TRUNCATE ON {', '.join(tables)} FROM pranata_app",
        f"GRANT {rights} ON {', '.join(tables)} TO pranata_app",
    )


class Migration(migrations.Migration):
    dependencies = [("assessment", "0010_cycle")]
    operations = [
        enable_tenancy("assessment_campaign"),
        enable_tenancy("assessment_campaignstage"),
        enable_tenancy("assessment_participation"),
        enable_tenancy("assessment_stageextension"),
        enable_tenancy("assessment_assessortask"),
        enable_tenancy("assessment_conflictdeclaration"),
        enable_tenancy("assessment_stageresult"),
        enable_tenancy("assessment_judgement"),
        enable_tenancy("assessment_judgementchange"),
        enable_tenancy("assessment_judgementreview"),
        enable_tenancy("assessment_judgementmessage"),
        *(organiser_too(table) for table in BOTH_SIDES),
        participants_read("assessment_campaign", "assessment_campaign.id"),
        participants_read("assessment_campaignstage", "assessment_campaignstage.campaign_id"),
        participants_read(
            "assessment_stageextension",
            "(SELECT s.campaign_id FROM assessment_campaignstage s "
            "WHERE s.id = assessment_stageextension.campaign_stage_id "
            "AND assessment_stageextension.participation_id IS NULL)",
        ),
        keep(ONLY_ADDED_TO, "UPDATE, DELETE"),
        keep(NEVER_REMOVED, "DELETE"),
    ]
