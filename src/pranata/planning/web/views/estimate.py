"""One step: what it takes, changed in a form, with source, reason and history."""

from fractions import Fraction
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pranata.assessment import regulations
from pranata.engine.gaps import Place
from pranata.foundation.access import official
from pranata.foundation.clock import utc_now
from pranata.foundation.errors import ProductError
from pranata.foundation.ui.numbers import written
from pranata.organisation.models import Unit
from pranata.organisation.web.middleware import acting
from pranata.planning.asking import NotAnswerable
from pranata.planning.files import PlanFileError
from pranata.planning.files.costs import days_text, step_in
from pranata.planning.functions import functions_in, functions_text
from pranata.planning.operations.save_estimates import Given, SourceMissing, drop_estimate, save_estimates
from pranata.planning.policies import require_may_keep, require_may_read
from pranata.planning.queries.estimate_history import OneStep, one_step
from pranata.planning.queries.learned import lessons
from pranata.planning.queries.owning import owning_units, unit_named
from pranata.planning.queries.steps import ListedStep
from pranata.planning.question import Offered, place_text
from pranata.planning.web.forms import EstimateForm
from pranata.planning.web.page import page
from pranata.planning.web.reading import FieldRefused
from pranata.planning.web.views.estimating import INSTRUMENT

# Days by post are rounded to a thousandth each, so their sum may be a little off.
NEAR_DAYS = 100


@official
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, indicator: str, level: int) -> HttpResponse:
    """Show one step with its history; keep what was typed of it."""
    actor = acting(request)
    require_may_read(actor, actor.instansi_id)
    found = _found(request, (indicator, level))
    units = owning_units(actor.instansi_id, actor.local_date(utc_now()))
    owners = list(dict.fromkeys([found.now.offered.step.owner, *(unit.name for unit in units)]))
    typed = request.POST if request.method == "POST" else None
    form = EstimateForm(owners, typed, initial=_typed(found.now))
    if typed is not None:
        require_may_keep(actor, actor.instansi_id)
        if form.is_valid() and _kept(request, form, found, units):
            messages.success(request, _("Perkiraan tersimpan. Rencana yang sudah dihitung tidak berubah."))
            return redirect("planning:estimate", indicator, level)
    learned = lessons(actor.instansi_id, regulations.load(INSTRUMENT), actor.local_date(utc_now()))
    context = {
        "tab": "estimates",
        "found": found,
        "form": form,
        "step": found.now.offered.step,
        "lessons": [one for one in learned if one.now.step.reaches == (indicator, level)],
    }
    return page(request, "estimate.html", context, 422 if typed is not None else 200)


@official
@require_POST
def drop(request: HttpRequest, indicator: str, level: int) -> HttpResponse:
    """Let the catalogue hold again."""
    actor = acting(request)
    found = _found(request, (indicator, level))
    if found.shipped is None:
        raise Http404
    drop_estimate(
        instansi_id=actor.instansi_id,
        instrument=INSTRUMENT,
        place=(indicator, level),
        actor=actor,
        now=utc_now(),
        reason=_("Kembali ke katalog."),
    )
    messages.success(request, _("Langkah ini kembali memakai katalog."))
    return redirect("planning:estimate", indicator, level)


def _found(request: HttpRequest, place: Place) -> OneStep:
    actor = acting(request)
    if place[0] not in regulations.load(INSTRUMENT).instrument.by_number:
        raise Http404
    found = one_step(actor.instansi_id, regulations.load(INSTRUMENT), place, actor.local_date(utc_now()))
    if found is None:
        raise Http404
    return found


def _kept(request: HttpRequest, form: EstimateForm, found: OneStep, units: list[Unit]) -> bool:
    actor, typed = acting(request), form.cleaned_data
    try:
        save_estimates(
            instansi_id=actor.instansi_id,
            instrument=INSTRUMENT,
            given=[Given(offered=_offered(typed, found, units), is_available=typed["is_available"])],
            actor=actor,
            now=utc_now(),
            reason=typed["reason"],
        )
    except PlanFileError as refused:
        said = f"{refused.found[:1].upper()}{refused.found[1:]}; {refused.allowed}."
        form.add_error(refused.column if refused.column in form.fields else None, said)
    except SourceMissing as refused:
        form.add_error("source", str(refused))
    except ProductError as refused:
        form.add_error(getattr(refused, "field", None), str(refused))
    return form.is_valid()


def _offered(typed: dict[str, Any], found: OneStep, units: list[Unit]) -> Offered:
    before = found.now.offered.step
    cells = {
        **typed,
        "indicator": before.indicator,
        "from": str(before.from_level),
        "to": str(before.to_level),
    }
    step = step_in(cells, regulations.load(INSTRUMENT).instrument)
    unit = unit_named(step.owner, units)
    return Offered(
        step=step,
        certainty=typed["certainty"],
        source=typed["source"].strip(),
        unit_id=None if unit is None else unit.pk,
        functions=_functions(typed["functions"], step.effort),
        risk=" ".join(typed["risk"].split()),
    )


def _functions(text: str, effort: Fraction) -> tuple[tuple[str, Fraction], ...]:
    try:
        functions = functions_in(text)
    except NotAnswerable as refused:
        raise FieldRefused("functions", str(refused)) from refused
    total = sum((days for _name, days in functions), Fraction(0))
    if functions and abs(total - effort) * NEAR_DAYS > 1:
        words = {"total": written(total, 2), "effort": written(effort, 2)}
        raise FieldRefused(
            "functions",
            _("Menurut jabatan berjumlah %(total)s, padahal hari kerja orang %(effort)s.") % words,
        )
    return functions


def _typed(now: ListedStep) -> dict[str, Any]:
    step = now.offered.step
    return {
        "cost": written(step.cost, 0),
        "effort": days_text(step),
        "functions": functions_text(now.offered.functions),
        "months": step.months,
        "owner": step.owner,
        "requires": "; ".join(place_text(place) for place in step.requires),
        "opens": ";".join(map(str, step.opens)),
        "started": "" if step.started is None else str(step.started),
        "risk": now.offered.risk,
        "is_available": now.is_available,
        "certainty": now.offered.certainty,
        "source": now.offered.source,
    }
