"""One way for every form: draw it, try the act, say why not, or go on."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.datastructures import MultiValueDict

from pranata.foundation.clock import utc_now
from pranata.foundation.errors import ProductError, Text
from pranata.organisation.models import Role
from pranata.organisation.policies import Actor, require_role
from pranata.organisation.web.forms import EndForm
from pranata.organisation.web.middleware import acting

Crumbs = list[tuple[Text, str]]


@dataclass(frozen=True, kw_only=True)
class Page:
    """The words around a form. `back` is where it leads without doing anything."""

    heading: Text
    lead: Text = ""
    action: Text
    back: str
    crumbs: Crumbs
    done: Text
    danger: bool = False


def edit(
    request: HttpRequest,
    form: forms.Form,
    page: Page,
    act: Callable[[dict[str, Any]], str],
    *,
    template: str = "organisation/form.html",
    nav: str = "kelola",
    **context: Any,
) -> HttpResponse:
    """Run `act` with what was typed and go to the address it returns; a refusal stands above the form.

    Another room names its own template and place in the navigation.
    """
    status = 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        try:
            address = act(form.cleaned_data)
        except ProductError as refusal:
            status = refusal.status
            field = getattr(refusal, "field", "")
            form.add_error(field if field in form.fields else None, str(refusal))
        else:
            messages.success(request, str(page.done))
            return redirect(address)
    shown = {"nav": nav, "form": form, "page": page, **context}
    return render(request, template, shown, status=status)


def add(
    request: HttpRequest,
    form: forms.Form,
    page: Page,
    operation: Callable[..., models.Model],
    address: Callable[[int], str],
) -> HttpResponse:
    """Run `operation` with what was typed, and go to the address of what it made."""
    return edit(request, form, page, lambda given: address(operation(**given).pk))


def end_on(request: HttpRequest, page: Page, operation: Callable[[dt.date, str], object]) -> HttpResponse:
    """Ask for the day and the basis of an ending, run `operation` with both, and go back."""

    def act(given: dict[str, Any]) -> str:
        operation(given["ends_on"], given["basis"])
        return page.back

    return edit(request, EndForm(posted(request)), page, act)


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was posted, even when that is nothing: an empty form is judged too."""
    return request.POST if request.method == "POST" else None


def uploaded(
    request: HttpRequest,
) -> "tuple[QueryDict | None, MultiValueDict[str, UploadedFile[bytes]] | None]":
    """Return what was posted together with its files."""
    return posted(request), request.FILES if request.method == "POST" else None


def search_asked(request: HttpRequest) -> str:
    """Return the words of `?q=`, without the one character no text in the database can hold."""
    return request.GET.get("q", "").replace("\x00", "").strip()


def administrator(request: HttpRequest, unit_id: int | None = None) -> Actor:
    """Return the actor if they administer the unit, or anything when none is given; raises NotPermitted."""
    actor = acting(request)
    require_role(actor, Role.ADMINISTRATOR, instansi_id=actor.instansi_id, unit_id=unit_id)
    return actor


def may_administer(actor: Actor, unit_id: int | None = None) -> bool:
    """Whether to show the way to an administrator's form."""
    return actor.has_role(Role.ADMINISTRATOR, unit_id=unit_id)


def day_asked(request: HttpRequest) -> dt.date:
    """Return the day of `?pada=`, or today in the instansi's zone."""
    try:
        return dt.date.fromisoformat(request.GET.get("pada", ""))
    except ValueError:
        return acting(request).local_date(utc_now())
