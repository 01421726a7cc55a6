"""Every change of the requirements of one indicator, with its evidence, newest first."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from pranata.assessment.models import Assessment, FindingChange, FindingEvidence
from pranata.organisation.models import Assignment
from pranata.organisation.policies import Actor
from pranata.records.models import Evidence
from pranata.records.queries.evidence import visible_evidence


class Happened(Enum):
    """What was done at a requirement."""

    JUDGED = "dijawab"
    ATTACHED = "dipasang"
    DETACHED = "dilepas"


@dataclass(frozen=True, kw_only=True)
class RequirementEvent:
    """One change: who, as what, when. `before` and `after` of an answer; `evidence` of what was attached.

    `evidence` is None where the item is closed to whoever looks. `is_carried`: taken over from last year.
    """

    requirement: str
    happened: Happened
    at: dt.datetime
    person: str
    position: str
    capacity: str
    is_carried: bool
    before: FindingChange | None = None
    after: FindingChange | None = None
    evidence: Evidence | None = None
    pages: str = ""

    @property
    def anchor(self) -> str:
        """The id of the requirement on the indicator's page."""
        return f"s-{self.requirement.replace('.', '-')}"


def finding_history(
    assessment: Assessment, indicator: str, actor: Actor, requirement: str = ""
) -> list[RequirementEvent]:
    """Return what happened at the requirements of an indicator, or at one of them. Three queries."""
    found = [*_judged(assessment, indicator), *_evidence(assessment, indicator, actor)]
    if requirement:
        found = [one for one in found if one.requirement == requirement]
    return sorted(found, key=lambda one: one.at, reverse=True)


def _judged(assessment: Assessment, indicator: str) -> Iterable[RequirementEvent]:
    rows = list(
        FindingChange.objects.filter(
            finding__answer__assessment=assessment, finding__answer__indicator=indicator
        )
        .select_related("finding")
        .order_by("-made_at", "-pk")
    )
    by_version = {(row.finding_id, row.version): row for row in rows}
    for row in rows:
        yield RequirementEvent(
            requirement=row.finding.requirement,
            happened=Happened.JUDGED,
            at=row.made_at,
            person=row.person_name,
            position=row.position_title,
            capacity=row.capacity,
            is_carried=row.batch is not None,
            before=by_version.get((row.finding_id, row.version - 1)),
            after=row,
        )


def _evidence(assessment: Assessment, indicator: str, actor: Actor) -> Iterable[RequirementEvent]:
    links = list(
        FindingEvidence.objects.filter(
            finding__answer__assessment=assessment, finding__answer__indicator=indicator
        )
        .select_related(
            "finding",
            "evidence",
            "linked_by__person",
            "linked_by__position",
            "unlinked_by__person",
            "unlinked_by__position",
        )
        .order_by("-pk")
    )
    if not links:
        return
    mine = visible_evidence(actor).filter(pk__in={link.evidence_id for link in links})
    seen = set(mine.values_list("pk", flat=True))
    for link in links:
        item = link.evidence if link.evidence_id in seen else None
        yield _shown(link, item, Happened.ATTACHED, link.linked_at, link.linked_by)
        if link.unlinked_at is not None and link.unlinked_by is not None:
            yield _shown(link, item, Happened.DETACHED, link.unlinked_at, link.unlinked_by)


def _shown(
    link: FindingEvidence, item: Evidence | None, happened: Happened, at: dt.datetime, by: Assignment
) -> RequirementEvent:
    """Evidence keeps who held the post, not a copy of the names: they are read as they are now."""
    return RequirementEvent(
        requirement=link.finding.requirement,
        happened=happened,
        at=at,
        person=by.person.name,
        position=by.position.title,
        capacity=by.capacity,
        is_carried=link.batch is not None and happened is Happened.ATTACHED,
        evidence=item,
        pages=link.pages,
    )
