"""Doing without the leaver's signature: they died, or do not answer."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import ProductError
from pranata.handover import events
from pranata.handover.drafts import locked
from pranata.handover.models import Handover, Part
from pranata.handover.operations._act import act
from pranata.handover.queries.reading import current_dossier
from pranata.ledger.operations.append_entry import append_entry
from pranata.organisation.models import Assignment, Role
from pranata.organisation.policies import Actor, require_role
from pranata.organisation.queries.actor import ends_at


class LeaverCanSign(ProductError):
    """They still hold the position, or have signed."""

    def __init__(self) -> None:
        super().__init__(
            _("Pejabat lama sudah menandatangani, atau masih memegang jabatannya."),
            why=_(
                "Serah terima tanpa tanda tangannya hanya untuk yang sudah pergi dan tidak menandatangani."
            ),
            remedy=_("Tunggu sampai penugasannya berakhir."),
        )


@transaction.atomic
def waive_leaver(*, assignment: Assignment, reason: str, actor: Actor, now: dt.datetime) -> Handover:
    """Let the receiver sign without the leaver, who may still sign until then.

    Raises NotPermitted or LeaverCanSign.
    """
    require_role(
        actor, Role.ADMINISTRATOR, instansi_id=assignment.instansi_id, unit_id=assignment.position.unit_id
    )
    handover = locked(assignment)
    dossier = current_dossier(handover)
    signed = dossier is not None and Part.LEAVER in {s.part for s in dossier.signatures.all()}
    end = ends_at(assignment)
    if signed or handover.completed_at or handover.waived_at or end is None or now < end:
        raise LeaverCanSign
    handover.assignment, handover.waived_reason, handover.waived_at = assignment, reason, now
    handover.waived_by = f"{actor.person_name}, {actor.position_title}"
    handover.save(update_fields=["waived_reason", "waived_at", "waived_by"])
    append_entry(
        act(
            events.LEAVER_WAIVED,
            handover=handover,
            evidence=actor.evidence(),
            now=now,
            detail={"orang": str(assignment.person.public_id), "alasan": reason},
        )
    )
    return handover
