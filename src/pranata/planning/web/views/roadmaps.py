"""The Peta Rencana of an instansi: its editions, one of them, and what is done with it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import get_language, gettext_lazy, gettext_noop
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pranata.foundation.access import official
from pranata.foundation.clock import utc_now
from pranata.foundation.errors import NotPermitted, ProductError
from pranata.foundation.exports import xlsx_response
from pranata.organisation.web.editing import Crumbs, Page, edit, posted
from pranata.organisation.web.middleware import acting
from pranata.planning.models import ItemKind, Plan, PlanState, Roadmap, RoadmapItem, RoadmapState
from pranata.planning.operations.decide_roadmap import propose_roadmap, return_roadmap, set_roadmap
from pranata.planning.operations.fill_roadmap import fill_from_plan, weigh_criteria
from pranata.planning.operations.review_roadmap import review_roadmap
from pranata.planning.operations.start_roadmap import start_roadmap
from pranata.planning.operations.write_roadmap_item import (
    add_roadmap_item,
    change_roadmap_item,
    remove_roadmap_item,
)
from pranata.planning.policies import require_may_read
from pranata.planning.policies_roadmap import may_set, may_write, require_may_write
from pranata.planning.queries.roadmap_changes import roadmap_changes
from pranata.planning.queries.roadmap_table import reviews_due, roadmap_table
from pranata.planning.roadmap_rules import rules
from pranata.planning.web.roadmap_files import cell_headings, cells_of, sheet_of, standing_of, title_of
from pranata.planning.web.roadmap_forms import (
    DecreeForm,
    ItemForm,
    ReturnForm,
    ReviewForm,
    WeightsForm,
    YearForm,
    stored,
)

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORM = "planning/roadmap_form.html"
BELOW = {ItemKind.INITIATIVE: ItemKind.PROGRAM, ItemKind.PROGRAM: ItemKind.ACTIVITY}
ADDING = {
    ItemKind.INITIATIVE: gettext_lazy("Tambah inisiatif strategis"),
    ItemKind.PROGRAM: gettext_lazy("Tambah program"),
    ItemKind.ACTIVITY: gettext_lazy("Tambah kegiatan"),
}


def roadmap_of(request: HttpRequest, pk: int) -> Roadmap:
    """Return an edition the actor may read: 404 elsewhere, NotPermitted without a role."""
    actor = acting(request)
    require_may_read(actor, actor.instansi_id)
    return get_object_or_404(Roadmap.objects.select_related("origin"), pk=pk, instansi_id=actor.instansi_id)


@official
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """List the editions, and begin one for a period."""
    actor = acting(request)
    require_may_read(actor, actor.instansi_id)
    form = YearForm(posted(request), initial={"first_year": utc_now().year + 1})
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            made = start_roadmap(**form.cleaned_data, actor=actor, now=utc_now())
        except NotPermitted:
            raise
        except ProductError as refusal:
            status = refusal.status
            form.add_error("first_year", str(refusal))
        else:
            messages.success(request, _("Rancangan Peta Rencana dibuat."))
            return redirect("planning:roadmap", made.pk)
    found = Roadmap.objects.filter(instansi_id=actor.instansi_id).order_by("-first_year", "-edition")
    context = {
        "nav": "rencana",
        "editions": [(one, title_of(one), standing_of(one)) for one in found],
        "form": form,
        "may_write": may_write(actor),
        "rules": rules(),
    }
    return render(request, "planning/roadmaps.html", context, status=status)


@official
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an edition as its table, with what may be done now."""
    roadmap = roadmap_of(request, pk)
    actor = acting(request)
    is_draft = roadmap.state == RoadmapState.DRAFT
    plans = Plan.objects.filter(instansi_id=actor.instansi_id, state=PlanState.ACCEPTED)
    earlier = Roadmap.objects.filter(instansi_id=actor.instansi_id).exclude(pk=pk)
    context = {
        "nav": "rencana",
        "roadmap": roadmap,
        "title": title_of(roadmap),
        "standing": standing_of(roadmap),
        "table": roadmap_table(roadmap),
        "is_draft": is_draft and may_write(actor),
        "may_write": may_write(actor),
        "may_set": may_set(actor) and roadmap.state == RoadmapState.PROPOSED,
        "plans": plans.only("pk", "year", "sequence", "state") if is_draft else [],
        "others": [(one.pk, title_of(one)) for one in earlier.order_by("-first_year", "-edition")[:12]],
        "reviews": roadmap.reviews.order_by("-held_on", "-pk"),
        "due": reviews_due(roadmap),
        "acts": roadmap.acts.order_by("-made_at", "-pk")[:30],
        "triggers": {one.code: one.name for one in rules().triggers},
        "criteria": [(one, roadmap.weights.get(one.code, 0)) for one in rules().criteria],
    }
    return render(request, "planning/roadmap.html", context)


@official
@require_http_methods(["GET", "HEAD", "POST"])
def item_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Add an initiative, or with `?di=` what belongs below an item."""
    roadmap = roadmap_of(request, pk)
    actor, now = acting(request), utc_now()
    require_may_write(actor, roadmap.instansi_id)
    parent = _parent(request, roadmap)
    kind = BELOW[ItemKind(parent.kind)] if parent else ItemKind.INITIATIVE
    form = ItemForm(posted(request), roadmap=roadmap, kind=kind, on=actor.local_date(now))

    def act(_given: dict[str, Any]) -> str:
        words = form.words()
        add_roadmap_item(roadmap=roadmap, kind=kind, parent=parent, words=words, actor=actor, now=now)
        return reverse("planning:roadmap", args=[roadmap.pk])

    page = _page(roadmap, _adding(kind), _("Simpan"), _("Butir disimpan."), parent.name if parent else "")
    return edit(request, form, page, act, template=FORM, nav="rencana")


@official
@require_http_methods(["GET", "HEAD", "POST"])
def item(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """Change an item of a draft."""
    roadmap = roadmap_of(request, pk)
    actor, now = acting(request), utc_now()
    require_may_write(actor, roadmap.instansi_id)
    found = get_object_or_404(_items(roadmap), pk=item_pk)
    form = ItemForm(
        posted(request), roadmap=roadmap, kind=found.kind, on=actor.local_date(now), initial=stored(found)
    )
    seen = request.POST.get("versi", "")

    def act(_given: dict[str, Any]) -> str:
        version = int(seen) if seen.isdecimal() and len(seen) < 9 else 0
        change_roadmap_item(item=found, words=form.words(), expected_version=version, actor=actor, now=now)
        return reverse("planning:roadmap", args=[roadmap.pk])

    page = _page(roadmap, found.get_kind_display(), _("Simpan"), _("Butir disimpan."), found.name)
    return edit(request, form, page, act, template=FORM, nav="rencana", item=found, version=found.version)


@official
@require_POST
def item_remove(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """Remove an item of a draft."""
    roadmap = roadmap_of(request, pk)
    found = get_object_or_404(_items(roadmap), pk=item_pk)
    remove_roadmap_item(item=found, actor=acting(request), now=utc_now())
    messages.success(request, _("Butir dibuang."))
    return redirect("planning:roadmap", pk)


@official
@require_POST
def fill(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the steps of an accepted plan as activities."""
    roadmap = roadmap_of(request, pk)
    chosen = request.POST.get("rencana", "")
    if not chosen.isdecimal() or len(chosen) > 12:
        raise Http404
    plan = get_object_or_404(Plan, pk=int(chosen), instansi_id=roadmap.instansi_id)
    count = fill_from_plan(roadmap=roadmap, plan=plan, actor=acting(request), now=utc_now())
    messages.success(request, _("%(count)d langkah menjadi kegiatan.") % {"count": count})
    return redirect("planning:roadmap", pk)


@official
@require_POST
def revise(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the next edition from this one."""
    roadmap = roadmap_of(request, pk)
    made = start_roadmap(first_year=roadmap.first_year, origin=roadmap, actor=acting(request), now=utc_now())
    messages.success(request, _("Versi baru disusun dari versi ini."))
    return redirect("planning:roadmap", made.pk)


@official
@require_POST
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose the draft."""
    propose_roadmap(roadmap=roadmap_of(request, pk), actor=acting(request), now=utc_now())
    messages.success(request, _("Peta Rencana diajukan. Isinya tidak berubah sampai diputuskan."))
    return redirect("planning:roadmap", pk)


@official
@require_http_methods(["GET", "HEAD", "POST"])
def act_on(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Record the decree, send back, keep the minutes of a review, or weigh the criteria."""
    roadmap = roadmap_of(request, pk)
    if act not in ACTS:
        raise Http404
    kind, heading, button, done, operation = ACTS[act]
    initial = roadmap.weights if kind is WeightsForm else {}
    form = kind(posted(request), initial=initial)

    def run(given: dict[str, Any]) -> str:
        if kind is WeightsForm:
            given = {"weights": given}
        operation(roadmap=roadmap, **given, actor=acting(request), now=utc_now())
        return reverse("planning:roadmap", args=[roadmap.pk])

    page = _page(roadmap, _(heading), _(button), _(done), "")
    return edit(request, form, page, run, template=FORM, nav="rencana")


@official
@require_safe
def compare(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Show what an edition says otherwise than another."""
    after, before = roadmap_of(request, pk), roadmap_of(request, other)
    context = {
        "nav": "rencana",
        "roadmap": after,
        "title": title_of(after),
        "before": title_of(before),
        "changes": roadmap_changes(before, after),
    }
    return render(request, "planning/roadmap_compare.html", context)


@official
@require_safe
def download(request: HttpRequest, pk: int, extension: str) -> HttpResponse:
    """The edition as Word, PDF or Excel."""
    roadmap = roadmap_of(request, pk)
    actor = acting(request)
    table, name = roadmap_table(roadmap), slugify(title_of(roadmap))
    if extension == "xlsx":
        return xlsx_response(
            cell_headings(roadmap), [cells_of(line) for line in table.lines], title_of(roadmap)
        )
    sheet = sheet_of(table, actor.instansi_name, actor.local_date(utc_now()))
    if extension == "docx":
        from pranata.planning.exports.roadmap_word import roadmap_docx  # noqa: PLC0415 - costly to import

        response = HttpResponse(roadmap_docx(sheet), content_type=DOCX)
    elif extension == "pdf":
        from pranata.planning.exports.roadmap_pdf import roadmap_pdf  # noqa: PLC0415 - costly to import

        response = HttpResponse(
            roadmap_pdf(sheet, _("Halaman {page} dari {pages}")), content_type="application/pdf"
        )
    else:
        raise Http404
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{extension}"'
    response.headers["Content-Language"] = get_language() or "id"
    return response


def _items(roadmap: Roadmap) -> Any:
    return (
        RoadmapItem.objects.filter(roadmap=roadmap)
        .select_related("roadmap", "unit", "pic")
        .prefetch_related(Prefetch("years"))
    )


def _parent(request: HttpRequest, roadmap: Roadmap) -> RoadmapItem | None:
    text = request.GET.get("di", "")
    if not text:
        return None
    if not text.isdecimal() or len(text) > 12:
        raise Http404
    found: RoadmapItem = get_object_or_404(_items(roadmap), pk=int(text))
    if found.kind not in BELOW:
        raise Http404
    return found


def _adding(kind: ItemKind) -> str:
    return str(ADDING[kind])


def _page(roadmap: Roadmap, heading: str, action: str, done: str, lead: str) -> Page:
    back = reverse("planning:roadmap", args=[roadmap.pk])
    crumbs: Crumbs = [
        (_("Rencana"), reverse("planning:home")),
        (_("Peta Rencana"), reverse("planning:roadmaps")),
        (title_of(roadmap), back),
        (heading, ""),
    ]
    return Page(heading=heading, lead=lead, action=action, back=back, crumbs=crumbs, done=done)


ACTS: dict[str, tuple[type[forms.Form], str, str, str, Any]] = {
    "tetapkan": (
        DecreeForm,
        gettext_noop("Catat penetapan"),
        gettext_noop("Catat penetapan"),
        gettext_noop("Penetapan dicatat. Versi ini kini berlaku."),
        set_roadmap,
    ),
    "kembalikan": (
        ReturnForm,
        gettext_noop("Kembalikan"),
        gettext_noop("Kembalikan"),
        gettext_noop("Peta Rencana dikembalikan sebagai rancangan."),
        return_roadmap,
    ),
    "reviu": (
        ReviewForm,
        gettext_noop("Catat reviu"),
        gettext_noop("Simpan"),
        gettext_noop("Reviu dicatat."),
        review_roadmap,
    ),
    "bobot": (
        WeightsForm,
        gettext_noop("Ubah bobot"),
        gettext_noop("Simpan"),
        gettext_noop("Bobot disimpan; nilai semua kegiatan dihitung ulang."),
        weigh_criteria,
    ),
}
