"""`{% load assessment %}`: what only the pages of an assessment write with."""

import datetime as dt
import html
from collections.abc import Container, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

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
def cut(text: str, most: int) -> str:
    """`{{ step.text|cut:140 }}`: the text, or its beginning with an ellipsis, `most` characters in all.

    For the law's own texts, of plain letters: Django's filter looks at each letter for what combines with it.
    """
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


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
@lru_cache(maxsize=256)
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


class _Said(NamedTuple):
    """What the rows of a page share, looked up and escaped once; `previous_year` is empty without one."""

    base: str
    weight_word: str
    level_word: str
    legend: str
    previous_year: int | str
    levels: tuple[int, ...]
    is_decimal: bool
    mine: Container[str]
    refused: Mapping[str, Refusal]


def _said(context: Context) -> _Said:
    before = context["detail"].previous
    return _Said(
        base=context["base"],
        weight_word=escape(context["weight_word"]),
        level_word=escape(context["level_word"]),
        legend=escape(context["legend"]),
        previous_year=before.year if before else "",
        levels=tuple(context["levels"]),
        is_decimal=context["is_decimal"],
        mine=context["mine"],
        refused=context["refused"],
    )


@register.simple_tag(takes_context=True)
def level_rows(context: Context, rows: Sequence[IndicatorRow]) -> SafeString:
    """The rows of an aspect that the filter shows, with levels to choose, to write or, when closed, to read.

    Takes what the page says once from the context: base, words, levels, filtered, refused, mine,
    is_decimal, detail. Every row is drawn here and none by a template: 47 includes would cost half of the
    page's budget of CPU time.
    """
    said, shown = _said(context), context["filtered"]
    return SafeString("".join(_level_row(said, row) for row in rows if row.number in shown))


def _level_row(said: _Said, row: IndicatorRow) -> str:
    """Number and name as a link, weight, the level of an earlier year if any, and the level."""
    number, name = escape(row.number), escape(row.short_name)
    cell, year = _level_cell(said, row, number, name), said.previous_year
    before = f'<td class="num" data-l="{year}">{level(row.previous)}</td>' if year else ""
    return (
        f'<tr data-row="{number}">'
        f'<th scope="row" style="font-weight:500"><a class="pr-plain" href="{said.base}indikator/{number}/">'
        f'<span class="sub num">{number}.</span> {name}</a></th>'
        f'<td class="num" data-l="{said.weight_word}">{weight(row.weight)}</td>{before}'
        f'<td class="nowrap" data-l="{said.level_word}">{cell}</td></tr>'
    )


def _level_cell(said: _Said, row: IndicatorRow, number: str, name: str) -> str:
    if row.number in said.mine:
        return _entry(said, row, number, name)
    return f'<span class="pr-tile pr-tile-sm v{row.step}"><b>{level(row.level)}</b></span>'


def _entry(said: _Said, row: IndicatorRow, number: str, name: str) -> str:
    """A row's control with what the form and the script need; after a refusal, as it was typed, and why."""
    refusal, stored = said.refused.get(row.number), row.text
    told = f' aria-describedby="g-{number}"' if refusal else ""
    draw = _field if said.is_decimal else _picker
    return (
        f'<input type="hidden" name="versi-{number}" value="{(refusal or row).version}">'
        f'<input type="hidden" name="semula-{number}" value="{stored}">'
        f"{draw(said, number, refusal.text if refusal else stored, f'{said.legend} {number}, {name}', told)}"
        f'<span class="pr-row-state" data-row-state></span>{_why(number, refusal)}'
    )


def _picker(said: _Said, number: str, shown: str, heading: str, told: str) -> str:
    """The levels as radios. The way from the error summary leads to the one chosen, else to the first."""
    boxes = _boxes(said.levels, shown if shown in map(str, said.levels) else "").replace(NUMBER, number)
    if told:
        at = ' checked data-level="' if " checked " in boxes else ' data-level="'
        boxes = boxes.replace(at, f' id="t-{number}" aria-invalid="true"{at}', 1)
    legend = f'<legend class="visually-hidden">{heading}</legend>'
    return f'<fieldset class="pr-pick"{told}>{legend}{boxes}</fieldset>'


def _field(_said: _Said, number: str, shown: str, heading: str, told: str) -> str:
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
    base, word = escape(base), escape(word)
    return SafeString("".join(_tile(row, base, word) for row in rows))


@register.simple_tag
def indicator_links(rows: Sequence[IndicatorRow], base: str, here: str, word: str) -> SafeString:
    """The rows of an aspect as links to their pages under `base`; `word` is said of those that are filled."""
    base, empty = escape(base), icon("circle-dashed")
    filled = f'{icon("circle-check", "ok")}<span class="visually-hidden">{escape(word)}</span>'
    return SafeString(
        "".join(
            f'<a href="{base}indikator/{escape(row.number)}/"'
            f"{CURRENT if row.number == here else ''}>{empty if row.level is None else filled}"
            f'<span class="num">{escape(row.number)}</span><span>{escape(row.short_name)}</span></a>'
            for row in rows
        )
    )


@register.simple_tag
def indicator_choice(row: IndicatorRow, chosen: Container[str]) -> SafeString:
    """A row's box to tick, with its number and name; ticked where it is among those chosen."""
    number = escape(row.number)
    return SafeString(
        f'<span class="form-check"><input class="form-check-input" type="checkbox" id="i{number}" '
        f'name="indikator" value="{number}"{" checked" if row.number in chosen else ""}>'
        f'<label for="i{number}"><span class="sub num">{number}.</span> {escape(row.short_name)}</label>'
        "</span>"
    )


@register.simple_tag
def options(choices: Sequence[tuple[str, object]], chosen: str) -> SafeString:
    """The choices of a select; drawn here, since an indicator's page holds the causes once a requirement."""
    return SafeString(
        "".join(
            f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>'
            f"{escape(label)}</option>"
            for value, label in choices
        )
    )


@register.simple_tag
def verdict_boxes(choices: Sequence[tuple[str, object]], key: str, chosen: str) -> SafeString:
    """What may be found of a requirement, as radios with their marks."""
    return SafeString(
        "".join(
            f'<label><input type="radio" name="hasil-{escape(key)}" value="{escape(value)}"'
            f"{' checked' if value == chosen else ''}>"
            f"<span>{icon(VERDICT_MARKS[value], 'icon-sm')}{escape(label)}</span></label>"
            for value, label in choices
        )
    )


VERDICT_MARKS = {"met": "check", "not_met": "circle-dashed", "not_applicable": "minus"}
CURRENT = ' aria-current="page"'


def _tile(row: IndicatorRow, base: str, word: str) -> str:
    number, name = escape(row.number), escape(row.short_name)
    return (
        f'<li><a class="pr-tile v{row.step}" data-tile="{number}" href="{base}indikator/{number}/" '
        f'title="{number}. {name}"><b>{level(row.level)}</b><span>'
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
