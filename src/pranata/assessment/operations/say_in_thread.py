"""Asking for clarification, replying and objecting: the talk about one indicator between both sides."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.assessment import events, regulations
from pranata.assessment.models import EXTERNAL, Assessment, JudgementMessage, MessageKind, Stage
from pranata.assessment.operations._change import (
    IndicatorUnknown,
    assessment_ref,
    authority,
    note_digest,
    tidy,
)
from pranata.assessment.operations._deadline import require_before_deadline
from pranata.assessment.operations._stage import StageMoved
from pranata.assessment.operations._tell import tell_of_message
from pranata.assessment.operations.judge_indicator import NotYourIndicator
from pranata.assessment.policies_judging import (
    TaskUnknown,
    judges_in_its_stage,
    may_speak_for_assessed,
    opened,
)
from pranata.foundation.errors import NotPermitted, ProductError
from pranata.foundation.tenancy import tenant_scope
from pranata.ledger.operations.append_entry import Act, append_entry
from pranata.organisation.policies import Actor

TEXT_LENGTH = 2000
TALKING = (Stage.INTERNAL, *EXTERNAL)
BY_ASSESSORS = (MessageKind.CLARIFICATION, MessageKind.REPLY)
BY_ASSESSED = (MessageKind.REPLY, MessageKind.OBJECTION)


class MessageMissing(ProductError):
    """Nothing was written."""

    status = 422

    def __init__(self) -> None:
        super().__init__(_("Tulis pesannya lebih dahulu."))


class MessageTooLong(ProductError):
    """The message is longer than can be kept."""

    status = 422

    def __init__(self, length: int) -> None:
        super().__init__(
            _("Pesan ini %(length)d huruf, batasnya %(limit)d.") % {"length": length, "limit": TEXT_LENGTH},
            why=_("Tulisan Anda masih ada di layar dan belum dikirim."),
            remedy=_("Ringkaslah, atau bagi menjadi dua pesan."),
        )


class KindNotYours(ProductError):
    """Assessors ask, the assessed objects; the other way round there is nothing to say."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            _("Jenis pesan itu bukan untuk pihak Anda."),
            remedy=_("Asesor meminta klarifikasi; instansi menanggapi atau berkeberatan."),
        )


class NotYourThread(NotPermitted):
    """The indicator was given to other posts, so they speak for the instansi."""

    def __init__(self) -> None:
        super().__init__(
            _("Pembicaraan indikator ini dijawab oleh penanggung jawab, pendukung, atau koordinatornya."),
            remedy=_("Sampaikan kepada jabatan itu, atau mintalah koordinator menambahkan jabatan Anda."),
        )


@transaction.atomic
def say_in_thread(
    *,
    assessment_id: int,
    indicator: str,
    kind: str,
    text: str,
    actor: Actor,
    now: dt.datetime,
    task_id: int | None = None,
) -> JudgementMessage:
    """Add a message: of an assessor with `task_id`, of the assessed instansi without.

    Called in the scope of the actor's own instansi. Raises TaskUnknown, InterestUndeclared,
    InterestConflicts, NotYourIndicator, NotYourThread, IndicatorUnknown, StageMoved, StageOver, KindNotYours,
    MessageMissing or MessageTooLong. What arrives after the stage ended is refused, as values are: nobody
    could weigh it any more.
    """
    said = _sound(kind, text, BY_ASSESSED if task_id is None else BY_ASSESSORS)
    if task_id is None:
        assessment = _assessed(assessment_id, indicator, actor)
        require_before_deadline(assessment, assessment.stage, now)
        return _say(assessment, indicator, kind, said, by_assessor=False, actor=actor, now=now)
    found = opened(actor, task_id, now)
    if found.task.assessment_id != assessment_id:
        raise TaskUnknown
    if not found.covers(indicator):
        raise NotYourIndicator
    with tenant_scope(found.task.instansi_id):
        assessment = _known(assessment_id, indicator)
        if not judges_in_its_stage(found, assessment):
            raise StageMoved(assessment)
        require_before_deadline(assessment, assessment.stage, now)
        return _say(assessment, indicator, kind, said, by_assessor=True, actor=actor, now=now)


def _sound(kind: str, text: str, allowed: tuple[MessageKind, ...]) -> str:
    if kind not in allowed:
        raise KindNotYours
    said = tidy(text)
    if not said:
        raise MessageMissing
    if len(said) > TEXT_LENGTH:
        raise MessageTooLong(len(said))
    return said


def _assessed(assessment_id: int, indicator: str, actor: Actor) -> Assessment:
    """Return the assessment of the actor's own instansi, if the actor speaks for the indicator."""
    assessment = _known(assessment_id, indicator, instansi_id=actor.instansi_id)
    if not may_speak_for_assessed(actor, assessment, indicator):
        raise NotYourThread
    if assessment.stage not in TALKING:
        raise StageMoved(assessment)
    return assessment


def _known(assessment_id: int, indicator: str, **narrowed: int) -> Assessment:
    assessment = Assessment.objects.filter(pk=assessment_id, **narrowed).first()
    if assessment is None:
        raise TaskUnknown
    if indicator not in {item.number for item in regulations.load(assessment.instrument).indicators}:
        raise IndicatorUnknown(indicator)
    return assessment


def _say(
    assessment: Assessment,
    indicator: str,
    kind: str,
    text: str,
    *,
    by_assessor: bool,
    actor: Actor,
    now: dt.datetime,
) -> JudgementMessage:
    message = JudgementMessage.objects.create(
        instansi_id=assessment.instansi_id,
        assessment=assessment,
        stage=assessment.stage,
        indicator=indicator,
        kind=kind,
        text=text,
        by_assessor=by_assessor,
        **actor.made(now),
    )
    append_entry(
        Act(
            action=events.MESSAGE_SENT,
            tenant_id=assessment.instansi_id,
            actor=actor.evidence(),
            occurred_at=now,
            objects=(assessment_ref(assessment),),
            detail={
                "indikator": indicator,
                "tahap": assessment.stage,
                "jenis": kind,
                "dari_asesor": by_assessor,
                "sidik_pesan": note_digest(text),
            },
            authority=authority(assessment),
        )
    )
    tell_of_message(assessment, message, actor, now)
    return message
