"""Pages of units: the tree of a day, one unit, and what may be done with it."""

import datetime as dt
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from pranata.foundation.access import official
from pranata.foundation.clock import utc_now
from pranata.ledger.queries.history import history_of
from pranata.organisation.models import Unit
from pranata.organisation.operations.end_unit import end_unit
from pranata.organisation.operations.move_unit import move_unit
from pranata.organisation.operations.register_unit import register_unit
from pranata.organisation.queries.positions import positions_on
from pranata.organisation.queries.tree import above, on_day, tree_on
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
from pranata.organisation.web.forms import MoveForm, UnitForm
from pranata.organisation.web.middleware import acting


def address(pk: int) -> str:
    """Return the address of a unit."""
    return reverse("organisation:unit", args=[pk])


def crumbs(*last: tuple[str, str]) -> Crumbs:
    """Return the way from the room's front page."""
    return [
        (_("Organisasi"), reverse("organisation:home")),
        (_("Unit"), reverse("organisation:units")),
        *last,
    ]


@official
@require_GET
def tree(request: HttpRequest) -> HttpResponse:
    """The units of a day as an indented table."""
    on = day_asked(request)
    branches = tree_on(on)
    search = search_asked(request).lower()
    shown = [b for b in branches if search in f"{b.unit.name} {b.unit.code}".lower()] if search else branches
    context = {"nav": "kelola", "on": on, "branches": shown, "total": len(branches), "search": search}
    return render(request, "organisation/units.html", context)


@official
@require_GET
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit: where it stands, what is in it, and what was done with it."""
    found = get_object_or_404(Unit.objects.select_related("continues"), pk=pk)
    on = day_asked(request)
    context = {
        "nav": "kelola",
        "unit": found,
        "on": on,
        "crumbs": crumbs(*[(u.name, address(u.pk)) for u in above(found)], (found.name, "")),
        "children": found.children.filter(on_day(on)).order_by("code"),
        "positions": positions_on(on, unit_id=found.pk).order_by("code"),
        "grants": found.grants.filter(on_day(on)).select_related("position").order_by("role"),
        "continued_by": found.continued_by.first(),
        "history": history_of("unit", str(found.pk), limit=10),
        "administers": may_administer(acting(request), found.pk),
    }
    return render(request, "organisation/unit.html", context)


@official
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a unit under this one."""
    parent = get_object_or_404(Unit, pk=pk)
    actor = administrator(request, parent.pk)
    now = utc_now()
    form = UnitForm(posted(request), initial={"starts_on": actor.local_date(now)})
    page = Page(
        heading=_("Tambah unit di bawah %(name)s") % {"name": parent.name},
        action=_("Tambah unit"),
        back=address(pk),
        crumbs=crumbs((parent.name, address(pk)), (_("Tambah unit"), "")),
        done=_("Unit ditambahkan."),
    )
    return add(request, form, page, partial(register_unit, parent=parent, actor=actor, now=now), address)


@official
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a unit that nothing hangs on."""
    found = get_object_or_404(Unit, pk=pk)
    actor = administrator(request, pk)
    page = Page(
        heading=_("Akhiri %(name)s") % {"name": found.name},
        lead=_("Riwayatnya tetap terbaca. Peran yang diberikan pada unit ini ikut berakhir."),
        action=_("Akhiri unit"),
        back=address(pk),
        crumbs=crumbs((found.name, address(pk)), (_("Akhiri"), "")),
        done=_("Unit diakhiri."),
        danger=True,
    )

    def act(day: dt.date, basis: str) -> None:
        end_unit(unit=found, ends_on=day, legal_basis=basis, actor=actor, now=utc_now())

    return end_on(request, page, act)


@official
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a unit, with all it holds, under another one."""
    found = get_object_or_404(Unit, pk=pk)
    actor = administrator(request, pk)
    now = utc_now()
    form = MoveForm(posted(request), today=actor.local_date(now))
    page = Page(
        heading=_("Pindahkan %(name)s") % {"name": found.name},
        lead=_("Unit dan isinya berlanjut di tempat baru. Susunan sebelum tanggal itu tidak berubah."),
        action=_("Pindahkan unit"),
        back=address(pk),
        crumbs=crumbs((found.name, address(pk)), (_("Pindahkan"), "")),
        done=_("Unit dipindahkan."),
    )
    return edit(
        request, form, page, lambda given: address(move_unit(unit=found, **given, actor=actor, now=now).pk)
    )
