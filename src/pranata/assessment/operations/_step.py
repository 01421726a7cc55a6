"""Writing a step of an assessment, with the snapshot that lets a stranger recompute it."""

import datetime as dt

from pranata.assessment.models import Assessment, AssessmentStep, StepKind
from pranata.assessment.queries.fixed import digest
from pranata.assessment.queries.snapshot import Snapshot
from pranata.ledger.operations.append_entry import ObjectRef
from pranata.organisation.policies import Actor


def add_step(
    assessment: Assessment,
    kind: StepKind,
    *,
    actor: Actor,
    now: dt.datetime,
    reason: str = "",
    snapshot: Snapshot | None = None,
    stage: str = "",
) -> AssessmentStep:
    """Append one step to the assessment's history; `stage` is the one that was left by it, if any."""
    return AssessmentStep.objects.create(
        instansi_id=assessment.instansi_id,
        assessment=assessment,
        kind=kind,
        stage=stage,
        reason=reason,
        snapshot=snapshot.to_document() if snapshot else {},
        **actor.made(now),
    )


def snapshot_ref(snapshot: Snapshot) -> ObjectRef:
    """Name a snapshot in a ledger entry by the digest of its canonical bytes."""
    sealed = digest(snapshot.to_document())
    return ObjectRef(role="hasil", type="snapshot", id=sealed[:16], sha256=sealed)
