"""WSGI entry point for granian, gunicorn and any other server."""

import os
from contextlib import suppress

from django.core.wsgi import get_wsgi_application
from django.urls import NoReverseMatch, get_resolver, reverse

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pranata.config.settings")
application = get_wsgi_application()


def _load_beforehand() -> None:
    """Load every page's module, the ways to their addresses, and the law.

    Else the first visitor of each worker waits for half a second, and whoever comes meanwhile behind them.
    """
    from pranata.assessment import regulations  # noqa: PLC0415 - models are ready now

    for namespace in get_resolver().namespace_dict:
        # Asking for no page in particular makes an app's resolver learn all of its addresses.
        with suppress(NoReverseMatch):
            reverse(f"{namespace}:")
    for instrument in regulations.available():
        # A regulation of one's own that is wrong says so on its page; the others are served.
        with suppress(regulations.RegulationInvalid):
            regulations.load(instrument)


_load_beforehand()
