"""`{% load assessment %}`: what only the pages of an assessment write with."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache

from django import template
from django.template.context import Context
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from pranata.assessment import levels
from pranata.assessment.queries.detail import AssessmentDetail, IndicatorRow
from pranata.assessment.queries.effect import Effect
from pranata.assessment.regulations import IndicatorCriteria, Regulation
from pranata.engine.scoring import Step
from pranata.foundation.ui.numbers import signed, written

register = template.Library()

# Stands for the number of a row; no text of the law or of a person can hold it.
NUMBER = "\0"


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
def level_head(row: IndicatorRow, base: str, weight_word: str, previous_year: int | str) -> SafeString:
    """The first cells of a row: number and name as a link, weight, and the level of an earlier year if any.

    Drawn here and not in a template, and escaped once a row: a page holds 47 of them.
    """
    number = escape(row.number)
    cells = (
        f'<th scope="row" style="font-weight:500"><a class="pr-plain" href="{base}indikator/{number}/">'
        f'<span class="sub num">{number}.</span> {escape(row.short_name)}</a></th>'
        f'<td class="num" data-l="{escape(weight_word)}">{escape(weight(row.weight))}</td>'
    )
    if previous_year:
        cells += f'<td class="num" data-l="{previous_year}">{escape(level(row.previous))}</td>'
    return SafeString(cells)


@register.simple_tag(takes_context=True)
def level_rows(context: Context, rows: Sequence[IndicatorRow]) -> SafeString:
    """The rows of an aspect that the filter shows, with whole levels to choose from or, when closed, to read.

    Takes what the page says once from the context: base, words, levels, filtered, is_open, detail.
    """
    before = context["detail"].previous
    year = before.year if before else ""
    return SafeString(
        "".join(
            f'<tr data-row="{escape(row.number)}">'
            f"{level_head(row, context['base'], context['weight_word'], year)}"
            f'<td class="nowrap" data-l="{escape(context["level_word"])}">'
            f"{_level_cell(context, row)}</td></tr>"
            for row in rows
            if row.number in context["filtered"]
        )
    )


def _level_cell(context: Context, row: IndicatorRow) -> str:
    if context["is_open"]:
        return level_picker(row, context["levels"], context["legend"])
    return f'<span class="pr-tile pr-tile-sm v{row.step}"><b>{escape(level(row.level))}</b></span>'


@register.simple_tag
def level_picker(row: IndicatorRow, levels: Sequence[int], legend: str) -> SafeString:
    """The levels of one row as radios with what the script needs; `legend` stands before number and name."""
    number, text = escape(row.number), escape(row.text)
    boxes = _boxes(tuple(levels), row.level).replace(NUMBER, number)
    heading = f"{escape(legend)} {number}, {escape(row.short_name)}"
    return SafeString(
        f'<input type="hidden" name="versi-{number}" value="{row.version}">'
        f'<input type="hidden" name="semula-{number}" value="{text}">'
        f'<fieldset class="pr-pick"><legend class="visually-hidden">{heading}</legend>{boxes}</fieldset>'
        '<span class="pr-row-state" data-row-state></span>'
    )


@cache
def _boxes(levels: tuple[int, ...], chosen: Fraction | None) -> str:
    """The radios of a row whose number is still to be filled in: a page needs a handful of kinds."""
    return "".join(
        f'<label><input type="radio" name="tingkat-{NUMBER}" value="{level}"'
        f'{" checked" if level == chosen else ""} data-level="{NUMBER}">'
        f'<span class="k{level}">{level}</span></label>'
        for level in levels
    )


@register.simple_tag
def indicator_tiles(rows: Sequence[IndicatorRow], base: str, word: str) -> SafeString:
    """The rows of an aspect as tiles leading to their pages under `base`; `word` is "indikator"."""
    return SafeString("".join(_tile(row, escape(base), escape(word)) for row in rows))


def _tile(row: IndicatorRow, base: str, word: str) -> str:
    number, name = escape(row.number), escape(row.short_name)
    return (
        f'<li><a class="pr-tile v{row.step}" data-tile="{number}" href="{base}indikator/{number}/" '
        f'title="{number}. {name}"><b>{escape(level(row.level))}</b><span>'
        f'<span class="visually-hidden">, {word} </span>{number}'
        f'<span class="visually-hidden">, {name}</span></span></a></li>'
    )


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
