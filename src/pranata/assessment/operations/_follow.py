"""Letting a level follow its checklist."""

import datetime as dt
from collections.abc import Mapping

from pranata.assessment.basis import RestingLevel, followed
from pranata.assessment.models import Answer, AnswerChange, Assessment, ChangeKind
from pranata.assessment.operations._change import Change, write_changes
from pranata.organisation.policies import Actor


def follow(
    assessment: Assessment, answer: Answer, verdicts: Mapping[str, str], *, actor: Actor, now: dt.datetime
) -> AnswerChange | None:
    """Give a locked answer the level its checklist reaches, where it sets the level; return the change."""
    standing = RestingLevel.of(answer)
    after = followed(assessment.instrument, answer.indicator, standing, verdicts)
    if after == standing:
        return None
    change = Change(
        answer=answer, level=after.level, note=answer.note, basis=after.basis, reason=after.reason
    )
    (row,) = write_changes([change], kind=ChangeKind.FOLLOWED, actor=actor, now=now)
    return row
