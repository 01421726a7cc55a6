"""`pranata plan`: from levels and a target to the cheapest plan, proven, without settings and without a
database.
"""

import json
import math
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from importlib import import_module
from pathlib import Path

import click

from pranata.assessment.levels_file import LevelsFileError, read_levels
from pranata.assessment.regulations import Regulation
from pranata.config.command import spoken
from pranata.config.command.index import Refused, content_of, missing_sentence, regulation_of, save
from pranata.config.command.plan_text import frontier_text, plan_text, worth_lines
from pranata.engine.optimise import (
    Conflict,
    Limits,
    Month,
    Place,
    Plan,
    Point,
    Problem,
    Quarter,
    Status,
    Step,
)
from pranata.engine.optimise.worth import Marginal
from pranata.engine.scoring import AnswersMissing, OnMissing, score
from pranata.foundation.clock import utc_now
from pranata.foundation.errors import ProductError
from pranata.foundation.words import gettext as _
from pranata.foundation.words import gettext_noop
from pranata.planning.asking import (
    NotAnswerable,
    budget_in,
    by_in,
    margin_in,
    months_in,
    start_in,
    steps_in,
    target_in,
)
from pranata.planning.catalogue import NoCatalogue, catalogue, catalogue_steps
from pranata.planning.document import frontier_document, marginal_document, plan_document
from pranata.planning.files import costs_csv, read_capacity, read_costs

PATH = click.Path(path_type=Path)


@dataclass(frozen=True, kw_only=True)
class Words:
    """What the caller asked for, as typed."""

    target: str | None
    budget: str | None
    start: str | None
    by: str | None
    costs: Path | None
    capacity: Path | None
    margin: str | None
    force: tuple[str, ...]
    forbid: tuple[str, ...]
    opens: str | None


@spoken.command(
    "plan",
    help=gettext_noop(
        "Hitung rencana termurah dari FILE tingkat menuju target, beserta buktinya.\n\nTanpa --target: "
        "indeks tertinggi untuk --budget. Tanpa --costs dipakai katalog bawaan, yang seluruhnya anggapan. "
        "Status 1 bila tidak ada rencana yang memenuhi semua batas; masukan yang keliru ditolak dengan satu "
        "kalimat dan status 2."
    ),
)
@click.argument("file", required=False, type=click.Path(path_type=Path, allow_dash=True))
@spoken.option(
    "--instrument", default="spbe-2020", show_default=True, help=gettext_noop("Instrumen yang dipakai.")
)
@spoken.option("--target", help=gettext_noop("Indeks (2.60 atau 2,60) atau predikat (baik)."))
@spoken.option("--budget", help=gettext_noop("Rupiah paling banyak, misalnya 1.250.000.000."))
@spoken.option("--costs", type=PATH, help=gettext_noop("Berkas biaya tiap langkah, CSV atau XLSX."))
@spoken.option("--capacity", type=PATH, help=gettext_noop("Berkas hari kerja tiap OPD dan triwulan."))
@spoken.option("--start", help=gettext_noop("Bulan pertama, misalnya 2027-01; tanpa ini bulan depan."))
@spoken.option("--by", help=gettext_noop("Hari terakhir, misalnya 2027-12-31."))
@spoken.option(
    "--margin", help=gettext_noop("Cadangan di atas target untuk keraguan penilai, misalnya 0,05.")
)
@spoken.option(
    "--force",
    multiple=True,
    help=gettext_noop("Langkah yang wajib diambil, misalnya 11:3; boleh diulang."),
)
@spoken.option(
    "--forbid",
    multiple=True,
    help=gettext_noop("Langkah yang dilarang, misalnya 11:3, atau satu indikator, 11; boleh diulang."),
)
@spoken.option(
    "--opens",
    help=gettext_noop("Bulan langkah berbiaya dapat mulai, misalnya 1;9 (anggaran murni dan perubahan)."),
)
@spoken.option(
    "--assume-floor",
    is_flag=True,
    help=gettext_noop("Hitung indikator tanpa jawaban sebagai tingkat terendah."),
)
@spoken.option(
    "--seconds",
    type=click.FloatRange(min=0.1, max=86400),
    help=gettext_noop("Batas waktu tiap bagian pencarian; hasilnya dapat berbeda antarmesin."),
)
@spoken.option(
    "--frontier",
    type=click.IntRange(min=1, max=100),
    help=gettext_noop("Cetak biaya termurah untuk sekian target sampai --target atau sampai yang tertinggi."),
)
@spoken.option("--thorough", is_flag=True, help=gettext_noop("Cari bukti lebih lama, sampai beberapa menit."))
@spoken.option(
    "--worth",
    is_flag=True,
    help=gettext_noop("Hitung juga nilai satu bulan, satu orang, dan satu rupiah lagi; sekitar semenit."),
)
@spoken.option("--json", "as_json", is_flag=True, help=gettext_noop("Cetak hasil sebagai JSON."))
@spoken.option(
    "--write-costs",
    type=PATH,
    help=gettext_noop("Tulis katalog bawaan sebagai berkas biaya untuk disunting."),
)
def command(
    file: Path | None,
    instrument: str,
    *,
    assume_floor: bool,
    seconds: float | None,
    frontier: int | None,
    thorough: bool,
    worth: bool,
    as_json: bool,
    write_costs: Path | None,
    **words: str | tuple[str, ...] | Path | None,
) -> None:
    """Run `pranata plan`."""
    regulation = regulation_of(instrument)
    if write_costs is not None:
        save(write_costs, costs_csv(_catalogue(regulation)).encode())
        return
    if seconds is not None and math.isnan(seconds):
        raise Refused(_("Batas waktu (--seconds) harus berupa bilangan, misalnya 60."))
    asked = Words(**words)  # type: ignore[arg-type]
    try:
        problem = _problem(regulation, file, asked, assume_floor=assume_floor)
        if frontier is None and problem.limits.target is None and problem.limits.budget is None:
            raise Refused(_("Sebutkan --target, misalnya --target 2.60, atau --budget."))
        # The solver takes longer to import than most plans take; whoever only reads the help does not wait
        # for it.
        making = import_module("pranata.planning.making")
        if frontier is not None:
            points = making.draw_frontier(problem, frontier, seconds=seconds, tell=_progress(frontier))
            _print_frontier(regulation, problem, points, as_json=as_json)
        else:
            effort = making.Effort.thorough(seconds) if thorough else making.Effort(seconds=seconds)
            plan, found = making.make_plan(problem, effort=effort)
            more = making.weigh_limits(problem, plan) if worth and plan.proofs else None
            _print_plan(regulation, plan, found, more, assumed=asked.costs is None, as_json=as_json)
    except NotAnswerable as refused:
        raise Refused(str(refused)) from refused
    if asked.costs is None:
        click.echo(_("Perhatian: %(sentence)s") % {"sentence": _assumption()}, err=True)
    if frontier is None and plan.status in {Status.INFEASIBLE, Status.UNKNOWN}:
        sys.exit(1)


def _print_plan(
    regulation: Regulation,
    plan: Plan,
    found: tuple[Conflict, ...],
    more: Marginal | None,
    *,
    assumed: bool,
    as_json: bool,
) -> None:
    if not as_json:
        click.echo("\n".join([plan_text(regulation, plan, found), *worth_lines(more)]))
        return
    document = plan_document(plan, found)
    if more is not None:
        document["worth"] = marginal_document(more)
    note = catalogue(regulation.id).note if assumed else ""
    document["costs"] = {"certainty": "assumption" if assumed else "given", "note": note}
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))


def _print_frontier(
    regulation: Regulation, problem: Problem, points: tuple[Point, ...], *, as_json: bool
) -> None:
    if as_json:
        click.echo(json.dumps(frontier_document(problem, points), ensure_ascii=False, indent=2))
    else:
        click.echo(frontier_text(regulation, problem, points))


def _progress(points: int) -> Callable[[int], None]:
    def tell(done: int) -> None:
        if sys.stderr.isatty():
            click.echo(f"\r{done}/{points}", nl=done == points, err=True)

    return tell


def _assumption() -> str:
    return _(
        "biaya, hari kerja, dan lama tiap langkah adalah anggapan katalog bawaan, bukan data resmi; "
        "pakai --costs untuk perkiraan sendiri."
    )


def _problem(regulation: Regulation, file: Path | None, asked: Words, *, assume_floor: bool) -> Problem:
    instrument = regulation.instrument
    if instrument.score.step != 1:
        raise Refused(
            _("Instrumen %(instrument)s tidak bertingkat bulat; rencana hanya untuk tingkat bulat.")
            % {"instrument": instrument.id}
        )
    levels = _levels(regulation, file, assume_floor=assume_floor)
    start = start_in(asked.start) if asked.start is not None else _next_month()
    steps = _steps(regulation, asked)
    return Problem(
        instrument,
        levels,
        steps,
        start,
        Limits(
            target=None if asked.target is None else target_in(asked.target, instrument),
            budget=None if asked.budget is None else budget_in(asked.budget),
            by=None if asked.by is None else by_in(asked.by, start),
            capacity=_capacity(asked.capacity, steps),
            margin=_margin(asked),
            forced=_named(asked.force, steps),
            forbidden=_named(asked.forbid, steps),
        ),
    )


def _levels(regulation: Regulation, file: Path | None, *, assume_floor: bool) -> dict[str, Fraction]:
    if file is None:
        raise Refused(_("Sebutkan berkas tingkat, misalnya: pranata plan tingkat.csv --target 2.60."))
    on_missing = OnMissing.FLOOR if assume_floor else OnMissing.REFUSE
    try:
        levels = read_levels(file.name, content_of(file), regulation.instrument)
        found = score(regulation.instrument, levels, on_missing=on_missing)
    except LevelsFileError as refused:
        raise Refused(str(refused)) from refused
    except AnswersMissing as refused:
        raise Refused(missing_sentence(refused.numbers, regulation)) from refused
    return {part.number: part.value for part in found.indicators}


def _next_month() -> Month:
    now = utc_now()
    return Month.of(now.year, now.month).after(1)


def _margin(asked: Words) -> Fraction:
    if asked.margin is None:
        return Fraction(0)
    if asked.target is None:
        raise NotAnswerable(_("Cadangan (--margin) hanya berarti bersama --target."))
    return margin_in(asked.margin)


def _named(texts: tuple[str, ...], steps: tuple[Step, ...]) -> frozenset[Place]:
    return frozenset(place for text in texts for place in steps_in(text, steps))


def _steps(regulation: Regulation, asked: Words) -> tuple[Step, ...]:
    steps = _listed(regulation, asked.costs)
    if asked.opens is None:
        return steps
    opens = months_in(asked.opens)
    return tuple(
        replace(step, opens=opens) if step.cost and not step.opens and step.started is None else step
        for step in steps
    )


def _listed(regulation: Regulation, costs: Path | None) -> tuple[Step, ...]:
    if costs is None:
        return _catalogue(regulation)
    try:
        return read_costs(costs.name, content_of(costs), regulation.instrument)
    except ProductError as refused:
        raise Refused(str(refused)) from refused


def _capacity(file: Path | None, steps: tuple[Step, ...]) -> dict[tuple[str, Quarter], Fraction]:
    if file is None:
        return {}
    try:
        return dict(read_capacity(file.name, content_of(file), (step.owner for step in steps)))
    except ProductError as refused:
        raise Refused(str(refused)) from refused


def _catalogue(regulation: Regulation) -> tuple[Step, ...]:
    try:
        return catalogue_steps(regulation)
    except NoCatalogue as missing:
        raise Refused(
            _("Belum ada katalog langkah untuk %(instrument)s; berikan --costs.")
            % {"instrument": missing.instrument_id}
        ) from missing
