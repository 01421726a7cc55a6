"""Pages of people. NIP and addresses are shown to those who administer the organisation."""

import datetime as dt
from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from pranata.foundation.access import official
from pranata.foundation.clock import utc_now
from pranata.foundation.ui.tables import sort_field
from pranata.ledger.queries.history import history_of
from pranata.organisation.models import Assignment, Person
from pranata.organisation.operations._reach import administers_all
from pranata.organisation.operations.end_person import end_person
from pranata.organisation.operations.invite_account import invite_account
from pranata.organisation.operations.register_person import register_person
from pranata.organisation.policies import Actor
from pranata.organisation.queries.tree import on_day
from pranata.organisation.web.editing import (
    Crumbs,
    Page,
    add,
    administrator,
    edit,
    end_on,
    may_administer,
    posted,
    search_asked,
)
from pranata.organisation.web.forms import InviteForm, PersonForm
from pranata.organisation.web.invitation import invitation_link, send_account_link
from pranata.organisation.web.middleware import acting

PAGE = 50
SORTS = {"nama": "name"}


def address(pk: int) -> str:
    """Return the address of a person."""
    return reverse("organisation:person", args=[pk])


def crumbs(*last: tuple[str, str]) -> Crumbs:
    """Return the way from the room's front page."""
    return [
        (_("Organisasi"), reverse("organisation:home")),
        (_("Orang"), reverse("organisation:people")),
        *last,
    ]


@official
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The people of the instansi with what they hold today. Three queries."""
    actor = acting(request)
    today = actor.local_date(utc_now())
    search = search_asked(request)
    people = Person.objects.select_related("account").prefetch_related(
        Prefetch(
            "assignments", Assignment.objects.filter(on_day(today)).select_related("position"), to_attr="held"
        )
    )
    if search:
        by_nip = Q(nip__startswith=search) if may_administer(actor) else Q()
        people = people.filter(Q(name__icontains=search) | by_nip)
    if request.GET.get("semua") != "1":
        people = people.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=today))
    people = people.order_by(sort_field(request.GET.get("urut", ""), SORTS, "name"), "pk")
    context = {
        "nav": "kelola",
        "page": Paginator(people, PAGE).get_page(request.GET.get("halaman")),
        "administers": may_administer(actor),
        "search": search,
    }
    return render(request, "organisation/people.html", context)


@official
@require_GET
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: what they hold and held."""
    found = get_object_or_404(Person.objects.select_related("account"), pk=pk)
    return render(request, "organisation/person.html", _person_context(request, found))


def _person_context(request: HttpRequest, found: Person) -> dict[str, Any]:
    return {
        "nav": "kelola",
        "person": found,
        "today": acting(request).local_date(utc_now()),
        "crumbs": crumbs((found.name, "")),
        "assignments": found.assignments.select_related("position__unit").order_by("-starts_on"),
        "history": history_of("person", str(found.pk), limit=10),
        "administers": may_administer(acting(request)),
        "may_end_account": _may_end_account(acting(request), found),
        "link": found.account_links.order_by("-pk").first() if found.account_id is None else None,
        "now": utc_now(),
    }


def _may_end_account(actor: Actor, found: Person) -> bool:
    account = found.account
    if account is None or account.ended_at is not None or account.pk == actor.account_id:
        return False
    return may_administer(actor) and administers_all(actor, found.instansi_id)


@official
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Make somebody known."""
    actor = administrator(request)
    page = Page(
        heading=_("Daftarkan orang"),
        action=_("Daftarkan orang"),
        back=reverse("organisation:people"),
        crumbs=crumbs((_("Daftarkan"), "")),
        done=_("Orang didaftarkan."),
    )
    form = PersonForm(posted(request))
    return add(request, form, page, partial(register_person, actor=actor, now=utc_now()), address)


@official
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that somebody no longer serves here."""
    found = get_object_or_404(Person, pk=pk)
    actor = administrator(request)
    page = Page(
        heading=_("Akhiri masa tugas %(name)s") % {"name": found.name},
        lead=_("Semua penugasannya berakhir pada tanggal itu. Yang sudah dikerjakannya tetap atas namanya."),
        action=_("Akhiri masa tugas"),
        back=address(pk),
        crumbs=crumbs((found.name, address(pk)), (_("Akhiri"), "")),
        done=_("Masa tugas diakhiri."),
        danger=True,
    )

    def act(day: dt.date, basis: str) -> None:
        end_person(person=found, ended_on=day, reason=basis, actor=actor, now=utc_now())

    return end_on(request, page, act)


@official
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Give somebody an account; the link to set a password is shown once, to be handed over."""
    found = get_object_or_404(Person.objects.select_related("account"), pk=pk)
    actor = administrator(request)
    form = InviteForm(posted(request), initial={"email": found.email})
    page = Page(
        heading=_("Undang %(name)s") % {"name": found.name},
        lead=_(
            "Tautan untuk membuat kata sandi muncul setelah ini. Serahkan hanya kepada orangnya. Bila surel "
            "itu sudah memiliki akun, pemiliknya dimintai persetujuan melalui surel."
        ),
        action=_("Undang"),
        back=address(pk),
        crumbs=crumbs((found.name, address(pk)), (_("Undang"), "")),
        done=_("Undangan dicatat."),
    )
    links: list[str] = []

    def act(given: dict[str, Any]) -> str:
        invitation = invite_account(person=found, **given, actor=actor, now=utc_now())
        if invitation.needs_password:
            links.append(invitation_link(request, invitation.account))
        if invitation.link is not None:
            send_account_link(request, invitation.link)
        return address(pk)

    answer = edit(request, form, page, act)
    if not links:
        return answer
    # Not kept anywhere: whoever holds the link can set the password.
    return render(request, "organisation/invited.html", _person_context(request, found) | {"link": links[0]})
