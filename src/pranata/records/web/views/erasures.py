"""Requests under UU 27/2022 to erase personal data: the list, recording one, deciding it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pranata.foundation.access import official
from pranata.foundation.clock import utc_now
from pranata.foundation.errors import ProductError
from pranata.organisation.policies import Actor
from pranata.organisation.web.editing import Crumbs, Page, posted
from pranata.organisation.web.middleware import acting
from pranata.records import codes
from pranata.records.models import DisposalItem, Document, ErasureItem, ErasureRequest
from pranata.records.operations.decide_erasure import GRANT, Verdict, decide_erasure
from pranata.records.operations.name_for_erasure import name_for_erasure
from pranata.records.operations.record_erasure_request import Wish, record_erasure_request
from pranata.records.operations.set_erasure_term import set_erasure_term
from pranata.records.policies import PROPOSERS, keeps_all, may_see_erasures, require_keeps_all
from pranata.records.queries.documents import visible_documents
from pranata.records.queries.erasure import (
    ItemStanding,
    carried_by,
    current_term,
    requests_to_show,
    standings_of,
)
from pranata.records.queries.search import matching
from pranata.records.web.asking import words
from pranata.records.web.editing import edit
from pranata.records.web.retention_forms import ErasureForm, ErasureTermForm
from pranata.records.web.views.document import document_or_404
from pranata.records.web.views.retention import frame
from pranata.records.web.wording import Told

PAGE = 50
FOUND = 10


@dataclass(frozen=True)
class Line:
    """One document of a request as its page shows it: its retention, and what was chosen or decided."""

    standing: ItemStanding
    chosen: str
    ground: str
    reason: str
    carried: DisposalItem | None = None

    @property
    def told(self) -> Told:
        """Return its retention in words."""
        return Told(self.standing.retention)

    @property
    def law(self) -> str:
        """Return on which ground retention law refuses it, in words, or nothing."""
        ground = self.standing.refused_by_law
        return codes.erasure_ground_name(ground) if ground else ""


def _crumbs(*last: tuple[str, str]) -> Crumbs:
    return [
        (_("Arsip"), reverse("records:documents")),
        (_("Permintaan hapus"), reverse("records:erasures")),
        *last,
    ]


def _reader(request: HttpRequest) -> Actor:
    actor = acting(request)
    if not may_see_erasures(actor):
        raise PermissionDenied
    return actor


@official
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The requests, undecided first."""
    actor = _reader(request)
    page = Paginator(requests_to_show(), PAGE).get_page(request.GET.get("halaman"))
    waiting = ErasureRequest.objects.filter(decided_at__isnull=True).count()
    term = current_term()
    for one in page:
        one.due_on = term.due_on(one) if term and one.decided_at is None else None  # type: ignore[attr-defined]
    context = {
        **frame(actor, "hapus"),
        "page": page,
        "waiting": waiting,
        "may_decide": keeps_all(actor),
        "term": term,
        "today": actor.local_date(utc_now()),
    }
    return render(request, "records/erasures.html", context)


@official
@require_http_methods(["GET", "POST"])
def record(request: HttpRequest) -> HttpResponse:
    """Record that somebody asked."""
    actor = acting(request)
    require_keeps_all(actor, instansi_id=actor.instansi_id)
    now = utc_now()
    form = ErasureForm(posted(request), today=actor.local_date(now))
    page = Page(
        heading=_("Catat permintaan hapus"),
        lead=_(
            "Permintaan pemilik data pribadi menurut UU 27/2022. Nama pemohon hanya dibaca arsiparis dan "
            "pemeriksa; di catatan log ia disegel."
        ),
        action=_("Catat permintaan"),
        back=reverse("records:erasures"),
        crumbs=_crumbs((_("Catat"), "")),
        done=_("Permintaan tercatat. Tunjuk naskah yang dimaksud."),
    )

    def act(given: dict[str, Any]) -> str:
        recorded = record_erasure_request(wish=Wish(**given), actor=actor, now=now)
        return reverse("records:erasure", args=[recorded.public_id])

    return edit(request, form, page, act)


@official
@require_http_methods(["GET", "POST"])
def term(request: HttpRequest) -> HttpResponse:
    """Say in how many days the instansi answers."""
    actor, set_before = acting(request), current_term()
    require_keeps_all(actor, instansi_id=actor.instansi_id)
    initial = {"days": set_before.days, "basis": set_before.basis} if set_before else None
    page = Page(
        heading=_("Tenggat menjawab permintaan hapus"),
        lead=_(
            "Ketetapan instansi sendiri, bukan ketentuan undang-undang. Berlaku untuk semua permintaan yang "
            "menunggu putusan, dihitung sejak tanggal diterima."
        ),
        action=_("Tetapkan tenggat"),
        back=reverse("records:erasures"),
        crumbs=_crumbs((_("Tenggat"), "")),
        done=_("Tenggat ditetapkan dan tercatat."),
    )

    def act(given: dict[str, Any]) -> str:
        set_erasure_term(**given, actor=actor, now=utc_now())
        return reverse("records:erasures")

    return edit(request, ErasureTermForm(posted(request), initial=initial), page, act)


@official
@require_http_methods(["GET", "POST"])
def erasure(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """One request: what is asked, what retention law says of each document, and the decision."""
    actor = _reader(request)
    found = get_object_or_404(ErasureRequest, public_id=public_id)
    errors, status = [], 200
    if request.method == "POST":
        try:
            decide_erasure(request=found, verdicts=_verdicts(found, request.POST), actor=actor, now=utc_now())
        except ProductError as refusal:
            errors, status = [str(refusal)], refusal.status
        else:
            messages.success(request, _("Putusan tercatat."))
            return redirect("records:erasure", found.public_id)
    context = {**_shown(request, found, actor), "errors": errors}
    return render(request, "records/erasure.html", context, status=status)


@official
@require_POST
def name(request: HttpRequest, public_id: uuid.UUID, document_id: uuid.UUID) -> HttpResponse:
    """Name a document that the request is about."""
    actor = _reader(request)
    found = get_object_or_404(ErasureRequest, public_id=public_id)
    document = document_or_404(request, document_id)
    name_for_erasure(request=found, document=document, actor=actor, now=utc_now())
    messages.success(request, _("Naskah ditambahkan ke permintaan ini."))
    return redirect("records:erasure", found.public_id)


def _shown(request: HttpRequest, found: ErasureRequest, actor: Actor) -> dict[str, Any]:
    undecided = found.decided_at is None
    asked = words(request) if undecided else ""
    today = actor.local_date(utc_now())
    standings, term = standings_of(found, on=today), current_term()
    carried = carried_by(standing.item for standing in standings)
    return {
        **frame(actor, "hapus"),
        "erasure": found,
        "lines": [
            replace(_line(standing, request.POST), carried=carried.get(standing.item.document_id))
            for standing in standings
        ],
        "term": term,
        "due_on": term.due_on(found) if term else None,
        "today": today,
        "may_propose": actor.has_role(*PROPOSERS),
        "refusals": [c for c in codes.erasure_grounds("refuse") if not c.ended],
        "may_decide": undecided and keeps_all(actor),
        "asked": asked,
        "found": _found(asked, actor, standings) if asked else [],
        "crumbs": _crumbs((found.reference or found.requester, "")),
    }


def _line(standing: ItemStanding, typed: Mapping[str, str]) -> Line:
    item = standing.item
    if item.outcome:
        return Line(standing, item.outcome, codes.erasure_ground_name(item.ground), item.reason)
    chosen, ground, reason = (typed.get(f"{p}-{item.pk}", "") for p in ("putusan", "dasar", "alasan"))
    return Line(standing, chosen, ground, reason)


def _verdicts(found: ErasureRequest, typed: Mapping[str, str]) -> dict[int, Verdict]:
    verdicts = {}
    for pk in ErasureItem.objects.filter(request=found).values_list("pk", flat=True):
        chosen = typed.get(f"putusan-{pk}", "")
        reason = typed.get(f"alasan-{pk}", "").replace("\x00", "")[:500]
        if chosen == "kabul":
            verdicts[pk] = Verdict(granted=True, ground=GRANT, reason=reason)
        elif chosen == "tolak":
            verdicts[pk] = Verdict(granted=False, ground=typed.get(f"dasar-{pk}", ""), reason=reason)
    return verdicts


def _found(asked: str, actor: Actor, standings: list[ItemStanding]) -> list[Document]:
    named = [standing.item.document_id for standing in standings]
    found = visible_documents(actor).filter(matching(asked)).exclude(pk__in=named)
    return list(found.select_related("unit").order_by("-changed_at", "-pk")[:FOUND])
