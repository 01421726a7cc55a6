"""Refusals and faults told in words: what happened, what is safe, what to do.

`ProductErrorMiddleware` turns a `ProductError` raised in a view into its page; Django's handlers give the
others. 503 is among them: `server_error` sees a lost database wherever it was noticed, in a middleware too.
No page here touches the database or the session, so it can be drawn while either is down.
"""

import sys
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from pranata.foundation.access import public
from pranata.foundation.errors import ProductError, Text
from pranata.foundation.web.outage import is_outage
from pranata.foundation.web.typed import Typed, to_send_again, written

SAFE = _("Isian yang sudah tersimpan tidak berubah.")


def error_page(
    request: HttpRequest,
    *,
    status: int,
    what: Text,
    why: Text = "",
    remedy: Text = "",
    symbol: str = "alert-circle",
    again: Typed = (),
) -> HttpResponse:
    """Draw the page of a refusal; as JSON when the caller asked for JSON, as a fragment for htmx.

    `again` are the fields of a form the page offers to send once more, to the same address. Where it offers
    none, it shows what was typed, to be copied: it is theirs, so it reveals nothing.
    """
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"what": str(what), "why": str(why), "remedy": str(remedy)}, status=status)
    context = {
        "status": status, "what": what, "why": why, "remedy": remedy, "symbol": symbol,
        "safe": SAFE if request.method == "POST" else "", "back": _way_back(request), "request": request,
        "again": again, "written": () if again else written(request),
    }  # fmt: skip
    template = (
        "foundation/errors/fragment.html" if "HX-Request" in request.headers else "foundation/error.html"
    )
    return HttpResponse(render_to_string(template, context), status=status)


class ProductErrorMiddleware:
    """Answers a ProductError raised in a view with its page and status. Other errors pass on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Draw the page of a refusal; leave what we did not expect to Django's log and 500."""
        if not isinstance(exception, ProductError):
            return None
        return error_page(
            request,
            status=exception.status,
            what=exception.what,
            why=exception.why,
            remedy=exception.remedy,
            symbol="lock" if exception.status == 403 else "alert-triangle",
        )


@public
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request could not be read."""
    return error_page(
        request,
        status=400,
        what=_("Permintaan tidak dapat dibaca"),
        why=_("Sebagian alamat atau isian yang dikirim peramban tidak lengkap."),
        remedy=_("Buka kembali halaman sebelumnya dan kirim sekali lagi."),
    )


@public
def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the position gives no right to this page."""
    return error_page(
        request,
        status=403,
        symbol="lock",
        what=_("Jabatan Anda tidak berwenang membuka halaman ini"),
        why=_("Wewenang melekat pada jabatan yang Anda pegang hari ini, bukan pada akun."),
        remedy=_("Periksa jabatan yang sedang Anda pakai, atau mintalah pengelola organisasi memberi peran."),
    )


@public
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing lives at this address, or not for this actor."""
    return error_page(
        request,
        status=404,
        symbol="file-search",
        what=_("Halaman tidak ditemukan"),
        why=_("Alamatnya mungkin salah ketik, sudah pindah, atau bukan milik instansi Anda."),
        remedy=_("Periksa alamatnya, atau mulai dari beranda."),
    )


@public
def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault, recorded; 503 where the database is away. Called while the error is handled."""
    if is_outage(sys.exception()):
        return unavailable(request)
    return error_page(
        request,
        status=500,
        symbol="plug-connected-x",
        what=_("Terjadi kesalahan di pihak kami"),
        why=_("Kesalahannya sudah dicatat. Yang sudah tersimpan tetap aman; yang sedang dikirim belum."),
        remedy=_("Coba lagi beberapa saat. Bila berulang, sampaikan waktu kejadian kepada pengelola sistem."),
    )


@public
def unavailable(request: HttpRequest) -> HttpResponse:
    """503: the database is away or being cared for. What was typed comes back, to be sent again."""
    again = to_send_again(request)
    response = error_page(
        request,
        status=503,
        symbol="barrier-block",
        what=_("Pranata sedang tidak dapat melayani"),
        why=_("Basis data sedang dirawat atau tidak terhubung. Data yang tersimpan aman."),
        remedy=_remedy(request, again),
        again=again,
    )
    response.headers["Retry-After"] = "60"
    response.headers["Cache-Control"] = "no-store"
    return response


def _remedy(request: HttpRequest, again: Typed) -> Text:
    if again:
        return _(
            "Isian Anda ada di halaman ini. Biarkan terbuka dan tekan Kirim lagi dalam satu menit. "
            "Bila Anda kembali ke halaman tadi, formulirnya masih memuat yang Anda ketik."
        )
    if request.method == "POST":
        return _(
            "Kembali ke halaman tadi dan kirim lagi dalam satu menit; "
            "formulirnya masih memuat yang Anda ketik."
        )
    return _("Muat ulang halaman ini dalam satu menit.")


@public
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of a form that stayed open longer than its sign-in."""
    return error_page(
        request,
        status=403,
        symbol="clock-off",
        what=_("Formulir ini sudah kedaluwarsa"),
        why=_("Sesi Anda berganti sejak halaman dibuka, jadi kiriman ini ditolak demi keamanan."),
        remedy=_("Kembali ke halaman tadi, muat ulang, lalu kirim lagi."),
    )


def _way_back(request: HttpRequest) -> str:
    referrer = request.headers.get("Referer", "")
    here = f"{request.scheme}://{request.get_host()}/" if _host_is_known(request) else ""
    return referrer if here and referrer.startswith(here) and referrer != request.build_absolute_uri() else ""


def _host_is_known(request: HttpRequest) -> bool:
    try:
        return bool(request.get_host())
    except Exception:  # noqa: BLE001 - a page about a bad host must not fail for the same reason
        return False
