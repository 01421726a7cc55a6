"""Holding records: nothing of them is destroyed or erased until another office releases them."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import ProductError
from pranata.ledger.operations.append_entry import append_entry
from pranata.organisation.models import Unit
from pranata.organisation.policies import Actor
from pranata.records import codes, events
from pranata.records.models import Document, Hold
from pranata.records.operations._act import act
from pranata.records.operations._keep import CodeUnknown
from pranata.records.operations._lock import DocumentDestroyed
from pranata.records.operations._retention import hold_refs, lock_retention
from pranata.records.policies import require_may_hold


class NothingHeld(ProductError):
    """A hold names a document, or else a class, a unit or both."""

    status = 422
    field = "classification"

    def __init__(self) -> None:
        super().__init__(
            _("Belum jelas apa yang ditahan."), remedy=_("Isi kode klasifikasi, unit, atau keduanya.")
        )


class HoldReasonMissing(ProductError):
    """A hold says why."""

    status = 422
    field = "reason"

    def __init__(self) -> None:
        super().__init__(_("Tuliskan alasannya."))


class HeldAlready(ProductError):
    """The same office holds the same on the same ground."""

    def __init__(self) -> None:
        super().__init__(_("Kantor Anda sudah menahan hal yang sama dengan dasar dan nomor yang sama."))


@dataclass(frozen=True, kw_only=True)
class HoldScope:
    """What is held: one document, or all of a class, of a unit with what is below it, or of both."""

    document: Document | None = None
    classification: str = ""
    unit: Unit | None = None

    @property
    def owner_id(self) -> int | None:
        """The unit the placing office must reach; None when records of every unit may be in it."""
        return self.document.unit_id if self.document else self.unit.pk if self.unit else None

    @property
    def is_sound(self) -> bool:
        """Whether it names something, and not two kinds of things at once."""
        wide = bool(self.classification or self.unit)
        return wide != (self.document is not None)


@transaction.atomic
def place_hold(
    *,
    scope: HoldScope,
    ground: str,
    reason: str,
    actor: Actor,
    now: dt.datetime,
    reference: str = "",
) -> Hold:
    """Place a hold for the actor's office.

    Raises NotPermitted, NothingHeld, CodeUnknown, HoldReasonMissing, DocumentDestroyed or HeldAlready.
    """
    require_may_hold(actor, instansi_id=_instansi(scope, actor), unit_id=scope.owner_id)
    _require_sound(scope, ground, reason)
    lock_retention(actor.instansi_id)
    _require_there(scope.document)
    said = {"ground": ground, "reference": reference.strip(), **vars(scope)}
    if Hold.objects.filter(released_at__isnull=True, placed_unit_id=actor.unit_id, **said).exists():
        raise HeldAlready
    hold = Hold.objects.create(
        instansi_id=actor.instansi_id,
        reason=reason.strip(),
        placed_at=now,
        placed_by_id=actor.assignment_id,
        placed_unit_id=actor.unit_id,
        placed_person_id=actor.person_id,
        position_title=actor.position_title,
        unit_name=actor.unit_name,
        **said,
    )
    _append(hold, actor=actor, now=now)
    return hold


def _instansi(scope: HoldScope, actor: Actor) -> int:
    owner = scope.document or scope.unit
    return owner.instansi_id if owner else actor.instansi_id


def _require_sound(scope: HoldScope, ground: str, reason: str) -> None:
    if not scope.is_sound:
        raise NothingHeld
    if ground not in {c.code for c in codes.hold_grounds() if not c.ended}:
        raise CodeUnknown("ground", ground)
    if scope.classification and not codes.CLASSIFICATION.fullmatch(scope.classification):
        raise CodeUnknown("classification", scope.classification)
    if not reason.strip():
        raise HoldReasonMissing


def _require_there(document: Document | None) -> None:
    """A destruction that began before this hold is not undone by it; nobody shall believe that it was."""
    if document and Document.objects.filter(pk=document.pk, destroyed_at__isnull=False).exists():
        raise DocumentDestroyed


def _append(hold: Hold, *, actor: Actor, now: dt.datetime) -> None:
    append_entry(
        act(
            events.HOLD_PLACED,
            actor=actor,
            now=now,
            objects=hold_refs(hold),
            detail={
                "dasar": hold.ground,
                "nomor": hold.reference,
                "alasan": hold.reason,
                "klasifikasi": hold.classification,
                "unit": hold.unit.name if hold.unit else "",
            },
        )
    )
