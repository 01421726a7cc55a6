"""Declaring, before the first look, whether a conflict of interest stands against judging."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.assessment import events
from pranata.assessment.models import ConflictDeclaration
from pranata.assessment.operations._change import note_digest, tidy
from pranata.assessment.operations._task import append_of_task
from pranata.assessment.operations._tell import tell_of_conflict
from pranata.assessment.policies_judging import InterestConflicts, held
from pranata.foundation.errors import ProductError
from pranata.organisation.policies import Actor

STATEMENT_LENGTH = 2000


class StatementMissing(ProductError):
    """A conflict was declared without saying which."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            _("Benturan kepentingannya belum disebutkan."),
            why=_("Koordinator perlu mengetahuinya untuk menunjuk asesor lain."),
            remedy=_("Tulislah hubungannya dalam satu kalimat atau lebih."),
        )


class AlreadyDeclared(ProductError):
    """The same was declared before."""

    def __init__(self) -> None:
        super().__init__(
            _("Anda sudah menyatakan tidak ada benturan kepentingan untuk tugas ini."),
            remedy=_("Lanjutkan menilai. Bila keadaannya berubah, nyatakan benturannya."),
        )


@transaction.atomic
def declare_interest(
    *, task_id: int, has_conflict: bool, statement: str, actor: Actor, now: dt.datetime
) -> ConflictDeclaration:
    """Record the declaration. A declared conflict closes the task to the actor and is not taken back by them.

    Called in the scope of the actor's instansi. Raises TaskUnknown, InterestConflicts, AlreadyDeclared or
    StatementMissing.
    """
    found = held(actor, task_id, now)
    if found.declared is not None and found.declared.has_conflict:
        raise InterestConflicts
    if found.declared is not None and not has_conflict:
        raise AlreadyDeclared
    text = tidy(statement)[:STATEMENT_LENGTH]
    if has_conflict and not text:
        raise StatementMissing
    declaration = ConflictDeclaration.objects.create(
        instansi_id=found.task.instansi_id,
        organiser_id=found.task.organiser_id,
        task=found.task,
        assignment_id=actor.assignment_id,
        has_conflict=has_conflict,
        statement=text,
        declared_at=now,
        **actor.as_what(),
    )
    detail = {"ada": has_conflict, "sidik_pernyataan": note_digest(text)}
    append_of_task(events.INTEREST_DECLARED, found.task, {**detail}, actor=actor, now=now)
    if has_conflict:
        tell_of_conflict(found.task, actor, now)
    return declaration
