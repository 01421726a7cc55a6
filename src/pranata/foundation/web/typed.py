"""What somebody typed into a form that could not be taken: nothing of it is lost.

Passwords and codes are never written into a page, nor what another site's page sent in somebody's name.
"""

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.http.request import RawPostDataException, UnreadablePostError

SECRETS_BELOW = "/akun/"
# What a form carries along and nobody typed.
CARRIED = frozenset({"csrfmiddlewaretoken", "versi", "lanjut", "next"})
UNREADABLE = (MultiPartParserError, RawPostDataException, SuspiciousOperation, UnreadablePostError)

Typed = tuple[tuple[str, str], ...]


def to_send_again(request: HttpRequest) -> Typed:
    """Return every field of a form that was sent, to be offered for sending again.

    Nothing where that cannot be done: no form, files with it, unreadable, or a page that asks for secrets.
    """
    try:
        return () if request.method != "POST" or request.FILES else _fields(request)
    except UNREADABLE:
        return ()


def written(request: HttpRequest) -> Typed:
    """Return what was typed or chosen, and which files came along, to be read and copied."""
    try:
        if request.method != "POST" or _is_foreign(request):
            return ()
        fields = tuple((_said(name), value) for name, value in _fields(request) if _is_typed(name, value))
        names = ((_said(name), getattr(file, "name", "")) for name, file in request.FILES.items())
        return fields + tuple(names) if fields else ()
    except UNREADABLE:
        return ()


def _fields(request: HttpRequest) -> Typed:
    if request.path.startswith(SECRETS_BELOW) or any("password" in name for name in request.POST):
        return ()
    return tuple((name, value) for name, values in request.POST.lists() for value in values)


def _is_typed(name: str, value: str) -> bool:
    return name not in CARRIED and bool(value.strip())


def _said(name: str) -> str:
    """Return a name of a field as a word: no form is at hand any more that would say its label."""
    return name.replace("_", " ").replace("-", " ").capitalize()[:60]


def _is_foreign(request: HttpRequest) -> bool:
    origin = request.headers.get("Origin", "")
    ours = {f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}
    return bool(origin) and origin not in ours
