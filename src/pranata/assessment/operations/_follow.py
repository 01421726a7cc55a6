"""Letting a level follow its checklist."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from pranata.assessment.checklist import climbed, sets_the_level
from pranata.assessment.models import Answer, AnswerChange, Assessment, ChangeKind, LevelBasis
from pranata.assessment.operations._change import Change, write_changes
from pranata.engine.checklist import Climb
from pranata.organisation.policies import Actor


def follow(
    assessment: Assessment, answer: Answer, verdicts: Mapping[str, str], *, actor: Actor, now: dt.datetime
) -> AnswerChange | None:
    """Give a locked answer the level its checklist reaches, where it sets the level; return the change.

    A level entered without a checklist stands until the checklist decides; one that was set with a reason
    stands until the checklist reaches it.
    """
    if not sets_the_level(assessment.instrument) or not any(verdicts.values()):
        return None
    found = climbed(assessment.instrument, answer.indicator, verdicts)
    if not _takes_over(answer, found):
        return None
    change = Change(
        answer=answer, level=Decimal(found.level), note=answer.note, basis=LevelBasis.CHECKLIST, reason=""
    )
    if (answer.level, answer.basis) == (change.level, change.basis):
        return None
    (row,) = write_changes([change], kind=ChangeKind.FOLLOWED, actor=actor, now=now)
    return row


def _takes_over(answer: Answer, found: Climb) -> bool:
    if answer.basis == LevelBasis.REASON:
        return answer.level == found.level
    if answer.basis == LevelBasis.ENTERED and answer.level is not None:
        return found.is_decided
    return True
