"""Pages of text: the law and the formulas, and accessibility."""

from fractions import Fraction

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pranata.assessment.regulations import available, load
from pranata.engine.scoring import Instrument, score
from pranata.portal.instruments import share
from pranata.portal.web.caching import public_page

# The instrument and the published case the page of recomputing works out.
WORKED = ("spbe-2020", "pemerintah-kota-bandar-lampung-2023")


@public_page
def legal(request: HttpRequest) -> HttpResponse:
    """Every instrument this installation holds: its legal basis, weights, bands and rounding."""
    held = [load(instrument_id) for instrument_id in available()]
    context = {
        "nav": "instrumen",
        "regulations": [
            {"regulation": regulation, "domains": _weights(regulation.instrument)} for regulation in held
        ],
    }
    return render(request, "portal/legal.html", context)


def _weights(used: Instrument) -> list[tuple[str, Fraction]]:
    """The parts an instrument is weighed by: its domains, or its aspects where it has none."""
    parts = used.domains if used.has_domains else used.aspects
    return [(part.name, share(part.weight, used)) for part in parts]


@public_page
def replay(request: HttpRequest) -> HttpResponse:
    """How an outsider recomputes a result from its file, on a published one."""
    regulation = load(WORKED[0])
    case = next(case for case in regulation.cases if case.id == WORKED[1])
    found = score(regulation.instrument, case.levels, year=case.year)
    sums = [(part.name, part.weight, part.value, part.weight * part.value) for part in found.aspects]
    context = {
        "nav": "instrumen",
        "regulation": regulation,
        "case": case,
        "score": found,
        "rows": sums,
        "weights": sum((weight for _name, weight, *_rest in sums), Fraction(0)),
        "total": sum((product for *_rest, product in sums), Fraction(0)),
    }
    return render(request, "portal/replay.html", context)


@public_page
def accessibility(request: HttpRequest) -> HttpResponse:
    """What we promise to readers with a disability, what was checked, and whom to tell."""
    return render(request, "portal/accessibility.html", {"nav": ""})
