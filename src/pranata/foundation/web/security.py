"""Security headers on every answer: what a page of ours may load, send and be framed by."""

import secrets
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# Styles allow attributes: widths of bars and pins are data. Scripts do not: only our files, and the one
# inline line that sets the theme before the first paint, by its nonce.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'nonce-{nonce}'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "object-src 'self'",
        "frame-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
HEADERS = {
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "X-Content-Type-Options": "nosniff",
}


class SecurityHeadersMiddleware:
    """Gives the request a nonce (`request.csp_nonce`) and the answer its headers.

    A view that must differ sets its own header; what is set already is left alone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        nonce = secrets.token_urlsafe(16)
        request.csp_nonce = nonce  # type: ignore[attr-defined]
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY.format(nonce=nonce))
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response
