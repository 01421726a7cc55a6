"""Undoing an upload or a copy as a whole."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.assessment import events
from pranata.assessment.basis import RestingLevel, followed
from pranata.assessment.models import (
    Answer,
    AnswerChange,
    Assessment,
    CarriedEvidence,
    ChangeKind,
    FilledFile,
    FilledState,
    Finding,
    FindingChange,
    LevelBasis,
)
from pranata.assessment.operations._batch import write_batch
from pranata.assessment.operations._change import Change, lock_answers, require_answering
from pranata.assessment.operations._findings import Said, write_findings
from pranata.assessment.policies import answerable, require_may_answer, require_may_manage
from pranata.foundation.errors import ProductError
from pranata.organisation.policies import Actor


class BatchUnknown(ProductError):
    """This assessment has no such upload or copy."""

    status = 404

    def __init__(self) -> None:
        super().__init__(_("Unggahan atau salinan itu tidak ada dalam penilaian ini."))


class BatchSuperseded(ProductError):
    """Some answers of the batch were changed again since; undoing it would overwrite them."""

    def __init__(self, numbers: list[str]) -> None:
        super().__init__(
            _("Indikator %(numbers)s sudah diubah lagi sesudahnya.") % {"numbers": ", ".join(numbers)},
            why=_("Mengurungkan semuanya akan menimpa perubahan yang lebih baru. Belum ada yang diurungkan."),
            remedy=_("Urungkan perubahan yang lebih baru dahulu, atau perbaiki indikatornya satu per satu."),
        )


@transaction.atomic
def undo_batch(
    *, assessment: Assessment, batch: uuid.UUID, actor: Actor, now: dt.datetime
) -> list[AnswerChange]:
    """Put back every answer and finding of one upload or copy as it was before, all or nothing.

    The coordinator undoes any; whoever brought it in undoes their own as long as they answer all of it.
    Raises NotPermitted, AssessmentNotOpen, StageOver, BatchUnknown or BatchSuperseded.
    """
    answers = lock_answers(assessment)
    undone = _Batch.of(assessment, batch)
    _require_may_undo(undone, answers, actor, assessment)
    assessment = require_answering(assessment, now)
    if (not undone.levels and not undone.findings) or undone.is_comparison:
        raise BatchUnknown
    undone.require_latest(answers)
    findings = write_findings(undone.findings_back(), actor=actor, now=now, batch=batch)
    rows = write_batch(
        assessment,
        undone.answers_back(assessment, answers),
        kind=ChangeKind.UNDONE,
        action=events.BATCH_UNDONE,
        batch=batch,
        detail={"hasil": {_key(row): str(row.verdict) for row in findings}} if findings else {},
        actor=actor,
        now=now,
    )
    carried = CarriedEvidence.objects.filter(answer__assessment_id=assessment.pk, batch=batch)
    carried.filter(undone_at__isnull=True).update(undone_at=now)
    FilledFile.objects.filter(batch=batch).update(state=FilledState.UNDONE, finished_at=now)
    return rows


@dataclass(frozen=True)
class _Batch:
    """The changes one act made: of answers, and of findings with how each was before."""

    levels: list[AnswerChange]
    findings: list[tuple[FindingChange, FindingChange | None]]

    @classmethod
    def of(cls, assessment: Assessment, batch: uuid.UUID) -> "_Batch":
        levels = AnswerChange.objects.filter(answer__assessment_id=assessment.pk, batch=batch).exclude(
            kind=ChangeKind.UNDONE
        )
        made = FindingChange.objects.filter(finding__answer__assessment_id=assessment.pk, batch=batch)
        # Undoing writes under the same batch; what the act itself did came first.
        first: dict[int, FindingChange] = {}
        for row in made.select_related("finding__answer", "made_by").order_by("version"):
            first.setdefault(row.finding_id, row)
        former = {
            (row.finding_id, row.version): row for row in FindingChange.objects.filter(finding_id__in=first)
        }
        return cls(
            list(levels.select_related("answer", "made_by").order_by("pk")),
            [(row, former.get((row.finding_id, row.version - 1))) for row in first.values()],
        )

    @property
    def made(self) -> list[AnswerChange | FindingChange]:
        """All of it."""
        return [*self.levels, *(row for row, _former in self.findings)]

    @property
    def is_comparison(self) -> bool:
        """Whether it says of one indicator how it stands against last year: that is undone by itself."""
        return any(row.kind in (ChangeKind.UNCHANGED, ChangeKind.CHANGED) for row in self.levels)

    @property
    def indicators(self) -> list[str]:
        """What it touched."""
        of_findings = [row.finding.answer.indicator for row, _former in self.findings]
        return list(dict.fromkeys([row.answer.indicator for row in self.levels] + of_findings))

    def require_latest(self, answers: Mapping[str, Answer]) -> None:
        """Raise BatchSuperseded where somebody changed something of it again."""
        newer = [
            row.answer.indicator
            for row in self.levels
            if answers[row.answer.indicator].version != row.version
        ]
        newer += [
            row.finding.answer.indicator for row, _ in self.findings if row.finding.version != row.version
        ]
        if newer:
            raise BatchSuperseded(list(dict.fromkeys(newer)))

    def findings_back(self) -> list[tuple[Finding, Said]]:
        """Return every finding as it was before."""
        return [
            (row.finding, Said(old.verdict, old.explanation, old.cause, old.asked))
            if old
            else (row.finding, Said("", "", "", row.asked))
            for row, old in self.findings
        ]

    def answers_back(self, assessment: Assessment, answers: Mapping[str, Answer]) -> list[Change]:
        """Return every answer as it was before. Call it with the findings put back.

        A level that followed its checklist follows it again: somebody may have judged another requirement.
        """
        return [
            change
            for number in self.indicators
            if not (change := self._back(assessment, answers[number])).is_none
        ]

    def _back(self, assessment: Assessment, answer: Answer) -> Change:
        row = next((row for row in self.levels if row.answer_id == answer.pk), None)
        standing, note = RestingLevel.of(answer), answer.note
        if row is not None:
            standing = RestingLevel(row.level_before, row.basis_before, row.reason_before)
            note = row.note_before
        if self.findings and standing.basis == LevelBasis.CHECKLIST:
            verdicts = dict(Finding.objects.filter(answer=answer).values_list("requirement", "verdict"))
            standing = followed(assessment.instrument, answer.indicator, standing, verdicts)
        return Change(
            answer=answer,
            level=standing.level,
            note=note,
            basis=standing.basis,
            reason=standing.reason,
        )


def _require_may_undo(
    undone: _Batch, answers: Mapping[str, Answer], actor: Actor, assessment: Assessment
) -> None:
    own = all(row.made_by.position_id == actor.position_id for row in undone.made)
    if not undone.made or not own or actor.instansi_id != assessment.instansi_id:
        require_may_manage(actor, assessment.instansi_id)
        return
    open_to = answerable(actor, assessment.pk, undone.indicators)
    for number in undone.indicators:
        if number not in open_to:
            require_may_answer(actor, answers[number])


def _key(row: FindingChange) -> str:
    return f"{row.finding.answer.indicator}/{row.finding.requirement}"
