"""The language switch of the footer."""

from django.http import HttpRequest, HttpResponseBase
from django.views.i18n import set_language as django_set_language

from pranata.foundation.access import public


@public
def set_language(request: HttpRequest) -> HttpResponseBase:
    """Keep the chosen language in a cookie and lead back to the page."""
    return django_set_language(request)
