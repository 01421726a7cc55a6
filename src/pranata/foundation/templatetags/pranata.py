"""`{% load pranata %}`: what every page of the product writes with. Documented in `docs/guide/ui.md`."""

import datetime as dt
from typing import Any

from django import template
from django.core.paginator import Page
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pranata.foundation.ui import badges, icons, numbers
from pranata.foundation.ui.qr import qr_code
from pranata.foundation.ui.tables import aria_sort, query_with, sort_target

register = template.Library()

NOTE_ICONS = {"info": "info-circle", "ok": "circle-check", "warn": "alert-triangle", "bad": "alert-circle"}


@register.simple_tag
def icon(name: str, classes: str = "") -> SafeString:
    """`{% icon "search" %}`, `{% icon "check" "icon-sm" %}`: a hidden drawing beside words."""
    return icons.icon(name, classes)


@register.simple_tag
def steps(step: int) -> SafeString:
    """`{% steps 3 %}`: the five-step mark alone."""
    return icons.steps(int(step))


@register.simple_tag
def badge(word: object, step: int | None = None, *, large: bool = False) -> SafeString:
    """`{% badge "Baik" %}`, `{% badge row.predikat large=True %}`, `{% badge "Tinggi" step=4 %}`."""
    return badges.scale_badge(word, step=step, large=large)


@register.simple_tag
def certainty(kind: object) -> SafeString:
    """`{% certainty "official" %}`: official, derived or uncertain."""
    return badges.certainty_badge(kind)


@register.simple_tag
def proof(kind: str) -> SafeString:
    """`{% proof "hijau" %}`: abu Tercatat, kuning Terkunci, hijau Disaksikan, biru Bercap waktu."""
    return badges.proof_badge(kind)


@register.simple_tag
def state(kind: str, text: object, symbol: str = "") -> SafeString:
    """`{% state "bad" _("Lewat 2 hari") %}`, with another icon: `{% state "info" text "lock" %}`."""
    return badges.state_badge(kind, text, symbol)


@register.simple_tag
def qr(text: str, label: str) -> SafeString:
    """`{% qr sheet.fingerprint _("Sidik kunci sebagai kode QR") %}`: as wide as what it stands in."""
    return qr_code(text, label)


@register.simple_tag(takes_context=True)
def qr_to(context: Context, path: str, label: str) -> SafeString:
    """`{% qr_to url _("Kode QR ke halaman pemeriksaan") %}`: the code of a page of this site."""
    return qr_code(context["request"].build_absolute_uri(path), label)


@register.filter
def idnum(value: object, decimals: int = 2) -> str:
    """`2,15`; `{{ value|idnum:4 }}` for `2,1545`."""
    return numbers.written(value, int(decimals))


@register.filter
def plus(value: object, decimals: int = 2) -> str:
    """`+0,33`, `−0,30`, `0,00`."""
    return numbers.signed(value, int(decimals))


@register.filter
def idthousand(value: object) -> str:
    """`1.448`."""
    return numbers.written(value, 0)


@register.filter
def percent(value: object, decimals: int = 1) -> str:
    """`76,3%` of a value already out of one hundred."""
    return numbers.percent(value, int(decimals))


@register.filter
def rupiah(value: object, form: str = "") -> str:
    """`Rp1.128.500.000`; `{{ cost|rupiah:"short" }}` for `Rp1,1 miliar`."""
    return numbers.rupiah_short(value) if form == "short" else numbers.rupiah(value)


@register.filter
def iddate(value: dt.date | None, form: str = "") -> str:
    """`9 Agustus 2024`; `{{ on|iddate:"short" }}` for `9 Agu`."""
    return numbers.date_written(value, short=form == "short")


@register.filter
def idtime(value: dt.datetime | None) -> str:
    """`16.00`, in the zone in force."""
    return numbers.time_written(value)


@register.simple_tag(takes_context=True)
def querystring_with(context: Context, **changes: object) -> str:
    """`{% querystring_with halaman=2 q=None %}`: the present query with changes; None takes a key away."""
    return query_with(context["request"].GET, changes)


@register.simple_tag(takes_context=True)
def sort_link(
    context: Context, field: str, label: str, *, key: str = "urut", first: str = "asc"
) -> SafeString:
    """`<th{% sort_state "name" %}>{% sort_link "name" _("Nama") %}</th>`: sorts on the server, keeps filters.

    Numbers want `first="desc"`. The query key is `urut`, its value the field, with `-` for descending.
    """
    query = context["request"].GET
    target = query_with(query, {key: sort_target(query.get(key, ""), field, first=first), "halaman": None})
    return format_html('<a class="pr-sort" href="{}">{}</a>', target, label)


@register.simple_tag(takes_context=True)
def sort_state(context: Context, field: str, *, key: str = "urut", default: str = "") -> SafeString | str:
    """` aria-sort="…"` on the `th` that is sorted by, nothing on the others."""
    state = aria_sort(context["request"].GET.get(key, "") or default, field)
    return format_html(' aria-sort="{}"', state) if state else ""


@register.inclusion_tag("foundation/components/pagination.html", takes_context=True)
def page_nav(context: Context, page: Page[Any], key: str = "halaman", label: str = "") -> dict[str, object]:
    """`{% page_nav page %}`: the pages of a list; nothing when there is one."""
    request = context["request"]
    window = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    links = [{"number": n, "query": query_with(request.GET, {key: n}) if n != "…" else ""} for n in window]
    return {
        "page": page,
        "links": links,
        "previous": query_with(request.GET, {key: page.number - 1}),
        "next": query_with(request.GET, {key: page.number + 1}),
        "label": label or _("Halaman tabel"),
    }


@register.simple_tag
def note_icon(kind: str) -> SafeString:
    """The fixed icon of a note: info, ok, warn or bad."""
    return icons.icon(NOTE_ICONS[kind])


@register.filter
def note_kind(level: str) -> str:
    """The kind of note for a level of Django's messages."""
    return {"success": "ok", "warning": "warn", "error": "bad"}.get(level, "info")
