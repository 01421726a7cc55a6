"""What stands on the decision sheet of a plan, in words; the PDF and the printed page say the same."""

import datetime as dt

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pranata.foundation.ui.numbers import date_written, signed, written
from pranata.ledger.models import Entry
from pranata.ledger.queries.standing import code_of
from pranata.organisation.models import Instansi, InstansiKind
from pranata.planning.exports import Bar, Figure, Sheet
from pranata.planning.models import PlanActKind
from pranata.planning.queries.plan_page import OwnerRow, PlanView, StepRow
from pranata.planning.queries.ranked import ranked

LEADERS = {
    InstansiKind.KABUPATEN: gettext_lazy("Bupati"),
    InstansiKind.KOTA: gettext_lazy("Wali Kota"),
    InstansiKind.PROVINSI: gettext_lazy("Gubernur"),
}


def sheet_of(request: HttpRequest, view: PlanView, on: dt.date) -> Sheet:
    """Return the sheet of a plan with steps. Four queries."""
    plan = view.plan
    body = Instansi.objects.get(pk=plan.instansi_id)
    code = _code(view)
    path = reverse("portal:check_code", args=[code]) if code else ""
    return Sheet(
        body=_("Pemerintah %(name)s") % {"name": body.name} if body.kind in LEADERS else body.name,
        purpose=_("Lembar keputusan, %(day)s") % {"day": date_written(on)},
        code=code,
        code_label=_("Periksa keaslian"),
        link=request.build_absolute_uri(path) if path else "",
        title=_("Rencana menaikkan indeks SPBE dari %(today)s ke %(index)s")
        % {"today": written(view.today, 2), "index": written(view.index, 2)},
        asked_label=_("Keputusan yang diminta:"),
        asked=_asked(view),
        figures=_figures(view),
        by_owner=view.is_long,
        columns=_columns(view),
        quarters=view.quarter_names,
        rows=_rows(view),
        total=(_("Jumlah"), "", signed(view.gain, 4), view.millions, ""),
        legend=_("Biru muda: menunggu langkah lain."),
        otherwise=(_("Bila tidak dikerjakan"), _otherwise(view, body)),
        watch=(_("Yang perlu diwaspadai"), _watch(view)),
        signs=(
            (_("Disetujui"), _leader(body)),
            (_("Diajukan"), _("Sekretaris Daerah, Koordinator SPBE")),
        ),
        dated=_("Tanggal:"),
        source=_source(view),
        printed_on=on,
    )


def _leader(body: Instansi) -> str:
    title = LEADERS.get(InstansiKind(body.kind))
    return f"{title} {body.name.split(' ', 1)[-1]}" if title else _("Pimpinan %(name)s") % {"name": body.name}


def _code(view: PlanView) -> str:
    """Return the printed code of the entry that proposed or accepted the plan; empty before either."""
    decided = (PlanActKind.PROPOSED, PlanActKind.ACCEPTED)
    act = next((act for act in reversed(view.acts) if act.kind in decided), None)
    if act is None:
        return ""
    leaf = Entry.objects.filter(event_id=act.event_id).values_list("leaf_hash", flat=True).first()
    return code_of(bytes(leaf)) if leaf else ""


def _asked(view: PlanView) -> str:
    return _(
        "menyetujui %(steps)d langkah dengan biaya Rp%(cost)s juta dan menugaskan %(owners)d pelaksana."
    ) % {
        "steps": len(view.rows),
        "cost": view.millions,
        "owners": len(view.owners),
    }


def _figures(view: PlanView) -> tuple[Figure, ...]:
    proven = view.plan.proven == "optimal"
    by = view.by_day
    return (
        Figure(
            label=_("Indeks %(year)s") % {"year": view.plan.assessment.year},
            value=written(view.today, 2),
            note=view.predikat_today,
        ),
        Figure(label=_("Setelah rencana"), value=written(view.index, 2), note=view.predikat),
        Figure(
            label=_("Biaya termurah, terbukti") if proven else _("Biaya, belum terbukti termurah"),
            value=_("Rp%(cost)s juta") % {"cost": view.millions},
            note=_("anggapan katalog") if view.assumed else _("perkiraan instansi"),
        ),
        Figure(
            label=_("Langkah terakhir selesai"),
            value=date_written(view.last_day),
            note=_("batas waktu %(day)s") % {"day": date_written(by)} if by else "",
        ),
    )


def _columns(view: PlanView) -> tuple[str, ...]:
    first = (_("Pelaksana"), _("Langkah")) if view.is_long else (_("Langkah"), _("Tingkat"))
    return (*first, _("Tambahan"), _("Rp juta"), _("Selesai") if view.is_long else _("Pelaksana, selesai"))


def _rows(view: PlanView) -> tuple[Bar, ...]:
    """Return the steps, or, where they would not fit on the page, what each owner does."""
    if view.is_long:
        return tuple(_owner_bar(view, owner) for owner in view.owners)
    return tuple(_step_bar(view, row) for row in view.rows)


def _step_bar(view: PlanView, row: StepRow) -> Bar:
    step = row.step
    levels = _("%(from)d ke %(to)d") % {"from": step.from_level, "to": step.to_level}
    end = f"{step.owner}, {_day(view, row.last)}"
    cells = (f"{step.indicator}. {row.name}", levels, signed(row.gain, 4), row.millions, end)
    return Bar(cells=cells, left=float(row.left), width=float(row.width), waits=bool(row.waits))


def _owner_bar(view: PlanView, owner: OwnerRow) -> Bar:
    rows = [row for row in view.rows if row.step.owner == owner.owner]
    left = min(float(row.left) for row in rows)
    right = max(float(row.left) + float(row.width) for row in rows)
    numbers = ", ".join(f"{row.step.indicator}:{row.step.to_level}" for row in rows)
    cells = (
        owner.owner,
        f"{owner.steps} ({numbers})",
        signed(owner.gain, 4),
        owner.millions,
        _day(view, owner.last),
    )
    return Bar(cells=cells, left=left, width=right - left, waits=all(row.waits for row in rows))


def _day(view: PlanView, day: dt.date) -> str:
    return date_written(day) if view.spans_years else date_written(day, short=True)


def _otherwise(view: PlanView, body: Instansi) -> str:
    words = {"index": written(view.today, 2), "predikat": view.predikat_today}
    said = _("Indeks tetap %(index)s dan predikat tetap %(predikat)s, sejauh tidak ada yang turun.") % words
    year = view.plan.assessment.year
    place = ranked(body, year)
    if place is None:
        return said
    ranks = {
        "year": year,
        "rank": place.rank_in_kind,
        "of": place.of_kind,
        "kind": body.get_kind_display().lower(),
        "nation": place.rank,
        "all": place.of,
    }
    return (
        f"{said} "
        + _("Pada %(year)s peringkat %(nation)s dari %(all)s instansi dan %(rank)s dari %(of)s %(kind)s.")
        % ranks
    )


def _watch(view: PlanView) -> str:
    said = []
    if view.spare is not None and view.spare.is_thin:
        words = {"amount": written(view.spare.amount, 4), "below": view.spare.below}
        said.append(
            _("Rencana pas di ambang: cadangan %(amount)s. Satu langkah gagal berarti tetap %(below)s.")
            % words
        )
    if view.blocking is not None:
        row, count = view.blocking
        words = {
            "name": row.name,
            "owner": row.step.owner,
            "day": date_written(row.last),
            "count": str(count),
        }
        said.append(_("%(name)s (%(owner)s) harus selesai %(day)s: %(count)s langkah menunggunya.") % words)
    return " ".join(said) or _("Tidak ada langkah yang ditunggu langkah lain, dan targetnya tidak di ambang.")


def _source(view: PlanView) -> str:
    plan = view.plan
    levels = plan.assessment.source or _("penilaian %(year)s") % {"year": plan.assessment.year}
    costs = (
        _("anggapan katalog Pranata, bukan data resmi")
        if view.assumed == len(view.rows)
        else _("perkiraan instansi dan anggapan katalog")
        if view.assumed
        else _("perkiraan instansi")
    )
    words = {"levels": levels, "costs": costs, "number": plan.number, "method": plan.algorithm}
    return (
        _("Tingkat: %(levels)s. Biaya dan lama: %(costs)s. Dihitung dengan %(method)s; rencana %(number)s.")
        % words
    )
