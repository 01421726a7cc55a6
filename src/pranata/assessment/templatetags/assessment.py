"""`{% load assessment %}`: what only the pages of an assessment write with."""

import datetime as dt
import html
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from django import template
from django.template.context import Context
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pranata.assessment import levels
from pranata.assessment.queries.detail import AssessmentDetail, IndicatorRow
from pranata.assessment.queries.effect import Effect
from pranata.assessment.queries.stage_scores import StageScore
from pranata.assessment.regulations import IndicatorCriteria, Regulation
from pranata.assessment.web.answering import Refusal
from pranata.engine.scoring import Step
from pranata.foundation.ui.icons import icon
from pranata.foundation.ui.numbers import signed, written

register = template.Library()

# Stands for the number of a row; no text of the law or of a person can hold it.
NUMBER = "\0"


def escape(text: object) -> str:
    """Escape what is put into a row drawn here.

    The same escaping as Django's, without its way for lazy text and without marking each piece as safe: a
    page escapes a thousand of them, and those ways cost it a twentieth of its time.
    """
    return html.escape(str(text))


@register.filter
def level(value: Decimal | Fraction | int | None) -> str:
    """`3` or `1,26`; a dash without a level."""
    return levels.level_text(value) or "–"


@register.filter
def get(mapping: dict[str, object], key: str) -> object:
    """`{{ names|get:number }}`: the entry, or nothing."""
    return mapping.get(key, "")


@register.filter
def days_left(end: dt.datetime, now: dt.datetime) -> str:
    """`{{ stage.closes_at|days_left:now }}`: “tiga hari lagi”, by the calendar of the reader's zone."""
    days = (timezone.localtime(end).date() - timezone.localtime(now).date()).days
    if end <= now:
        return _("sudah berakhir")
    if days < 2:
        return _("besok") if days else _("hari ini")
    return _("%(days)d hari lagi") % {"days": days}


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


def _head(row: IndicatorRow, base: str, weight_word: str, previous_year: int | str) -> str:
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
    return cells


@register.simple_tag(takes_context=True)
def level_rows(context: Context, rows: Sequence[IndicatorRow]) -> SafeString:
    """The rows of an aspect that the filter shows, with levels to choose, to write or, when closed, to read.

    Takes what the page says once from the context: base, words, levels, filtered, refused, mine,
    is_decimal, detail. Every row is drawn here and none by a template: 47 includes would cost half of the
    page's budget of CPU time.
    """
    before = context["detail"].previous
    year = before.year if before else ""
    return SafeString(
        "".join(
            f'<tr data-row="{escape(row.number)}">'
            f"{_head(row, context['base'], context['weight_word'], year)}"
            f'<td class="nowrap" data-l="{escape(context["level_word"])}">'
            f"{_level_cell(context, row)}</td></tr>"
            for row in rows
            if row.number in context["filtered"]
        )
    )


def _level_cell(context: Context, row: IndicatorRow) -> str:
    if row.number in context["mine"]:
        return _entry(context, row, context["refused"].get(row.number))
    return f'<span class="pr-tile pr-tile-sm v{row.step}"><b>{escape(level(row.level))}</b></span>'


def _entry(context: Context, row: IndicatorRow, refusal: Refusal | None) -> str:
    """A row's control with what the form and the script need; after a refusal, as it was typed, and why."""
    number, shown = escape(row.number), refusal.text if refusal else row.text
    heading = f"{escape(context['legend'])} {number}, {escape(row.short_name)}"
    told = f' aria-describedby="g-{number}"' if refusal else ""
    draw = _field if context["is_decimal"] else _picker
    return (
        f'<input type="hidden" name="versi-{number}" value="{(refusal or row).version}">'
        f'<input type="hidden" name="semula-{number}" value="{escape(row.text)}">'
        f"{draw(context, number, shown, heading, told)}"
        f'<span class="pr-row-state" data-row-state></span>{_why(number, refusal)}'
    )


def _picker(context: Context, number: str, shown: str, heading: str, told: str) -> str:
    """The levels as radios. The way from the error summary leads to the one chosen, else to the first."""
    levels = tuple(context["levels"])
    boxes = _boxes(levels, shown if shown in map(str, levels) else "").replace(NUMBER, number)
    if told:
        at = ' checked data-level="' if " checked " in boxes else ' data-level="'
        boxes = boxes.replace(at, f' id="t-{number}" aria-invalid="true"{at}', 1)
    legend = f'<legend class="visually-hidden">{heading}</legend>'
    return f'<fieldset class="pr-pick"{told}>{legend}{boxes}</fieldset>'


def _field(context: Context, number: str, shown: str, heading: str, told: str) -> str:
    """The level as a number with decimals."""
    refused = f' is-invalid" aria-invalid="true"{told}' if told else '"'
    return (
        f'<label class="visually-hidden" for="t-{number}">{heading}</label>'
        f'<input class="form-control form-control-sm num{refused} id="t-{number}" name="tingkat-{number}" '
        f'value="{escape(shown)}" inputmode="decimal" autocomplete="off" '
        f'style="width:84px;display:inline-block" data-level="{number}">'
    )


def _why(number: str, refusal: Refusal | None) -> str:
    if refusal is None:
        return ""
    symbol = icon("alert-circle", "icon-sm")
    return f'<div class="invalid-feedback" id="g-{number}">{symbol}<span>{escape(refusal.said)}</span></div>'


@lru_cache(maxsize=32)
def _boxes(levels: tuple[int, ...], chosen: str) -> str:
    """The radios of a row whose number is still to be filled in: a page needs a handful of kinds."""
    return "".join(
        f'<label><input type="radio" name="tingkat-{NUMBER}" value="{level}"'
        f'{" checked" if str(level) == chosen else ""} data-level="{NUMBER}">'
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


@register.simple_tag
def index_step(scores: Sequence[tuple[str, StageScore]]) -> str:
    """How far the index of the last column is from that of the first: `+0,6475`."""
    return signed(scores[-1][1].score.index - scores[0][1].score.index, 4)
