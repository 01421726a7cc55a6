"""`/healthz`: is this process able to answer from its database?"""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse

from pranata.foundation.access import public
from pranata.foundation.words import gettext as _


@public
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer `ok` when the database answers, 503 and a sentence when it does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse(
            _("basis data tidak menjawab"), status=503, content_type="text/plain; charset=utf-8"
        )
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")
