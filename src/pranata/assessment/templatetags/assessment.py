"""`{% load assessment %}`: what only the pages of an assessment write with."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from django import template
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pranata.assessment import levels
from pranata.assessment.queries.detail import AssessmentDetail, IndicatorRow
from pranata.assessment.queries.effect import Effect
from pranata.assessment.regulations import IndicatorCriteria, Regulation
from pranata.engine.scoring import Step
from pranata.foundation.ui.numbers import signed, written

register = template.Library()


@register.filter
def level(value: Decimal | Fraction | int | None) -> str:
    """`3` or `1,26`; a dash without a level."""
    return levels.level_text(value) or "–"


@register.filter
def get(mapping: dict[str, object], key: str) -> object:
    """`{{ names|get:number }}`: the entry, or nothing."""
    return mapping.get(key, "")


@register.simple_tag
def citation(regulation: Regulation, text: str) -> str:
    """`{% citation regulation step.citation %}`: “PermenPANRB 59/2020 hal. 33”; nothing for none."""
    return regulation.cite(text) if text else ""


@register.simple_tag
def meter(value: Fraction, detail: AssessmentDetail) -> SafeString:
    """A bar of how far a value is between the lowest and the highest level; the number stands beside it."""
    allowed = detail.regulation.instrument.score
    share = int((value - allowed.minimum) * 100 / (allowed.maximum - allowed.minimum))
    return format_html(
        '<span class="pr-meter" aria-hidden="true"><i style="width:{}%"></i></span>', max(share, 2)
    )


@register.filter
def weight(value: Fraction) -> str:
    """`2,5%`, or `3,33…%` where the decimals do not end within two places."""
    shown = levels.level_text(value) if (value * 100).denominator == 1 else f"{float_free(value)}…"
    return f"{shown}%"


def float_free(value: Fraction) -> str:
    """Return the first two decimals of a value that does not end there, cut and not rounded."""
    whole, rest = divmod(int(value * 100), 100)
    return f"{whole},{rest:02d}"


@register.simple_tag
def gain(base: Effect) -> SafeString:
    """The present index less the index at `base`: `+0,0250` in green, `−0,0250`, `0,0000`."""
    value = -base.gain
    return format_html('<span class="{}">{}</span>', "up" if value > 0 else "", signed(value, 4))


@register.simple_tag
def level_picker(row: IndicatorRow, levels: Sequence[int]) -> SafeString:
    """The levels of one row as radios. Drawn here and not in a template: a page holds 47 of them."""
    legend = _("Tingkat indikator %(number)s, %(name)s") % {"number": row.number, "name": row.short_name}
    boxes = format_html_join("", _BOX, ((row.number, n, _checked(row, n), row.number, n, n) for n in levels))
    return format_html(_PICKER, legend, boxes)


_PICKER = '<fieldset class="pr-pick"><legend class="visually-hidden">{}</legend>{}</fieldset>'
_BOX = (
    '<label><input type="radio" name="tingkat-{}" value="{}"{} data-level="{}">'
    '<span class="k{}">{}</span></label>'
)


def _checked(row: IndicatorRow, level: int) -> SafeString:
    return SafeString(" checked" if row.level == level else "")


@register.filter
def part_number(step_id: str) -> str:
    """`11` of `indicator:11`."""
    return step_id.partition(":")[2]


@register.filter
def anchored(step_id: str) -> str:
    """`aspect-2` of `aspect:2`: an id of the page."""
    return step_id.replace(":", "-")


@register.simple_tag
def product(step: Step) -> str:
    """Value times weight, four decimals."""
    return written(step.value * step.weight, 4)


@register.filter
def criteria_of(regulation: Regulation, step: Step) -> IndicatorCriteria:
    """The criteria of the indicator a step of the trace stands for."""
    return regulation.criteria(part_number(step.id))


@register.filter
def weekday(value: dt.datetime) -> str:
    """`Rabu`, in the zone in force."""
    return str(WEEKDAYS[timezone.localtime(value).weekday()])
