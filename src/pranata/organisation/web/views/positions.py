"""Pages of positions: the list, one position, and what may be done with it."""

import datetime as dt
from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from pranata.foundation.access import official
from pranata.foundation.clock import utc_now
from pranata.foundation.exports import csv_response, xlsx_response
from pranata.foundation.ui.tables import query_with, sort_field
from pranata.ledger.queries.history import history_of
from pranata.organisation.models import Assignment, Capacity, Position, Unit
from pranata.organisation.operations.assign_person import assign_person
from pranata.organisation.operations.change_superior import change_superior
from pranata.organisation.operations.create_position import create_position
from pranata.organisation.operations.end_assignment import end_assignment
from pranata.organisation.operations.end_position import end_position
from pranata.organisation.queries.overview import PROBLEMS
from pranata.organisation.queries.positions import SORTS, holders_over_time, positions_on
from pranata.organisation.queries.tree import on_day
from pranata.organisation.web.editing import (
    Crumbs,
    Page,
    add,
    administrator,
    day_asked,
    edit,
    end_on,
    may_administer,
    posted,
    search_asked,
)
from pranata.organisation.web.forms import AssignForm, PositionForm, SuperiorForm
from pranata.organisation.web.middleware import acting

PAGE = 50


def address(pk: int) -> str:
    """Return the address of a position."""
    return reverse("organisation:position", args=[pk])


def crumbs(*last: tuple[str, str]) -> Crumbs:
    """Return the way from the room's front page."""
    start = [
        (_("Organisasi"), reverse("organisation:home")),
        (_("Jabatan"), reverse("organisation:positions")),
    ]
    return [*start, *last]


@official
@require_GET
def index(request: HttpRequest) -> HttpResponseBase:
    """The positions of a day: filter, sort, page, export as filtered."""
    on = day_asked(request)
    unit = request.GET.get("unit", "")
    unit_id = int(unit) if unit.isdecimal() and len(unit) < 19 else None
    positions = positions_on(
        on, search=search_asked(request), unit_id=unit_id, trouble=request.GET.get("masalah", "")
    ).order_by(sort_field(request.GET.get("urut", ""), SORTS, "title"), "pk")
    if request.GET.get("ekspor") in ("xlsx", "csv"):
        return _export(positions, request.GET["ekspor"])
    context = {
        "nav": "kelola",
        "on": on,
        "page": Paginator(positions, PAGE).get_page(request.GET.get("halaman")),
        "units": Unit.objects.filter(on_day(on)).order_by("name"),
        "unit_id": unit_id,
        "trouble": request.GET.get("masalah", "") if request.GET.get("masalah", "") in PROBLEMS else "",
        "troubles": _troubles(),
        "xlsx_url": query_with(request.GET, {"ekspor": "xlsx", "halaman": None}),
        "csv_url": query_with(request.GET, {"ekspor": "csv", "halaman": None}),
    }
    return render(request, "organisation/positions.html", context)


def _troubles() -> list[tuple[str, str]]:
    return [
        ("kosong", _("Tanpa pemegang")),
        ("atasan", _("Atasannya sudah berakhir")),
        ("pic", _("PIC tanpa akun")),
    ]


def _export(positions: QuerySet[Position], form: str) -> HttpResponseBase:
    headers = [
        _("Kode"),
        _("Jabatan"),
        _("Unit"),
        _("Pemegang"),
        _("Kapasitas"),
        _("Atasan"),
        _("Berlaku mulai"),
    ]
    rows = [
        [p.code, p.title, p.unit.name, name, capacity, p.superior.title if p.superior else "", p.starts_on]
        for p, name, capacity in ((p, p.holder_name, p.holder_capacity) for p in positions)  # type: ignore[attr-defined]
    ]
    answer = xlsx_response if form == "xlsx" else csv_response
    return answer(headers, rows, _("Jabatan"))


@official
@require_GET
def position(request: HttpRequest, pk: int) -> HttpResponse:
    """One position: who holds it and held it, what it may do, who reports to it."""
    found = get_object_or_404(Position.objects.select_related("unit", "superior", "continues"), pk=pk)
    today = acting(request).local_date(utc_now())
    context = {
        "nav": "kelola",
        "position": found,
        "today": today,
        "crumbs": crumbs((found.title, "")),
        "assignments": holders_over_time(found),
        "grants": found.grants.select_related("unit").order_by("-starts_on"),
        "subordinates": found.subordinates.filter(on_day(today)).order_by("title"),
        "continued_by": found.continued_by.first(),
        "history": history_of("position", str(found.pk), limit=10),
        "administers": may_administer(acting(request), found.unit_id),
    }
    return render(request, "organisation/position.html", context)


@official
@require_http_methods(["GET", "POST"])
def create(request: HttpRequest, pk: int) -> HttpResponse:
    """Form a position in a unit."""
    unit = get_object_or_404(Unit, pk=pk)
    actor = administrator(request, pk)
    now = utc_now()
    today = actor.local_date(now)
    form = PositionForm(posted(request), today=today, initial={"starts_on": today})
    page = Page(
        heading=_("Bentuk jabatan di %(name)s") % {"name": unit.name},
        action=_("Bentuk jabatan"),
        back=reverse("organisation:unit", args=[pk]),
        crumbs=crumbs((_("Bentuk jabatan"), "")),
        done=_("Jabatan dibentuk."),
    )
    return add(request, form, page, partial(create_position, unit=unit, actor=actor, now=now), address)


@official
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a position with its assignments and roles."""
    found, actor = _administered(request, pk)
    page = _page(
        found,
        heading=_("Akhiri jabatan %(title)s") % {"title": found.title},
        lead=_("Penugasan dan peran yang melekat padanya berakhir pada tanggal yang sama."),
        action=_("Akhiri jabatan"),
        done=_("Jabatan diakhiri."),
        danger=True,
    )

    def act(day: dt.date, basis: str) -> None:
        end_position(position=found, ends_on=day, legal_basis=basis, actor=actor, now=utc_now())

    return end_on(request, page, act)


@official
@require_http_methods(["GET", "POST"])
def superior(request: HttpRequest, pk: int) -> HttpResponse:
    """Change to whom a position reports."""
    found, actor = _administered(request, pk)
    now = utc_now()
    form = SuperiorForm(posted(request), today=actor.local_date(now), initial={"superior": found.superior_id})
    page = _page(
        found,
        heading=_("Ubah atasan %(title)s") % {"title": found.title},
        action=_("Simpan atasan"),
        done=_("Atasan diubah."),
    )

    def act(given: dict[str, Any]) -> str:
        change_superior(position=found, superior=given["superior"], actor=actor, now=now)
        return address(pk)

    return edit(request, form, page, act)


@official
@require_http_methods(["GET", "POST"])
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Put somebody in a position."""
    found, actor = _administered(request, pk)
    now = utc_now()
    form = AssignForm(
        posted(request),
        initial={
            "starts_on": actor.local_date(now),
            "capacity": Capacity.DEFINITIF,
            "person": request.GET.get("orang", ""),
        },
    )
    page = _page(
        found,
        heading=_("Tetapkan pemegang %(title)s") % {"title": found.title},
        action=_("Tetapkan pemegang"),
        done=_("Pemegang jabatan ditetapkan."),
    )

    def act(given: dict[str, Any]) -> str:
        assign_person(position=found, **given, actor=actor, now=now)
        return address(pk)

    return edit(request, form, page, act)


@official
@require_http_methods(["GET", "POST"])
def unassign(request: HttpRequest, pk: int) -> HttpResponse:
    """End somebody's time in a position."""
    assignment = get_object_or_404(Assignment.objects.select_related("position", "person"), pk=pk)
    found, actor = _administered(request, assignment.position_id)
    page = _page(
        found,
        heading=_("Akhiri penugasan %(name)s") % {"name": assignment.person.name},
        lead=_("Pekerjaan tetap di jabatan. Yang sudah dikerjakannya tetap atas namanya."),
        action=_("Akhiri penugasan"),
        done=_("Penugasan diakhiri."),
        danger=True,
    )

    def act(day: dt.date, basis: str) -> None:
        end_assignment(assignment=assignment, ends_on=day, decree_number=basis, actor=actor, now=utc_now())

    return end_on(request, page, act)


def _administered(request: HttpRequest, pk: int) -> tuple[Position, Any]:
    found = get_object_or_404(Position.objects.select_related("unit"), pk=pk)
    return found, administrator(request, found.unit_id)


def _page(
    found: Position, *, heading: str, action: str, done: str, lead: str = "", danger: bool = False
) -> Page:
    return Page(
        heading=heading,
        lead=lead,
        action=action,
        back=address(found.pk),
        crumbs=crumbs((found.title, address(found.pk)), (action, "")),
        done=done,
        danger=danger,
    )
