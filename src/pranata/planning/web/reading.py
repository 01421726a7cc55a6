"""From what was typed to a question; each refusal names its field."""

import datetime as dt
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from pranata.engine.gaps import Place
from pranata.engine.optimise import Month
from pranata.engine.scoring import Instrument
from pranata.foundation.errors import ProductError
from pranata.foundation.ui.numbers import exact
from pranata.planning.asking import NotAnswerable, budget_in, by_in, start_in, target_in
from pranata.planning.question import Question, place_of

Read = TypeVar("Read")
MOST_MARGIN = Fraction(1)


class FieldRefused(ProductError):
    """One field cannot be read; `field` names it."""

    status = 422

    def __init__(self, field: str, said: str) -> None:
        super().__init__(said)
        self.field = field


def next_month(on: dt.date) -> Month:
    """Return the month after a day's."""
    return Month.of(on.year, on.month).after(1)


def question_of(typed: Mapping[str, Any], instrument: Instrument, base: Question) -> Question:
    """Return the question that was typed, upon the limits of `base`. Raises FieldRefused."""
    target = typed.get("target", "").strip()
    start = _at("start", start_in, typed["start"])
    by = typed.get("by")
    return base.changed(
        target=_at("target", lambda text: target_in(text, instrument), target) if target else None,
        predikat="" if exact(target) is not None else target[:40],
        budget=_at("budget", budget_in, typed["budget"]) if typed.get("budget", "").strip() else None,
        start=start,
        by=_at("by", lambda text: by_in(text, start), by.isoformat()) if by else None,
        margin=_margin(typed.get("margin", "")),
        forced=_places("forced", typed, instrument),
        forbidden=_places("forbidden", typed, instrument),
    )


def _at(field: str, read: Callable[[str], Read], text: str) -> Read:
    try:
        return read(text)
    except NotAnswerable as refused:
        raise FieldRefused(field, str(refused)) from refused


def _margin(text: str) -> Fraction:
    margin = exact(text) if text.strip() else Fraction(0)
    if margin is None or not 0 <= margin <= MOST_MARGIN:
        raise FieldRefused("margin", _("Cadangan ditulis 0 sampai 1, misalnya 0,05."))
    return margin


def _places(field: str, typed: Mapping[str, Any], instrument: Instrument) -> tuple[Place, ...]:
    found = []
    for part in (one.strip() for one in typed.get(field, "").replace(",", ";").split(";")):
        if not part:
            continue
        try:
            number, level = place_of(part)
        except ValueError:
            number, level = "", 0
        if number.strip() not in instrument.by_number or level not in instrument.whole_levels:
            raise FieldRefused(
                field, _("Langkah “%(text)s” tidak dikenal; tulis misalnya 11:3.") % {"text": part[:20]}
            )
        found.append((number.strip(), level))
    return tuple(dict.fromkeys(found))
