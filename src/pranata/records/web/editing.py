"""One way for the forms of retention: draw it, try the act, say why not, or go on."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from pranata.foundation.errors import ProductError, Text

Crumbs = list[tuple[Text, str]]


@dataclass(frozen=True, kw_only=True)
class FormPage:
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
    page: FormPage,
    act: Callable[[dict[str, Any]], str],
    **context: Any,
) -> HttpResponse:
    """Run `act` with what was typed and go to the address it returns; a refusal stands above the form."""
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            address = act(form.cleaned_data)
        except ProductError as refusal:
            status = refusal.status
            field = getattr(refusal, "field", "")
            form.add_error(field if field in form.fields else None, str(refusal))
        else:
            messages.success(request, str(page.done))
            return redirect(address)
    shown = {"nav": "arsip", "form": form, "page": page, **context}
    return render(request, "records/form.html", shown, status=status)
