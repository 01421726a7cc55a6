"""Beginning a handover with the decree that ends the assignment."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import ProductError
from pranata.handover import events
from pranata.handover.drafts import locked
from pranata.handover.models import Handover
from pranata.handover.operations._act import act
from pranata.ledger.operations.append_entry import ObjectRef, append_entry
from pranata.organisation.models import Assignment, Role
from pranata.organisation.operations.end_assignment import end_assignment
from pranata.organisation.policies import Actor, require_role
from pranata.records.models import Upload, Version
from pranata.records.operations.add_decree import add_decree


class AlreadyBegun(ProductError):
    """It has its decree, or is complete."""

    def __init__(self) -> None:
        super().__init__(
            _("Serah terima ini sudah memiliki SK."),
            why=_("SK yang tercatat tidak diganti."),
            remedy=_("Unggah SK yang baru sebagai naskah di Arsip."),
        )


@transaction.atomic
def begin_handover(
    *,
    assignment: Assignment,
    ends_on: dt.date | None,
    decree_number: str,
    upload: Upload,
    actor: Actor,
    now: dt.datetime,
) -> Handover:
    """Keep the decree, end the assignment where it has no end yet, and begin the handover.

    Raises NotPermitted, AlreadyBegun, and what `end_assignment` and `add_decree` raise.
    """
    position = assignment.position
    require_role(actor, Role.ADMINISTRATOR, instansi_id=assignment.instansi_id, unit_id=position.unit_id)
    if assignment.ends_on is None and ends_on is not None:
        end_assignment(
            assignment=assignment, ends_on=ends_on, decree_number=decree_number, actor=actor, now=now
        )
    handover = locked(assignment)
    if handover.decree_id is not None or handover.completed_at is not None:
        raise AlreadyBegun
    title = _("SK akhir penugasan %(position)s") % {"position": position.title}
    version = add_decree(
        upload=upload, unit=position.unit, title=str(title), number=decree_number, actor=actor, now=now
    )
    handover.assignment, handover.decree = assignment, version
    handover.save(update_fields=["decree"])
    append_entry(
        act(
            events.HANDOVER_BEGUN,
            handover=handover,
            evidence=actor.evidence(),
            now=now,
            detail={"orang": str(assignment.person.public_id), "sk": decree_number},
            more=(_decree(version),),
            authority=decree_number,
        )
    )
    return handover


def _decree(version: Version) -> ObjectRef:
    return ObjectRef(
        role="sk",
        type="document",
        id=str(version.document.public_id),
        sha256=version.sha256,
        size=version.size,
        media=version.media,
        security=version.document.security,
    )
