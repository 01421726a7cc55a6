"""The head of an OPD commits to its actions, or corrects what the office said before."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import ProductError
from pranata.ledger.operations.append_entry import ObjectRef
from pranata.organisation.models import Role
from pranata.organisation.notices import notify
from pranata.organisation.policies import Actor
from pranata.organisation.queries.holders import positions_with
from pranata.planning import events, tellings
from pranata.planning.models import Commitment, CommitmentSignature
from pranata.planning.operations._action import append, locked_plan, tidy
from pranata.planning.policies_actions import require_head
from pranata.planning.queries.actions import book_of
from pranata.planning.queries.commitments import Pledge, Signed, pledge_of


class CommitmentChanged(ProductError):
    """The actions are not what was read any more."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            _("Aksi perangkat daerah Anda berubah sejak halaman ini dibuka."),
            why=_("Yang Anda nyatakan harus sama persis dengan yang Anda baca."),
            remedy=_("Halaman ini sudah menampilkan yang terbaru. Bacalah lagi, lalu nyatakan."),
        )


class AlreadyCommitted(ProductError):
    """The same head signed the same actions already."""

    def __init__(self) -> None:
        super().__init__(
            _("Komitmen ini sudah Anda nyatakan dan masih berlaku."),
            remedy=_("Tidak ada yang perlu dilakukan sampai aksinya berubah."),
        )


class NothingToCommit(ProductError):
    """The OPD has no action any more."""

    status = 404

    def __init__(self) -> None:
        super().__init__(_("Perangkat daerah ini tidak punya aksi pada rencana ini."))


@transaction.atomic
def sign_commitment(
    *, commitment: Commitment, read: str, words: str = "", actor: Actor, now: dt.datetime
) -> CommitmentSignature:
    """Sign for an OPD, if its actions are still what was read (`read`); `words` says what was corrected.

    Raises NotPermitted (NotTheHead), ActionPlanEnded, NothingToCommit, CommitmentChanged or AlreadyCommitted.
    """
    require_head(actor, commitment)
    plan = locked_plan(commitment.action_plan_id)
    pledge = pledge_of(book_of(plan, actor.local_date(now)), commitment.pk)
    if pledge is None:
        raise NothingToCommit
    if pledge.read != read:
        raise CommitmentChanged
    if pledge.standing is Signed.HOLDS and pledge.last and pledge.last.made_by_id == actor.assignment_id:
        raise AlreadyCommitted
    reason = tidy(words)
    said = append(
        events.COMMITMENT_SIGNED,
        plan,
        [line.action for line in pledge.lines],
        actor=actor,
        now=now,
        detail={
            "nomor": plan.plan.number,
            "unit": str(commitment.unit_id),
            "tambahan_indeks": str(pledge.gain),
            "sidik": pledge.read,
            "alasan": reason or None,
            "membarui": pledge.last is not None,
        },
        more=[commitment_ref(commitment, pledge)],
    )
    signed = CommitmentSignature.objects.create(
        instansi_id=commitment.instansi_id,
        commitment=commitment,
        content=pledge.text,
        sha256=pledge.read,
        words=reason,
        event_id=said.event_id,
        **actor.made(now),
    )
    notify(
        tellings.COMMITTED,
        instansi_id=commitment.instansi_id,
        positions=positions_with(Role.COORDINATOR, on=actor.local_date(now)),
        key=str(said.event_id),
        detail={"position": actor.position_title, "count": str(len(pledge.lines))},
        link="/rencana/aksi/komitmen/",
        now=now,
    )
    return signed


def commitment_ref(commitment: Commitment, pledge: Pledge) -> ObjectRef:
    """Name what is signed: whoever holds its bytes may ask whether the log knows them."""
    return ObjectRef(
        role="komitmen",
        type="commitment",
        id=str(commitment.pk),
        sha256=pledge.read,
        size=len(pledge.text.encode()),
        media="application/json",
        security="B",
    )
