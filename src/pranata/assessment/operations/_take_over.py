"""Taking last year's findings and evidence over into what is silent this year."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from pranata.assessment.basis import RestingLevel, followed
from pranata.assessment.checklist import requirements
from pranata.assessment.models import (
    Answer,
    Assessment,
    Finding,
    FindingChange,
    FindingEvidence,
    LevelBasis,
)
from pranata.assessment.operations._findings import Said, new_finding, write_findings
from pranata.assessment.queries.checklist import must_hold_until, trouble_of
from pranata.organisation.policies import Actor
from pranata.records.models import Evidence
from pranata.records.queries.evidence import visible_evidence

CLOSED = "tertutup"


@dataclass(frozen=True, kw_only=True)
class TakenOver:
    """What was taken over; `moved` are requirements whose text changed, `left` the evidence that stayed."""

    changes: list[FindingChange]
    links: list[FindingEvidence]
    moved: tuple[str, ...]
    left: tuple[tuple[Evidence, str], ...]
    stands: RestingLevel


def take_over(
    assessment: Assessment,
    answer: Answer,
    before: Answer,
    batch: uuid.UUID,
    *,
    actor: Actor,
    now: dt.datetime,
) -> TakenOver:
    """Fill what nobody judged this year from last year, and say which level that gives."""
    asked = {one.key: one.text for one in requirements(assessment.instrument, answer.indicator)}
    own = {row.requirement: row for row in Finding.objects.filter(answer=answer)}
    theirs = {
        row.requirement: row for row in Finding.objects.filter(answer=before) if row.requirement in asked
    }
    moved = tuple(key for key, row in theirs.items() if row.verdict and row.asked != asked[key])
    sayings = [
        (own.setdefault(key, new_finding(answer, key)), _said(row))
        for key, row in theirs.items()
        if key not in moved and _is_silent(own.get(key)) and (row.verdict or row.explanation)
    ]
    changes = write_findings(sayings, actor=actor, now=now, batch=batch)
    kept = {row.pk: key for key, row in theirs.items() if key not in moved}
    links, left = _link(assessment, answer, kept, own, asked, batch, actor=actor, now=now)
    return TakenOver(
        changes=changes,
        links=links,
        moved=moved,
        left=left,
        stands=_stands(assessment, answer, before, {key: row.verdict for key, row in own.items()}),
    )


def _is_silent(own: Finding | None) -> bool:
    return own is None or not (own.verdict or own.explanation)


def _said(row: Finding) -> Said:
    return Said(row.verdict, row.explanation, row.cause, row.asked)


def _stands(
    assessment: Assessment, answer: Answer, before: Answer, verdicts: Mapping[str, str]
) -> RestingLevel:
    """Return the level: this year's, or last year's if it was not computed; then the checklist's."""
    stands = RestingLevel.of(answer)
    if answer.level is None and before.basis != LevelBasis.CHECKLIST:
        stands = RestingLevel.of(before)
    return followed(assessment.instrument, answer.indicator, stands, verdicts)


def _link(
    assessment: Assessment,
    answer: Answer,
    kept: Mapping[int, str],
    own: dict[str, Finding],
    asked: Mapping[str, str],
    batch: uuid.UUID,
    *,
    actor: Actor,
    now: dt.datetime,
) -> tuple[list[FindingEvidence], tuple[tuple[Evidence, str], ...]]:
    """Show last year's evidence where it is not shown yet; return the rows, and what stayed with why."""
    past = list(
        FindingEvidence.objects.filter(finding__in=kept, unlinked_at__isnull=True)
        .select_related("evidence")
        .order_by("pk")
    )
    left = _left(past, must_hold_until(assessment, actor.local_date(now)), actor)
    there = set(
        FindingEvidence.objects.filter(finding__answer=answer, unlinked_at__isnull=True).values_list(
            "finding__requirement", "evidence_id"
        )
    )
    coming = [
        link
        for link in past
        if link.evidence_id not in left and (kept[link.finding_id], link.evidence_id) not in there
    ]
    _make_room(answer, {kept[link.finding_id] for link in coming}, own, asked)
    rows = FindingEvidence.objects.bulk_create(
        FindingEvidence(
            instansi_id=answer.instansi_id,
            finding=own[kept[link.finding_id]],
            evidence=link.evidence,
            pages=link.pages,
            batch=batch,
            linked_at=now,
            linked_by_id=actor.assignment_id,
        )
        for link in coming
    )
    return rows, tuple(left.values())


def _left(past: list[FindingEvidence], until: dt.date, actor: Actor) -> dict[int, tuple[Evidence, str]]:
    """Return the items that do not come along, each with why. One query."""
    if not past:
        return {}
    mine = visible_evidence(actor).filter(pk__in={link.evidence_id for link in past})
    seen = set(mine.values_list("pk", flat=True))
    found: dict[int, tuple[Evidence, str]] = {}
    for link in past:
        trouble = trouble_of(link.evidence, until)
        if trouble is not None:
            found[link.evidence_id] = (link.evidence, trouble.value)
        elif link.evidence_id not in seen:
            found[link.evidence_id] = (link.evidence, CLOSED)
    return found


def _make_room(answer: Answer, keys: set[str], own: dict[str, Finding], asked: Mapping[str, str]) -> None:
    """Make a row without a verdict for each requirement that evidence comes to and that has none."""
    fresh = [
        Finding(instansi_id=answer.instansi_id, answer=answer, requirement=key, asked=asked[key])
        for key in sorted(keys - own.keys())
    ]
    for row in Finding.objects.bulk_create(fresh):
        own[row.requirement] = row
