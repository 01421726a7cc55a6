"""Going on under another instrument: a draft with notes and evidence of this one, and no level guessed."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.assessment import events
from pranata.assessment.levels import plain_text, stored_level
from pranata.assessment.models import Answer, AnswerChange, Assessment, CarriedEvidence, ChangeKind, StepKind
from pranata.assessment.operations._begin import find_or_insert
from pranata.assessment.operations._carried_note import note_from
from pranata.assessment.operations._change import (
    Change,
    assessment_ref,
    authority,
    lock_answers,
    require_answering,
    write_changes,
)
from pranata.assessment.operations._step import add_step
from pranata.assessment.operations.create_assessment import usable_instrument
from pranata.assessment.policies import require_may_manage
from pranata.assessment.queries.carrying import Ahead, ahead, years_for
from pranata.assessment.regulations import Crosswalk, UnknownCrosswalk, crosswalk
from pranata.foundation.errors import ProductError
from pranata.ledger.canonical import Json
from pranata.ledger.operations.append_entry import Act, ObjectRef, append_entry
from pranata.organisation.policies import Actor


class InstrumentsNotJoined(ProductError):
    """Nothing says how the two instruments continue in each other."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            _("Belum ada padanan antara kedua instrumen ini."),
            why=_("Tanpa padanan, catatan dan bukti tidak diketahui menjawab indikator yang mana."),
            remedy=_("Buat penilaian baru dengan instrumen itu."),
        )


class YearDoesNotFollow(ProductError):
    """A draft begins in the same year or the next, or in the first year of the other instrument."""

    status = 422

    def __init__(self, year: int, years: Sequence[int]) -> None:
        super().__init__(
            _("Penilaian %(year)d tidak dapat dilanjutkan dari penilaian ini.") % {"year": year},
            why=_("Yang dapat dipilih: %(years)s.") % {"years": ", ".join(map(str, years)) or "–"},
            remedy=_("Pilih tahun dari daftar."),
        )


class NothingToCarry(ProductError):
    """No indicator of the draft is empty that something leads to."""

    def __init__(self) -> None:
        super().__init__(
            _("Tidak ada yang dapat disalin."),
            why=_("Menyalin hanya mengisi indikator kosong yang mempunyai padanan terisi."),
        )


@dataclass(frozen=True, kw_only=True)
class Carried:
    """What came of it."""

    draft: Assessment
    is_new: bool
    batch: uuid.UUID
    changes: list[AnswerChange]
    evidence: list[CarriedEvidence]


@transaction.atomic
def carry_to_instrument(
    *, assessment: Assessment, instrument: str, year: int, actor: Actor, now: dt.datetime
) -> Carried:
    """Begin a draft under another instrument, or go on with it, from the answers of this assessment.

    Notes and evidence in force come to the empty indicators they are joined to, as one batch. A level comes
    only where the same is asked on the same scale. The assessment itself is left as it is.

    Raises NotPermitted, InstrumentsNotJoined, InstrumentUnknown, YearDoesNotFollow, AssessmentNotOpen,
    StageOver or NothingToCarry.
    """
    require_may_manage(actor, assessment.instansi_id)
    walk = _joined(assessment, instrument, year)
    draft, is_new = _draft(assessment, walk, year, actor=actor, now=now)
    answers = lock_answers(draft)
    draft = require_answering(draft, now)
    rows = [
        row for row in _answered(assessment, walk, year, actor) if _is_empty(answers[row.criteria.number])
    ]
    if not rows:
        raise NothingToCarry
    batch = uuid.uuid4()
    changes = write_changes(
        [_change(answers[row.criteria.number], row, assessment, walk) for row in rows],
        kind=ChangeKind.COPIED,
        actor=actor,
        now=now,
        batch=batch,
    )
    brought = _bring(rows, answers, batch, actor=actor, now=now)
    done = Carried(draft=draft, is_new=is_new, batch=batch, changes=changes, evidence=brought)
    _append(assessment, done, rows, actor=actor, now=now)
    return done


def _joined(assessment: Assessment, instrument: str, year: int) -> Crosswalk:
    try:
        walk = crosswalk(assessment.instrument, instrument)
    except UnknownCrosswalk as problem:
        raise InstrumentsNotJoined from problem
    years = years_for(assessment, walk.target)
    if year not in years:
        raise YearDoesNotFollow(year, years)
    return walk


def _draft(
    assessment: Assessment, walk: Crosswalk, year: int, *, actor: Actor, now: dt.datetime
) -> tuple[Assessment, bool]:
    """Return the draft, made where there is none. One that was emptied by undoing is gone on with."""
    law = usable_instrument(walk.target.id, year)
    draft, is_new = find_or_insert(
        actor.instansi_id,
        year=year,
        law=law,
        by=actor.assignment_id,
        now=now,
        is_example=assessment.is_example,
    )
    if is_new:
        draft.origin = assessment
        draft.save(update_fields=["origin"])
        add_step(draft, StepKind.CREATED, actor=actor, now=now)
    return draft, is_new


def _answered(assessment: Assessment, walk: Crosswalk, year: int, actor: Actor) -> list[Ahead]:
    """Return the indicators that something answered leads to."""
    answers = {row.indicator: row for row in Answer.objects.filter(assessment=assessment)}
    return [row for row in ahead(assessment, walk, year, actor, answers) if row.has_anything]


def _is_empty(answer: Answer) -> bool:
    return answer.level is None and not answer.note


def _change(answer: Answer, row: Ahead, assessment: Assessment, walk: Crosswalk) -> Change:
    level = None if row.level is None else stored_level(row.level, walk.target.instrument)
    return Change(answer=answer, level=level, note=note_from(row, assessment, walk))


def _bring(
    rows: Sequence[Ahead], answers: dict[str, Answer], batch: uuid.UUID, *, actor: Actor, now: dt.datetime
) -> list[CarriedEvidence]:
    """Bring each item once to each answer, where it is not already."""
    held = CarriedEvidence.objects.filter(answer__in=answers.values(), undone_at__isnull=True)
    there = set(held.values_list("answer_id", "evidence_id"))
    found: dict[tuple[int, int], CarriedEvidence] = {}
    for row in rows:
        answer = answers[row.criteria.number]
        for source, one in row.bringing():
            key = (answer.pk, one.pk)
            if key not in there and key not in found:
                found[key] = CarriedEvidence(
                    instansi_id=answer.instansi_id,
                    answer=answer,
                    evidence=one,
                    source_indicator=source.criteria.number,
                    pages=source.pages_of(one),
                    batch=batch,
                    carried_at=now,
                    carried_by_id=actor.assignment_id,
                )
    return CarriedEvidence.objects.bulk_create(found.values())


def _append(
    assessment: Assessment, done: Carried, rows: Sequence[Ahead], *, actor: Actor, now: dt.datetime
) -> None:
    draft = done.draft
    append_entry(
        Act(
            action=events.CARRIED_TO_INSTRUMENT,
            tenant_id=draft.instansi_id,
            actor=actor.evidence(),
            occurred_at=now,
            objects=(
                assessment_ref(draft),
                ObjectRef(role="asal", type="assessment", id=str(assessment.pk)),
            ),
            detail={
                "kumpulan": str(done.batch),
                "dari_penilaian": str(assessment.pk),
                "dari_instrumen": assessment.instrument,
                "tahun": draft.year,
                "instrumen": draft.instrument,
                "sidik_instrumen": draft.instrument_digest,
                "penilaian_baru": done.is_new,
                "padanan": {
                    row.criteria.number: [one.criteria.number for one in row.sources] for row in rows
                },
                "tingkat": {row.answer.indicator: plain_text(row.level_after) for row in done.changes},
                "bukti": _by_indicator(done.evidence),
            },
            authority=authority(draft),
        )
    )


def _by_indicator(brought: Iterable[CarriedEvidence]) -> dict[str, Json]:
    found: dict[str, list[Json]] = {}
    for row in brought:
        found.setdefault(row.answer.indicator, []).append(str(row.evidence.public_id))
    return dict(found)
