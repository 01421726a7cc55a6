"""Periksa bukti: a bundle or a file against the log, without an account. Nothing that is sent is kept."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from pranata.foundation.access import public
from pranata.ledger.bundles import verifikasi
from pranata.ledger.bundles.listing import verifier
from pranata.ledger.queries.standing import code_of_text, standings_of_code, standings_of_sha256
from pranata.portal.queries.site_keys import site_policy
from pranata.portal.queries.verdict import verdict_of
from pranata.portal.web.received import BUNDLE_LIMIT, Received
from pranata.portal.web.throttle import is_over

PAGE = "portal/evidence/check.html"
LIMITS = {"ask": 60, "send": 20}  # A minute, for one network.


@csrf_exempt  # Nothing is changed by asking, and a parsed form would have put the file on disk.
@public
@never_cache
def check_evidence(request: HttpRequest) -> HttpResponse:
    """Show the form; check what was sent with it, or lead to the page of a code."""
    if request.method == "POST":
        return _checked(request)
    typed = request.GET.get("kode", "").strip()
    if not typed:
        return _page(request)
    code = code_of_text(typed)
    if code is None:
        return _page(request, problem=_("Kode itu bukan sepuluh huruf dan angka."), typed=typed, status=422)
    return HttpResponseRedirect(reverse("portal:check_code", args=[code]))


@public
@never_cache
@require_safe
def check_code(request: HttpRequest, code: str) -> HttpResponse:
    """Show where the entry of a printed code stands in the log: never who did what."""
    spelt = code_of_text(code)
    if spelt is None:
        raise Http404
    if spelt != code:
        return HttpResponseRedirect(reverse("portal:check_code", args=[spelt]))
    if _is_limited(request):
        return _limited(request, PAGE)
    found = standings_of_code(spelt)
    return _page(request, typed=spelt, code=spelt, standings=found, status=200 if found else 404)


@public
@never_cache
@require_safe
def check_fingerprint(request: HttpRequest, sha256: str) -> HttpResponse:
    """Answer a script that hashed a file on the visitor's machine: the result alone."""
    if len(sha256) != 64 or set(sha256) - set("0123456789abcdef"):
        raise Http404
    if _is_limited(request):
        return _limited(request, "portal/evidence/_problem.html")
    context = {"sha256": sha256, "standings": standings_of_sha256(sha256)}
    return render(request, "portal/evidence/_fingerprint.html", context)


@public
@require_safe
def download_verifier(_request: HttpRequest) -> HttpResponse:
    """Give the stand-alone verifier."""
    answer = HttpResponse(verifier(), content_type="text/x-python; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="verifikasi.py"'
    return answer


def _checked(request: HttpRequest) -> HttpResponse:
    if _is_limited(request, "send"):
        return _limited(request, PAGE)
    received = Received(request)
    request.upload_handlers = [received]
    fingerprint = verifikasi.fingerprint_of(request.POST.get("sidik", ""))
    if not received.size:
        return _page(request, problem=_("Pilih berkas atau paket bukti lebih dulu."), status=422)
    if received.is_too_large:
        return _page(request, problem=_("Berkas lebih besar dari 200 MB."), status=413)
    answer = partial(_page, request, name=received.name, size=received.size, sha256=received.sha256)
    if received.bundle is None:
        return answer(is_file=True, standings=standings_of_sha256(received.sha256))
    checked = verdict_of(
        received.bundle, site_policy=site_policy(), fingerprint=fingerprint, limit=4 * BUNDLE_LIMIT
    )
    return answer(verdict=checked, fingerprint=fingerprint)


def _page(request: HttpRequest, *, status: int = 200, **context: object) -> HttpResponse:
    lines = verifier().count(b"\n")
    return render(request, PAGE, {"nav": "bukti", "lines": lines, **context}, status=status)


def _is_limited(request: HttpRequest, action: str = "ask") -> bool:
    return is_over(request, f"evidence-{action}", LIMITS[action])


def _limited(request: HttpRequest, template: str) -> HttpResponse:
    problem = _("Terlalu banyak pemeriksaan dari jaringan Anda. Tunggu satu menit, lalu ulangi.")
    return render(request, template, {"nav": "bukti", "problem": problem}, status=429)
