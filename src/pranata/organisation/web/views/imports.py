"""Pages of the import: templates, upload, what would come of a file, and what was done with it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pranata.foundation.access import official
from pranata.foundation.clock import utc_now
from pranata.foundation.exports import csv_response, xlsx_response
from pranata.organisation.models import ImportKind, ImportState, PendingImport
from pranata.organisation.operations.apply_import import apply_import
from pranata.organisation.operations.discard_import import discard_import
from pranata.organisation.operations.receive_import import receive_import
from pranata.organisation.operations.undo_import import undo_import
from pranata.organisation.queries.importing.columns import COLUMNS
from pranata.organisation.queries.importing.diagnose import diagnose
from pranata.organisation.queries.importing.plan import Plan
from pranata.organisation.queries.importing.table import MAX_BYTES
from pranata.organisation.web.editing import Crumbs, Page, administrator, edit, uploaded
from pranata.organisation.web.forms import UploadForm

PAGE = 100
ACTS = {"terapkan": apply_import, "sisihkan": discard_import, "urungkan": undo_import}


def crumbs(*last: tuple[str, str]) -> Crumbs:
    """Return the way from the room's front page."""
    return [
        (_("Organisasi"), reverse("organisation:home")),
        (_("Impor"), reverse("organisation:imports")),
        *last,
    ]


@official
@require_http_methods(["GET", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """Templates, the upload form, and the files so far."""
    actor = administrator(request)
    now = utc_now()
    form = UploadForm(*uploaded(request), initial={"effective_on": actor.local_date(now)})

    def act(given: dict[str, Any]) -> str:
        file = given.pop("file")
        # One byte more than allowed is enough to know that it is too large.
        pending = receive_import(
            **given, file_name=file.name, content=file.read(MAX_BYTES + 1), actor=actor, now=now
        )
        return reverse("organisation:import", args=[pending.pk])

    if request.method == "POST":
        return edit(request, form, _upload_page(), act)
    files = PendingImport.objects.defer("content", "changes").select_related("uploaded_by__person")
    context = {
        "nav": "kelola",
        "form": form,
        "files": files.order_by("-uploaded_at")[:20],
        "kinds": [(kind, label, COLUMNS[kind]) for kind, label in ImportKind.choices],
    }
    return render(request, "organisation/imports.html", context)


def _upload_page() -> Page:
    return Page(
        heading=_("Unggah berkas"),
        action=_("Periksa berkas"),
        back=reverse("organisation:imports"),
        crumbs=crumbs((_("Unggah"), "")),
        done=_("Berkas diterima. Belum ada yang diterapkan."),
    )


@official
@require_GET
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Row by row what the file would do now; for a finished one, what became of it."""
    administrator(request)
    pending = get_object_or_404(PendingImport.objects.select_related("uploaded_by__person"), pk=pk)
    plan = diagnose(pending) if pending.state == ImportState.WAITING else None
    shown = request.GET.get("tampil", "")
    context = {
        "nav": "kelola",
        "pending": pending,
        "plan": plan,
        "shown": shown,
        "crumbs": crumbs((pending.file_name, "")),
        "page": _page(plan, shown, request) if plan else None,
        "columns": [column.name for column in COLUMNS[pending.kind]],
    }
    return render(request, "organisation/import.html", context)


def _page(plan: Plan, shown: str, request: HttpRequest) -> object:
    # What is wrong comes first: it is what keeps the file from being applied.
    order = {"wrong": 0, "changed": 1, "added": 2, "unchanged": 3}
    rows = [row for row in plan.rows if row.action == shown] if shown in order else plan.rows
    ranked = sorted(rows, key=lambda row: (order[row.action], row.number))
    return Paginator(ranked, PAGE).get_page(request.GET.get("halaman"))


@official
@require_POST
def decide(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Apply a file, set it aside, or undo it."""
    actor = administrator(request)
    if act not in ACTS:
        raise Http404
    pending = get_object_or_404(PendingImport, pk=pk)
    done = ACTS[act](pending=pending, actor=actor, now=utc_now())
    said = {
        ImportState.APPLIED: _("Berkas diterapkan seluruhnya."),
        ImportState.UNDONE: _("Semua yang dibawa berkas ini ditarik kembali."),
        ImportState.DISCARDED: _("Berkas disisihkan. Tidak ada yang diterapkan."),
    }
    messages.success(request, said[ImportState(done.state)])
    return redirect("organisation:import", pk=pk)


@official
@require_GET
def template(request: HttpRequest, kind: str, extension: str) -> HttpResponseBase:
    """An empty form to fill, with one example row."""
    if kind not in COLUMNS or extension not in ("xlsx", "csv"):
        raise Http404
    columns = COLUMNS[kind]
    answer = xlsx_response if extension == "xlsx" else csv_response
    return answer(
        [c.name for c in columns], [[c.example for c in columns]], _("Templat %(kind)s") % {"kind": kind}
    )


@official
@require_GET
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it was uploaded."""
    administrator(request)
    pending = get_object_or_404(PendingImport, pk=pk)
    response = HttpResponse(bytes(pending.content), content_type="application/octet-stream")
    name = "".join(c if c.isalnum() or c in "-_." else "_" for c in pending.file_name)
    response.headers["Content-Disposition"] = (
        f'attachment; filename="{name.encode("ascii", "replace").decode()}"'
    )
    return response
