"""Saying in how many days requests for erasure are answered."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import ProductError
from pranata.ledger.operations.append_entry import append_entry
from pranata.organisation.policies import Actor
from pranata.records import events
from pranata.records.models import ErasureTerm
from pranata.records.operations._act import act
from pranata.records.operations._disposal import said
from pranata.records.policies import require_keeps_all

MOST_DAYS = 365


class TermOutOfRange(ProductError):
    """No days, or more than a year."""

    status = 422
    field = "days"

    def __init__(self) -> None:
        super().__init__(_("Tenggat antara 1 dan %(most)d hari.") % {"most": MOST_DAYS})


@transaction.atomic
def set_erasure_term(*, days: int, basis: str, actor: Actor, now: dt.datetime) -> ErasureTerm:
    """Set the term; it counts at once for every request that waits. `basis` says who decided it, and where.

    The choice of the instansi, never presented as law. Raises NotPermitted, TermOutOfRange or WordsMissing.
    """
    require_keeps_all(actor, instansi_id=actor.instansi_id)
    if not 1 <= days <= MOST_DAYS:
        raise TermOutOfRange
    ground = said(basis, "basis")
    append_entry(
        act(
            events.ERASURE_TERM_SET,
            actor=actor,
            now=now,
            objects=(),
            detail={"hari": days, "dasar": ground},
        )
    )
    return ErasureTerm.objects.create(
        instansi_id=actor.instansi_id,
        days=days,
        basis=ground,
        set_at=now,
        set_by_id=actor.assignment_id,
        set_title=actor.position_title,
    )
