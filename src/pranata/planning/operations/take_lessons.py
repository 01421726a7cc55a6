"""Taking over what steps took here as own estimates: always somebody's act, never by itself."""

import datetime as dt
import uuid
from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pranata.assessment import regulations
from pranata.foundation.errors import ProductError
from pranata.organisation.models import Instansi
from pranata.organisation.policies import Actor
from pranata.planning.models import StepEstimate
from pranata.planning.operations.save_estimates import Given, save_estimates
from pranata.planning.policies import require_may_keep
from pranata.planning.queries.learned import lessons


class NothingLearned(ProductError):
    """No finished action says otherwise than what is reckoned with."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            gettext_lazy("Tidak ada pengalaman yang berbeda dari perkiraan itu."),
            why=gettext_lazy("Barangkali sudah dipakai, atau aksinya dibuka kembali."),
            remedy=gettext_lazy("Muat ulang halaman untuk melihat keadaannya sekarang."),
        )


@transaction.atomic
def take_lessons(
    *, instansi_id: int, instrument: str, places: Collection[str], actor: Actor, now: dt.datetime
) -> uuid.UUID:
    """Make what these steps (such as 11:3) took here the own estimates; return what names the act.

    The source of each estimate says which action it comes from, and `undo_estimates` takes it back as a
    whole. Raises NotPermitted, NothingLearned or what `save_estimates` raises.
    """
    require_may_keep(actor, instansi_id)
    Instansi.objects.select_for_update().get(pk=instansi_id)
    found = lessons(instansi_id, regulations.load(instrument), actor.local_date(now))
    wanted = [one for one in found if one.place in places]
    if not wanted:
        raise NothingLearned
    batch = save_estimates(
        instansi_id=instansi_id,
        instrument=instrument,
        given=[Given(offered=one.taken) for one in wanted],
        actor=actor,
        now=now,
        reason=_("Memakai pengalaman di sini."),
    )
    for one in wanted:
        indicator, level = one.now.step.reaches
        StepEstimate.objects.filter(
            instansi_id=instansi_id, instrument=instrument, indicator=indicator, level=level
        ).update(learned_from_id=one.learned.plan_id)
    return batch
