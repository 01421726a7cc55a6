"""Which language a page speaks, and the switch in the footer."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.views.i18n import set_language as django_set_language

from pranata.foundation.access import public


@public
def set_language(request: HttpRequest) -> HttpResponseBase:
    """Keep the chosen language in a cookie and lead back to the page."""
    return django_set_language(request)


class ChosenLanguageMiddleware:
    """Speaks Indonesian unless the visitor chose otherwise here.

    What the browser asks for is not followed: half the laptops of an office come with an English browser,
    and their owners write Indonesian.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            answer = self.get_response(request)
        answer.headers.setdefault("Content-Language", language)
        return answer
