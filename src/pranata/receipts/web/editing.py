"""The forms of disputes, in the frame of the desk."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse

from pranata.organisation.web import editing
from pranata.organisation.web.editing import Page


def edit(
    request: HttpRequest, form: forms.Form, page: Page, act: Callable[[dict[str, Any]], str], **context: Any
) -> HttpResponse:
    """Run `act` with what was typed and go to the address it returns; a refusal stands above the form."""
    return editing.edit(request, form, page, act, template="receipts/form.html", nav="meja", **context)
