"""Applying a filled workbook: everything in it, or nothing, as one act that can be undone."""

import datetime as dt
import hashlib
import uuid
from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from pranata.assessment import events
from pranata.assessment.checklist import requirements
from pranata.assessment.levels import plain_text
from pranata.assessment.levels_file.filled import read_filled
from pranata.assessment.models import (
    Answer,
    AnswerChange,
    Assessment,
    ChangeKind,
    FilledFile,
    FilledState,
    Finding,
    FindingChange,
)
from pranata.assessment.operations._change import (
    Change,
    assessment_ref,
    authority,
    lock_answers,
    note_digest,
    require_answering,
    write_changes,
)
from pranata.assessment.operations._filled import held, require_own
from pranata.assessment.operations._findings import Said, new_finding, write_findings
from pranata.assessment.operations.import_levels import ChangedSincePreview, NothingToImport
from pranata.assessment.queries.filled_plan import FilledPlan, Outcome, plan_filled
from pranata.foundation.errors import ProductError
from pranata.ledger.operations.append_entry import Act, append_entry
from pranata.organisation.policies import Actor


class FilledHasFaults(ProductError):
    """Rows are wrong, so none is applied."""

    status = 422

    def __init__(self, plan: FilledPlan) -> None:
        count = len(plan.faults)
        super().__init__(
            ngettext("%(n)d baris masih salah.", "%(n)d baris masih salah.", count) % {"n": count},
            why=_("Berkas diterapkan seluruhnya atau tidak sama sekali."),
            remedy=_("Perbaiki berkasnya, lalu unggah lagi."),
        )


@transaction.atomic
def apply_filled(
    *,
    file: FilledFile,
    taken: Collection[str],
    seen: Mapping[str, str] | None,
    actor: Actor,
    now: dt.datetime,
) -> FilledFile:
    """Judge the file once more against what stands now, and write all of it under one batch and one entry.

    `taken` are the keys of conflicts where the file wins; elsewhere what others saved stays. `seen` is the
    plan's of the preview (None: no preview). Raises NotPermitted, AssessmentNotOpen, StageOver,
    FilledNotWaiting, FilledHasFaults, ChangedSincePreview or NothingToImport; then nothing was written.
    """
    require_own(file, actor)
    answers = lock_answers(file.assessment)
    assessment = require_answering(file.assessment, now)
    file = held(file)
    plan = plan_filled(assessment, read_filled(file.file_name, bytes(file.content)), actor, taken)
    _require_applicable(plan, seen)
    batch = uuid.uuid4()
    levels, findings = _write(assessment, plan, answers, batch, actor=actor, now=now)
    if not levels and not findings:
        raise NothingToImport
    _append(assessment, file, batch, plan, (levels, findings), actor=actor, now=now)
    file.state, file.batch, file.finished_at = FilledState.APPLIED, batch, now
    file.content, file.changed = b"", len(plan.applied)
    file.save(update_fields=["state", "batch", "finished_at", "content", "changed"])
    return file


def _require_applicable(plan: FilledPlan, seen: Mapping[str, str] | None) -> None:
    if plan.faults:
        raise FilledHasFaults(plan)
    moved = [number for number, state in plan.seen.items() if seen is not None and seen.get(number) != state]
    if moved:
        raise ChangedSincePreview(moved)
    if not plan.applied:
        raise NothingToImport


def _write(
    assessment: Assessment,
    plan: FilledPlan,
    answers: Mapping[str, Answer],
    batch: uuid.UUID,
    *,
    actor: Actor,
    now: dt.datetime,
) -> tuple[list[AnswerChange], list[FindingChange]]:
    changes = [_change(answers[one.indicator], one) for one in plan.outcomes if one.changes_answer]
    levels = write_changes(changes, kind=ChangeKind.IMPORTED, actor=actor, now=now, batch=batch)
    sayings = _sayings(assessment, plan, answers)
    findings = write_findings(sayings, actor=actor, now=now, batch=batch) if sayings else []
    return levels, findings


def _change(answer: Answer, one: Outcome) -> Change:
    return Change(
        answer=answer,
        level=one.after.level,
        note=answer.note if one.note is None else one.note,
        basis=one.after.basis,
        reason=one.after.reason,
    )


def _sayings(
    assessment: Assessment, plan: FilledPlan, answers: Mapping[str, Answer]
) -> list[tuple[Finding, Said]]:
    touched = [answers[one.indicator].pk for one in plan.outcomes]
    found = Finding.objects.filter(answer_id__in=touched).select_related("answer")
    rows = {(row.answer_id, row.requirement): row for row in found}
    sayings = []
    for one in plan.outcomes:
        answer = answers[one.indicator]
        asked = {item.key: item.text for item in requirements(assessment.instrument, one.indicator)}
        for key, said in one.findings.items():
            row = rows.get((answer.pk, key)) or new_finding(answer, key)
            sayings.append((row, Said(said.verdict, said.explanation, said.cause, asked[key])))
    return sayings


def _append(
    assessment: Assessment,
    file: FilledFile,
    batch: uuid.UUID,
    plan: FilledPlan,
    written: tuple[list[AnswerChange], list[FindingChange]],
    *,
    actor: Actor,
    now: dt.datetime,
) -> None:
    append_entry(
        Act(
            action=events.FILLED_APPLIED,
            tenant_id=assessment.instansi_id,
            actor=actor.evidence(),
            occurred_at=now,
            objects=(assessment_ref(assessment),),
            detail={
                "kumpulan": str(batch),
                "berkas": file.file_name,
                "sidik": file.sha256,
                "ditimpa": [line.row.key for line in plan.conflicts if line.is_taken],
                **_of_levels(written[0]),
                **_of_findings(written[1]),
            },
            authority=authority(assessment),
        )
    )


def _of_levels(rows: list[AnswerChange]) -> dict[str, Any]:
    return {
        "tingkat": {row.answer.indicator: plain_text(row.level_after) for row in rows},
        "dasar": {row.answer.indicator: str(row.basis_after) for row in rows},
        "sidik_catatan": {
            row.answer.indicator: note_digest(row.note_after)
            for row in rows
            if row.note_after != row.note_before
        },
        "sidik_alasan": {
            row.answer.indicator: note_digest(row.reason_after) for row in rows if row.reason_after
        },
    }


def _of_findings(rows: list[FindingChange]) -> dict[str, Any]:
    keys = {row.pk: f"{row.finding.answer.indicator}/{row.finding.requirement}" for row in rows}
    return {
        "hasil": {keys[row.pk]: str(row.verdict) for row in rows},
        "sebab": {keys[row.pk]: str(row.cause) for row in rows if row.cause},
        "sidik_penjelasan": {
            keys[row.pk]: hashlib.sha256(row.explanation.encode()).hexdigest()
            for row in rows
            if row.explanation
        },
    }
