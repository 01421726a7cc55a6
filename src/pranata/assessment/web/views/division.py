"""Dividing the indicators among posts, on one page."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from pranata.assessment.models import Assessment, AssessmentState, Part
from pranata.assessment.operations.assign_indicators import Given, assign_indicators
from pranata.assessment.operations.release_indicators import release_indicators
from pranata.assessment.policies import may_manage
from pranata.assessment.queries.detail import AspectBlock, AssessmentDetail, IndicatorRow, assessment_detail
from pranata.assessment.queries.division import Division, Post, Share, divisions_of
from pranata.assessment.queries.proposal import Proposal, preference, propose
from pranata.assessment.regulations import load
from pranata.assessment.web.page import managed, page, readable
from pranata.foundation.access import official
from pranata.foundation.clock import utc_now
from pranata.foundation.errors import NotPermitted, ProductError
from pranata.organisation.web.middleware import acting

# What the buttons of the page ask for.
GIVE = {"penanggung-jawab": Part.RESPONSIBLE, "pendukung": Part.CONTRIBUTOR}
TAKE_BACK, PROPOSED = "cabut", "usulan"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One indicator with the posts it was given to, and those proposed for it, by the part they have."""

    row: IndicatorRow
    posts: tuple[Post, ...]
    helpers: tuple[Post, ...]
    proposed: tuple[Proposal, ...]
    proposed_helpers: tuple[Proposal, ...]

    @property
    def is_open(self) -> bool:
        """Whether nobody has it and nobody is proposed."""
        return not (self.posts or self.helpers or self.proposed or self.proposed_helpers)


@official
@require_safe
def division(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who answers for what; the coordinator also gives and takes back. `?saring=belum` narrows."""
    assessment = readable(request, pk)
    return _page(request, assessment)


@official
@require_POST
def divide(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the indicators chosen to a post, take them back from it, or give each as proposed."""
    assessment = managed(request, pk)
    try:
        messages.success(request, _done(request, assessment))
    except NotPermitted:
        raise
    except ProductError as error:
        return _page(
            request, assessment, error.status, error=error, chosen=frozenset(_numbers(request, assessment))
        )
    query = "?saring=belum" if request.POST.get("saring") == "belum" else ""
    return redirect(reverse("assessment:division", args=[pk]) + query)


def _page(request: HttpRequest, assessment: Assessment, status: int = 200, **extra: Any) -> HttpResponse:
    detail = assessment_detail(assessment)
    found, proposals = _division(request, detail)
    shown = request.POST.get("saring", request.GET.get("saring", ""))
    given = [row for row in detail.rows if found.responsible(row.number)]
    context = {
        "detail": detail,
        "regulation": detail.regulation,
        "groups": _groups(detail, found, proposals, only_open=shown == "belum"),
        "division": found,
        "filter": shown,
        "given": len(given),
        "open_count": detail.total - len(given),
        "proposed": len(proposals),
        "chosen": frozenset(),
        "may_divide": may_manage(acting(request)) and assessment.state == AssessmentState.DRAFT,
        "wanted": request.POST.get("jabatan", ""),
    }
    return page(request, "division.html", assessment, {**context, **extra}, status)


def _groups(
    detail: AssessmentDetail,
    found: Division,
    proposals: dict[str, tuple[Proposal, ...]],
    *,
    only_open: bool,
) -> list[tuple[AspectBlock, list[Line]]]:
    """Return the aspects with the lines to show, without those that have none."""
    groups = []
    for domain in detail.domains:
        for aspect in domain.aspects:
            lines = [
                _line(row, found.of(row.number), proposals.get(row.number, ()))
                for row in aspect.rows
                if not only_open or found.responsible(row.number) is None
            ]
            groups += [(aspect, lines)] if lines else []
    return groups


def _line(row: IndicatorRow, shares: tuple[Share, ...], proposals: tuple[Proposal, ...]) -> Line:
    return Line(
        row=row,
        posts=tuple(share.post for share in shares if share.is_responsible),
        helpers=tuple(share.post for share in shares if not share.is_responsible),
        proposed=tuple(one for one in proposals if one.part is Part.RESPONSIBLE),
        proposed_helpers=tuple(one for one in proposals if one.part is not Part.RESPONSIBLE),
    )


def _done(request: HttpRequest, assessment: Assessment) -> str:
    """Do what was asked and return what to say of it."""
    actor, now, asked = acting(request), utc_now(), request.POST.get("lakukan", "")
    numbers = _numbers(request, assessment)
    if asked == TAKE_BACK:
        taken = release_indicators(
            assessment=assessment,
            indicators=numbers,
            position_id=_position(request),
            actor=actor,
            now=now,
        )
        return _said(ngettext("%(n)d indikator dicabut.", "%(n)d indikator dicabut.", len(taken)), taken)
    given = _as_proposed(request, assessment, numbers) if asked == PROPOSED else _asked(request, numbers)
    rows = assign_indicators(assessment=assessment, given=given, actor=actor, now=now)
    told = {row.indicator for row in rows}
    return _said(ngettext("%(n)d indikator dibagi.", "%(n)d indikator dibagi.", len(told)), told)


def _said(text: str, numbers: Iterable[str]) -> str:
    return text % {"n": len([*numbers])}


def _asked(request: HttpRequest, numbers: list[str]) -> list[Given]:
    part = GIVE.get(request.POST.get("lakukan", ""), Part.RESPONSIBLE)
    return [Given(indicator=number, position_id=_position(request), part=part) for number in numbers]


def _as_proposed(request: HttpRequest, assessment: Assessment, numbers: list[str]) -> list[Given]:
    """What the page proposes now for the indicators chosen; for all of them where none was chosen."""
    detail = assessment_detail(assessment)
    _found, proposals = _division(request, detail)
    return [
        Given(indicator=one.indicator, position_id=one.post.pk, part=one.part)
        for number, found in proposals.items()
        if not numbers or number in numbers
        for one in found
    ]


def _division(
    request: HttpRequest, detail: AssessmentDetail
) -> tuple[Division, dict[str, tuple[Proposal, ...]]]:
    """Return who answers for what, and what is proposed for the rest, from last year's division first."""
    both = [detail.assessment, *([detail.previous] if detail.previous else [])]
    now, *before = divisions_of(both, acting(request).local_date(utc_now()))
    return now, propose(detail.regulation, now, before[0] if before else None, preference())


def _numbers(request: HttpRequest, assessment: Assessment) -> list[str]:
    """Return the indicators that were ticked, and those of the aspects that were."""
    regulation = load(assessment.instrument)
    aspects = {aspect.number for aspect in regulation.aspects} & {*request.POST.getlist("aspek")}
    of_aspects = [item.number for number in sorted(aspects) for item in regulation.indicators_of(number)]
    ticked = request.POST.getlist("indikator") + of_aspects
    return [*dict.fromkeys(text for text in ticked if "\x00" not in text)]


def _position(request: HttpRequest) -> int:
    text = request.POST.get("jabatan", "")
    return int(text) if text.isdecimal() and len(text) < 19 else 0
