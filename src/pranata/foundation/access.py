"""Route policies: every view says who may call it.

A view without one of these decorators fails `tests/architecture/test_routes.py`. What a person may do to
a given row is decided by the app's `policies.py`; this only says who may knock.
"""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import NotPermitted
from pranata.foundation.web.typed import written

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class SignedOutMeanwhile(NotPermitted):
    """A form arrived after its sign-in had ended; to lead to sign-in at once would lose what it says."""

    def __init__(self) -> None:
        super().__init__(
            _("Sesi Anda berakhir sebelum isian ini terkirim"),
            why=_("Tidak ada yang disimpan, karena kami tidak lagi tahu siapa yang mengirimnya."),
            remedy=_("Salin yang Anda ketik di bawah ini, kembali ke halaman tadi, masuk, lalu tempelkan."),
        )


def public(view: View) -> View:
    """Anyone may call the view, signed in or not."""
    view.access_policy = "public"  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Only a signed-in account may call the view; others are led to sign-in and back.

    A form that somebody filled in is shown to them first; a script keeps what it sent, and is led as before.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not request.user.is_authenticated:
            if "application/json" not in request.headers.get("Accept", "") and written(request):
                raise SignedOutMeanwhile
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    guarded.access_policy = "signed_in"  # type: ignore[attr-defined]
    return cast("View", guarded)


def official(view: View) -> View:
    """Only somebody who holds a position today may call the view (`request.actor` is set)."""
    return _official(view, "")


def official_or(elsewhere: str) -> Callable[[View], View]:
    """As `official`, but who holds no position today is led to the page of that name instead of refused."""
    return lambda view: _official(view, elsewhere)


def _official(view: View, elsewhere: str) -> View:
    @signed_in
    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if getattr(request, "actor", None) is not None:
            return view(request, *args, **kwargs)
        if elsewhere:
            return redirect(elsewhere)
        raise PermissionDenied

    guarded.access_policy = "official"  # type: ignore[attr-defined]
    return cast("View", guarded)
