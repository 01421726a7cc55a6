"""An edition as a file: what stands on the sheet, in words."""

import datetime as dt

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pranata.foundation.ui.numbers import date_written, written
from pranata.planning.exports.roadmap_sheet import Sheet, SheetRow
from pranata.planning.models import Roadmap, RoadmapReview, RoadmapState
from pranata.planning.queries.roadmap_table import Group, Line, Table
from pranata.planning.roadmap_rules import rules


def title_of(roadmap: Roadmap) -> str:
    """Return how an edition is called."""
    return _("Peta Rencana SPBE %(first)s–%(last)s, versi %(edition)s") % {
        "first": roadmap.first_year,
        "last": roadmap.last_year,
        "edition": roadmap.edition,
    }


def standing_of(roadmap: Roadmap) -> str:
    """Say whether and how an edition was set."""
    if roadmap.state in (RoadmapState.SET, RoadmapState.REPLACED) and roadmap.decree_on:
        words = {"number": roadmap.decree_number, "day": date_written(roadmap.decree_on)}
        said = _("Ditetapkan dengan %(number)s tanggal %(day)s.") % words
        return (
            said
            if roadmap.state == RoadmapState.SET
            else said + " " + _("Sudah digantikan versi berikutnya.")
        )
    return _("%(state)s; belum ditetapkan.") % {"state": roadmap.get_state_display()}


def sheet_of(table: Table, instansi: str, on: dt.date) -> Sheet:
    """Return what a file of this edition says."""
    roadmap = table.roadmap
    weights = ", ".join(f"{one.name.lower()} {roadmap.weights.get(one.code, 0)}" for one in rules().criteria)
    return Sheet(
        instansi=instansi,
        title=title_of(roadmap),
        standing=standing_of(roadmap),
        headings=headings(),
        years=list(roadmap.years),
        rows=[row for group in table.groups for row in _rows(group)],
        totals=[*(written(budget, 0) for budget in table.budgets.values()), written(table.total, 0)],
        total_label=_("Jumlah (rupiah)"),
        total_head=_("Jumlah"),
        reviews_head=_("Reviu"),
        reviews=[_review(one) for one in roadmap.reviews.order_by("held_on", "pk")],
        notes=[
            _(
                "Tiap sel tahun: target, lalu anggaran dalam rupiah. Nilai: 1,0 sampai 3,0 menurut bobot "
                "%(weights)s (anggapan yang dapat diubah)."
            )
            % {"weights": weights},
            _("Dasar: Perpres 95/2018 Pasal 13–19; susunan tabel menurut SE MenPANRB 18/2022 bab IV."),
        ],
        example=_("Contoh. Isinya dibuat untuk peragaan.") if roadmap.is_example else "",
        language=(get_language() or "id")[:2],
        date=(on.year, on.month, on.day),
    )


def headings() -> list[str]:
    """Return the heads of the columns before the years."""
    return [
        _("No."), _("Program dan kegiatan"), _("Penanggung jawab"), _("Keluaran"), _("Kondisi awal"),
        _("RPJMD dan sub kegiatan"), _("Nilai"),
    ]  # fmt: skip


def cells_of(line: Line) -> list[object]:
    """Return a line as cells of a workbook: target and rupiah of a year apart, rupiah as numbers."""
    row, names = _row(line), {one.code: one.name for one in rules().contents}
    cells: list[object] = [
        row.number, names[line.item.content], line.item.get_kind_display(), row.name, row.unit,
        row.output, row.baseline,
        line.item.rpjmd_code, line.item.rpjmd_goal, line.item.sub_activity, line.score,
    ]  # fmt: skip
    cells += [part for _name, score, reason in line.scores for part in (score, reason)]
    for _year, target, budget in line.cells:
        cells += [target, budget]
    return [*cells, line.total]


def cell_headings(roadmap: Roadmap) -> list[str]:
    """Return the heads of `cells_of`."""
    heads = [
        _("No."), _("Muatan"), _("Jenis"), _("Uraian"), _("Penanggung jawab"), _("Keluaran"),
        _("Kondisi awal"), _("Kode sasaran RPJMD"), _("Sasaran RPJMD"), _("Kode sub kegiatan"), _("Nilai"),
    ]  # fmt: skip
    for one in rules().criteria:
        heads += [one.name, _("Alasan nilai %(name)s") % {"name": one.name.lower()}]
    for year in roadmap.years:
        heads += [_("Target %(year)s") % {"year": year}, _("Anggaran %(year)s") % {"year": year}]
    return [*heads, _("Jumlah")]


def _rows(group: Group) -> list[SheetRow]:
    """One of the seven contents with what is planned for it, said also where nothing is."""
    name = _("Muatan: %(name)s") % {"name": group.content.name}
    head = SheetRow(
        number="", depth=-1, name=name, unit="", output="" if group.lines else _("belum ada kegiatan"),
        baseline="", links="", score="",
        years=[("", _rupiah(budget)) for budget in group.budgets.values()], total=_rupiah(group.total),
    )  # fmt: skip
    return [head, *(_row(line) for line in group.lines)]


def _review(one: RoadmapReview) -> tuple[str, str]:
    words = {"found": one.findings, "decided": one.decision, "who": one.attendees}
    return (
        f"{one.get_kind_display()}, {date_written(one.held_on)}",
        _("Peserta: %(who)s. Temuan: %(found)s Keputusan: %(decided)s") % words,
    )


def _rupiah(budget: int) -> str:
    return written(budget, 0) if budget else ""


def _row(line: Line) -> SheetRow:
    item = line.item
    unit = [item.unit.name if item.unit else "", item.pic.title if item.pic else ""]
    goal = " ".join(part for part in (item.rpjmd_code, item.rpjmd_goal) if part)
    return SheetRow(
        number=line.number,
        depth=line.depth,
        name=item.name,
        unit=", ".join(part for part in unit if part),
        output=item.output,
        baseline=item.baseline,
        links="; ".join(part for part in (goal, item.sub_activity) if part),
        score="" if line.score is None else str(line.score).replace(".", ","),
        years=[(target, _rupiah(budget)) for _year, target, budget in line.cells],
        total=_rupiah(line.total),
    )
