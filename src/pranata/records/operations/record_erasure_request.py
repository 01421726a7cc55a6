"""Recording that somebody asked for the erasure of what is kept about them."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import ProductError
from pranata.ledger.operations.append_entry import append_entry
from pranata.organisation.policies import Actor
from pranata.records import events
from pranata.records.models import ErasureRequest
from pranata.records.operations._act import act, written
from pranata.records.operations._retention import erasure_ref
from pranata.records.policies import require_keeps_all


class ReceivedLater(ProductError):
    """The day of receipt is still to come."""

    status = 422
    field = "received_on"

    def __init__(self) -> None:
        super().__init__(_("Tanggal diterima tidak boleh sesudah hari ini."))


class WishMissing(ProductError):
    """A request says who asks and for what."""

    status = 422
    field = "wish"

    def __init__(self) -> None:
        super().__init__(_("Tuliskan siapa yang meminta dan apa yang diminta dihapus."))


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What the requester said, and how to answer them."""

    requester: str
    wish: str
    received_on: dt.date
    contact: str = ""
    reference: str = ""


@transaction.atomic
def record_erasure_request(*, wish: Wish, actor: Actor, now: dt.datetime) -> ErasureRequest:
    """Record a request under UU 27/2022; who asked stands in the sealed detail alone.

    Raises NotPermitted, ReceivedLater or WishMissing.
    """
    require_keeps_all(actor, instansi_id=actor.instansi_id)
    if wish.received_on > actor.local_date(now):
        raise ReceivedLater
    if not (wish.requester.strip() and wish.wish.strip()):
        raise WishMissing
    request = ErasureRequest.objects.create(
        instansi_id=actor.instansi_id,
        recorded_at=now,
        recorded_by_id=actor.assignment_id,
        recorded_title=actor.position_title,
        **vars(wish),
    )
    append_entry(
        act(
            events.ERASURE_ASKED,
            actor=actor,
            now=now,
            objects=(erasure_ref(request),),
            detail={
                "pemohon": request.requester,
                "hubungan": request.contact,
                "nomor": request.reference,
                "diterima": written(request.received_on),
                "permintaan": request.wish,
            },
            authority="UU 27/2022",
        )
    )
    return request
