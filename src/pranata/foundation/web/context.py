"""What every template may read besides its view's context."""

import re

from django.conf import settings
from django.http import HttpRequest

HEX = re.compile(r"#[0-9a-f]{6}")


def page_context(request: HttpRequest) -> dict[str, object]:
    """Whether this is a demonstration, and the instansi's colour (`request.accent`) if it is one hex."""
    accent = str(getattr(request, "accent", "") or "").lower()
    return {
        "demonstration": bool(settings.DEMONSTRATION),
        "accent": accent if HEX.fullmatch(accent) else "",
    }
