"""A plan, or why there is none, as plain text for a terminal."""

from collections.abc import Callable, Iterator
from fractions import Fraction

from pranata.assessment.regulations import Regulation
from pranata.assessment.wording import decimal_text
from pranata.engine.optimise import Conflict, Limit, Month, Placed, Plan, Point, Problem, Proof, Status
from pranata.engine.optimise.worth import Marginal, Worth
from pranata.engine.scoring import display, judge
from pranata.foundation.words import gettext as _
from pranata.foundation.words import gettext_noop

NAME_WIDTH = 44
OWNER_WIDTH = 28
LABEL_WIDTH = 18
SAYS = {
    Status.OPTIMAL: gettext_noop("terbukti termurah: tidak ada rencana lain yang lebih murah"),
    Status.FEASIBLE: gettext_noop("belum terbukti termurah"),
    Status.INFEASIBLE: gettext_noop("tidak ada rencana yang memenuhi semua batas"),
    Status.UNKNOWN: gettext_noop(
        "waktu habis sebelum ada rencana; perpanjang --seconds atau longgarkan batas"
    ),
}
WORTHS = {
    Limit.TARGET: gettext_noop("target %(more)s lebih rendah"),
    Limit.DATE: gettext_noop("waktu %(more)s bulan lebih lama"),
    Limit.CAPACITY: gettext_noop("%(owner)s %(more)s hari kerja lebih tiap triwulan"),
}
OBJECTIVES = {
    "index": gettext_noop("indeks tertinggi"),
    "cost": gettext_noop("biaya terendah"),
    "end": gettext_noop("selesai paling awal"),
    "peak": gettext_noop("beban puncak terendah"),
}


def plan_text(regulation: Regulation, plan: Plan, found: tuple[Conflict, ...]) -> str:
    """Return heading, table of steps and the state of the proof; or the limits that collide."""
    today = plan.problem.index
    heading = [
        f"{regulation.title} · {regulation.id}",
        "",
        _labelled(_("Indeks hari ini"), f"{display(today)} ({decimal_text(today, comma=False)})"),
    ]
    if plan.status in {Status.INFEASIBLE, Status.UNKNOWN}:
        return "\n".join([*heading, _labelled(_("Hasil"), _(SAYS[plan.status])), *_conflicts(found)])
    predikat = judge(plan.problem.instrument, plan.index).applied
    exact = decimal_text(plan.index, comma=False)
    return "\n".join(
        [
            *heading,
            _labelled(_("Indeks rencana"), f"{display(plan.index)} ({exact}) · {predikat}"),
            _labelled(_("Biaya"), _rupiah(plan.cost)),
            _labelled(_("Waktu"), _span(plan)),
            _labelled(_("Hasil"), _(SAYS[plan.status])),
            "",
            *_table(regulation, plan),
            "",
            *(_proof(name, proof, plan) for name, proof in plan.proofs.items()),
        ]
    )


def worth_lines(found: Marginal | None) -> Iterator[str]:
    """Yield what one unit more of each limit is worth, each as the difference of two proven answers."""
    if found is None:
        return
    yield ""
    yield _("Nilai kelonggaran, masing-masing bila batas lain tetap:")
    for worth in found.worths:
        label = _(WORTHS[worth.limit]) % {"owner": worth.owner, "more": _days(worth.more)}
        yield f"- {label}: {_gain(worth)}" + ("" if worth.proven else "  " + _unproven(worth))
    following = found.next_index
    if following is not None:
        state = "" if following.cost.proven else "  " + _("belum terbukti")
        yield (
            "- "
            + _("indeks berikutnya %(index)s: tambah %(more)s")
            % {
                "index": decimal_text(following.index, comma=False),
                "more": _rupiah(following.more),
            }
            + state
        )


def _gain(worth: Worth) -> str:
    if not worth.gain:
        return _("tidak mengubah hasil")
    if worth.of_the_index:
        return _("indeks naik %(gain)s") % {"gain": decimal_text(worth.gain, comma=False)}
    return _("hemat %(gain)s") % {"gain": _rupiah(int(worth.gain))}


def _unproven(worth: Worth) -> str:
    if worth.of_the_index:
        most = decimal_text(worth.gain_at_most, comma=False)
        return _("belum terbukti, paling banyak %(most)s") % {"most": most}
    return _("belum terbukti, paling banyak %(most)s") % {"most": _rupiah(int(worth.gain_at_most))}


def frontier_text(regulation: Regulation, problem: Problem, points: tuple[Point, ...]) -> str:
    """Return the cheapest cost of each target, and what the last hundredth of the index cost."""
    index, cost, step, slope = _("Indeks"), _("Biaya (Rp)"), _("Langkah"), _("Rp per 0,01 indeks")
    lines = [
        f"{regulation.title} · {regulation.id}",
        "",
        _labelled(_("Indeks hari ini"), f"{display(problem.index)} ({decimal_text(problem.index)})"),
        "",
        f"{index:>8} {cost:>18} {step:>8} {slope:>20}",
    ]
    before_index, before_cost = problem.index, Fraction(0)
    for point in points:
        gained, spent = point.index - before_index, point.cost.value - before_cost
        slope = _amount(int(spent / gained / 100)) if gained else ""
        state = "" if point.cost.proven else "  " + _("belum terbukti")
        cost = _amount(int(point.cost.value))
        lines.append(f"{decimal_text(point.index):>8} {cost:>18} {point.steps:>8} {slope:>20}{state}")
        before_index, before_cost = point.index, point.cost.value
    return "\n".join(lines)


def _span(plan: Plan) -> str:
    if not plan.steps:
        return _("tidak ada langkah yang diperlukan")
    first = min(placed.start for placed in plan.steps)
    return _("%(first)s sampai %(last)s") % {"first": first, "last": plan.end.after(-1)}


def _table(regulation: Regulation, plan: Plan) -> Iterator[str]:
    yield _line(
        _("Indikator"),
        _("Tingkat"),
        _("Biaya (Rp)"),
        _("Hari"),
        _("Penanggung jawab"),
        _("Mulai"),
        _("Sampai"),
    )
    yield "-" * (NAME_WIDTH + OWNER_WIDTH + 60)
    for placed in plan.steps:
        yield _step(regulation, placed)


def _step(regulation: Regulation, placed: Placed) -> str:
    step = placed.step
    name = f"{step.indicator}. {regulation.criteria(step.indicator).short_name}"
    return _line(
        name,
        f"{step.from_level}→{step.to_level}",
        f"{step.cost:,}".replace(",", "."),
        _days(step.effort),
        step.owner,
        str(placed.start),
        str(placed.end.after(-1)),
    )


def _line(name: str, level: str, cost: str, effort: str, owner: str, start: str, end: str) -> str:
    return (
        f"{_cut(name, NAME_WIDTH):<{NAME_WIDTH}} {level:>7} {cost:>16} {effort:>7}  "
        f"{_cut(owner, OWNER_WIDTH):<{OWNER_WIDTH}} {start:>7}  {end:>7}"
    )


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"


def _proof(name: str, proof: Proof, plan: Plan) -> str:
    write = WRITERS[name]
    value = write(proof.value, plan)
    if proof.proven:
        state = _("%(value)s, terbukti") % {"value": value}
    else:
        state = _("%(value)s, batas yang terbukti %(bound)s") % {
            "value": value,
            "bound": write(proof.bound, plan),
        }
    return f"{_(OBJECTIVES[name])}: {state}"


def _index_of(value: Fraction, _plan: Plan) -> str:
    return decimal_text(value, comma=False)


def _cost_of(value: Fraction, _plan: Plan) -> str:
    return _rupiah(int(value))


def _end_of(value: Fraction, plan: Plan) -> str:
    return str(Month(plan.problem.start.ordinal + int(value) - 1)) if value else str(plan.problem.start)


def _peak_of(value: Fraction, _plan: Plan) -> str:
    return _("%(days)s hari kerja satu OPD dalam satu triwulan") % {"days": _days(value)}


def _days(value: Fraction) -> str:
    return decimal_text(value).removesuffix(",00")


WRITERS: dict[str, Callable[[Fraction, Plan], str]] = {
    "index": _index_of,
    "cost": _cost_of,
    "end": _end_of,
    "peak": _peak_of,
}


def _rupiah(amount: int) -> str:
    return f"Rp {_amount(amount)}"


def _amount(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")


def _labelled(label: str, value: str) -> str:
    return f"{label:<{LABEL_WIDTH}}{value}"


def _conflicts(found: tuple[Conflict, ...]) -> Iterator[str]:
    if not found:
        return
    yield ""
    yield _("Batas yang bertabrakan, dan kelonggaran terkecil yang cukup bila batas lain tetap:")
    for conflict in found:
        yield f"- {CONFLICTS[conflict.limit](conflict)}"


def _or_not_alone(limit: str, enough: str | None) -> str:
    if enough is None:
        return _("%(limit)s: melonggarkan batas ini saja tidak cukup") % {"limit": limit}
    return f"{limit}: {enough}"


def _target(conflict: Conflict) -> str:
    index = conflict.index
    enough = _("paling tinggi %(enough)s") % {"enough": decimal_text(index)} if index is not None else None
    return _or_not_alone(_("target"), enough)


def _budget(conflict: Conflict) -> str:
    cost = conflict.cost
    enough = _("paling sedikit %(enough)s") % {"enough": _rupiah(cost)} if cost is not None else None
    return _or_not_alone(_("anggaran"), enough)


def _date(conflict: Conflict) -> str:
    by = conflict.by
    enough = _("paling awal akhir %(enough)s") % {"enough": by.after(-1)} if by is not None else None
    return _or_not_alone(_("tanggal"), enough)


def _capacity(conflict: Conflict) -> str:
    days = (f"{quarter} +{_days(more)}" for quarter, more in conflict.days)
    enough = _("tambah hari kerja %(more)s") % {"more": ", ".join(days)} if conflict.days else None
    return _or_not_alone(_("kapasitas %(owner)s") % {"owner": conflict.owner}, enough)


def _prerequisites(conflict: Conflict) -> str:
    pairs = ", ".join(f"{step[0]}:{step[1]} ← {place[0]}:{place[1]}" for step, place in conflict.places)
    return _("prasyarat: %(pairs)s") % {"pairs": pairs}


def _margin(conflict: Conflict) -> str:
    most = conflict.margin
    enough = _("paling banyak %(enough)s") % {"enough": decimal_text(most)} if most is not None else None
    return _or_not_alone(_("cadangan"), enough)


def _forced(conflict: Conflict) -> str:
    return _("langkah yang diwajibkan: %(steps)s") % {"steps": _places(conflict)}


def _forbidden(conflict: Conflict) -> str:
    return _("langkah yang dilarang: %(steps)s") % {"steps": _places(conflict)}


def _openings(_conflict: Conflict) -> str:
    return _("bulan langkah dapat mulai: bukalah bulan lain")


def _places(conflict: Conflict) -> str:
    return ", ".join(f"{number}:{level}" for number, level in conflict.steps)


CONFLICTS: dict[Limit, Callable[[Conflict], str]] = {
    Limit.TARGET: _target,
    Limit.BUDGET: _budget,
    Limit.DATE: _date,
    Limit.CAPACITY: _capacity,
    Limit.PREREQUISITES: _prerequisites,
    Limit.MARGIN: _margin,
    Limit.FORCED: _forced,
    Limit.FORBIDDEN: _forbidden,
    Limit.OPENINGS: _openings,
}
