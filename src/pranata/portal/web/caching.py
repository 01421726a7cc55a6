"""Who may keep a public page, and how long.

Results change by an import or a publication only, so five minutes are no harm. A page carries a nonce and
speaks the language its visitor chose, so the visitor's browser may keep it and no proxy between
(`private`); a page drawn for somebody signed in is asked for again each time. A file says the same to
everybody who reads its language: a proxy may keep it too (`public`), by the cookie that chooses the language,
and ask again by its ETag.
"""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import conditional_page

from pranata.foundation.access import public

FRESH = 300

View = Callable[..., HttpResponseBase]


def public_page(view: View) -> View:
    """A page for everyone: kept by the browser for some minutes while nobody is signed in."""

    @wraps(view)
    def cached(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if request.user.is_authenticated:
            patch_cache_control(response, private=True, no_cache=True)
        elif response.status_code == 200:
            patch_cache_control(response, private=True, max_age=FRESH)
        return response

    return public(cached)


def public_file(view: View) -> View:
    """A file that says the same to everyone: kept by anybody for some minutes, with an ETag of its bytes."""

    @wraps(view)
    def cached(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if response.status_code == 200:
            patch_cache_control(response, public=True, max_age=FRESH)
            patch_vary_headers(response, ("Cookie",))
        return response

    return public(conditional_page(cached))
