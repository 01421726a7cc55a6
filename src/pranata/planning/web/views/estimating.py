"""Own estimates in place of the catalogue, and the time that agencies have."""

import datetime as dt
import uuid
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pranata.assessment import regulations
from pranata.assessment.regulations import Regulation
from pranata.engine.optimise import Step
from pranata.foundation.access import official
from pranata.foundation.clock import utc_now
from pranata.foundation.errors import ProductError
from pranata.organisation.policies import Actor
from pranata.organisation.web.middleware import acting
from pranata.planning.files import capacity_csv, costs_csv, read_costs
from pranata.planning.models import EstimateCertainty
from pranata.planning.operations.save_estimates import Given, save_estimates, undo_estimates
from pranata.planning.policies import require_may_keep, require_may_read
from pranata.planning.queries.capacities import latest_capacity_change, listed_rows
from pranata.planning.queries.estimates import (
    Difference,
    differences,
    estimate_rows,
    latest_batch,
    unknown_owners,
)
from pranata.planning.queries.learned import lessons
from pranata.planning.queries.owning import owning_units
from pranata.planning.queries.steps import offered_steps
from pranata.planning.question import Offered
from pranata.planning.web.page import page

INSTRUMENT = "spbe-2020"
LARGEST = 2_000_000


@dataclass(frozen=True)
class Read:
    """A file of costs that was read: its steps, and what they would change."""

    text: str
    changed: list[Difference]
    same: int


@official
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show every step as it is reckoned with, and the capacities."""
    return show(request)


@official
@require_safe
def template(request: HttpRequest, what: str) -> HttpResponse:
    """Give what is reckoned with now as a file that can be changed and brought back."""
    actor = acting(request)
    require_may_read(actor, actor.instansi_id)
    content = _costs(actor) if what == "biaya" else _capacities(actor)
    headers = {"Content-Disposition": f'attachment; filename="{what}.csv"'}
    return HttpResponse(content.encode("utf-8-sig"), content_type="text/csv; charset=utf-8", headers=headers)


@official
@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """Read a file of costs and show what it would change; nothing is kept yet."""
    require_may_keep(acting(request), acting(request).instansi_id)
    try:
        found = _read(request)
    except ProductError as refused:
        return show(request, refusal=str(refused), status=refused.status)
    return show(request, read=found)


@official
@require_POST
def apply(request: HttpRequest) -> HttpResponse:
    """Keep what a file of costs says, all of it or nothing."""
    actor = acting(request)
    try:
        found = _read(request)
        certainty, source = request.POST.get("kepastian", ""), request.POST.get("sumber", "").strip()
        save_estimates(
            instansi_id=actor.instansi_id,
            instrument=INSTRUMENT,
            given=[Given(offered=_surer(one.after, certainty, source)) for one in found.changed],
            actor=actor,
            now=utc_now(),
            reason=request.POST.get("alasan", ""),
        )
    except ProductError as refused:
        return show(request, refusal=str(refused), status=refused.status)
    said = _("%(count)d perkiraan tersimpan. Rencana yang sudah dihitung tidak berubah.")
    messages.success(request, said % {"count": len(found.changed)})
    return redirect("planning:estimates")


@official
@require_POST
def undo(request: HttpRequest, batch: uuid.UUID) -> HttpResponse:
    """Take the latest change back as a whole."""
    actor = acting(request)
    undo_estimates(instansi_id=actor.instansi_id, batch=batch, actor=actor, now=utc_now())
    messages.success(request, _("Perubahan perkiraan diurungkan."))
    return redirect("planning:estimates")


def show(
    request: HttpRequest,
    *,
    read: Read | None = None,
    listed: object = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    """Draw the page of estimates; `read` and `listed` are files that are looked at before they hold."""
    actor = acting(request)
    require_may_read(actor, actor.instansi_id)
    rows = estimate_rows(actor.instansi_id, _regulation(), _today(actor))
    aspects = {item.number for item in _regulation().instrument.aspects}
    asked = request.GET.get("aspek", "")
    aspect = asked if asked in {*aspects, "semua"} else _regulation().instrument.aspects[0].number
    context: dict[str, Any] = {
        "tab": "estimates",
        "rows": [row for row in rows if aspect in ("semua", row.aspect)],
        "total": len(rows),
        "aspects": _regulation().instrument.aspects,
        "aspect": aspect,
        "lessons": lessons(actor.instansi_id, _regulation(), _today(actor)),
        "own": sum(row.is_own for row in rows),
        "regulation": _regulation(),
        "capacities": listed_rows(actor.instansi_id),
        "latest_capacities": latest_capacity_change(actor.instansi_id),
        "listed": listed,
        "latest": latest_batch(actor.instansi_id),
        "read": read,
        "refusal": refusal,
        "certainties": EstimateCertainty.choices,
    }
    return page(request, "estimates.html", context, status)


def _read(request: HttpRequest) -> Read:
    """Return the file that came, or the text a preview handed back."""
    actor, upload = acting(request), request.FILES.get("berkas")
    if upload is not None:
        name, content = str(upload.name), upload.read(LARGEST)
    else:
        name, content = "biaya.csv", request.POST.get("isi", "").encode()
    steps = read_costs(name, content, _regulation().instrument)
    _require_known(actor, steps)
    changed, same = differences(actor.instansi_id, _regulation(), steps, _today(actor))
    return Read(costs_csv(steps), changed, same)


def _require_known(actor: Actor, steps: tuple[Step, ...]) -> None:
    on = _today(actor)
    present = offered_steps(actor.instansi_id, _regulation(), on)
    unknown = unknown_owners(steps, present, owning_units(actor.instansi_id, on))
    if unknown:
        raise OwnerUnknown(unknown)


class OwnerUnknown(ProductError):
    """A file names agencies that the organisation does not have."""

    status = 422

    def __init__(self, names: list[str]) -> None:
        super().__init__(
            _("Perangkat daerah %(names)s tidak ada dalam organisasi Anda.")
            % {"names": ", ".join(names[:8])},
            why=_("Langkah hanya dapat diberikan kepada unit yang terdaftar."),
            remedy=_("Pakai nama seperti di Organisasi, atau daftarkan unitnya."),
        )


def _surer(offered: Offered, certainty: str, source: str) -> Offered:
    if certainty not in EstimateCertainty.values:
        raise Http404
    return Offered(step=offered.step, certainty=certainty, source=source[:300], unit_id=offered.unit_id)


def _regulation() -> Regulation:
    return regulations.load(INSTRUMENT)


def _today(actor: Actor) -> dt.date:
    return actor.local_date(utc_now())


def _costs(actor: Actor) -> str:
    return costs_csv(one.step for one in offered_steps(actor.instansi_id, _regulation(), _today(actor)))


def _capacities(actor: Actor) -> str:
    given = {(row.name, row.quarter): Fraction(row.days) for row in listed_rows(actor.instansi_id)}
    if not given:
        start = utc_now().year + 1
        units = owning_units(actor.instansi_id, _today(actor))
        return (
            "\n".join(["owner;quarter;person_days", *(f"{unit.name};{start}-Q1;" for unit in units)]) + "\n"
        )
    return capacity_csv(given)
