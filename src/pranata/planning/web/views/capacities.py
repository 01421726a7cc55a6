"""The time that agencies have: a file is looked at first, holds as a whole, and is undone as a whole."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pranata.engine.optimise import Quarter
from pranata.foundation.access import official
from pranata.foundation.clock import utc_now
from pranata.foundation.errors import ProductError
from pranata.organisation.models import Unit
from pranata.organisation.web.middleware import acting
from pranata.planning.files import capacity_csv, read_capacity
from pranata.planning.operations.save_capacities import save_capacities, undo_capacities
from pranata.planning.policies import require_may_keep
from pranata.planning.queries.capacities import CapacityDifference, capacity_differences, listed_rows
from pranata.planning.queries.owning import owning_units
from pranata.planning.web.views.estimating import LARGEST, show

Given = Mapping[tuple[Unit, Quarter], Fraction]


@dataclass(frozen=True)
class Listing:
    """A file of capacities that was read: its text, what it would change, and how many rows it has."""

    text: str
    changed: list[CapacityDifference]
    count: int


@official
@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """Read a file of capacities and show what it would change; nothing is kept yet."""
    actor = acting(request)
    require_may_keep(actor, actor.instansi_id)
    try:
        given = _read(request)
    except ProductError as refused:
        return show(request, refusal=str(refused), status=refused.status)
    changed = capacity_differences(listed_rows(actor.instansi_id), given)
    text = capacity_csv({(unit.name, str(quarter)): days for (unit, quarter), days in given.items()})
    return show(request, listed=Listing(text, changed, len(given)))


@official
@require_POST
def apply(request: HttpRequest) -> HttpResponse:
    """Let the capacities that were looked at hold instead of those before; without any, none is limited."""
    actor = acting(request)
    try:
        given = _read(request) if request.POST.get("isi") else {}
        save_capacities(
            instansi_id=actor.instansi_id,
            given=given,
            actor=actor,
            now=utc_now(),
            reason=request.POST.get("alasan", ""),
        )
    except ProductError as refused:
        return show(request, refusal=str(refused), status=refused.status)
    messages.success(request, _("%(count)d kapasitas tersimpan.") % {"count": len(given)})
    return redirect("planning:estimates")


@official
@require_POST
def undo(request: HttpRequest, batch: uuid.UUID) -> HttpResponse:
    """Take the latest change back as a whole."""
    actor = acting(request)
    undo_capacities(instansi_id=actor.instansi_id, batch=batch, actor=actor, now=utc_now())
    messages.success(request, _("Perubahan kapasitas diurungkan."))
    return redirect("planning:estimates")


def _read(request: HttpRequest) -> Given:
    """Return what the file that came says, or the text a preview handed back."""
    actor, upload = acting(request), request.FILES.get("berkas")
    units = {unit.name: unit for unit in owning_units(actor.instansi_id, actor.local_date(utc_now()))}
    if upload is not None:
        name, content = str(upload.name), upload.read(LARGEST)
    else:
        name, content = "kapasitas.csv", request.POST.get("isi", "").encode()
    return {
        (units[owner], quarter): days
        for (owner, quarter), days in read_capacity(name, content, units).items()
    }
