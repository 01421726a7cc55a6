"""Pages of text: the law and the formulas, and accessibility."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pranata.assessment.regulations import available, load
from pranata.portal.instruments import share
from pranata.portal.web.caching import public_page


@public_page
def legal(request: HttpRequest) -> HttpResponse:
    """Every instrument this installation holds: its legal basis, weights, bands and rounding."""
    held = [load(instrument_id) for instrument_id in available()]
    context = {
        "nav": "instrumen",
        "regulations": [
            {
                "regulation": regulation,
                "domains": [
                    (domain.name, share(domain.weight, regulation.instrument))
                    for domain in regulation.instrument.domains
                ],
            }
            for regulation in held
        ],
    }
    return render(request, "portal/legal.html", context)


@public_page
def accessibility(request: HttpRequest) -> HttpResponse:
    """What we promise to readers with a disability, what was checked, and whom to tell."""
    return render(request, "portal/accessibility.html", {"nav": ""})
