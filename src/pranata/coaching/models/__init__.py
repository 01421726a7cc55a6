from pranata.coaching.models.coaching import Coaching
from pranata.coaching.models.follow_up import OPEN, FollowUp, FollowUpState, FollowUpStep, StepKind
from pranata.coaching.models.note import PrivateNote, SharedNote
from pranata.coaching.models.visit import Visit, VisitState

__all__ = [
    "OPEN",
    "Coaching",
    "FollowUp",
    "FollowUpState",
    "FollowUpStep",
    "PrivateNote",
    "SharedNote",
    "StepKind",
    "Visit",
    "VisitState",
]
