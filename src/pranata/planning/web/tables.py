"""The steps of a plan as a table to take away."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from pranata.foundation.exports.cells import Cell
from pranata.planning.queries.plan_page import PlanView


def step_table(view: PlanView) -> tuple[Sequence[str], list[Sequence[Cell]]]:
    """Return headings and rows of the chosen steps; costs in whole rupiah."""
    headers = (
        _("Indikator"),
        _("Nama"),
        _("Dari tingkat"),
        _("Ke tingkat"),
        _("Tambahan indeks"),
        _("Biaya (rupiah)"),
        _("Hari kerja orang"),
        _("Penanggung jawab"),
        _("Mulai"),
        _("Selesai"),
        _("Menunggu"),
        _("Kepastian biaya"),
    )
    rows: list[Sequence[Cell]] = [
        (
            row.step.indicator,
            row.name,
            row.step.from_level,
            row.step.to_level,
            row.gain,
            row.step.cost,
            row.step.effort,
            row.step.owner,
            row.first,
            row.last,
            ", ".join(row.waits),
            str(row.step.get_certainty_display()),
        )
        for row in view.rows
    ]
    return headers, rows
