"""Where the evidence of a finished action could be attached."""

from dataclasses import dataclass

from pranata.assessment.checklist import Requirement, requirements
from pranata.assessment.models import Assessment, AssessmentState
from pranata.assessment.policies import answerable
from pranata.organisation.policies import Actor
from pranata.planning.models import Action


@dataclass(frozen=True, kw_only=True)
class Offer:
    """The assessment that is being filled, with the requirements of the indicator."""

    assessment: Assessment
    requirements: tuple[Requirement, ...]


def offer_of(action: Action, actor: Actor) -> Offer | None:
    """Return where it could go: the latest open assessment, if the actor answers the indicator there."""
    instrument = action.action_plan.plan.instrument
    found = Assessment.objects.filter(
        instansi_id=action.instansi_id, instrument=instrument, state=AssessmentState.DRAFT
    )
    latest = found.order_by("-year", "-pk").first()
    asked = requirements(instrument, action.indicator)
    if (
        latest is None
        or not asked
        or action.indicator not in answerable(actor, latest.pk, [action.indicator])
    ):
        return None
    return Offer(assessment=latest, requirements=asked)
