"""The template of reports: which is in force, what it may say, putting one's own in its place."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pranata.assessment import exports
from pranata.assessment.exports.word import TemplateFault, run_worker, shipped_template
from pranata.assessment.models import Assessment, ReportTemplate
from pranata.assessment.operations.install_report_template import (
    LARGEST_MB,
    TemplateRefused,
    install_report_template,
)
from pranata.assessment.operations.restore_shipped_template import ShippedAlready, restore_shipped_template
from pranata.assessment.policies import may_manage, require_may_manage, require_may_read
from pranata.assessment.queries.report_template import template_in_force, templates_of
from pranata.assessment.web.reached import Reached
from pranata.assessment.web.report_fields import FIELDS
from pranata.assessment.web.views.report import DOCX, drafted
from pranata.foundation.access import official
from pranata.foundation.clock import utc_now
from pranata.organisation.web.middleware import acting


class TemplateForm(forms.Form):
    """The file of a template."""

    file = forms.FileField(label=gettext_lazy("Templat Word (.docx)"), max_length=200)

    def clean_file(self) -> "UploadedFile[bytes]":
        """Turn away what is larger than any template before anything reads it."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if file.size is None or file.size > LARGEST_MB * 1024 * 1024:
            raise forms.ValidationError(_("Paling besar %(mb)d MB.") % {"mb": LARGEST_MB})
        return file


@official
@require_http_methods(["GET", "HEAD", "POST"])
def template(request: HttpRequest) -> HttpResponse:
    """Show the template in force and its history; on POST try a file, or put it in force."""
    actor = acting(request)
    require_may_read(actor, actor.instansi_id)
    if request.method != "POST":
        return _page(request, TemplateForm())
    require_may_manage(actor, actor.instansi_id)
    form = TemplateForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, status=422)
    file = form.cleaned_data["file"]
    content = file.read()
    try:
        if "pratinjau" in request.POST:
            return _preview(request, content)
        install_report_template(name=file.name, content=content, actor=actor, now=utc_now())
    except TemplateRefused as refused:
        form.add_error("file", str(refused))
        return _page(request, form, status=422)
    messages.success(request, _("Templat diperiksa dan dipasang. Laporan Word memakainya mulai sekarang."))
    return redirect("assessment:report_template")


@official
@require_POST
def restore(request: HttpRequest) -> HttpResponse:
    """Go back to the shipped template."""
    try:
        restore_shipped_template(actor=acting(request), now=utc_now())
    except ShippedAlready as already:
        messages.info(request, str(already))
    else:
        messages.success(request, _("Laporan memakai templat bawaan lagi. Templat Anda tetap di riwayat."))
    return redirect("assessment:report_template")


@official
@require_safe
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a template of the history; 0 is the shipped one."""
    actor = acting(request)
    require_may_read(actor, actor.instansi_id)
    if pk == 0:
        return _file(shipped_template(), "templat-lhe-bawaan.docx")
    found = get_object_or_404(ReportTemplate, pk=pk, instansi_id=actor.instansi_id)
    return _file(bytes(found.content), f"templat-lhe-{found.pk}.docx")


def _preview(request: HttpRequest, content: bytes) -> HttpResponse:
    """Fill the file with the instansi's latest assessment, without keeping it."""
    latest = (
        Assessment.objects.filter(instansi_id=acting(request).instansi_id).order_by("-year", "-pk").first()
    )
    if latest is None:
        messages.info(request, _("Belum ada penilaian untuk pratinjau."))
        return redirect("assessment:report_template")
    draft = drafted(Reached(latest, None, acting(request).instansi_name))
    before = draft.found.before.score if draft.found.before else None
    try:
        filled = run_worker(content, draft.fields, exports.radar_png(draft.found.score, before))
    except TemplateFault as fault:
        raise TemplateRefused(fault) from fault
    return _file(filled, f"pratinjau-lhe-{latest.year}.docx")


def _page(request: HttpRequest, form: TemplateForm, status: int = 200) -> HttpResponse:
    actor = acting(request)
    context: dict[str, Any] = {
        "nav": "penilaian",
        "form": form,
        "may_manage": may_manage(actor),
        "own": template_in_force(actor.instansi_id),
        "history": list(templates_of(actor.instansi_id)[:25]),
        "fields": FIELDS,
    }
    return render(request, "assessment/report_template.html", context, status=status)


def _file(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=DOCX, headers=headers)
