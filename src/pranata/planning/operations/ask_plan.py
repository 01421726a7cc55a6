"""Asking for a plan: the question is kept with everything it rests on, and waits for the solver."""

import datetime as dt

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from pranata.engine.optimise import Problem
from pranata.foundation.errors import ProductError
from pranata.organisation.models import Instansi
from pranata.organisation.policies import Actor
from pranata.planning import events
from pranata.planning.asking import NotAnswerable, require_answerable
from pranata.planning.models import Plan, PlanActKind, PlanRun
from pranata.planning.operations._act import append, question_digest, record
from pranata.planning.policies import require_may_plan
from pranata.planning.queries.basis import Basis
from pranata.planning.question import Offered, Question

ALGORITHM = "optimal_plan_v1"
WAITING_AT_MOST = 5


class TooManyWaiting(ProductError):
    """So many plans of this instansi wait for the solver that another one would wait too long."""

    status = 429

    def __init__(self) -> None:
        super().__init__(
            _("Sudah %(count)d rencana instansi Anda menunggu dihitung.") % {"count": WAITING_AT_MOST},
            why=_("Perhitungan dikerjakan satu per satu."),
            remedy=_("Tunggu salah satunya selesai, atau hentikan yang tidak diperlukan."),
        )


class LevelsNotWhole(NotAnswerable):
    """The instrument, or this assessment, has levels between two whole ones."""

    def __init__(self) -> None:
        super().__init__(
            _("Rencana hanya dapat disusun dari tingkat yang bulat."),
            why=_("Langkah membawa satu indikator dari satu tingkat ke tingkat berikutnya."),
            remedy=_("Pilih penilaian lain, atau bulatkan tingkatnya dahulu."),
        )


class NothingAsked(NotAnswerable):
    """Neither a target nor a budget."""

    def __init__(self) -> None:
        super().__init__(
            _("Target dan anggaran keduanya kosong."),
            remedy=_("Isilah target indeks, atau anggaran untuk mencari indeks tertinggi."),
        )


@transaction.atomic
def ask_plan(
    *,
    basis: Basis,
    question: Question,
    offered: tuple[Offered, ...],
    actor: Actor,
    now: dt.datetime,
    origin: Plan | None = None,
) -> Plan:
    """Keep the question as a draft that waits to be computed.

    Raises NotPermitted, LevelsNotWhole, NothingAsked, NotAnswerable or TooManyWaiting.
    """
    assessment = basis.assessment
    require_may_plan(actor, assessment.instansi_id)
    _require_sound(basis, question, offered)
    # Numbers are given one at a time.
    Instansi.objects.select_for_update().get(pk=assessment.instansi_id)
    waiting = PlanRun.objects.filter(instansi_id=assessment.instansi_id, ended_at__isnull=True)
    if waiting.count() >= WAITING_AT_MOST:
        raise TooManyWaiting
    plan = _kept(basis, question, offered, origin=origin, now=now)
    PlanRun.objects.create(plan=plan, instansi_id=plan.instansi_id, asked_at=now)
    said = append(
        plan,
        events.PLAN_ASKED,
        evidence=actor.evidence(),
        now=now,
        detail={"nomor": plan.number, "sidik_pertanyaan": question_digest(plan)},
    )
    record(plan, PlanActKind.ASKED, said, actor=actor, now=now)
    return plan


def _require_sound(basis: Basis, question: Question, offered: tuple[Offered, ...]) -> Problem:
    if not basis.is_whole:
        raise LevelsNotWhole
    if question.target is None and question.budget is None:
        raise NothingAsked
    problem = question.problem(basis.regulation.instrument, basis.levels, offered)
    require_answerable(problem)
    return problem


def _kept(
    basis: Basis, question: Question, offered: tuple[Offered, ...], *, origin: Plan | None, now: dt.datetime
) -> Plan:
    assessment, year = basis.assessment, question.start.ordinal // 12
    numbered = Plan.objects.filter(instansi_id=assessment.instansi_id, year=year)
    last = numbered.aggregate(last=Max("sequence"))["last"] or 0
    return Plan.objects.create(
        instansi_id=assessment.instansi_id,
        assessment=assessment,
        year=year,
        sequence=last + 1,
        instrument=assessment.instrument,
        instrument_digest=basis.regulation.instrument.digest,
        levels={number: str(level) for number, level in basis.levels.items()},
        question={**question.to_document(), "missing": list(basis.missing)},
        steps=[one.to_document() for one in offered],
        algorithm=ALGORITHM,
        origin=origin,
        created_at=now,
    )
