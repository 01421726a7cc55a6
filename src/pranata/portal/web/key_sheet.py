"""Lembar kunci: the keys on paper, so that a bundle can be proven against something outside this site."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pranata.foundation.access import public
from pranata.foundation.clock import utc_now
from pranata.ledger.anchoring.trust import PolicyNotUsable
from pranata.ledger.queries.site_policy import KeysMissing, site_policy


@public
@never_cache
@require_safe
def key_sheet(request: HttpRequest) -> HttpResponse:
    """Show the sheet, one page A4 on paper; where there are no keys yet, say so."""
    try:
        keys = site_policy()
    except (KeysMissing, PolicyNotUsable) as missing:
        return render(
            request, "portal/evidence/no_keys.html", {"nav": "bukti", "problem": missing}, status=409
        )
    context = {
        "nav": "bukti",
        "keys": keys,
        "groups": [keys.fingerprint[i : i + 8] for i in range(0, 64, 8)],
        "printed_at": utc_now(),
    }
    return render(request, "portal/evidence/key_sheet.html", context)


@public
@never_cache
@require_safe
def download_policy(_request: HttpRequest) -> HttpResponse:
    """Give the policy that stands in each bundle, byte by byte. Raises KeysMissing, PolicyNotUsable."""
    answer = HttpResponse(site_policy().text, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="kebijakan.txt"'
    return answer
