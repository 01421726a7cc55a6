"""How long others may keep a public page.

Results change by an import or a publication only. A page carries a nonce and, for an official, their name,
so a browser may keep the anonymous page for five minutes and nobody may keep an official's. Files have no
such parts: they are kept as long and asked for again by their ETag.
"""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page

from pranata.foundation.access import public

FRESH = 300

View = Callable[..., HttpResponseBase]


def public_page(view: View) -> View:
    """A page for everyone: cacheable while nobody is signed in."""

    @wraps(view)
    def cached(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if request.user.is_authenticated:
            patch_cache_control(response, private=True, no_cache=True)
        elif response.status_code == 200:
            patch_cache_control(response, public=True, max_age=FRESH)
        return response

    return public(cached)


def public_file(view: View) -> View:
    """A file that is the same for everyone: cacheable, with an ETag of its bytes."""

    @wraps(view)
    def cached(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if response.status_code == 200:
            patch_cache_control(response, public=True, max_age=FRESH)
        return response

    return public(conditional_page(cached))
