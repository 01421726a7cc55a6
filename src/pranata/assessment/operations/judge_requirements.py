"""Judging requirements of one indicator: met, not met and why, or not applicable. The level follows."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.assessment import events
from pranata.assessment.checklist import requirements
from pranata.assessment.levels import plain_text
from pranata.assessment.models import (
    Answer,
    AnswerChange,
    Assessment,
    Cause,
    Finding,
    FindingChange,
    FindingVerdict,
)
from pranata.assessment.operations._change import (
    assessment_ref,
    authority,
    lock_answer,
    require_answering,
    tidy,
)
from pranata.assessment.operations._findings import Said, new_finding, write_findings
from pranata.assessment.operations._follow import follow
from pranata.foundation.errors import ProductError
from pranata.ledger.operations.append_entry import Act, append_entry
from pranata.organisation.policies import Actor

EXPLANATION_LENGTH = 2000


@dataclass(frozen=True, kw_only=True)
class Judged:
    """What somebody says of one requirement; `version` is the one they saw."""

    requirement: str
    version: int
    verdict: str
    explanation: str = ""
    cause: str = ""


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What came of it: the changes, and the change of the level if it followed."""

    answer: Answer
    changes: list[FindingChange]
    level: AnswerChange | None


class RequirementUnknown(ProductError):
    """The indicator asks no such thing."""

    status = 404

    def __init__(self, key: str) -> None:
        super().__init__(_("Syarat %(key)s tidak ada pada indikator ini.") % {"key": key[:8]})


class JudgementUnknown(ProductError):
    """A verdict or a cause that there is not."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            _("Pilihan itu tidak dikenal."),
            why=_("Isian Anda belum disimpan."),
            remedy=_("Pilih terpenuhi, belum, atau tidak berlaku, dan salah satu sebab dari daftar."),
        )


class ExplanationTooLong(ProductError):
    """An explanation is longer than can be kept."""

    status = 422

    def __init__(self, length: int) -> None:
        super().__init__(
            _("Penjelasan ini %(length)d huruf, batasnya %(limit)d.")
            % {"length": length, "limit": EXPLANATION_LENGTH},
            why=_("Tulisan Anda masih ada di layar dan belum disimpan."),
            remedy=_("Ringkaslah, atau sebutkan halaman bukti yang menjelaskannya."),
        )


class NothingJudged(ProductError):
    """All of it is stored like that already; no change was written."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(_("Daftar periksa ini sama dengan yang tersimpan; tidak ada yang dicatat."))
        self.answer = answer


class FindingsChangedMeanwhile(ProductError):
    """Somebody else judged some of these after this person looked. Carries what they saved."""

    def __init__(self, theirs: Sequence[FindingChange]) -> None:
        super().__init__(
            _("Syarat ini baru saja diubah oleh %(person)s, %(position)s.")
            % {"person": theirs[0].person_name, "position": theirs[0].position_title},
            why=_("Isian Anda belum disimpan, supaya tidak ada yang tertimpa tanpa diketahui."),
            remedy=_("Pilih isian itu, atau tetap pakai isian Anda."),
        )
        self.theirs = {change.finding.requirement: change for change in theirs}


@transaction.atomic
def judge_requirements(
    *, assessment: Assessment, indicator: str, judged: Sequence[Judged], actor: Actor, now: dt.datetime
) -> Judgement:
    """Save what was found of the requirements, all or none, and let the level follow, as one act.

    Raises NotPermitted, IndicatorUnknown, AssessmentNotOpen, StageOver, RequirementUnknown, JudgementUnknown,
    ExplanationTooLong, NothingJudged, or FindingsChangedMeanwhile when somebody else judged since.
    """
    answer = lock_answer(assessment, indicator, actor)
    assessment = require_answering(assessment, now)
    asked = {one.key: one.text for one in requirements(assessment.instrument, indicator)}
    wanted = [_sound(one, asked) for one in judged]
    findings = {row.requirement: row for row in Finding.objects.filter(answer=answer)}
    changed = [one for one in wanted if _differs(one, findings.get(one.requirement), asked)]
    if not changed:
        raise NothingJudged(answer)
    _require_seen(changed, findings)
    sayings = [_saying(answer, one, findings, asked) for one in changed]
    changes = write_findings(sayings, actor=actor, now=now)
    verdicts = {key: row.verdict for key, row in findings.items()}
    level = follow(assessment, answer, verdicts, actor=actor, now=now)
    _append(assessment, answer, changes, actor=actor, now=now)
    return Judgement(answer=answer, changes=changes, level=level)


def _sound(one: Judged, asked: dict[str, str]) -> Judged:
    """Return it tidied. A cause is kept only for what is not met."""
    if one.requirement not in asked:
        raise RequirementUnknown(one.requirement)
    explanation = tidy(one.explanation)
    if len(explanation) > EXPLANATION_LENGTH:
        raise ExplanationTooLong(len(explanation))
    if one.verdict not in ("", *FindingVerdict.values) or one.cause not in ("", *Cause.values):
        raise JudgementUnknown
    cause = one.cause if one.verdict == FindingVerdict.NOT_MET else ""
    return Judged(
        requirement=one.requirement,
        version=one.version,
        verdict=one.verdict,
        explanation=explanation,
        cause=cause,
    )


def _differs(one: Judged, stored: Finding | None, asked: dict[str, str]) -> bool:
    said = (one.verdict, one.explanation, one.cause)
    if stored is None:
        return any(said)
    if one.verdict and stored.asked != asked[one.requirement]:
        return True
    return said != (stored.verdict, stored.explanation, stored.cause)


def _require_seen(changed: Iterable[Judged], findings: dict[str, Finding]) -> None:
    """What nobody ever judged cannot be overwritten, whatever version was named."""
    stale = [
        stored
        for one in changed
        if (stored := findings.get(one.requirement)) and stored.version and stored.version != one.version
    ]
    if stale:
        raise FindingsChangedMeanwhile([row.changes.latest("version") for row in stale])


def _saying(
    answer: Answer, one: Judged, findings: dict[str, Finding], asked: dict[str, str]
) -> tuple[Finding, Said]:
    """Return the row to write, a new one where there is none; `findings` holds it afterwards."""
    row = findings.setdefault(one.requirement, new_finding(answer, one.requirement))
    return row, Said(one.verdict, one.explanation, one.cause, asked[one.requirement])


def _append(
    assessment: Assessment,
    answer: Answer,
    changes: Sequence[FindingChange],
    *,
    actor: Actor,
    now: dt.datetime,
) -> None:
    append_entry(
        Act(
            action=events.REQUIREMENTS_JUDGED,
            tenant_id=assessment.instansi_id,
            actor=actor.evidence(),
            occurred_at=now,
            objects=(assessment_ref(assessment),),
            detail={
                "indikator": answer.indicator,
                "hasil": {row.finding.requirement: row.verdict for row in changes},
                "sebab": {row.finding.requirement: row.cause for row in changes if row.cause},
                "sidik_penjelasan": {
                    row.finding.requirement: hashlib.sha256(row.explanation.encode()).hexdigest()
                    for row in changes
                    if row.explanation
                },
                "tingkat": plain_text(answer.level),
            },
            authority=authority(assessment),
        )
    )
