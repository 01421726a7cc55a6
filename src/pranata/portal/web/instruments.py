"""The instrument browser: from the list of instruments down to what one level of one indicator asks."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from pranata.assessment.regulations import Regulation, UnknownInstrument, available, load
from pranata.foundation.access import public
from pranata.portal.queries.crosswalk_page import elsewhere
from pranata.portal.queries.ladder import ladder_of
from pranata.portal.queries.weights import weight_table


@public
def instruments(request: HttpRequest) -> HttpResponse:
    """List every instrument, the one in force first."""
    regulations = sorted(map(load, available()), key=lambda found: -found.validity.first_year)
    return render(request, "portal/instruments/list.html", {"nav": "instrumen", "regulations": regulations})


@public
def instrument(request: HttpRequest, instrument_id: str) -> HttpResponse:
    """Show one instrument: weights, formula, predikat, process, legal basis, sources."""
    regulation = regulation_or_404(instrument_id)
    context = {
        "nav": "instrumen",
        "regulation": regulation,
        "table": weight_table(regulation),
        "comparisons": sorted(regulation.scoring.predikat.comparison.years.items()),
    }
    return render(request, "portal/instruments/detail.html", context)


@public
def indicator(request: HttpRequest, instrument_id: str, number: str) -> HttpResponse:
    """Show one indicator: its levels as a ladder, evidence, typical OPD, citation and certainty."""
    regulation = regulation_or_404(instrument_id)
    numbers = [item.number for item in regulation.indicators]
    if number not in numbers:
        raise Http404
    at = numbers.index(number)
    domain, aspect = regulation.place(number)
    context = {
        "nav": "instrumen",
        "regulation": regulation,
        "criteria": regulation.criteria(number),
        "domain": domain if regulation.structure.has_domains else None,
        "aspect": aspect,
        "ladder": ladder_of(regulation, number),
        "gain": regulation.instrument.indicator(number).weight / regulation.instrument.weight,
        "groups": [(part, regulation.indicators_of(part.number)) for part in regulation.aspects],
        "position": at + 1,
        "elsewhere": elsewhere(regulation, number),
        "previous": regulation.criteria(numbers[at - 1]) if at else None,
        "next": regulation.criteria(numbers[at + 1]) if at + 1 < len(numbers) else None,
        "sources": [(key, regulation.source(key)) for key in regulation.criteria(number).citations],
    }
    return render(request, "portal/instruments/indicator.html", context)


def regulation_or_404(instrument_id: str) -> Regulation:
    """Return the regulation of this id, or answer that there is no such page."""
    try:
        return load(instrument_id)
    except UnknownInstrument as error:
        raise Http404 from error
