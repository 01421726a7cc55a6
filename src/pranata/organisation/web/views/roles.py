"""Pages of roles: who may do what, where, since when."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from pranata.foundation.access import official
from pranata.foundation.clock import utc_now
from pranata.organisation.models import Assignment, Grant, Role
from pranata.organisation.operations.grant_role import grant_role
from pranata.organisation.operations.revoke_role import revoke_role
from pranata.organisation.queries.tree import on_day
from pranata.organisation.web.editing import (
    Crumbs,
    Page,
    administrator,
    day_asked,
    edit,
    may_administer,
    posted,
)
from pranata.organisation.web.forms import EndForm, GrantForm
from pranata.organisation.web.middleware import acting

PAGE = 50


def crumbs(*last: tuple[str, str]) -> Crumbs:
    """Return the way from the room's front page."""
    return [
        (_("Organisasi"), reverse("organisation:home")),
        (_("Peran"), reverse("organisation:roles")),
        *last,
    ]


@official
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The roles in force on a day, by role. Two queries."""
    on = day_asked(request)
    grants = Grant.objects.filter(on_day(on)).select_related("position", "unit")
    role = request.GET.get("peran", "")
    if role in Role.values:
        grants = grants.filter(role=role)
    page = Paginator(grants.order_by("role", "position__title", "pk"), PAGE).get_page(
        request.GET.get("halaman")
    )
    context = {
        "nav": "kelola",
        "on": on,
        "page": page,
        "rows": _rows(page.object_list, on),
        "roles": Role.choices,
        "role": role,
        "administers": may_administer(acting(request)),
    }
    return render(request, "organisation/roles.html", context)


def _rows(grants: Any, on: Any) -> list[dict[str, Any]]:
    held = Assignment.objects.filter(on_day(on), position__in=[grant.position_id for grant in grants])
    holders = {a.position_id: a for a in held.select_related("person").order_by("-capacity")}
    return [{"grant": grant, "holder": holders.get(grant.position_id)} for grant in grants]


@official
@require_http_methods(["GET", "POST"])
def grant(request: HttpRequest) -> HttpResponse:
    """Give a position a role on a unit."""
    actor = administrator(request)
    now = utc_now()
    today = actor.local_date(now)
    form = GrantForm(
        posted(request),
        today=today,
        initial={"position": request.GET.get("jabatan"), "unit": request.GET.get("unit"), "starts_on": today},
    )
    page = Page(
        heading=_("Beri peran"),
        lead=_(
            "Peran melekat pada jabatan dan dijalankan oleh siapa pun yang memegangnya. "
            "Peran jabatan Anda sendiri hanya dapat diubah pengelola lain."
        ),
        action=_("Beri peran"),
        back=reverse("organisation:roles"),
        crumbs=crumbs((_("Beri peran"), "")),
        done=_("Peran diberikan."),
    )

    def act(given: dict[str, Any]) -> str:
        grant_role(**given, actor=actor, now=now)
        return reverse("organisation:position", args=[given["position"].pk])

    return edit(request, form, page, act)


@official
@require_http_methods(["GET", "POST"])
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a role from a position."""
    found = get_object_or_404(Grant.objects.select_related("position", "unit"), pk=pk)
    actor = administrator(request, found.unit_id)
    back = reverse("organisation:position", args=[found.position_id])
    page = Page(
        heading=_("Cabut peran %(role)s") % {"role": found.get_role_display()},
        lead=_("Dari %(position)s pada %(unit)s.")
        % {"position": found.position.title, "unit": found.unit.name},
        action=_("Cabut peran"),
        back=back,
        crumbs=crumbs((_("Cabut peran"), "")),
        done=_("Peran dicabut."),
        danger=True,
    )

    def act(given: dict[str, Any]) -> str:
        revoke_role(grant=found, ends_on=given["ends_on"], actor=actor, now=utc_now())
        return back

    form = EndForm(posted(request), initial={"ends_on": actor.local_date(utc_now())})
    return edit(request, form, page, act)
