"""Writing what was found of requirements: the one place that touches Finding and FindingChange together."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import NamedTuple

from pranata.assessment.models import Answer, Finding, FindingChange
from pranata.organisation.policies import Actor

CHANGED = ["verdict", "explanation", "cause", "asked", "version", "changed_at", "changed_by"]


class Said(NamedTuple):
    """What a finding becomes; `asked` is the requirement as it reads."""

    verdict: str
    explanation: str
    cause: str
    asked: str


def new_finding(answer: Answer, requirement: str) -> Finding:
    """Return the row of a requirement that was never judged; not saved yet."""
    return Finding(instansi_id=answer.instansi_id, answer=answer, requirement=requirement)


def write_findings(
    sayings: Sequence[tuple[Finding, Said]], *, actor: Actor, now: dt.datetime, batch: uuid.UUID | None = None
) -> list[FindingChange]:
    """Write the findings and one history row each. Three statements, however many there are."""
    for row, said in sayings:
        row.verdict, row.explanation, row.cause, row.asked = said
        row.version += 1
        row.changed_at, row.changed_by_id = now, actor.assignment_id
    # A row without a number was never stored.
    known = [row for row, _said in sayings if row.pk]
    Finding.objects.bulk_create(row for row, _said in sayings if not row.pk)
    if len(known) == 1:
        known[0].save(update_fields=CHANGED)
    elif known:
        # Each is there, so this writes over it: for hundreds of rows a tenth of what bulk_update costs.
        Finding.objects.bulk_create(known, update_conflicts=True, unique_fields=["id"], update_fields=CHANGED)
    return FindingChange.objects.bulk_create(_history(row, actor, now, batch) for row, _said in sayings)


def _history(row: Finding, actor: Actor, now: dt.datetime, batch: uuid.UUID | None) -> FindingChange:
    return FindingChange(
        instansi_id=row.instansi_id,
        finding=row,
        version=row.version,
        batch=batch,
        asked=row.asked,
        verdict=row.verdict,
        explanation=row.explanation,
        cause=row.cause,
        **actor.made(now),
    )
