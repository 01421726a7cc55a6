"""What an action plan replaces, what goes on in it, and budget lines tied to actions."""

import django.db.models.deletion
from django.db import migrations, models

REFERENCES = (
    ("actionplan", "replaces_id", "planning_actionplan"),
    ("action", "carried_from_id", "planning_action"),
    ("budgetline", "action_id", "planning_action"),
)


def same_instansi() -> list[migrations.RunSQL]:
    return [
        migrations.RunSQL(
            f"ALTER TABLE planning_{table} ADD CONSTRAINT {table}_{column}_same_instansi "
            f"FOREIGN KEY ({column}, instansi_id) REFERENCES {target} (id, instansi_id)",
            f"ALTER TABLE planning_{table} DROP CONSTRAINT {table}_{column}_same_instansi",
        )
        for table, column, target in REFERENCES
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0012_planner_role"),
        ("planning", "0008_own_estimates_in_full"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="budgetline",
            name="budget_line_tied_once",
        ),
        migrations.AddField(
            model_name="action",
            name="carried_from",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="carried_to",
                to="planning.action",
            ),
        ),
        migrations.AddField(
            model_name="actionplan",
            name="reason",
            field=models.CharField(blank=True, max_length=500, verbose_name="alasan mengganti"),
        ),
        migrations.AddField(
            model_name="actionplan",
            name="replaces",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_by",
                to="planning.actionplan",
            ),
        ),
        migrations.AddField(
            model_name="budgetline",
            name="action",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="budget_lines",
                to="planning.action",
            ),
        ),
        migrations.AlterField(
            model_name="actionact",
            name="kind",
            field=models.CharField(
                choices=[
                    ("started", "Dimulai dari rencana"),
                    ("edited", "Diubah"),
                    ("moved", "Dijadwalkan ulang"),
                    ("followed", "Ikut bergeser"),
                    ("reported", "Kemajuan dilaporkan"),
                    ("closed", "Diselesaikan"),
                    ("reopened", "Dibuka kembali"),
                    ("shown", "Bukti ditambahkan"),
                    ("offered", "Bukti dipasang pada penilaian"),
                    ("carried", "Diteruskan dari rencana sebelumnya"),
                    ("left", "Tidak diteruskan rencana berikutnya"),
                ],
                max_length=8,
            ),
        ),
        migrations.AddConstraint(
            model_name="actionplan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("replaces__isnull", True), models.Q(("reason", ""), _negated=True), _connector="OR"
                ),
                name="action_plan_replaces_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="budgetline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("action__isnull", True), ("item__isnull", True), ("plan_step__isnull", True)),
                    models.Q(
                        ("action__isnull", True),
                        ("item__isnull", False),
                        ("plan_step__isnull", True),
                        ("untied_reason", ""),
                    ),
                    models.Q(
                        ("action__isnull", True),
                        ("item__isnull", True),
                        ("plan_step__isnull", False),
                        ("untied_reason", ""),
                    ),
                    models.Q(
                        ("action__isnull", False),
                        ("item__isnull", True),
                        ("plan_step__isnull", True),
                        ("untied_reason", ""),
                    ),
                    _connector="OR",
                ),
                name="budget_line_tied_once",
            ),
        ),
        *same_instansi(),
    ]
