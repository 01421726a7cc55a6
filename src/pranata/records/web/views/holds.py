"""Holds: those in force, placing one, releasing one; and the events that retention counts from."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pranata.foundation.access import official
from pranata.foundation.clock import utc_now
from pranata.organisation.models import Unit
from pranata.organisation.queries.tree import on_day
from pranata.organisation.web.editing import Crumbs, Page, posted
from pranata.organisation.web.middleware import acting
from pranata.records import codes
from pranata.records.models import Document
from pranata.records.operations.place_hold import HoldScope, place_hold
from pranata.records.operations.record_trigger import record_trigger
from pranata.records.operations.release_hold import release_hold
from pranata.records.policies import may_change, may_hold, units_held
from pranata.records.queries.holds import visible_holds
from pranata.records.queries.retention import retention_of
from pranata.records.web.editing import edit
from pranata.records.web.retention_forms import HoldForm, ReleaseForm, TriggerForm, WideHoldForm
from pranata.records.web.views.document import document_or_404
from pranata.records.web.views.retention import frame, retention_reader
from pranata.records.web.wording import hold_scope

PAGE = 50


def crumbs(*last: tuple[str, str]) -> Crumbs:
    """Return the way from the archive's front page."""
    return [(_("Arsip"), reverse("records:documents")), (_("Penahanan"), reverse("records:holds")), *last]


def _of_document(document: Document, last: str) -> Crumbs:
    return [
        (_("Arsip"), reverse("records:documents")),
        (document.title, reverse("records:document", args=[document.public_id])),
        (last, ""),
    ]


@official
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The holds in force, or those that were released."""
    actor = retention_reader(request)
    released = request.GET.get("tampil") == "dilepas"
    holds = visible_holds(actor).select_related("document", "unit")
    in_force = holds.filter(released_at__isnull=True)
    wanted = (
        holds.filter(released_at__isnull=False).order_by("-released_at")
        if released
        else in_force.order_by("-placed_at", "-pk")
    )
    page = Paginator(wanted, PAGE).get_page(request.GET.get("halaman"))
    context = {
        **frame(actor, "penahanan"),
        "released": released,
        "count": in_force.count(),
        "page": page,
        "rows": [(hold, hold_scope(hold), codes.ground_name(hold.ground)) for hold in page],
        "may_hold": may_hold(actor),
    }
    return render(request, "records/holds.html", context)


@official
@require_http_methods(["GET", "POST"])
def place(request: HttpRequest) -> HttpResponse:
    """Hold all of a class, of a unit, or of both."""
    actor = acting(request)
    if not may_hold(actor):
        raise PermissionDenied
    now = utc_now()
    units = Unit.objects.filter(on_day(actor.local_date(now)), pk__in=units_held(actor)).order_by("name")
    form = WideHoldForm(posted(request), units=units)
    page = Page(
        heading=_("Tahan arsip"),
        lead=_(
            "Yang ditahan tidak dapat dimusnahkan atau dihapus, termasuk naskah yang baru masuk kemudian. "
            "Hanya kantor lain yang dapat melepasnya."
        ),
        action=_("Tahan"),
        back=reverse("records:holds"),
        crumbs=crumbs((_("Tahan arsip"), "")),
        done=_("Arsip ditahan dan tercatat."),
    )

    def act(given: dict[str, Any]) -> str:
        scope = HoldScope(classification=given.pop("classification").strip(), unit=given.pop("unit"))
        place_hold(scope=scope, **given, actor=actor, now=now)
        return reverse("records:holds")

    return edit(request, form, page, act)


@official
@require_http_methods(["GET", "POST"])
def place_on_document(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Hold one document."""
    document = document_or_404(request, public_id)
    actor = acting(request)
    if not may_hold(actor, document.unit_id):
        raise PermissionDenied
    back = reverse("records:document", args=[document.public_id])
    page = Page(
        heading=_("Tahan naskah ini"),
        lead=_(
            "Selama ditahan, naskah tidak dapat dimusnahkan atau dihapus. Hanya kantor lain yang dapat "
            "melepasnya."
        ),
        action=_("Tahan"),
        back=back,
        crumbs=_of_document(document, _("Tahan")),
        done=_("Naskah ditahan dan tercatat."),
    )

    def act(given: dict[str, Any]) -> str:
        place_hold(scope=HoldScope(document=document), **given, actor=actor, now=utc_now())
        return back

    return edit(request, HoldForm(posted(request)), page, act)


@official
@require_http_methods(["GET", "POST"])
def release(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Release a hold that another office placed."""
    actor = acting(request)
    if not may_hold(actor):
        raise PermissionDenied
    hold = get_object_or_404(visible_holds(actor).select_related("document", "unit"), public_id=public_id)
    page = Page(
        heading=_("Lepas penahanan ini?"),
        lead=_("%(scope)s. Ditahan %(unit)s: %(reason)s")
        % {"scope": hold_scope(hold), "unit": hold.unit_name, "reason": hold.reason},
        action=_("Lepas penahanan"),
        back=reverse("records:holds"),
        crumbs=crumbs((_("Lepas"), "")),
        done=_("Penahanan dilepas dan tercatat."),
        danger=True,
    )

    def act(given: dict[str, Any]) -> str:
        release_hold(hold=hold, **given, actor=actor, now=utc_now())
        return reverse("records:holds")

    return edit(request, ReleaseForm(posted(request)), page, act)


@official
@require_http_methods(["GET", "POST"])
def trigger(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Record the event that a document's retention counts from."""
    document = document_or_404(request, public_id)
    actor = acting(request)
    if not may_change(actor, document.unit_id):
        raise PermissionDenied
    now = utc_now()
    rule = retention_of(document, on=actor.local_date(now)).rule
    form = TriggerForm(posted(request), initial={"kind": rule.trigger if rule else ""})
    back = reverse("records:document", args=[document.public_id])
    page = Page(
        heading=_("Catat kejadian"),
        lead=_("Masa simpan dihitung sejak kejadian ini. Catatan lama tetap terbaca di riwayat."),
        action=_("Catat kejadian"),
        back=back,
        crumbs=_of_document(document, _("Catat kejadian")),
        done=_("Kejadian tercatat."),
    )

    def act(given: dict[str, Any]) -> str:
        record_trigger(document=document, **given, actor=actor, now=now)
        return back

    return edit(request, form, page, act)
