"""Tabler's outline icons, drawn where they stand: no icon font, no sprite, no request.

Inline markup compresses to a few bytes a repetition, and works in fragments and e-mails where a sprite is
not at hand. The table is written by `frontend/build.mjs`; a new name goes into `frontend/icons.txt`.
"""

import json
from functools import cache
from pathlib import Path

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

TABLE = Path(__file__).with_name("icons.json")
STEPS = ("M0 9h3v3H0z", "M4 6.8h3V12H4z", "M8 4.5h3V12H8z", "M12 2.3h3V12h-3z", "M16 0h3v12h-3z")


class UnknownIcon(LookupError):
    """No icon of that name was built in."""


@cache
def _table() -> dict[str, str]:
    table: dict[str, str] = json.loads(TABLE.read_text(encoding="utf-8"))
    return table


@cache
def icon(name: str, classes: str = "") -> SafeString:
    """Return the icon as hidden SVG: the words beside it, or the control's label, speak for it.

    Raises UnknownIcon when the name is not in `frontend/icons.txt`.
    """
    try:
        drawing = mark_safe(_table()[name])  # noqa: S308 - our own built table
    except KeyError:
        raise UnknownIcon(f"{name}: tambahkan ke frontend/icons.txt lalu jalankan npm run build") from None
    kind = f"icon {classes}".strip()
    return format_html('<svg class="{}" viewBox="0 0 24 24" aria-hidden="true">{}</svg>', kind, drawing)


@cache
def steps(step: int) -> SafeString:
    """Return the five-step mark that counts 1 to 5 without colour."""
    filled, faint = "".join(STEPS[:step]), "".join(STEPS[step:])
    rest = format_html('<path class="o" d="{}"/>', faint) if faint else ""
    return format_html(
        '<svg class="pr-steps" viewBox="0 0 19 12" aria-hidden="true" fill="currentColor">'
        '<path d="{}"/>{}</svg>',
        filled,
        rest,
    )
