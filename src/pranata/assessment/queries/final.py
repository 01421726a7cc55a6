"""The values an assessment ended with: of its last closed stage, else the instansi's own."""

from pranata.assessment.models import Assessment, Stage
from pranata.assessment.queries.snapshot import Snapshot, snapshot_of, take_snapshot
from pranata.assessment.queries.stage_scores import final_score, stored_levels


def final_snapshot(assessment: Assessment) -> tuple[Stage, Snapshot]:
    """Return the stage whose values are final and those values, scored by the instrument as it is now."""
    final = final_score(assessment)
    if final is None:
        own = Stage.RESULT if assessment.source else Stage.SELF
        return own, take_snapshot(assessment, assessment.answers.order_by("pk"))
    return final.stage, snapshot_of(assessment, stored_levels(final.levels))
