"""Ending an account: what it means, and then the one act."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pranata.foundation.access import official
from pranata.foundation.clock import utc_now
from pranata.foundation.web.accounts.step_up import confirm_first
from pranata.organisation.models import Person
from pranata.organisation.operations.end_account import end_account
from pranata.organisation.queries.actor import assignments_on
from pranata.organisation.web.editing import Page, administrator, edit, posted
from pranata.organisation.web.forms import ReasonForm
from pranata.organisation.web.views.people import address, crumbs


@official
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End the account of somebody, with the consequences said first."""
    actor, now = administrator(request), utc_now()
    working = Person.objects.select_related("account").filter(account__ended_at__isnull=True)
    found = get_object_or_404(working, pk=pk, account__isnull=False)
    if (asked := confirm_first(request, request.path)) is not None:
        return asked
    page = Page(
        heading=_("Akhiri akun %(name)s") % {"name": found.name},
        lead=_("Untuk akun yang disalahgunakan, atau yang pemiliknya wafat atau tidak akan kembali."),
        action=_("Akhiri akun"),
        back=address(pk),
        crumbs=crumbs((found.name, address(pk)), (_("Akhiri akun"), "")),
        done=_("Akun diakhiri. Semua sesinya berakhir."),
        danger=True,
    )

    def act(given: dict[str, Any]) -> str:
        assert found.account is not None  # noqa: S101 - it was asked for
        end_account(account=found.account, **given, actor=actor, now=now)
        return address(pk)

    held = assignments_on(found, actor.local_date(now))
    template = "organisation/account_end.html"
    return edit(request, ReasonForm(posted(request)), page, act, template=template, person=found, held=held)
